"""A finished run as one object of plain values, ready for JSON: what was run, and what happened."""

from collections.abc import Iterable
from dataclasses import asdict
from math import isfinite
from typing import Any

from simulation import parameters
from simulation.commands._shared.options import Choice
from simulation.ensemble import Ensemble
from simulation.experiment import Verdict
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
from simulation.report import verdict as report

OVER_TIME = ("reach", "orders")


def result(choice: Choice, ensemble: Ensemble) -> dict[str, Any]:
    """Everything about one run. A number without a meaning is None.

    Every outcome and stage comes with median, mean, low50, high50, low90, high90; outcomes with the
    value in each world too; over_time in columns, its hours counted from the beginning.
    """
    run = ensemble.run
    return {
        "scenario": choice.scenario.id,
        "side": choice.side.key,
        "seed": run.seed,
        "worlds": run.worlds,
        "days": run.days,
        "clock": run.clock,
        "version": ensemble.version,
        "inputs": parameters.values(ensemble.parameters),
        "outcomes": {name: _outcome(each, ensemble) for name, each in OUTCOMES.items()},
        "waterfall": [
            {"name": stage.name, "label": stage.label, **spread(stage.people)}
            for stage in waterfall(ensemble)
        ],
        "by_hop": [{"hop": hop, **spread(people)} for hop, people in by_hop(ensemble)],
        "by_group": [{"group": name, **spread(people)} for name, people in by_group(ensemble)],
        "over_time": {
            what: {
                name: known(column) for name, column in asdict(over_time(ensemble, what)).items()
            }
            for what in OVER_TIME
        },
    }


def spread(summary: Summary) -> dict[str, Any]:
    """A summary's numbers by name."""
    return {name: value for name, value in asdict(summary).items() if name != "worlds"}


def verdict_of(verdict: Verdict, names: tuple[str, str] = ("A", "B")) -> dict[str, Any]:
    """A verdict: its kind, and its words with the sides called by these names."""
    return {
        "kind": verdict.kind,
        "sentence": report.sentence(verdict, names),
        "notes": list(report.notes(verdict, names)),
    }


def known(column: Iterable[float]) -> list[float | None]:
    """Plain numbers, None for those that are none."""
    return [float(value) if isfinite(value) else None for value in column]


def _outcome(outcome: Outcome, ensemble: Ensemble) -> dict[str, Any]:
    column = values(ensemble, outcome.name)
    return {
        "label": outcome.label,
        "unit": outcome.unit,
        **spread(summary(column)),
        "values": known(column),
    }
