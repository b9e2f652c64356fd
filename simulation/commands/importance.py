"""Rank the levers of a scenario by how much each changes an outcome over its plausible range."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from simulation.commands._shared.experiment_options import (
    add_experiment,
    add_outcome,
    runner_of,
)
from simulation.commands._shared.json_values import as_json, summary_values
from simulation.commands._shared.options import Choice, add_side, choice, whole_number
from simulation.commands._shared.phrases import footer, side_name, simulated_runs
from simulation.commands._shared.table import columns, number
from simulation.experiment import MODEL
from simulation.experiment.sensitivity.importance import POINTS, TOP, Effect, Importance, importance
from simulation.experiment.sensitivity.sobol import Indices
from simulation.outcomes import outcome
from simulation.report.importance import made_of
from simulation.report.quantities import named, said

_SHOWN = 20  # levers in the text


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_side(parser)
    add_outcome(parser)
    parser.add_argument(
        "--levers",
        metavar="N",
        default=str(TOP),
        help=f"number of top levers to vary together (default: {TOP}, at most 10)",
    )
    parser.add_argument(
        "--points",
        metavar="N",
        default=str(POINTS),
        help="number of points at which they are varied together, a power of 2 (default: "
        f"{POINTS}; 0: do not)",
    )
    add_experiment(parser)


def command(asked: argparse.Namespace) -> Iterator[str]:
    """A table, the largest change first; or all of it as JSON. Raises UserError."""
    chosen = choice(asked)
    scenario = chosen.scenario
    judged = scenario.judge.outcome if scenario.judge else "reach"
    name = outcome(judged if asked.outcome is None else asked.outcome).name
    top = whole_number(asked.levers, "--levers", 2, 10)
    points = whole_number(asked.points, "--points", 0, 4_096)
    with runner_of(asked) as runner:
        found = importance(runner, chosen.parameters, chosen.run, name, top=top, points=points)
    if asked.json:
        about = {"scenario": scenario.id, "side": chosen.side.key}
        yield as_json(about | plain(found))
    else:
        yield from _report(chosen, found)


def plain(found: Importance) -> dict[str, Any]:
    """An importance as plain values, ready for JSON."""
    return {
        "outcome": found.outcome.name,
        "seed": found.run.seed,
        "worlds": found.run.worlds,
        "rough": found.rough,
        "days": found.run.days,
        "model": MODEL,
        "today": summary_values(found.today),
        "effects": [
            {
                "lever": each.lever.path,
                "label": each.lever.label,
                "unit": each.lever.unit,
                "low": each.low,
                "high": each.high,
                "at_low": summary_values(each.at_low),
                "at_high": summary_values(each.at_high),
                "swing": each.swing,
                "mean_swing": each.mean_swing,
            }
            for each in found.effects
        ],
        "left_out": [{"lever": path, "why": why} for path, why in found.left_out],
        "together": asdict(found.together) if found.together else None,
    }


def _report(chosen: Choice, found: Importance) -> Iterator[str]:
    which = found.outcome
    yield f"{chosen.side.title} ({side_name(chosen)})"
    yield (
        f"{which.label} ({which.unit}), one lever at a time at the ends of its plausible range, "
        f"from {simulated_runs(found.run.worlds)} each. Today's median is "
        f"{number(found.today.median)}."
    )
    if found.rough is not None:
        yield f"Simulated: {made_of(found)}."
    yield ""
    rows = [["lever", "from", "to", "median", "to", "mean", "to"]]
    rows += [_row(each) for each in found.effects[:_SHOWN]]
    yield from columns(rows, right=(3, 4, 5, 6))
    hidden = len(found.effects) - _SHOWN
    if hidden > 0:
        yield f"and {hidden} levers that change it less"
    yield ""
    if found.together:
        yield from _together(found.together)
        yield ""
    yield footer(found.run.seed)


def _row(effect: Effect) -> list[str]:
    lever, low, high = effect.lever, effect.at_low, effect.at_high
    figures = (low.median, high.median, low.mean, high.mean)
    ends = (said(lever, effect.low), said(lever, effect.high))
    return [named(lever), *ends, *map(number, figures)]


def _together(found: Indices) -> Iterator[str]:
    yield (
        "Varied together: the part of the variance of the mean that each lever explains alone, and "
        f"with its interactions ({found.points:,} points of {found.worlds:,} runs each)."
    )
    rows = [["lever", "alone", "95% confident", "with interactions", "95% confident"]]
    rows += [
        [
            each.path,
            f"{each.first:.2f}",
            f"{each.first_low:.2f} to {each.first_high:.2f}",
            f"{each.total:.2f}",
            f"{each.total_low:.2f} to {each.total_high:.2f}",
        ]
        for each in found.levers
    ]
    yield from columns(rows, right=(1, 3))
