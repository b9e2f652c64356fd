"""Win rate: in how many of 100 replicates one side does better, on common random numbers."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtri

from simulation.apportionment import largest_remainders
from simulation.errors import illegal_value
from simulation.outcomes import Column, outcome

MOST = 1_000.0  # times
LEVEL = 0.95
SAME = 1e-9  # relative: 1.1 times 100 is no more than 110, whatever the last bit says

Interval = Callable[[float, float, int, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class WinRate:
    """The frequency with which A beats B, over the replicates in which both have the outcome.

    wins, ties, losses: of A, in replicates; worlds: their sum; left_out: replicates in which one
    side or both do not have the outcome. percent: replicates won of 100, a tie counted as half a
    win; low95, high95: its interval, see `interval`. These three are None where no replicate
    counts.
    """

    wins: int
    ties: int
    losses: int
    worlds: int
    left_out: int
    percent: float | None
    low95: float | None
    high95: float | None

    @property
    def leader(self) -> Literal["A", "B", ""]:
        """The side that wins more often, beyond chance: its interval lies beyond 50."""
        if self.low95 is None or self.high95 is None:
            return ""
        return "A" if self.low95 > 50 else "B" if self.high95 < 50 else ""


def paired_wins(a: Column, b: Column, name: str, factor: float = 1.0) -> Column:
    """Replicate by replicate: float64[replicates], 1 for a win of A, 0.5 for a tie, 0, or NaN.

    With factor 1 the better one wins: more, or less where the outcome is a cost; equal is a tie.
    Otherwise A wins if A >= factor x B (A >= B / factor where B < 0; reversed where less is
    better). 0 against 0 is a tie. NaN where either side does not have the outcome. Raises UserError
    for an unknown outcome and an illegal factor.
    """
    legal_factor(factor)
    sign = 1.0 if outcome(name).more_is_better else -1.0
    ours, theirs = sign * a, sign * wanted(b, name, factor)
    near = np.abs(ours - theirs) <= SAME * np.maximum(np.abs(ours), np.abs(theirs))
    won = np.where(near, 0.5 if factor == 1 else 1.0, (ours > theirs) * 1.0)
    won[(ours == 0) & (theirs == 0)] = 0.5
    won[np.isnan(ours) | np.isnan(theirs)] = np.nan
    return won


def wanted(b: Column, name: str, factor: float) -> Column:
    """The least A must have to come up to `factor` times B, float64[replicates]; B itself for 1."""
    more = outcome(name).more_is_better
    return np.where((b >= 0) == more, b * factor, b / factor)


def win_rate_of(won: Column, level: float = LEVEL, ends: Interval | None = None) -> WinRate:
    """The win rate from what `paired_wins` gives, over any number of replicates.

    ends: what its interval is computed by, if not by `interval`; takes the same arguments.
    """
    known = won[~np.isnan(won)]
    worlds, left_out = len(known), len(won) - len(known)
    if worlds == 0:
        return WinRate(0, 0, 0, 0, left_out, None, None, None)
    wins, losses = int((known == 1).sum()), int((known == 0).sum())
    ties = worlds - wins - losses
    points = 2 * wins + ties  # whole, so that 58 of 100 is 58.0 and not 57.99999999999999
    low, high = (ends or interval)(points / (2 * worlds), ties / worlds, worlds, level)
    percent = 100 * points / (2 * worlds)
    return WinRate(wins, ties, losses, worlds, left_out, percent, _percent(low), _percent(high))


def win_rate(a: Column, b: Column, name: str, factor: float = 1.0) -> WinRate:
    """The win rate of A over B by the rule of `paired_wins`. Raises UserError."""
    return win_rate_of(paired_wins(a, b, name, factor))


def interval(share: float, ties: float, number: int, level: float = LEVEL) -> tuple[float, float]:
    """The interval of the true share of replicates won, ties counted half.

    share, ties: the shares seen in `number` replicates, 0 to 1. Without ties it is Wilson's
    interval (J. Am. Stat. Assoc. 1927): all p whose own spread would still bring about what was
    seen. A tie moves p less than a win or a loss, so a share t of ties lowers the variance from
    p (1 - p) to p (1 - p) - t / 4; z squared decided replicates are added to those seen, so that a
    few ties alone prove nothing.
    """
    z = float(ndtri(0.5 + level / 2))
    more = z * z / number
    tied = ties / (1 + more)
    middle = share + more / 2
    inside = middle * middle - (1 + more) * (share * share + more * tied / 4)
    half = math.sqrt(max(0.0, inside))
    # At 0 and 1 the ends are 0 and 1 exactly, but for the last bit.
    return (
        0.0 if share == 0 else max(0.0, (middle - half) / (1 + more)),
        1.0 if share == 1 else min(1.0, (middle + half) / (1 + more)),
    )


def legal_factor(factor: float) -> float:
    """The factor, if it is legal. Raises UserError."""
    if not 0 < factor <= MOST:  # nan is refused too
        raise illegal_value("factor", factor, f"a number above 0, at most {MOST:,.0f}")
    return factor


def hundred(win_rate: WinRate) -> tuple[int, int, int]:
    """The wins of A, ties and wins of B in 100 replicates: whole numbers, 100 in all."""
    wins, ties, losses = largest_remainders(100, (win_rate.wins, win_rate.ties, win_rate.losses))
    return wins, ties, losses


def _percent(share: float) -> float:
    """A share in 100, without the noise of the last bits."""
    return round(100 * share, 10)
