"""Precision: the interval of a figure, and running until it is narrow enough.

Stopping as soon as an interval happens to be narrow would make it wrong more often than it says. So
`until_median` and `until_win_rate` look at fixed numbers of replicates only: 100, 200, 400 and so
on up to a limit, with intervals so wide that all of them together miss the truth in 5 % of cases at
most (Bonferroni: 1 - 0.05 / number of looks each).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import bdtrik, stdtrit

from simulation.errors import UserError, illegal_value
from simulation.experiment.comparison.win_rate import (
    LEVEL,
    WinRate,
    interval,
    legal_factor,
    paired_wins,
    win_rate_of,
)
from simulation.experiment.runner.cells import Setup
from simulation.experiment.runner.runner import Measurer
from simulation.outcomes import Column, outcome

FIRST = 100  # replicates before the first look

What = Literal["median", "mean", "win rate"]


@dataclass(frozen=True, slots=True)
class Precision:
    """A figure and its interval, from `worlds` replicates."""

    what: What
    figure: float
    low: float
    high: float
    worlds: int

    @property
    def width(self) -> float:
        """The distance from one end of the interval to the other."""
        return self.high - self.low

    def width_with(self, worlds: int) -> float:
        """About how wide it would be with that many replicates: four times as many halve it.

        A win rate has a better answer, `win_rate_width_with`.
        """
        return self.width * math.sqrt(self.worlds / worlds)


@dataclass(frozen=True, slots=True)
class Until:
    """A run that went on until the interval was narrow enough, or to the limit.

    looks: the interval at each look, at `level` each; reached: whether the last is narrow enough.
    planned: the numbers of replicates at which it would have looked.
    """

    width: float
    level: float
    planned: tuple[int, ...]
    looks: tuple[Precision, ...]
    reached: bool

    @property
    def worlds(self) -> int:
        """The number of replicates it came to."""
        return self.planned[len(self.looks) - 1]


def median_interval(column: Column, level: float = LEVEL) -> tuple[float, float] | None:
    """Interval of the median of endlessly many replicates, with at least this certainty.

    Between two order statistics, free of any assumption about the distribution: the number of
    replicates below the true median is binomial(replicates, 1/2). None for too few replicates
    (under 6 for 95 %). NaN, an outcome that a replicate does not have, is left out.
    """
    known = np.sort(column[~np.isnan(column)])
    worlds = len(known)
    if 2 * 0.5**worlds > 1 - level:
        return None
    # What scipy.stats.binom.ppf computes; scipy.stats alone takes half a second to import.
    below = math.ceil(bdtrik((1 - level) / 2, worlds, 0.5)) - 1
    return float(known[below]), float(known[worlds - 1 - below])


def median_precision(column: Column, level: float = LEVEL) -> Precision | None:
    """The median, by order statistics; None with too few replicates (under 6 for 95 %)."""
    known = column[~np.isnan(column)]
    found = median_interval(known, level)
    return found and Precision("median", float(np.median(known)), *found, len(known))


def mean_precision(column: Column, level: float = LEVEL) -> Precision | None:
    """The mean, by Student's t; None with fewer than two replicates.

    Where a few replicates decide the mean, those not seen yet are missing from it too.
    """
    known = column[~np.isnan(column)]
    if len(known) < 2:
        return None
    mean = float(np.mean(known))
    half = float(stdtrit(len(known) - 1, 0.5 + level / 2) * np.std(known, ddof=1))
    half /= math.sqrt(len(known))
    return Precision("mean", mean, mean - half, mean + half, len(known))


def win_rate_precision(win_rate: WinRate) -> Precision | None:
    """The win rate with the interval it carries; None where no replicate counts."""
    if win_rate.percent is None or win_rate.low95 is None or win_rate.high95 is None:
        return None
    return Precision("win rate", win_rate.percent, win_rate.low95, win_rate.high95, win_rate.worlds)


def win_rate_width_with(win_rate: WinRate, worlds: int) -> float | None:
    """Width of the interval if that many replicates bore out what was seen; None where unknown."""
    if win_rate.percent is None:
        return None
    low, high = interval(win_rate.percent / 100, win_rate.ties / win_rate.worlds, worlds)
    return 100 * (high - low)


def planned(limit: int) -> tuple[int, ...]:
    """The numbers of replicates to look at: 100, 200, 400 ... and the limit. Raises UserError."""
    if limit < FIRST:
        raise illegal_value("limit", limit, f"at least {FIRST} runs")
    numbers, worlds = [], FIRST
    while worlds < limit:
        numbers.append(worlds)
        worlds *= 2
    return (*numbers, limit)


def until_median(setup: Setup, name: str, runner: Measurer, width: float, limit: int) -> Until:
    """Run more replicates until the median's interval is as narrow as `width`, in its unit.

    Raises UserError, and what `Runner.measure` raises.
    """
    outcome(name)

    def look(worlds: int, level: float) -> Precision | None:
        (found,) = runner.measure([_sized(setup, worlds)])
        return median_precision(found[name], level)

    return _until(look, width, limit)


def until_win_rate(
    a: Setup, b: Setup, name: str, runner: Measurer, width: float, limit: int, factor: float = 1.0
) -> Until:
    """Run more replicates of both until the win rate's interval is as narrow as `width`, in points.

    Raises UserError, and what `Runner.measure` raises.
    """
    outcome(name), legal_factor(factor)

    def look(worlds: int, level: float) -> Precision | None:
        one, other = runner.measure([_sized(a, worlds), _sized(b, worlds)])
        return win_rate_precision(
            win_rate_of(paired_wins(one[name], other[name], name, factor), level)
        )

    return _until(look, width, limit)


def _until(look: Callable[[int, float], Precision | None], width: float, limit: int) -> Until:
    if not 0 < width < math.inf:
        raise illegal_value("until", width, "a width above 0")
    numbers = planned(limit)
    level, looks = 1 - (1 - LEVEL) / len(numbers), list[Precision]()
    for worlds in numbers:
        found = look(worlds, level)
        if found is None:
            raise UserError("until: too few runs have this outcome to be sure of it")
        looks.append(found)
        if found.width <= width:
            return Until(width, level, numbers, tuple(looks), True)
    return Until(width, level, numbers, tuple(looks), False)


def _sized(setup: Setup, worlds: int) -> Setup:
    return Setup(setup.parameters, setup.run.model_copy(update={"worlds": worlds}))
