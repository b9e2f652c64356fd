"""Confidence sequence: an interval of the win rate that may be looked at after every replicate.

An ordinary 95 % interval is right in 95 of 100 cases at one look that was fixed beforehand; someone
who looks again and again, and stops when it suits them, is wrong far more often. This one is wrong
in at most 5 of 100 cases at any look at all, however many there are, and is wider for it.

It is Robbins' mixture (Ann. Math. Stat. 41, 1970): the evidence against a win rate m is how much
better other win rates explain the replicates, averaged over these. If m is true, the evidence is a
martingale that begins at 1, so it reaches 20 with a chance of 1 in 20 at most (Ville). The interval
holds every m against which there is less.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import roots_jacobi

from simulation.experiment.comparison.win_rate import LEVEL, WinRate, win_rate_of
from simulation.outcomes import Column

_PRIOR = 0.25  # both parameters of a beta distribution: six wins of six are enough for 95 %
_RATES = 100  # that stand for it; exact up to twice as many replicates, valid for any number
_MOST = 600.0  # logarithm of evidence: more is not told apart
_HALVINGS = 40  # of the range in which an end of the interval lies


def evidence(rate: float, wins: ArrayLike, ties: ArrayLike, losses: ArrayLike) -> Column:
    """The evidence against a true win rate (0 to 1, ends excluded), a tie counting half a win.

    wins, ties, losses: numbers of replicates, arrays of one shape, which is that of the result. A
    tie is as likely under another rate as the mean of a win and a loss are.
    """
    others, weights = _rates()
    win, loss = others / rate, (1 - others) / (1 - rate)
    counts = (np.asarray(each, float)[..., None] for each in (wins, ties, losses))
    logs = sum(
        count * np.log(factor)
        for count, factor in zip(counts, (win, (win + loss) / 2, loss), strict=True)
    )
    found: Column = np.exp(np.minimum(logs, _MOST)) @ weights
    return found


def interval_at_any_look(
    share: float, ties: float, number: int, level: float = LEVEL
) -> tuple[float, float]:
    """The interval of the true share of replicates won, ties counted half.

    share, ties: the shares seen in `number` replicates, 0 to 1; as `win_rate.interval` takes them.
    """
    tied = number * ties
    won = number * share - tied / 2
    counts = (won, tied, number - won - tied)
    enough = 1 / (1 - level)

    def end(outside: float) -> float:
        inside = share
        for _ in range(_HALVINGS):
            middle = (inside + outside) / 2
            if evidence(middle, *counts) < enough:
                inside = middle
            else:
                outside = middle
        return outside

    return (0.0 if share == 0 else end(0.0), 1.0 if share == 1 else end(1.0))


def win_rate_so_far(won: Column) -> WinRate:
    """The win rate from what `paired_wins` gives, with an interval that holds at every look."""
    return win_rate_of(won, ends=interval_at_any_look)


def is_sure(rate: WinRate) -> bool:
    """True if one side wins more often beyond chance, however often one has looked."""
    return bool(evidence(0.5, rate.wins, rate.ties, rate.losses) >= 1 / (1 - LEVEL))


@lru_cache(maxsize=1)
def _rates() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The win rates that stand for all others, and their weights, which add up to 1."""
    places, weights = roots_jacobi(_RATES, _PRIOR - 1, _PRIOR - 1)
    return (places + 1) / 2, weights / weights.sum()
