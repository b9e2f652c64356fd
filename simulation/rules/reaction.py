"""What somebody does who notices a post: like, reply, click, buy, follow, leave, pass it on.

Whoever notices decides once what to do; a share puts the post before that person's followers.
"""

from simulation.compiling import inner
from simulation.network import audience_of, person_of, row_of
from simulation.randomness import (
    ACT,
    MORE,
    NOTICE,
    PULL,
    TIE_ACT,
    Words,
    quantile,
    threshold,
    words,
)
from simulation.rules.exposure import US, shared
from simulation.rules.feed import attraction, crowd_factor, too_many
from simulation.rules.following import join, leave
from simulation.rules.log import (
    BOUGHT_IT,
    CLICKED,
    LIKED,
    REPLIED,
    SAW,
    SHARED_IT,
    over_time,
    record,
    touch,
)
from simulation.rules.reply_queue import write_to_us
from simulation.rules.traits import closer, group_of, traits_of
from simulation.world.state import (
    ACTED,
    BUY,
    BUYER,
    CLICK,
    FOLLOW,
    HOPS,
    LIKE,
    LOOKS,
    MARKS,
    NEW_ORDERS,
    NEW_REACH,
    NEW_SHARES,
    ONE,
    PUBLIC,
    REPLY,
    SEEN,
    SHARE,
    SHARED,
    World,
)


@inner
def noticed(w: World, now: int, account: int, post: int, source: int, depth: int, tie: int) -> int:
    """Somebody looks at a post: count it, let them act, and spread it if they share."""
    view = int(w.cells[account, post + 1])
    looks = view & LOOKS
    if view & SHARED:  # nothing is left to decide
        _look(w, now, account, post, source, depth, looks)
        return 0
    group = group_of(w, account)
    real, niche, audience_word = traits_of(w, account)
    if not real:
        return 0
    touch(w, account)
    _look(w, now, account, post, source, depth, looks)
    n = 0
    ready = 1.0 if group != PUBLIC or niche else w.plan.off_niche
    ready *= _pull(w, group, post, source)
    appeal = w.posts[post].appeal / ONE if group != PUBLIC and depth == 1 else 1.0
    lot = 0, 0, 0, 0
    if not (w.plan.idle[group] and w.plan.resolved[group]):
        lot = words(w.luck, ACT, post, person_of(w.net, account), 0)
    if looks == 0:
        w.posts[post].reach += 1
        if not w.cells[account, MARKS] & SEEN:
            _first_sight(w, now, account, group, depth, niche)
        if not w.plan.idle[group]:
            n = _act(w, now, account, group, post, depth, lot, ready * appeal)
    chance = w.plan.chance[group, SHARE] * ready * appeal
    chance *= closer(w, account, group, w.plan.share_gain)
    word = lot[SHARE]
    limit = threshold(chance * w.plan.second_look if looks > 0 else chance)
    if _is_measured(w, account, source):
        word, limit = _measured(w, post, account, source, tie)
    elif w.plan.per_tie:
        who, shower = person_of(w.net, account), person_of(w.net, source)
        word, limit = words(w.luck, TIE_ACT, post, who, shower + 1)[0], threshold(chance)
    if word < limit:
        n = _share(w, now, account, group, post, depth, audience_word, n)
    return n


@inner
def _pull(w: World, group: int, post: int, source: int) -> float:
    """How readily one acts on what this source shows: one of many less; and sharers differ."""
    if source < 0 or (source == US and not w.plan.ordinary[group]):
        return 1.0
    if source == US:
        return float(w.posts[post].ready)
    pull = 1.0
    if w.plan.sharers_differ:
        pull = (
            quantile(w.plan.pulls, words(w.luck, PULL, post, person_of(w.net, source), 0)[0]) / ONE
        )
    if w.plan.acts_less > 0.0:
        audience = int(w.plan.partner_audience)
        if source <= w.plan.population:
            audience = _audience(w, source, traits_of(w, source)[2])
        pull *= crowd_factor(audience, w.plan.acts_less)
    return pull


@inner
def _audience(w: World, account: int, word: int) -> int:
    """How many follow an account. An audience does not change by following us."""
    born = w.plan.row_group[row_of(w.net, account)]
    return audience_of(w.net, w.tally.homes, w.plan.audiences, born, account, word)


