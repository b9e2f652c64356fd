"""The worth of finding something out: how much better one could choose if one unknown were known.

The expected value of partial perfect information (EVPPI) of a lever: what the best option brings on
average if the lever's value is known before choosing, less what it brings if one has to choose now.
It is found by regression on the settings that were sampled anyway (Strong, Oakley, Brennan, Medical
Decision Making 34, 2014): the mean of each option's outcome given the lever is fitted by a cubic,
so everything else we do not know, and the random draws, average out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from simulation.decision.doubt import setting_means, signed
from simulation.decision.sample import Sample
from simulation.decision.unknowns import Unknown
from simulation.outcomes import Outcome, outcome
from simulation.randomness import ROUNDS, philox

Grid = NDArray[np.float64]

DEGREE = 3
LEAST = 32  # settings, below which nothing is said
SHUFFLES = 400
_BY_CHANCE = 0.05  # of a variance
LEVEL = 0.95  # that nothing is called worth knowing where nothing is


@dataclass(frozen=True, slots=True)
class Worth:
    """One unknown. value: what knowing it is worth to the decision, in the outcome's unit.

    found: whether that is more than chance makes of the largest of them all, where none matters.
    share: the part of the variance between settings of the best option's lead over the next best
    that the unknown explains, 0 to 1: what ranks those that are not worth anything.
    """

    unknown: Unknown
    value: float
    found: bool
    share: float


@dataclass(frozen=True, slots=True)
class Information:
    """The worth of knowing each unknown, most first, then by how much it moves the lead.

    noise: what chance makes of the largest value where no unknown matters, in 95 of 100 samples.
    best: the number of the option that is best on average over the settings.
    """

    outcome: Outcome
    worth: tuple[Worth, ...]
    noise: float
    best: int

    @property
    def first(self) -> Worth | None:
        """The unknown most worth knowing, if any is."""
        return self.worth[0] if self.worth and self.worth[0].found else None


def information(sample: Sample, name: str) -> Information | None:
    """The worth of each unknown; None with fewer than two options or too few settings.

    Settings at which an option has no such outcome are left out. Raises UserError for an outcome
    that is none.
    """
    which = outcome(name)
    value, bases = _known(sample, which, range(len(sample.options)))
    if value is None or value.shape[1] < 2:
        return None
    now = float(value.mean(axis=0).max())
    found, noise = _gains(bases, value) - now, _noise(bases, value, now)
    order = np.argsort(-value.mean(axis=0), kind="stable")
    lead = value[:, order[0]] - value[:, order[1]]
    worth = [
        Worth(unknown, max(0.0, gain), gain > noise, _explained(basis, lead))
        for unknown, gain, basis in zip(sample.unknowns, found.tolist(), bases, strict=True)
    ]
    worth.sort(key=lambda each: (not each.found, -each.value if each.found else -each.share))
    return Information(which, tuple(worth), noise, int(order[0]))


def influence(sample: Sample, name: str, one: int, other: int) -> list[tuple[Unknown, float]]:
    """The unknowns that move the lead of one option over another, most first.

    Each with the share of the lead's variance between settings that it explains; those that explain
    no more than chance does are left out.
    """
    value, bases = _known(sample, outcome(name), (one, other))
    if value is None:
        return []
    lead = value[:, 0] - value[:, 1]
    found = [
        (unknown, _explained(basis, lead))
        for unknown, basis in zip(sample.unknowns, bases, strict=True)
    ]
    moved = [each for each in found if each[1] > _BY_CHANCE]
    return sorted(moved, key=lambda each: -each[1])


def _known(sample: Sample, which: Outcome, places: Iterable[int]) -> tuple[Grid | None, Grid]:
    """Means at the settings, more being better, float64[settings, options]; and what fits them.

    None with too few settings at which all of these options have the outcome.
    """
    means = signed(which, setting_means(sample, which.name))[:, list(places)]
    known = ~np.isnan(means).any(axis=1)
    if not sample.unknowns or known.sum() < LEAST:
        return None, np.empty((0, 0, 0))
    return means[known], np.stack([_basis(column) for column in sample.parts[known].T])


def _basis(parts: Grid) -> Grid:
    """Orthonormal columns that span cubics of a part, the constant among them."""
    return np.linalg.qr(np.polynomial.legendre.legvander(2 * parts - 1, DEGREE))[0]


def _gains(bases: Grid, value: Grid) -> Grid:
    """For each unknown the mean of the best option's fitted value, float64[unknowns]."""
    fitted = bases @ (bases.transpose(0, 2, 1) @ value)
    return np.asarray(fitted.max(axis=2).mean(axis=1))


def _noise(bases: Grid, value: Grid, now: float) -> float:
    """The level that the largest gain of all unknowns stays under by chance alone.

    Settings are shuffled, so that no unknown has to do with any outcome, and the largest gain of
    each shuffle noted (Westfall and Young, Resampling-Based Multiple Testing, 1993).
    """
    largest = [float(_gains(bases, value[order]).max()) - now for order in _shuffles(len(value))]
    # Rounding alone makes something of nothing.
    return max(float(np.quantile(largest, LEVEL)), 1e-9 * float(np.abs(value).max()))


@cache
def _shuffles(size: int) -> NDArray[np.int64]:
    """Permutations of `size` settings, int64[SHUFFLES, size], drawn by counter: always the same."""
    drawn = [
        [philox(place, number, 0, 0, size, 0, ROUNDS)[0] for place in range(size)]
        for number in range(SHUFFLES)
    ]
    return np.argsort(np.array(drawn, np.uint64), axis=1, kind="stable")


def _explained(basis: Grid, lead: Grid) -> float:
    """The part of the variance that the fit explains, less what as many columns of noise would."""
    fitted = basis @ (basis.T @ lead)
    total, rest = float(((lead - lead.mean()) ** 2).sum()), float(((lead - fitted) ** 2).sum())
    if total <= 0.0:
        return 0.0
    free = len(lead) - DEGREE - 1
    return max(0.0, 1.0 - (rest / free) / (total / (len(lead) - 1)))
