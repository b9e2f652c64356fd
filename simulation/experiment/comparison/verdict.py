"""Verdict: which of two sides does better, and the evidence for it; the words are in report/."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from simulation.experiment.comparison.noise_floor import NoiseFloor, noise_floor_of
from simulation.experiment.comparison.precision import mean_precision
from simulation.experiment.comparison.win_rate import SAME, WinRate, wanted, win_rate
from simulation.outcomes import Column, Outcome, Summary, outcome, summary

Kind = Literal["A", "B", "split", "close", "same", "unknown"]


@dataclass(frozen=True, slots=True)
class Gap:
    """The distances by which A's median and mean lie above B's (above `factor` times B's).

    error: half the 95 % interval of the gap of the means. It is a higher hurdle than the noise
    floor where a few replicates of B decide the mean, which A's own draws know nothing of.
    """

    median: float
    mean: float
    error: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on A against B by one outcome, with all that it rests on.

    kind: "A" or "B" where that side wins more often than chance explains, and its median or mean
    is better by more than the noise floor; with a factor other than 1, "A" says that A has at least
    `factor` times B, and "B" that it has not. "split" where the typical replicate and the mean say
    opposite things. "close" where nothing can be claimed, "same" where both sides are equal in
    every replicate (and the factor is at least 1), "unknown" where no replicate gives both sides
    the outcome.

    a, b, gap: over the replicates that count. floor: what random draws alone change when A is run
    again; None where A never has the outcome. middle, average: the side that does better by the
    median, and by the mean, beyond the floor; "" for neither.
    """

    kind: Kind
    outcome: Outcome
    factor: float
    win_rate: WinRate
    a: Summary
    b: Summary
    gap: Gap
    floor: NoiseFloor | None
    middle: Literal["A", "B", ""]
    average: Literal["A", "B", ""]

    @property
    def winner(self) -> Literal["A", "B", ""]:
        """The side the verdict is for; "" where it is for neither."""
        return self.kind if self.kind == "A" or self.kind == "B" else ""


def verdict(
    a: Column,
    b: Column,
    again: Column,
    seed: int,
    name: str,
    factor: float = 1.0,
    *,
    rate: WinRate | None = None,
) -> Verdict:
    """The verdict on float64[replicates] of A and B.

    again: A's under fresh draws, whose seed is `seed`; empty where it was not run. With a factor A
    has to have at least that many times B, see `win_rate.paired_wins`. rate: their win rate with
    another interval than the usual one. Raises UserError for an unknown outcome or an illegal
    factor.
    """
    which, rate = outcome(name), rate or win_rate(a, b, name, factor)
    counted = ~(np.isnan(a) | np.isnan(b))
    ours, theirs = a[counted], b[counted]
    target, floor = wanted(theirs, name, factor), noise_floor_of(a, again, seed)
    sure = mean_precision(ours - target)
    gap = Gap(
        median=float(np.median(ours) - np.median(target)) if len(ours) else 0.0,
        mean=sure.figure if sure else 0.0,
        error=sure.width / 2 if sure else 0.0,
    )
    one, other = summary(ours), summary(theirs)
    if rate.worlds == 0 or floor is None:
        return Verdict("unknown", which, factor, rate, one, other, gap, floor, "", "")
    sign = 1 if which.more_is_better else -1
    middle = _leader(sign * gap.median, floor.median)
    average = _leader(sign * gap.mean, max(floor.mean, gap.error))
    # Equal sides satisfy a claim of less than as much; of any other they are no difference.
    equal = factor >= 1 and np.allclose(ours, theirs, rtol=SAME, atol=0.0)
    kind = "same" if equal else _kind(rate.leader, middle, average)
    return Verdict(kind, which, factor, rate, one, other, gap, floor, middle, average)


def _kind(
    leader: Literal["A", "B", ""], middle: Literal["A", "B", ""], average: Literal["A", "B", ""]
) -> Kind:
    if leader == "":
        return "close"
    other = "B" if leader == "A" else "A"
    if other in (middle, average):
        return "split"
    return leader if leader in (middle, average) else "close"


def _leader(gap: float, floor: float) -> Literal["A", "B", ""]:
    return "A" if gap > floor else "B" if gap < -floor else ""
