"""Who somebody is to us at this moment: group, realness, niche, closeness."""

from simulation.compiling import compiled, inner
from simulation.network import OPEN_LAND, person_of, row_of
from simulation.randomness import TRAIT, words
from simulation.world.state import (
    ACTED,
    ANSWERED,
    BUYER,
    BY_WEED,
    CASUAL,
    FOLLOWBACKS,
    JOINED,
    LEFT,
    MARKS,
    PUBLIC,
    SEEN,
    SHARED,
    WAS_TOUCHED,
    World,
)


@inner
def group_of(w: World, account: int) -> int:
    """The group an account belongs to now; PUBLIC when it does not follow us.

    Newcomers count as casual, those won by follow-and-weed as followbacks.
    """
    flags = w.cells[account, MARKS]
    if flags & LEFT:
        return PUBLIC
    if account <= w.plan.followers:
        group = int(w.plan.row_group[row_of(w.net, account)])
        return group if w.tally.present[group] else PUBLIC
    if flags & JOINED:
        return FOLLOWBACKS if flags & BY_WEED else CASUAL
    return PUBLIC


@inner
def traits_of(w: World, account: int) -> tuple[bool, bool, int]:
    """Is it a person, is it in our niche, and the word that its own audience is drawn with."""
    if w.plan.settled_traits and account > w.plan.followers:
        return True, w.plan.public_niche[OPEN_LAND] > 0, 0
    row = row_of(w.net, account)
    real, niche, audience, _ = words(w.luck, TRAIT, 0, person_of(w.net, account), 0)
    if account <= w.plan.followers:
        return w.plan.row_real[row] != 0, w.plan.row_niche[row] != 0, audience
    land = w.net.layout.row_land[row]
    return real < w.plan.public_real, niche < w.plan.public_niche[land], audience


@inner
def _has_shared(w: World, account: int) -> bool:
    """Has it passed on any post of ours."""
    for view in w.cells[account, 1:]:  # noqa: SIM110 - the compiler knows no generators
        if view & SHARED:
            return True
    return False


@compiled
def take_stock(w: World) -> None:
    """At the end of a world: what became of those who were on our list when we began, or bought."""
    tally = w.tally
    for row in range(w.net.layout.rows - 2):
        group = w.plan.row_group[row]
        if tally.present[group]:
            number = w.net.layout.row_first[row + 1] - w.net.layout.row_first[row]
            tally.came[group] += number
            if w.plan.row_real[row]:
                tally.people[group] += number
                if w.plan.closeness[group] >= w.plan.close_from:
                    tally.close[group] += number
    for index in range(tally.touched):
        account = w.lists[WAS_TOUCHED, index]
        if 0 < account <= w.plan.followers:
            row = row_of(w.net, account)
            group = w.plan.row_group[row]
            if w.plan.row_real[row] and tally.present[group]:
                marks = w.cells[account, MARKS]
                tally.listed_saw += marks & SEEN > 0
                tally.listed_acted += marks & ACTED > 0
                tally.listed_shared += _has_shared(w, account)
                tally.listed_bought += marks & BUYER > 0
                tally.listed_answered += marks & ANSWERED > 0
                began = w.plan.closeness[group]
                stays = began + w.warmth[account] >= w.plan.close_from and not marks & LEFT
                tally.close[group] += int(stays) - int(began >= w.plan.close_from)


@inner
def closer(w: World, account: int, group: int, gain: float) -> float:
    """What closeness gained or lost since the start does to a chance."""
    return max(0.0, 1.0 + gain * w.warmth[account]) if group != PUBLIC else 1.0


@inner
def warm(w: World, account: int, group: int, part: float) -> float:
    """Move an account this part of the way to full closeness; returns what it gained."""
    gained = part * (1.0 - w.plan.closeness[group] - w.warmth[account])
    w.warmth[account] += gained
    return float(gained)


@inner
def cool(w: World, account: int, group: int, part: float) -> float:
    """Take this part of an account's closeness away; returns what it lost."""
    lost = part * (w.plan.closeness[group] + w.warmth[account])
    w.warmth[account] -= lost
    return float(lost)
