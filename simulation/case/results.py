"""Results of each side: the figures, the gain over today, and the cost of one more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from simulation.case.options import Choices, Option
from simulation.case.population import Fullness, fullness
from simulation.experiment import Columns
from simulation.outcomes import Column, Summary, summary

RESULTS = ("reach", "net_followers", "orders")  # what money may be spent for
OUTCOMES = (*RESULTS, "cost", "profit")
_SURE = 1.96  # standard errors: 95 % of means lie within


@dataclass(frozen=True, slots=True)
class Row:
    """One side's results.

    found: outcome to its summary. gain: result to the mean gain over today, None where it is no
    more than random draws make (95 %). price: result to what one of it costs beyond today.
    """

    option: Option
    found: Mapping[str, Summary]
    gain: Mapping[str, float | None]
    price: Mapping[str, float | None]
    fullness: Fullness


def rows(choices: Choices, columns: Sequence[Columns]) -> tuple[Row, ...]:
    """The results of every side, in their order; columns as a runner measures `choices.setups`."""
    base = columns[0]
    return tuple(
        _row(side, of, base, choices.days) for side, of in zip(choices.sides, columns, strict=True)
    )


def _row(side: Option, of: Columns, base: Columns, days: float) -> Row:
    gain = {name: _gain(of[name], base[name]) for name in RESULTS}
    return Row(
        side,
        {name: summary(of[name]) for name in OUTCOMES},
        gain,
        {name: side.extra / each if each else None for name, each in gain.items()},
        fullness(side.parameters, days, of["reach"]),
    )


def _gain(one: Column, base: Column) -> float | None:
    """The mean difference where it is above the noise, replicate by replicate; else None."""
    difference = one - base
    mean = float(np.mean(difference))
    error = float(np.std(difference, ddof=1)) / sqrt(len(difference)) if len(difference) > 1 else 0
    return mean if mean > _SURE * error and mean > 0 else None
