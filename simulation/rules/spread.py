"""How a post travels: who comes across it, who notices, and what they do about it.

A list of followers is gone through in bursts; each tie has its own luck, so a higher chance only
ever adds people. Whoever notices decides once what to do; a share puts the post before that
person's followers in turn.
"""

import numpy as np
from numpy.typing import NDArray

from simulation.compiling import inner
from simulation.network import TABLE, audience_of, circle_of, follower_of, row_of
from simulation.network.formulas import permuted
from simulation.randomness import (
    ACT,
    AGREE,
    APPEAL,
    DELAY,
    MASK,
    MORE,
    NOTICE,
    TARGET,
    TIE_ACT,
    WORD,
    Words,
    deal,
    quantile,
    threshold,
    words,
)
from simulation.rules.desk import write_to_us
from simulation.rules.events import KINDS, emit
from simulation.rules.feed import attraction, crowd_factor, too_many, visibility
from simulation.rules.following import join, leave
from simulation.rules.people import group_of, traits_of
from simulation.rules.record import (
    BOUGHT_IT,
    CLICKED,
    LIKED,
    PARTNERED,
    POSTED,
    REPLIED,
    SAW,
    SHARED_IT,
    over_time,
    record,
    touch,
)
from simulation.world.state import (
    ACTED,
    BURST,
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
    NEWCOMERS,
    ONE,
    PUBLIC,
    REPLY,
    SEEN,
    SHARE,
    SHARED,
    TIRING,
    World,
)

US = 0  # our account; also whose list it is when we post
STRANGERS = MASK  # whose list it is when we advertise


@inner
def publish(w: World, now: int, post: int) -> int:
    """We post: the feed sets its visibility, partners and advertising join in."""
    record(w, now, POSTED, 0, post, -1, 0)
    w.posts[post].appeal = quantile(w.plan.appeals, words(w.luck, APPEAL, post, 0, 0)[0])
    w.posts[post].visibility = visibility(w, post)
    w.posts[post].crowd = crowd_factor(w, w.tally.listed)
    n = emit(w, 0, 0, KINDS.ours, 0, post, 0, 0, 0)
    if w.plan.ad_views > 0:
        w.tally.ads += w.plan.ad_views
        n = emit(w, n, 0, KINDS.advertised, 0, post, 0, 0, 0)
    if post % w.plan.partner_every == 0:
        for partner in range(w.plan.partners):
            if words(w.luck, AGREE, 0, partner, 0)[0] < w.plan.partner_agrees:
                w.tally.agreed += post == 0
                record(w, now, PARTNERED, w.plan.population + 1 + partner, post, 0, 1)
                n = emit(w, n, 0, KINDS.partnered, partner, post, 0, 1, 0)
    if post + 1 < w.plan.posts:
        n = emit(w, n, w.plan.between_posts, KINDS.publish, 0, post + 1, 0, 0, 0)
    return n


@inner
def _closer(w: World, account: int, group: int, gain: float) -> float:
    """What closeness gained or lost since the start does to a chance."""
    return max(0.0, 1.0 + gain * w.warmth[account]) if group != PUBLIC else 1.0


@inner
def _will_notice(
    w: World, n: int, account: int, post: int, source: int, depth: int, tie: int
) -> int:
    """Somebody comes across the post and will notice it after a while.

    The wait belongs to the tie, so that another way to hear of it changes no other wait.
    """
    delay = quantile(w.plan.delays, words(w.luck, DELAY, post, account, source)[0])
    return emit(w, n, delay, KINDS.noticed, account, post, source, depth, tie)


@inner
def _come_across(w: World, n: int, luck_word: int, account: int, post: int) -> int:
    """A follower of ours will notice the post, if the word is below the chance."""
    group = group_of(w, account)
    if group == PUBLIC:
        return n
    closeness = w.plan.closeness[group] + w.warmth[account]
    chance = (
        w.plan.see[group] * w.posts[post].visibility * _closer(w, account, group, w.plan.see_gain)
    )
    if w.plan.ordinary[group]:
        chance *= w.posts[post].crowd
    chance *= w.plan.tiring[min(too_many(w, post, closeness), TIRING - 1)]
    limit = threshold(chance)
    if len(w.net.ties) > 0 and account <= w.plan.followers:
        limit = max(limit, w.net.ties[account - 1])
    if luck_word >= limit:
        return n
    return _will_notice(w, n, account, post, US, 1, 0)


