"""Draw a map: the win rate at every value of two levers, and the break-even line."""

import argparse
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
from simulation.commands._shared.json_values import as_json
from simulation.commands._shared.phrases import footer, heading, simulated_runs
from simulation.commands._shared.table import columns, number
from simulation.experiment import MODEL
from simulation.experiment.sensitivity.axis import Axis
from simulation.experiment.sensitivity.win_rate_map import Map, draw
from simulation.parameters import Value
from simulation.report.phrases import better
from simulation.report.quantities import said

_AXIS = (
    "LEVER=LOW:HIGH:N or LEVER=LOW:HIGH:N:log, or LEVER alone for a switch or choice; A:LEVER or "
    "B:LEVER moves it on one side of a story alone"
)


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "scenario",
        metavar="SCENARIO",
        help="a story, mapped by the win rate of side A against side B; or one side, as default or "
        "4b:A, mapped by its win rate against today's levers",
    )
    parser.add_argument("--x", metavar="AXIS", required=True, help=f"the lever across: {_AXIS}")
    parser.add_argument(
        "--y", metavar="AXIS", required=True, help="the lever up the side, written in the same way"
    )
    add_judge(parser)
    add_experiment(parser)


def command(asked: argparse.Namespace) -> Iterator[str]:
    """The win rates as a table, the line as points; or all of it as JSON. Raises UserError."""
    scenario, run = scenario_of(asked)
    judge = judge_of(asked, scenario)
    with runner_of(asked) as runner:
        drawn = draw(runner, scenario, asked.x, asked.y, run, judge=judge)
    if asked.json:
        yield as_json(plain(drawn))
    else:
        yield from _report(drawn)


def plain(drawn: Map) -> dict[str, Any]:
    """A map as plain values, ready for JSON: grids as rows, one for each value of y."""
    return {
        "scenario": drawn.scenario.id,
        "claim": drawn.scenario.claim,
        "outcome": drawn.outcome.name,
        "factor": drawn.factor,
        "seed": drawn.run.seed,
        "worlds": drawn.run.worlds,
        "days": drawn.run.days,
        "model": MODEL,
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
    one, other = ("side A", "side B") if len(drawn.medians) > 1 else ("a cell", "today")
    claim = better(drawn.outcome.name, one, other, drawn.factor)
    yield heading(scenario)
    yield f"Win rate of 100 runs ({claim}), from {simulated_runs(drawn.run.worlds)} for each cell."
    if scenario.claim:
        yield f"Claim: {scenario.claim}"
    yield ""
    yield f"Across: {_named(x)}. Up the side: {_named(y)}."
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
        yield f"Break-even at {points}"
    if not drawn.line:
        yield "There is no break-even line on this map."
    for column, row, why in drawn.problems[:3]:
        yield f"Not run at ({_value(x, column)}, {_value(y, row)}): {why}"
    if len(drawn.problems) > 3:
        yield f"and {len(drawn.problems) - 3:,} more cells whose values do not go together."
    yield footer(drawn.run.seed)


def _named(axis: Axis) -> str:
    lever = axis.change.lever
    where = f" on side {axis.change.sides[0]} alone" if axis.change.alone else ""
    return f"{lever.label} ({lever.path}){where}, today {said(lever, axis.change.today)}"


def _value(axis: Axis, place: int) -> str:
    return said(axis.change.lever, axis.values[place])


def _axis(axis: Axis) -> dict[str, Any]:
    lever = axis.change.lever
    values: list[Value] = list(axis.values)
    return {
        "lever": lever.path,
        "label": lever.label,
        "unit": lever.unit,
        "scale": axis.scale,
        "moved_on": list(axis.change.sides),
        "today": axis.change.today,
        "values": values,
    }


def _rows(grid: NDArray[np.float64]) -> list[list[float | None]]:
    return [[None if np.isnan(cell) else cell for cell in row] for row in grid.tolist()]
