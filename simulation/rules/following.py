"""Changes to our followers: joining, leaving, bought followers, purges, follow-and-weed."""

from simulation.compiling import inner
from simulation.network.synthetic import permuted
from simulation.randomness import quantile, threshold
from simulation.rules.draws import follow_back_draws, purge_draw, stay_draw, stranger_keys
from simulation.rules.events import (
    NOBODY,
    US,
    follow_event,
    followed_back_event,
    purged_event,
    unfollow_event,
)
from simulation.rules.log import (
    ARRIVED,
    FOLLOWED,
    UNFOLLOWED,
    WE_FOLLOWED,
    WE_UNFOLLOWED,
    touch,
    write_log,
)
from simulation.rules.traits import group_of, traits_of
from simulation.world.state import (
    BOUGHT,
    BURST,
    BY_WEED,
    DAY,
    FOLLOWBACKS,
    JOINED,
    LEFT,
    MARKS,
    PUBLIC,
    World,
    milliseconds,
)


@inner
def join(w: World, now: int, account: int, post: int, by_weed: bool) -> None:
    """A stranger follows us. An account that has left does not come back."""
    if account <= w.plan.followers or w.cells[account, MARKS] & (LEFT | JOINED):
        return
    touch(w, account)
    w.cells[account, MARKS] |= JOINED
    if by_weed:
        w.cells[account, MARKS] |= BY_WEED
    w.newcomers[w.tally.joined] = account
    w.tally.joined += 1
    w.tally.follows += 1
    w.tally.listed += 1
    write_log(w, now, FOLLOWED, account, post, NOBODY, 0)


@inner
def leave(w: World, now: int, account: int, post: int) -> None:
    """A follower unfollows us, or is deleted."""
    touch(w, account)
    w.cells[account, MARKS] |= LEFT
    w.tally.unfollows += 1
    w.tally.listed -= 1
    write_log(w, now, UNFOLLOWED, account, post, NOBODY, 0)


@inner
def arrive(w: World, now: int) -> int:
    """The bought followers appear in our list."""
    w.tally.present[BOUGHT] = 1
    w.tally.listed += w.plan.sizes[BOUGHT]
    write_log(w, now, ARRIVED, -1, -1, NOBODY, 0)
    return 0


@inner
def purge(w: World, now: int, start: int) -> int:
    """The platform deletes fake followers, a burst of our list at a time."""
    end = min(start + BURST, w.plan.followers)
    found = threshold(w.plan.growth.purge_share)
    for account in range(start + 1, end + 1):
        fake = group_of(w, account) != PUBLIC and not traits_of(w, account)[0]
        if fake and purge_draw(w, account) < found:
            leave(w, now, account, -1)
    if end < w.plan.followers:
        return purged_event(w, 0, end)
    return 0


@inner
def _stranger(w: World, number: int) -> int:
    """The stranger whom we follow as number `number`: the public in a random order."""
    strangers = w.plan.population - w.plan.followers
    k0, k1, k2, k3 = stranger_keys(w)
    return int(w.plan.followers) + 1 + permuted(number, strangers, k0, k1, k2, k3)


@inner
def _follows_allowed(w: World) -> int:
    """The accounts that the platform lets us follow: a free number, or in ratio to followers."""
    by_ratio = int((1.0 + w.plan.weed.ratio) * w.tally.listed)
    return max(w.plan.weed.free_follows, by_ratio)


@inner
def follow_strangers(w: World, now: int, day: int) -> int:
    """One day of follow-and-weed: as many as the platform's limit and ratio rule allow."""
    following, first = int(w.tally.following), int(w.tally.followed)
    strangers = w.plan.population - w.plan.followers
    allowed = _follows_allowed(w) - following
    number = max(0, min(w.plan.follows_per_day, allowed, strangers - first))
    n = 0
    for index in range(first, first + number):
        account = _stranger(w, index)
        write_log(w, now, WE_FOLLOWED, account, -1, US, 0)
        draws = follow_back_draws(w, account)
        if draws.follows < w.plan.follow_back:
            delay = quantile(w.plan.delays, draws.wait)
            n = followed_back_event(w, n, delay, account, day)
    w.tally.followed += number
    w.tally.following += number
    w.batches[day].first = first
    w.batches[day].number = number
    after = milliseconds(w.plan.weed.after, DAY)
    if after > 0:
        n = unfollow_event(w, n, after, day)
    if day + 1 < w.plan.weed.days:
        n = follow_event(w, n, DAY, day + 1)
    return n


@inner
def _stays(w: World, account: int) -> bool:
    """True if an account stays with us once we have unfollowed it."""
    return stay_draw(w, account) < threshold(w.plan.weed.stay)


@inner
def follow_back(w: World, now: int, account: int, day: int) -> int:
    """An account that we followed on `day` follows us back, if it is a person.

    If we have unfollowed it since, it must also be one of those who stay.
    """
    after = milliseconds(w.plan.weed.after, DAY)
    unfollowed = after > 0 and now >= day * DAY + after
    if (not unfollowed or _stays(w, account)) and traits_of(w, account)[0]:
        join(w, now, account, -1, True)
    return 0


@inner
def unfollow_batch(w: World, now: int, day: int) -> int:
    """Unfollow a day's batch; those won by it leave too, except those who stay."""
    first, number = int(w.batches[day].first), int(w.batches[day].number)
    w.tally.following -= number
    for index in range(first, first + number):
        account = _stranger(w, index)
        write_log(w, now, WE_UNFOLLOWED, account, -1, US, 0)
        if group_of(w, account) == FOLLOWBACKS and not _stays(w, account):
            leave(w, now, account, -1)
    return 0
