"""How our following changes: joining, leaving, bought followers, purges, follow-and-weed."""

from simulation.compiling import inner
from simulation.network import person_of
from simulation.network.synthetic import permuted
from simulation.randomness import FOLLOW_BACK, PURGE, STAY, TARGET, quantile, words
from simulation.rules.events import KINDS, emit
from simulation.rules.log import (
    ARRIVED,
    FOLLOWED,
    UNFOLLOWED,
    WE_FOLLOWED,
    WE_UNFOLLOWED,
    record,
    touch,
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
    NEWCOMERS,
    PUBLIC,
    World,
)


@inner
def join(w: World, now: int, account: int, post: int, by_weed: bool) -> None:
    """A stranger follows us. Who has left does not come back."""
    if account <= w.plan.followers or w.cells[account, MARKS] & (LEFT | JOINED):
        return
    touch(w, account)
    w.cells[account, MARKS] |= JOINED
    if by_weed:
        w.cells[account, MARKS] |= BY_WEED
    w.lists[NEWCOMERS, w.tally.joined] = account
    w.tally.joined += 1
    w.tally.follows += 1
    w.tally.listed += 1
    record(w, now, FOLLOWED, account, post, -1, 0)


@inner
def leave(w: World, now: int, account: int, post: int) -> None:
    """A follower unfollows us, or is deleted."""
    touch(w, account)
    w.cells[account, MARKS] |= LEFT
    w.tally.unfollows += 1
    w.tally.listed -= 1
    record(w, now, UNFOLLOWED, account, post, -1, 0)


@inner
def arrive(w: World, now: int) -> int:
    """The bought followers appear in our list."""
    w.tally.present[BOUGHT] = 1
    w.tally.listed += w.plan.sizes[BOUGHT]
    record(w, now, ARRIVED, -1, -1, -1, 0)
    return 0


@inner
def purge(w: World, now: int, start: int) -> int:
    """The platform deletes fake followers, a burst of our list at a time."""
    end = min(start + BURST, w.plan.followers)
    for account in range(start + 1, end + 1):
        fake = group_of(w, account) != PUBLIC and not traits_of(w, account)[0]
        if fake and words(w.luck, PURGE, 0, person_of(w.net, account), 0)[0] < w.plan.purge:
            leave(w, now, account, -1)
    if end < w.plan.followers:
        return emit(w, 0, 0, KINDS.purge, 0, 0, 0, 0, end)
    return 0


@inner
def _target(w: World, number: int) -> int:
    """The stranger we follow as number so-and-so: the public in a shuffled order."""
    strangers = w.plan.population - w.plan.followers
    k0, k1, k2, k3 = words(w.luck, TARGET, 0, 0, 0)
    return int(w.plan.followers) + 1 + permuted(number, strangers, k0, k1, k2, k3)


@inner
def follow_strangers(w: World, now: int, day: int) -> int:
    """One day of follow-and-weed: as many as the platform's caps and ratio rule allow."""
    following, first = int(w.tally.following), int(w.tally.followed)
    allowed = max(w.plan.weed_free, int((1.0 + w.plan.weed_ratio) * w.tally.listed))
    strangers = w.plan.population - w.plan.followers
    number = max(0, min(w.plan.weed_per_day, allowed - following, strangers - first))
    n = 0
    for index in range(first, first + number):
        account = _target(w, index)
        record(w, now, WE_FOLLOWED, account, -1, 0, 0)
        word, wait, _, _ = words(w.luck, FOLLOW_BACK, 0, person_of(w.net, account), 0)
        if word < w.plan.follow_back:
            n = emit(
                w, n, quantile(w.plan.delays, wait), KINDS.followed_back, account, 0, 0, 0, day
            )
    w.tally.followed += number
    w.tally.following += number
    w.batches[day, 0] = first
    w.batches[day, 1] = number
    if w.plan.weed_after > 0:
        n = emit(w, n, w.plan.weed_after, KINDS.weed, 0, 0, 0, 0, day)
    if day + 1 < w.plan.weed_days:
        n = emit(w, n, DAY, KINDS.follow, 0, 0, 0, 0, day + 1)
    return n


@inner
def followed_back(w: World, now: int, account: int, day: int) -> int:
    """One we followed on some day follows us: a person, and if dropped since one who stays."""
    dropped = w.plan.weed_after > 0 and now >= day * DAY + w.plan.weed_after
    stays = not dropped or words(w.luck, STAY, 0, person_of(w.net, account), 0)[0] < w.plan.stay
    if stays and traits_of(w, account)[0]:
        join(w, now, account, -1, True)
    return 0


@inner
def weed(w: World, now: int, day: int) -> int:
    """Unfollow a day's batch; those it had won leave too, but for the few who stay."""
    first, number = int(w.batches[day, 0]), int(w.batches[day, 1])
    w.tally.following -= number
    for index in range(first, first + number):
        account = _target(w, index)
        record(w, now, WE_UNFOLLOWED, account, -1, 0, 0)
        won = group_of(w, account) == FOLLOWBACKS
        if won and words(w.luck, STAY, 0, person_of(w.net, account), 0)[0] >= w.plan.stay:
            leave(w, now, account, -1)
    return 0
