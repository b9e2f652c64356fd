"""Rank the levers of a scenario by how far each swings an outcome over its plausible range."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from simulation.commands._shared.experiment_options import (
    add_experiment,
    runner_of,
    scenario_of,
)
from simulation.commands._shared.json import spread
from simulation.commands._shared.options import whole_number
from simulation.commands._shared.table import columns, number
from simulation.experiment import MODEL
from simulation.experiment.sensitivity.importance import POINTS, TOP, Effect, Importance, importance
from simulation.experiment.sensitivity.sobol import Indices
from simulation.outcomes import outcome
from simulation.report.quantities import named, said
from simulation.scenarios import Scenario

_SHOWN = 20  # levers in the text


def options(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("scenario", metavar="SCENARIO", help="a name that 'list' shows, or a file")
    parser.add_argument("--side", default="A", help="the side of a story (default: A)")
    parser.add_argument(
        "--outcome", metavar="O", help="as in the JSON of 'run' (default: what the story is judged "
        "by, else reach)",
    )  # fmt: skip
    parser.add_argument(
        "--levers", metavar="N", default=str(TOP),
        help=f"how many of the first levers are varied together (default: {TOP}, at most 10)",
    )  # fmt: skip
    parser.add_argument(
        "--points", metavar="N", default=str(POINTS),
        help=f"points at which they are varied together, a power of 2 (default: {POINTS}; 0: none)",
    )  # fmt: skip
    add_experiment(parser)


def command(asked: argparse.Namespace) -> Iterator[str]:
    """A table, largest swing first; or all of it as JSON. Raises UserError."""
    scenario, run = scenario_of(asked)
    side = scenario.side(asked.side)
    judged = scenario.judge.outcome if scenario.judge else "reach"
    name = outcome(judged if asked.outcome is None else asked.outcome).name
    top = whole_number(asked.levers, "--levers", 2, 10)
    points = whole_number(asked.points, "--points", 0, 4_096)
    with runner_of(asked) as runner:
        found = importance(runner, side.parameters, run, name, top=top, points=points)
    if asked.json:
        about = {"scenario": scenario.id, "side": side.key}
        yield json.dumps(about | plain(found), allow_nan=False)
    else:
        yield from _report(replace(scenario, sides=(side,)), found)


def plain(found: Importance) -> dict[str, Any]:
    """An importance as plain values, ready for JSON."""
    return {
        "outcome": found.outcome.name,
        "seed": found.run.seed,
        "worlds": found.run.worlds,
        "days": found.run.days,
        "version": MODEL,
        "today": spread(found.today),
        "effects": [
            {
                "lever": each.lever.path, "label": each.lever.label, "unit": each.lever.unit,
                "low": each.low, "high": each.high,
                "at_low": spread(each.at_low), "at_high": spread(each.at_high),
                "swing": each.swing, "mean_swing": each.mean_swing,
            }
            for each in found.effects
        ],
        "left_out": [{"lever": path, "why": why} for path, why in found.left_out],
        "together": asdict(found.together) if found.together else None,
    }  # fmt: skip


def _report(scenario: Scenario, found: Importance) -> Iterator[str]:
    (side,), which = scenario.sides, found.outcome
    yield f"{side.title} ({scenario.id})"
    yield (
        f"{which.label} ({which.unit}) with one lever at a time at the ends of what is plausible, "
        f"from {found.run.worlds:,} worlds each. Today's median is {number(found.today.median)}."
    )
    yield ""
    rows = [["lever", "from", "to", "median", "to", "mean", "to"]]
    rows += [_row(each) for each in found.effects[:_SHOWN]]
    yield from columns(rows, right=(3, 4, 5, 6))
    hidden = len(found.effects) - _SHOWN
    if hidden > 0:
        yield f"and {hidden} levers that move it less"
    yield ""
    if found.together:
        yield from _together(found.together)
        yield ""
    yield f"seed {found.run.seed}, version {MODEL}"


def _row(effect: Effect) -> list[str]:
    lever, low, high = effect.lever, effect.at_low, effect.at_high
    return [
        named(lever), said(lever, effect.low), said(lever, effect.high),
        number(low.median), number(high.median), number(low.mean), number(high.mean),
    ]  # fmt: skip


def _together(found: Indices) -> Iterator[str]:
    yield (
        "Varied together: the part of the variance of the mean that each explains alone, and with "
        f"all it takes part in ({found.points:,} points of {found.worlds:,} worlds)."
    )
    rows = [["lever", "alone", "95% sure", "in all", "95% sure"]]
    rows += [
        [
            each.path, f"{each.first:.2f}", f"{each.first_low:.2f} to {each.first_high:.2f}",
            f"{each.total:.2f}", f"{each.total_low:.2f} to {each.total_high:.2f}",
        ]
        for each in found.levers
    ]  # fmt: skip
    yield from columns(rows, right=(1, 3))
