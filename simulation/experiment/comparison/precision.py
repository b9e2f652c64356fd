"""Enough worlds: how sure a figure is, what more worlds would bring, and running until it is sure.

Whoever looks after every world and stops when the interval happens to be narrow is wrong more often
than the interval says. So `until` looks at fixed numbers of worlds only: 100, 200, 400 and so on up
to a limit, with intervals so wide that all of them together miss the truth in 5 % of cases at most
(Bonferroni: 1 - 0.05 / number of looks each).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import stdtrit

from simulation.errors import UserError
from simulation.experiment.comparison.win_rate import (
    LEVEL,
    WinRate,
    interval,
    legal_factor,
    paired_wins,
    win_rate_of,
)
from simulation.experiment.runner.cells import Setup
from simulation.experiment.runner.runner import Runner
from simulation.outcomes import outcome
from simulation.outcomes.certainty import median_interval
from simulation.outcomes.measures import Column
from simulation.quantities import two_figures

FIRST = 100  # worlds before the first look

What = Literal["median", "mean", "odds"]


@dataclass(frozen=True, slots=True)
class Precision:
    """A figure and its interval, from so many worlds."""

    what: What
    figure: float
    low: float
    high: float
    worlds: int

    @property
    def width(self) -> float:
        """From one end of the interval to the other."""
        return self.high - self.low

    def width_with(self, worlds: int) -> float:
        """About how wide it would be with so many worlds: four times as many halve it.

        Odds have a better answer, `odds_width_with`.
        """
        return self.width * math.sqrt(self.worlds / worlds)


@dataclass(frozen=True, slots=True)
class Until:
    """A run that went on until the interval was narrow enough, or to the limit.

    looks: the interval at each look, at `level` each; reached: whether the last is narrow enough.
    planned: the numbers of worlds at which it would have looked.
    """

    width: float
    level: float
    planned: tuple[int, ...]
    looks: tuple[Precision, ...]
    reached: bool

    @property
    def worlds(self) -> int:
        """How many worlds it came to."""
        return self.planned[len(self.looks) - 1]

    @property
    def sentence(self) -> str:
        """How it went."""
        last, after = self.looks[-1], ", ".join(f"{n:,}" for n in self.planned[: len(self.looks)])
        done = "narrow enough" if self.reached else "the limit, and not narrow enough"
        return (
            f"Looked after {after} worlds; {done}: {two_figures(last.low)} to "
            f"{two_figures(last.high)}, by intervals of {100 * self.level:.3g}%, which are right "
            f"at all {len(self.planned)} looks in 95% of cases."
        )


def median_precision(column: Column, level: float = LEVEL) -> Precision | None:
    """The median, by order statistics; None with too few worlds (under 6 for 95 %)."""
    known = column[~np.isnan(column)]
    found = median_interval(known, level)
    return found and Precision("median", float(np.median(known)), *found, len(known))


def mean_precision(column: Column, level: float = LEVEL) -> Precision | None:
    """The mean, by Student's t; None with fewer than two worlds.

    Where a few worlds decide the mean, those that were not seen yet are missing from it too.
    """
    known = column[~np.isnan(column)]
    if len(known) < 2:
        return None
    mean = float(np.mean(known))
    half = float(stdtrit(len(known) - 1, 0.5 + level / 2) * np.std(known, ddof=1))
    half /= math.sqrt(len(known))
    return Precision("mean", mean, mean - half, mean + half, len(known))


def win_rate_precision(win_rate: WinRate) -> Precision | None:
    """The odds with the interval they carry; None where no world counts."""
    if win_rate.percent is None or win_rate.low95 is None or win_rate.high95 is None:
        return None
    return Precision("odds", win_rate.percent, win_rate.low95, win_rate.high95, win_rate.worlds)


def win_rate_width_with(win_rate: WinRate, worlds: int) -> float | None:
    """How wide the interval of the odds would be if so many worlds bore out what was seen."""
    if win_rate.percent is None:
        return None
    low, high = interval(win_rate.percent / 100, win_rate.ties / win_rate.worlds, worlds)
    return 100 * (high - low)


def planned(limit: int) -> tuple[int, ...]:
    """The numbers of worlds to look at: 100, 200, 400 ... and the limit. Raises UserError."""
    if limit < FIRST:
        raise UserError(f"limit = {limit} is not legal: it must be at least {FIRST} worlds")
    numbers, worlds = [], FIRST
    while worlds < limit:
        numbers.append(worlds)
        worlds *= 2
    return (*numbers, limit)


def until_median(setup: Setup, name: str, runner: Runner, width: float, limit: int) -> Until:
    """Run more worlds of a setup until the median's interval is that narrow, in the outcome's unit.

    Raises UserError, and what `Lab.measure` raises. Without a store each look begins from nothing.
    """
    outcome(name)

    def look(worlds: int, level: float) -> Precision | None:
        (found,) = runner.measure([_sized(setup, worlds)])
        return median_precision(found[name], level)

    return _until(look, width, limit)


def until_win_rate(
    a: Setup, b: Setup, name: str, runner: Runner, width: float, limit: int, factor: float = 1.0
) -> Until:
    """Run more worlds of both until the interval of the odds is that narrow, in worlds of 100.

    Raises UserError, and what `Lab.measure` raises. Without a store each look begins from nothing.
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
        raise UserError(f"until = {width!r} is not legal: it must be a width above 0")
    numbers = planned(limit)
    level, looks = 1 - (1 - LEVEL) / len(numbers), list[Precision]()
    for worlds in numbers:
        found = look(worlds, level)
        if found is None:
            raise UserError("until: the outcome has a meaning in too few worlds to be sure of it")
        looks.append(found)
        if found.width <= width:
            return Until(width, level, numbers, tuple(looks), True)
    return Until(width, level, numbers, tuple(looks), False)


def _sized(setup: Setup, worlds: int) -> Setup:
    return Setup(setup.parameters, setup.run.model_copy(update={"worlds": worlds}))
