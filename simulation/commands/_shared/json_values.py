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