@inner
def _most(w: World, row: int, post: int) -> int:
    """The highest threshold that any follower of a run can have for this post."""
    group = w.plan.row_group[row]
    if len(w.net.ties) > 0:
        return WORD
    chance = w.plan.see[group] * w.posts[post].visibility
    chance *= 1.0 + w.plan.see_gain * (1.0 - w.plan.closeness[group])
    if w.plan.ordinary[group]:
        chance *= w.posts[post].crowd
    return threshold(chance) if w.plan.row_real[row] and w.tally.present[group] else 0


@inner
def ours(w: World, now: int, post: int, start: int) -> int:
    """A burst of our own list comes across the post: first those of the start, then newcomers."""
    n = 0
    if start < w.plan.followers:
        end = min(start + BURST, w.plan.followers)
        begin = start // 4 * 4
        deal(w.lots, w.luck, NOTICE, post, US, begin // 4, (end - begin) // 4 + 1)
        rows = w.net.layout.rows - 2
        for row in range(rows):
            first = max(int(w.net.layout.row_first[row]), start + 1)
            last = min(int(w.net.layout.row_first[row + 1]), end + 1)
            most = _most(w, row, post) if first < last else 0
            if most == 0:
                continue
            at = _next(w.lots, first - begin, last - begin, most)
            while at < last - begin:
                n = _come_across(w, n, int(w.lots[at]), begin + at, post)
                at = _next(w.lots, at + 1, last - begin, most)
    else:
        newcomers = start - w.plan.followers
        end = min(start + BURST, w.plan.followers + int(w.tally.joined))
        for index in range(newcomers, end - w.plan.followers):
            account = int(w.lists[NEWCOMERS, index])
            if traits_of(w, account)[0]:
                word = words(w.luck, NOTICE, post, US, account >> 2)[account & 3]
                n = _come_across(w, n, word, account, post)
    if end < w.plan.followers + w.tally.joined:
        n = emit(w, n, 0, KINDS.ours, 0, post, 0, 0, end)
    return n


@inner
def _next(lots: NDArray[np.uint32], at: int, number: int, limit: int) -> int:
    """The next of so many ties, from `at` on, whose word is below the limit."""
    while at < number and lots[at] >= limit:
        at += 1
    return at


@inner
def shared(w: World, sharer: int, post: int, depth: int, start: int, audience: int, n: int) -> int:
    """A burst of a sharer's followers comes across the post, from number `start` on."""
    end = min(start + BURST, audience)
    chance = w.plan.see[PUBLIC] * crowd_factor(w, audience)
    limit = threshold(chance)
    deal(w.lots, w.luck, NOTICE, post, sharer, start // 4, (end - start + 3) // 4)
    if w.net.layout.kind == TABLE:
        n = _along_table(w, sharer, post, depth, start, end, limit, n)
    else:
        circle = circle_of(w.net, w.luck, w.tally.homes, sharer, audience)
        at = _next(w.lots, 0, end - start, limit)
        while at < end - start:
            account = follower_of(w.net, w.tally.homes, circle, start + at)
            n = _will_notice(w, n, account, post, sharer, depth + 1, start + at)
            at = _next(w.lots, at + 1, end - start, limit)
    if end < audience:
        n = emit(w, n, 0, KINDS.shared, sharer, post, audience, depth, end)
    return n


@inner
def _expose(w: World, start: int, end: int) -> None:
    """Count those in this stretch of the table who are shown something for the first time."""
    for tie in range(start, end):
        account = w.net.indices[tie]
        bit = 1 << (account & 7)
        if not w.shown[account >> 3] & bit:
            w.shown[account >> 3] |= bit
            w.tally.exposed += 1


@inner
def _along_table(
    w: World, sharer: int, post: int, depth: int, start: int, end: int, limit: int, n: int
) -> int:
    """The same along a table's row; a tie with a measured chance is noticed at least that often."""
    first = int(w.net.indptr[sharer]) + start
    number = end - start
    if w.plan.counts_exposed:
        _expose(w, first, first + number)
    most = limit if len(w.net.ties) == 0 else WORD
    at = _next(w.lots, 0, number, most)
    while at < number:
        account = int(w.net.indices[first + at])
        seen = most == limit or w.lots[at] < max(limit, w.net.ties[first + at])
        if seen and account != US:
            n = _will_notice(w, n, account, post, sharer, depth + 1, first + at)
        at = _next(w.lots, at + 1, number, most)
    return n


@inner
def partnered(w: World, partner: int, post: int, start: int) -> int:
    """A burst of a partner's audience comes across the post: those who know us, then strangers."""
    end = min(start + BURST, w.plan.partner_audience)
    limit = threshold(w.plan.see[PUBLIC] * crowd_factor(w, w.plan.partner_audience))
    source = w.plan.population + 1 + partner
    deal(w.lots, w.luck, NOTICE, post, source, start // 4, (end - start + 3) // 4)
    n = 0
    at = _next(w.lots, 0, end - start, limit)
    while at < end - start:
        account = _listener(w, source, start + at)
        n = _will_notice(w, n, account, post, source, 2, start + at)
        at = _next(w.lots, at + 1, end - start, limit)
    if end < w.plan.partner_audience:
        n = emit(w, n, 0, KINDS.partnered, partner, post, 0, 1, end)
    return n


@inner
def _listener(w: World, source: int, k: int) -> int:
    """The k-th of a partner's audience, nobody twice."""
    known, followers = int(w.plan.partner_known), int(w.plan.followers)
    k0, k1, k2, k3 = words(w.luck, TARGET, 0, source, 0)
    if k < known:
        return 1 + permuted(k, followers, k0, k1, k2, k3)
    return followers + 1 + permuted(k - known, int(w.plan.population) - followers, k0, k1, k2, k3)


@inner
def advertised(w: World, post: int, start: int) -> int:
    """A burst of bought views: strangers, others for every post; fakes among them see nothing."""
    end = min(start + BURST, w.plan.ad_views)
    strangers = w.plan.population - w.plan.followers
    k0, k1, k2, k3 = words(w.luck, TARGET, post, 0, 1)
    n = 0
    for k in range(start, end):
        account = w.plan.followers + 1 + permuted(k, strangers, k0, k1, k2, k3)
        delay = quantile(w.plan.delays, words(w.luck, DELAY, post, account, STRANGERS)[0])
        n = emit(w, n, delay, KINDS.noticed, account, post, -1, 1, 0)
    if end < w.plan.ad_views:
        n = emit(w, n, 0, KINDS.advertised, 0, post, 0, 0, end)
    return n


@inner
def noticed(w: World, now: int, account: int, post: int, source: int, depth: int, tie: int) -> int:
    """Somebody looks at a post: count it, let them act, and spread it if they share."""
    group = group_of(w, account)
    real, niche, audience_word = traits_of(w, account)
    if not real:
        return 0
    record(w, now, SAW, account, post, source, depth)
    touch(w, account)
    looks = int(w.cells[account, post + 1]) & LOOKS
    if looks < 2:
        w.cells[account, post + 1] += 1
    w.tally.impressions += 1
    if depth == 1:
        w.tally.direct_impressions += 1
    n = 0
    ready = 1.0 if group != PUBLIC or niche else w.plan.off_niche
    appeal = w.posts[post].appeal / ONE if group != PUBLIC and depth == 1 else 1.0
    lot = 0, 0, 0, 0
    if not (w.plan.idle[group] and w.plan.resolved[group]):
        lot = words(w.luck, ACT, post, account, 0)
    if looks == 0:
        w.posts[post].reach += 1
        if not w.cells[account, MARKS] & SEEN:
            _first_sight(w, now, account, group, depth, niche)
        if not w.plan.idle[group]:
            n = _act(w, now, account, group, post, depth, lot, ready * appeal)
    if not w.cells[account, post + 1] & SHARED:
        chance = w.plan.chance[group, SHARE] * ready * appeal
        chance *= _closer(w, account, group, w.plan.share_gain)
        word = lot[SHARE]
        limit = threshold(chance * w.plan.second_look if looks > 0 else chance)
        if _is_measured(w, account, source):
            word, limit = _measured(w, post, account, source, tie)
        elif w.plan.per_tie:
            word, limit = words(w.luck, TIE_ACT, post, account, source + 1)[0], threshold(chance)
        if word < limit:
            n = _share(w, now, account, group, post, depth, audience_word, n)
    return n


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
    more = words(w.luck, MORE, post, account, 0)
    n = 0
    if lot[LIKE] < threshold(chance[LIKE] * ready):
        w.tally.likes += 1
        record(w, now, LIKED, account, post, -1, depth)
        _did_something(w, account, group, post)
    if lot[CLICK] < threshold(chance[CLICK] * ready):
        w.tally.clicks += 1
        record(w, now, CLICKED, account, post, -1, depth)
        _did_something(w, account, group, post)
        if more[0] < threshold(chance[BUY] * _closer(w, account, group, w.plan.buy_gain)):
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
    born = w.plan.row_group[row_of(w.net, account)]  # an audience does not change by following us
    audience = audience_of(w.net, w.tally.homes, w.plan.audiences, born, account, audience_word)
    if audience >= w.plan.large:
        w.tally.large_shares += 1
    if audience == 0:
        return n
    return shared(w, account, post, depth, 0, audience, n)
