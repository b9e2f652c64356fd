"""Odds: in how many of 100 worlds one side beats the other, both having had the same luck."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from simulation.errors import UserError
from simulation.outcomes import outcome
from simulation.outcomes.measures import Column

MOST = 1_000.0  # times
LEVEL = 0.95
_SAME = 1e-9  # relative: 1.1 times 100 is no more than 110, whatever the last bit says


@dataclass(frozen=True, slots=True)
class WinRate:
    """How often A beats B, over the worlds in which both have the outcome.

    wins, ties, losses: of A, in worlds; worlds: their sum; left_out: worlds in which the outcome
    has no meaning on one side or both. odds: in 100 worlds, ties counted half; low95, high95: its
    interval, see `interval`. These three are None where no world counts.
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
    def leader(self) -> str:
        """Whom the odds favour beyond doubt: A, B, or neither, an empty text."""
        if self.low95 is None or self.high95 is None:
            return ""
        return "A" if self.low95 > 50 else "B" if self.high95 < 50 else ""


def paired_wins(a: Column, b: Column, name: str, factor: float = 1.0) -> Column:
    """World by world whether A beats B: float64[worlds], 1 yes, 0 no, 0.5 a tie, NaN no meaning.

    With factor 1 the better one wins: more, or less where the outcome is a cost; equals tie. With
    another A has to have at least `factor` times B, and exactly that is enough. Of what is lost
    rather than earned, twice as good is half as much: at least B / factor where B is below zero.
    Where less is better the mirror image holds: at most B / factor of a cost. Nothing against
    nothing always ties. Raises UserError for a name or factor that is none.
    """
    legal_factor(factor)
    sign = 1.0 if outcome(name).more_is_better else -1.0
    ours, theirs = sign * a, sign * wanted(b, name, factor)
    near = np.abs(ours - theirs) <= _SAME * np.maximum(np.abs(ours), np.abs(theirs))
    won = np.where(near, 0.5 if factor == 1 else 1.0, (ours > theirs) * 1.0)
    won[(ours == 0) & (theirs == 0)] = 0.5
    won[np.isnan(ours) | np.isnan(theirs)] = np.nan
    return won


def wanted(b: Column, name: str, factor: float) -> Column:
    """What A has to have to come up to `factor` times B, float64[worlds]; B itself for 1."""
    more = outcome(name).more_is_better
    return np.where((b >= 0) == more, b * factor, b / factor)


def win_rate_of(won: Column, level: float = LEVEL) -> WinRate:
    """The odds from what `beats` gives, over as many worlds as one likes."""
    known = won[~np.isnan(won)]
    worlds, left_out = len(known), len(won) - len(known)
    if worlds == 0:
        return WinRate(0, 0, 0, 0, left_out, None, None, None)
    wins, losses = int((known == 1).sum()), int((known == 0).sum())
    share, ties = float(known.sum()) / worlds, worlds - wins - losses
    low, high = interval(share, ties / worlds, worlds, level)
    return WinRate(wins, ties, losses, worlds, left_out, 100 * share, 100 * low, 100 * high)


def win_rate(a: Column, b: Column, name: str, factor: float = 1.0) -> WinRate:
    """The odds that A beats B by the rule of `beats`. Raises UserError."""
    return win_rate_of(paired_wins(a, b, name, factor))


def interval(share: float, ties: float, number: int, level: float = LEVEL) -> tuple[float, float]:
    """Where the share of worlds won lies, ties counted half, when `number` worlds were run.

    share, ties: the shares seen, 0 to 1. Without ties it is Wilson's interval (J. Am. Stat. Assoc.
    1927): all p whose own spread would still bring about what was seen. A tie moves p less than a
    win or a loss, so a share t of ties lowers the variance from p (1 - p) to p (1 - p) - t / 4;
    z squared decided worlds are added to those seen, lest a few ties make anybody sure.
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
    """The factor, if it is one. Raises UserError."""
    if not 0 < factor <= MOST:  # nan is refused too
        raise UserError(
            f"factor = {factor!r} is not legal: it must be a number above 0, at most {MOST:,.0f}"
        )
    return factor


def hundred(win_rate: WinRate) -> tuple[int, int, int]:
    """Of 100 worlds those that A wins, those even, those that B wins: whole, and 100 in all.

    Largest remainders: what rounding down leaves over goes where it left most.
    """
    shares = [
        100 * each / win_rate.worlds for each in (win_rate.wins, win_rate.ties, win_rate.losses)
    ]
    whole = [int(share) for share in shares]
    order = sorted(range(3), key=lambda place: whole[place] - shares[place])
    for place in order[: 100 - sum(whole)]:
        whole[place] += 1
    return whole[0], whole[1], whole[2]


def stated_in_worlds(win_rate: WinRate) -> tuple[str, str, str]:
    """The same as people say it: what is nearly no world, or nearly every one, is not rounded."""
    shares = (
        100 * each / win_rate.worlds for each in (win_rate.wins, win_rate.ties, win_rate.losses)
    )
    wins, ties, losses = (
        in_worlds(whole if 1 <= share <= 99 else share)
        for share, whole in zip(shares, hundred(win_rate), strict=True)
    )
    return wins, ties, losses


def in_worlds(part: float) -> str:
    """Odds as people say them; only what is certain is said to be: "83 of 100 worlds".

    part: in 100 worlds, of those that were run.
    """
    if part <= 0:
        return "no world"
    if part >= 100:
        return "every world"
    if part < 1:
        return "fewer than 1 of 100 worlds"
    return "more than 99 of 100 worlds" if part > 99 else f"{part:.0f} of 100 worlds"
