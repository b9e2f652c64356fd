"""Who comes across a post: our own followers, a sharer's, a partner's, and bought views.

A list of followers is gone through in bursts; each tie has its own luck, so a higher chance only
ever adds people. Whoever will notice does so after a wait, as an event of its own.
"""

import numpy as np
from numpy.typing import NDArray

from simulation.compiling import inner
from simulation.cpu_intrinsics import fetch
from simulation.network import TABLE, circle_of, follower_of, person_of
from simulation.network.synthetic import permuted
from simulation.randomness import (
    AGREE,
    APPEAL,
    DELAY,
    MASK,
    NOTICE,
    TARGET,
    WORD,
    deal,
    quantile,
    threshold,
    words,
)
from simulation.rules.events import KINDS, emit
from simulation.rules.feed import crowd_factor, too_many, visibility
from simulation.rules.log import (
    PARTNERED,
    POSTED,
    record,
)
from simulation.rules.traits import closer, group_of, traits_of
from simulation.world.state import (
    BURST,
    NEWCOMERS,
    PUBLIC,
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
    w.posts[post].crowd = crowd_factor(int(w.tally.listed), w.plan.notices_less)
    w.posts[post].ready = crowd_factor(int(w.tally.listed), w.plan.acts_less)
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
def _will_notice(
    w: World, n: int, account: int, post: int, source: int, depth: int, tie: int
) -> int:
    """Somebody comes across the post and will notice it after a while.

    The wait belongs to the tie, so that another way to hear of it changes no other wait.
    """
    fetch(w.cells, account)
    fetch(w.net.indptr, account)
    who, shower = person_of(w.net, account), person_of(w.net, source)
    delay = quantile(w.plan.delays, words(w.luck, DELAY, post, who, shower)[0])
    return emit(w, n, delay, KINDS.noticed, account, post, source, depth, tie)


@inner
def _come_across(w: World, n: int, luck_word: int, account: int, post: int) -> int:
    """A follower of ours will notice the post, if the word is below the chance."""
    group = group_of(w, account)
    if group == PUBLIC:
        return n
    closeness = w.plan.closeness[group] + w.warmth[account]
    chance = (
        w.plan.see[group] * w.posts[post].visibility * closer(w, account, group, w.plan.see_gain)
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
def ours(w: World, post: int, start: int) -> int:
    """A burst of our own list comes across the post: first those of the start, then newcomers."""
    n = 0
    if start < w.plan.followers:
        end = min(start + BURST, w.plan.followers)
        rows = w.net.layout.rows - 2
        for row in range(rows):
            first = max(int(w.net.layout.row_first[row]), start + 1)
            last = min(int(w.net.layout.row_first[row + 1]), end + 1)
            most = _most(w, row, post) if first < last else 0
            if most == 0:
                continue
            person = person_of(w.net, first)
            at = person & 3  # luck is dealt in blocks of four
            number = at + last - first
            deal(w.lots, w.luck, NOTICE, post, US, person >> 2, (number + 3) // 4)
            begin = first - at
            at = _next(w.lots, at, number, most)
            while at < number:
                n = _come_across(w, n, int(w.lots[at]), begin + at, post)
                at = _next(w.lots, at + 1, number, most)
    else:
        newcomers = start - w.plan.followers
        end = min(start + BURST, w.plan.followers + int(w.tally.joined))
        for index in range(newcomers, end - w.plan.followers):
            account = int(w.lists[NEWCOMERS, index])
            if traits_of(w, account)[0]:
                person = person_of(w.net, account)
                word = words(w.luck, NOTICE, post, US, person >> 2)[person & 3]
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
    chance = w.plan.see[PUBLIC] * crowd_factor(audience, w.plan.notices_less)
    limit = threshold(chance)
    if w.net.layout.kind == TABLE:
        fetch(w.net.indices, w.net.indptr[sharer] + start)
    person = person_of(w.net, sharer)
    deal(w.lots, w.luck, NOTICE, post, person, start // 4, (end - start + 3) // 4)
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
    audience = int(w.plan.partner_audience)
    limit = threshold(w.plan.see[PUBLIC] * crowd_factor(audience, w.plan.notices_less))
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
        person = person_of(w.net, account)
        delay = quantile(w.plan.delays, words(w.luck, DELAY, post, person, STRANGERS)[0])
        n = emit(w, n, delay, KINDS.noticed, account, post, -1, 1, 0)
    if end < w.plan.ad_views:
        n = emit(w, n, 0, KINDS.advertised, 0, post, 0, 0, end)
    return n
