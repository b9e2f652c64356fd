"""Results as plain values, ready for JSON; None stands for a number without a meaning."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from math import isfinite
from typing import Any

from simulation import parameters
from simulation.commands._shared.options import Choice
from simulation.compiling import MODEL
from simulation.ensemble import Ensemble
from simulation.experiment import Verdict
from simulation.experiment.sensitivity.break_even import BreakEven
from simulation.outcomes import (
    OUTCOMES,
    Outcome,
    Summary,
    by_group,
    by_hop,
    over_time,
    summary,
    values,
    waterfall,
)
from simulation.report import break_even as breaks
from simulation.report import verdict as report

OVER_TIME = ("reach", "orders")
DIGITS = 12  # significant ones: the bits beyond them are noise, as in 57.99999999999999


def as_json(values: object, indent: int | None = None) -> str:
    """Plain values as JSON, every number to DIGITS digits. Raises ValueError for NaN."""
    return json.dumps(rounded(values), indent=indent, allow_nan=False)


def rounded(values: Any) -> Any:
    """The same plain values, every number to DIGITS digits."""
    if isinstance(values, float):
        return float(f"{values:.{DIGITS}g}")
    if isinstance(values, dict):
        return {key: rounded(value) for key, value in values.items()}
    return [rounded(each) for each in values] if isinstance(values, (list, tuple)) else values


def run_values(choice: Choice, ensemble: Ensemble) -> dict[str, Any]:
    """Everything about one run: what was run, and what happened.

    Every outcome and stage has median, mean, low50, high50, low90, high90; outcomes have the value
    of each replicate too; over_time has columns, its hours counted from the beginning.
    """
    run = ensemble.run
    return {
        "scenario": choice.scenario.id,
        "side": choice.side.key,
        "seed": run.seed,
        "worlds": run.worlds,
        "days": run.days,
        "clock": run.clock,
        "model": MODEL,
        "inputs": parameters.values(ensemble.parameters),
        "outcomes": {name: _outcome(each, ensemble) for name, each in OUTCOMES.items()},
        "waterfall": [
            {"name": stage.name, "label": stage.label, **summary_values(stage.people)}
            for stage in waterfall(ensemble)
        ],
        "by_hop": [{"hop": hop, **summary_values(people)} for hop, people in by_hop(ensemble)],
        "by_group": [
            {"group": name, **summary_values(people)} for name, people in by_group(ensemble)
        ],
        "over_time": {
            what: {
                name: numbers(column) for name, column in asdict(over_time(ensemble, what)).items()
            }
            for what in OVER_TIME
        },
    }


def summary_values(summary: Summary) -> dict[str, Any]:
    """The numbers of a summary by name."""
    return {name: value for name, value in asdict(summary).items() if name != "worlds"}


def verdict_values(verdict: Verdict, names: tuple[str, str] = ("A", "B")) -> dict[str, Any]:
    """The kind of a verdict, and its words with these names for the sides."""
    return {
        "kind": verdict.kind,
        "sentence": report.sentence(verdict, names),
        "notes": list(report.notes(verdict, names)),
    }


def break_even_values(found: BreakEven) -> dict[str, Any]:
    """A break-even as plain values, ready for JSON."""
    lever = found.change.lever
    return {
        "lever": lever.path,
        "label": lever.label,
        "unit": lever.unit,
        "moved_on": list(found.change.sides),
        "today": found.change.today,
        "low": found.low,
        "high": found.high,
        "scale": found.scale,
        "outcome": found.claim.outcome.name,
        "factor": found.claim.factor,
        "worlds": found.worlds,
        "sentence": breaks.sentence(found),
        "leader": found.leader or None,
        "crossings": [asdict(each) for each in found.crossings],
        "points": [
            {
                "value": each.value,
                "win_rate": asdict(each.win_rate) if each.win_rate else None,
                "problem": each.problem,
                "verdict": each.verdict.kind if each.verdict else None,
            }
            for each in found.points
        ],
    }


def numbers(column: Iterable[float]) -> list[float | None]:
    """Plain numbers, None for NaN and infinities."""
    return [float(value) if isfinite(value) else None for value in column]


def _outcome(outcome: Outcome, ensemble: Ensemble) -> dict[str, Any]:
    column = values(ensemble, outcome.name)
    return {
        "label": outcome.label,
        "unit": outcome.unit,
        **summary_values(summary(column)),
        "values": numbers(column),
    }
