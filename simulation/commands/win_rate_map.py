"""Draw a map: two levers against each other, and the line at which the odds are 50."""

import argparse
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.commands._shared.experiment_options import (
    add_experiment,
    add_judge,
    judge_of,
    runner_of,
    scenario_of,
)
from simulation.commands._shared.table import columns, number
from simulation.experiment import MODEL
from simulation.experiment.sensitivity.axis import Axis
from simulation.experiment.sensitivity.win_rate_map import Map, draw
from simulation.parameters import Value
from simulation.report.quantities import said

_AXIS = (
    "LEVER=LOW:HIGH:N or LEVER=LOW:HIGH:N:log, or LEVER alone for a switch or choice; A:LEVER or "
    "B:LEVER moves it on one side of a story alone"
)


def options(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument(
        "scenario", metavar="SCENARIO",
        help="a story: the odds of A; a scenario of one side: the odds against today's setting",
    )  # fmt: skip
    parser.add_argument("--x", metavar="AXIS", required=True, help=f"the lever across: {_AXIS}")
    parser.add_argument("--y", metavar="AXIS", required=True, help="the lever upward, likewise")
    add_judge(parser)
    add_experiment(parser)


def command(asked: argparse.Namespace) -> Iterator[str]:
    """The odds as a table, the line as coordinates; or all of it as JSON. Raises UserError."""
    scenario, run = scenario_of(asked)
    judge = judge_of(asked, scenario)
    with runner_of(asked) as runner:
        drawn = draw(runner, scenario, asked.x, asked.y, run, judge=judge)
    if asked.json:
        yield json.dumps(plain(drawn), allow_nan=False)
    else:
        yield from _report(drawn)


def plain(drawn: Map) -> dict[str, Any]:
    """A map as plain values, ready for JSON: grids as rows, one a value of y."""
    return {
        "scenario": drawn.scenario.id,
        "claim": drawn.scenario.claim,
        "outcome": drawn.outcome.name,
        "factor": drawn.factor,
        "seed": drawn.run.seed,
        "worlds": drawn.run.worlds,
        "days": drawn.run.days,
        "version": MODEL,
        "x": _axis(drawn.x),
        "y": _axis(drawn.y),
        "win_rate": _rows(drawn.win_rate),
        "low95": _rows(drawn.low95),
        "high95": _rows(drawn.high95),
        "ties": _rows(drawn.ties),
        "medians": {key: _rows(grid) for key, grid in drawn.medians.items()},
        "problems": [{"x": x, "y": y, "why": str(why)} for x, y, why in drawn.problems],
        "line": drawn.line,
        "today": drawn.today,
    }


def _report(drawn: Map) -> Iterator[str]:
    scenario, x, y = drawn.scenario, drawn.x, drawn.y
    versus = "side A beats side B" if len(drawn.medians) > 1 else "a cell beats today's setting"
    yield f"{scenario.title} ({scenario.id})"
    yield (
        f"In how many of 100 worlds {versus} on {drawn.outcome.label.lower()}, "
        f"from {drawn.run.worlds:,} worlds a cell."
    )
    if scenario.claim:
        yield f"Claim: {scenario.claim}"
    yield ""
    yield f"Across: {_named(x)}. Upward: {_named(y)}."
    rows = [
        [
            said(y.change.lever, value),
            *("-" if np.isnan(cell) else number(round(cell)) for cell in row),
        ]
        for value, row in zip(y.values, drawn.win_rate.tolist(), strict=True)
    ]
    head = ["", *(said(x.change.lever, value) for value in x.values)]
    yield from columns([*reversed(rows), head], right=range(len(head)))
    yield ""
    for line in drawn.line:
        points = ", ".join(f"({number(across)}, {number(up)})" for across, up in line)
        yield f"Even at {points}"
    if not drawn.line:
        yield "No line at which the odds are 50 runs through this map."
    for column, row, why in drawn.problems[:3]:
        yield f"Not run at ({_told(x, column)}, {_told(y, row)}): {why}"
    if len(drawn.problems) > 3:
        yield f"and {len(drawn.problems) - 3:,} more cells that are not legal."
    yield f"seed {drawn.run.seed}, version {MODEL}"


def _named(axis: Axis) -> str:
    lever = axis.change.lever
    where = f" on side {axis.change.sides[0]} alone" if axis.change.alone else ""
    return f"{lever.label} ({lever.path}){where}, today {said(lever, axis.change.today)}"


def _told(axis: Axis, place: int) -> str:
    return said(axis.change.lever, axis.values[place])


def _axis(axis: Axis) -> dict[str, Any]:
    lever = axis.change.lever
    values: list[Value] = list(axis.values)
    return {
        "lever": lever.path, "label": lever.label, "unit": lever.unit, "scale": axis.scale,
        "moved_on": list(axis.change.sides), "today": axis.change.today, "values": values,
    }  # fmt: skip


def _rows(grid: NDArray[np.float64]) -> list[list[float | None]]:
    return [[None if np.isnan(cell) else cell for cell in row] for row in grid.tolist()]
