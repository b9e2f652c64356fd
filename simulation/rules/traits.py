"""The present traits of an account: group, realness, niche, closeness."""

from simulation.compiling import compiled, inner
from simulation.network import OPEN_REGION, segment_of
from simulation.rules.draws import trait_draws
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
    World,
)


@inner
def group_of(w: World, account: int) -> int:
    """The group that an account belongs to now; PUBLIC when it does not follow us.

    Newcomers count as casual, those won by follow-and-weed as followbacks.
    """
    marks = w.cells[account, MARKS]
    if marks & LEFT:
        return PUBLIC
    if account <= w.plan.followers:
        group = int(w.plan.segment_group[segment_of(w.net, account)])
        return group if w.tally.present[group] else PUBLIC
    if marks & JOINED:
        return FOLLOWBACKS if marks & BY_WEED else CASUAL
    return PUBLIC


@inner
def traits_of(w: World, account: int) -> tuple[bool, bool, int]:
    """Fixed traits: is it a person, is it in our niche, and the word behind its audience."""
    if w.plan.uniform_public and account > w.plan.followers:
        return True, w.plan.public_niche[OPEN_REGION] > 0, 0
    segment = segment_of(w.net, account)
    draws = trait_draws(w, account)
    if account <= w.plan.followers:
        plan = w.plan
        return plan.segment_real[segment] != 0, plan.segment_niche[segment] != 0, draws.audience
    real = draws.real < w.plan.public_real
    region = w.net.layout.segment_region[segment]
    return real, draws.niche < w.plan.public_niche[region], draws.audience


@inner
def closeness_of(w: World, account: int, group: int) -> float:
    """The closeness of a follower now, 0 to 1."""
    return float(w.plan.groups[group].closeness + w.closeness_gained[account])


@inner
def closeness_effect(w: World, account: int, group: int, gain: float) -> float:
    """The factor on a chance that closeness gained or lost since the start makes."""
    return max(0.0, 1.0 + gain * w.closeness_gained[account]) if group != PUBLIC else 1.0


@inner
def gain_closeness(w: World, account: int, group: int, part: float) -> float:
    """Move an account this part of the way to full closeness; returns what it gained."""
    gained = part * (1.0 - w.plan.groups[group].closeness - w.closeness_gained[account])
    w.closeness_gained[account] += gained
    return float(gained)


@inner
def lose_closeness(w: World, account: int, group: int, part: float) -> float:
    """Take this part of an account's closeness away; returns what it lost."""
    lost = part * closeness_of(w, account, group)
    w.closeness_gained[account] -= lost
    return lost


@inner
def _has_shared(w: World, account: int) -> bool:
    """True if an account has shared any post of ours."""
    for view in w.cells[account, 1:]:  # noqa: SIM110 - the compiler knows no generators
        if view & SHARED:
            return True
    return False


@compiled
def count_followers(w: World) -> None:
    """Count, at the end, what became of the followers we had at the start, or bought."""
    tally, close_from = w.tally, w.plan.dialogue.close_from
    for segment in range(w.net.layout.segments - 2):
        group = w.plan.segment_group[segment]
        if tally.present[group]:
            first = w.net.layout.segment_first
            number = first[segment + 1] - first[segment]
            tally.came[group] += number
            if w.plan.segment_real[segment]:
                tally.people[group] += number
                if w.plan.groups[group].closeness >= close_from:
                    tally.close[group] += number
    for index in range(tally.touched):
        account = w.touched[index]
        if 0 < account <= w.plan.followers:
            segment = segment_of(w.net, account)
            group = w.plan.segment_group[segment]
            if w.plan.segment_real[segment] and tally.present[group]:
                marks = w.cells[account, MARKS]
                tally.listed_saw += marks & SEEN > 0
                tally.listed_acted += marks & ACTED > 0
                tally.listed_shared += _has_shared(w, account)
                tally.listed_bought += marks & BUYER > 0
                tally.listed_answered += marks & ANSWERED > 0
                began = w.plan.groups[group].closeness >= close_from
                stays = closeness_of(w, account, group) >= close_from and not marks & LEFT
                tally.close[group] += int(stays) - int(began)