@inner
def _look(w: World, now: int, account: int, post: int, source: int, depth: int, looks: int) -> None:
    """A look at a post by somebody who has looked so many times before (2: or more)."""
    record(w, now, SAW, account, post, source, depth)
    if looks < 2:
        w.cells[account, post + 1] += 1
    w.tally.impressions += 1
    w.tally.direct_impressions += depth == 1


@inner
def _is_measured(w: World, account: int, source: int) -> bool:
    """Did it come along a tie of the table whose chance is known."""
    if len(w.net.ties) == 0 or source > w.plan.population:
        return False
    return source > 0 or (source == 0 and account <= w.plan.followers)


@inner
def _measured(w: World, post: int, account: int, source: int, tie: int) -> tuple[int, int]:
    """Luck and limit of passing on along a tie with a measured chance.

    The word is the one that made them notice, so the chance of both together is the measured one.
    """
    if source == 0:
        word = words(w.luck, NOTICE, post, US, account >> 2)[account & 3]
        return word, int(w.net.ties[account - 1])
    k = tie - int(w.net.indptr[source])
    return words(w.luck, NOTICE, post, source, k >> 2)[k & 3], int(w.net.ties[tie])


@inner
def _first_sight(w: World, now: int, account: int, group: int, depth: int, niche: bool) -> None:
    """Somebody sees anything of ours for the first time: they are reached."""
    w.cells[account, MARKS] |= SEEN
    w.tally.reach += 1
    w.tally.niche_reach += niche
    w.tally.reach_through_others += depth > 1
    w.tally.deepest = max(w.tally.deepest, depth)
    w.tally.by_hop[min(depth, HOPS) - 1] += 1
    w.tally.by_group[group] += 1
    over_time(w, now, NEW_REACH)


@inner
def _did_something(w: World, account: int, group: int, post: int) -> None:
    if group != PUBLIC:
        w.posts[post].engaged += 1
    if not w.cells[account, MARKS] & ACTED:
        w.cells[account, MARKS] |= ACTED
        w.tally.acted += 1


@inner
def _act(
    w: World, now: int, account: int, group: int, post: int, depth: int, lot: Words, ready: float
) -> int:
    """What a first look at a post leads to, sharing apart."""
    chance = w.plan.chance[group]
    more = words(w.luck, MORE, post, person_of(w.net, account), 0)
    n = 0
    if lot[LIKE] < threshold(chance[LIKE] * ready):
        w.tally.likes += 1
        record(w, now, LIKED, account, post, -1, depth)
        _did_something(w, account, group, post)
    if lot[CLICK] < threshold(chance[CLICK] * ready):
        w.tally.clicks += 1
        record(w, now, CLICKED, account, post, -1, depth)
        _did_something(w, account, group, post)
        if more[0] < threshold(chance[BUY] * closer(w, account, group, w.plan.buy_gain)):
            w.tally.orders += 1
            over_time(w, now, NEW_ORDERS)
            record(w, now, BOUGHT_IT, account, post, -1, depth)
            if not w.cells[account, MARKS] & BUYER:
                w.cells[account, MARKS] |= BUYER
                w.tally.buyers += 1
    if group == PUBLIC:
        if more[1] < threshold(chance[FOLLOW] * ready * attraction(w)):
            join(w, now, account, post, False)
    else:
        excess = too_many(w, post, w.plan.closeness[group] + w.warmth[account])
        if more[2] < threshold(w.plan.unfollow * excess):
            leave(w, now, account, post)
    if lot[REPLY] < threshold(chance[REPLY] * ready):
        w.tally.replies += 1
        record(w, now, REPLIED, account, post, -1, depth)
        _did_something(w, account, group, post)
        n = write_to_us(w, now, account, n)
    return n


@inner
def _share(
    w: World, now: int, account: int, group: int, post: int, depth: int, audience_word: int, n: int
) -> int:
    """Somebody passes the post on to all who follow them."""
    w.cells[account, post + 1] |= SHARED
    w.tally.shares += 1
    over_time(w, now, NEW_SHARES)
    record(w, now, SHARED_IT, account, post, -1, depth)
    _did_something(w, account, group, post)
    audience = _audience(w, account, audience_word)
    if audience >= w.plan.large:
        w.tally.large_shares += 1
    if audience == 0:
        return n
    return shared(w, account, post, depth, 0, audience, n)
