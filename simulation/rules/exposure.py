"""Exposure: showing a post to our own followers, to a sharer's, to a partner's, and for money.

A list of followers is gone through in bursts. Each tie has a random word of its own, so a higher
chance only ever adds people. An account that will notice does so after a wait, as an event.
"""

import numpy as np
from numpy.typing import NDArray

from simulation.compiling import inner
from simulation.cpu_intrinsics import fetch
from simulation.network import TABLE, follower_list, follower_of, stable_id
from simulation.network.synthetic import permuted
from simulation.randomness import MASK, NOTICE, WORD, fill_draws, threshold
from simulation.rules.draws import (
    agree_draw,
    appeal_draw,
    delay_draw,
    notice_draw,
    partner_keys,
    viewer_keys,
)
from simulation.rules.events import (
    NOBODY,
    US,
    advertised_event,
    noticed_event,
    own_followers_event,
    partner_audience_event,
    publish_event,
    shared_event,
)
from simulation.rules.feed import (
    audience_discount,
    posts_too_many,
    remembered_engagement,
    visibility,
)
from simulation.rules.log import PARTNERED, POSTED, write_log
from simulation.rules.traits import closeness_effect, closeness_of, group_of, traits_of
from simulation.world.state import BURST, HOUR, PUBLIC, TIRING, World, milliseconds

ADVERTISER = MASK  # the source of advertising, as far as waits are drawn


@inner
def publish(w: World, now: int, post: int) -> int:
    """We publish a post: the feed sets its visibility, partners and advertising join in."""
    write_log(w, now, POSTED, US, post, NOBODY, 0)
    w.tally.engagement = remembered_engagement(w, post)
    published, listed = w.posts[post], int(w.tally.listed)
    published.appeal = appeal_draw(w, post)
    published.visibility = visibility(w, post, w.tally.engagement)
    published.notice_discount = audience_discount(listed, w.plan.notice_discount)
    published.act_discount = audience_discount(listed, w.plan.act_discount)
    n = own_followers_event(w, 0, post, 0)
    if w.plan.ad_views > 0:
        w.tally.ads += w.plan.ad_views
        n = advertised_event(w, n, post, 0)
    if post % w.plan.partners.every == 0:
        for partner in range(w.plan.partners.count):
            if agree_draw(w, partner) < threshold(w.plan.partners.agree):
                w.tally.agreed += post == 0
                write_log(w, now, PARTNERED, _partner_account(w, partner), post, US, 1)
                n = partner_audience_event(w, n, partner, post, 0)
    if post + 1 < w.plan.published:
        n = publish_event(w, n, milliseconds(w.plan.posts.every, HOUR), post + 1)
    return n


@inner
def _will_notice(
    w: World, n: int, account: int, post: int, source: int, depth: int, tie: int
) -> int:
    """An account that is shown the post will notice it after a wait."""
    fetch(w.cells, account)
    fetch(w.net.indptr, account)
    delay = delay_draw(w, post, account, source)
    return noticed_event(w, n, delay, account, post, source, depth, tie)


@inner
def _next(draws: NDArray[np.uint32], at: int, number: int, limit: int) -> int:
    """The next of `number` ties, from `at` on, whose word is below the limit."""
    while at < number and draws[at] >= limit:
        at += 1
    return at


# Our own followers


@inner
def expose_own_followers(w: World, post: int, start: int) -> int:
    """A burst of our own list is shown the post: first those of the start, then newcomers."""
    n = 0
    if start < w.plan.followers:
        end = min(start + BURST, w.plan.followers)
        for segment in range(w.net.layout.segments - 2):
            first = max(int(w.net.layout.segment_first[segment]), start + 1)
            last = min(int(w.net.layout.segment_first[segment + 1]), end + 1)
            most = _highest_threshold(w, segment, post) if first < last else 0
            if most == 0:
                continue
            own_id = stable_id(w.net, first)
            at = own_id & 3  # words are drawn in blocks of four
            number = at + last - first
            fill_draws(w.draws, w.key, NOTICE, post, US, own_id >> 2, (number + 3) // 4)
            begin = first - at
            at = _next(w.draws, at, number, most)
            while at < number:
                n = _expose_follower(w, n, int(w.draws[at]), begin + at, post)
                at = _next(w.draws, at + 1, number, most)
    else:
        newcomers = start - w.plan.followers
        end = min(start + BURST, w.plan.followers + int(w.tally.joined))
        for index in range(newcomers, end - w.plan.followers):
            account = int(w.newcomers[index])
            if traits_of(w, account)[0]:
                word = notice_draw(w, post, US, stable_id(w.net, account))
                n = _expose_follower(w, n, word, account, post)
    if end < w.plan.followers + w.tally.joined:
        n = own_followers_event(w, n, post, end)
    return n


@inner
def _highest_threshold(w: World, segment: int, post: int) -> int:
    """The highest threshold that any follower of a segment can have for this post."""
    group = w.plan.segment_group[segment]
    if len(w.net.thresholds) > 0:
        return WORD
    levers = w.plan.groups[group]
    chance = levers.see * w.posts[post].visibility
    chance *= 1.0 + w.plan.dialogue.see_gain * (1.0 - levers.closeness)
    if levers.ordinary:
        chance *= w.posts[post].notice_discount
    return threshold(chance) if w.plan.segment_real[segment] and w.tally.present[group] else 0


@inner
def _expose_follower(w: World, n: int, word: int, account: int, post: int) -> int:
    """A follower of ours will notice the post, if the word is below the chance."""
    group = group_of(w, account)
    if group == PUBLIC:
        return n
    levers = w.plan.groups[group]
    chance = levers.see * w.posts[post].visibility
    chance *= closeness_effect(w, account, group, w.plan.dialogue.see_gain)
    if levers.ordinary:
        chance *= w.posts[post].notice_discount
    excess = posts_too_many(w, post, closeness_of(w, account, group))
    chance *= w.plan.attention[min(excess, TIRING - 1)]
    limit = threshold(chance)
    if len(w.net.thresholds) > 0 and account <= w.plan.followers:
        limit = max(limit, w.net.thresholds[account - 1])
    if word >= limit:
        return n
    return _will_notice(w, n, account, post, US, 1, 0)


# A sharer's followers


@inner
def expose_followers(
    w: World, n: int, sharer: int, post: int, audience: int, depth: int, start: int
) -> int:
    """A burst of a sharer's followers is shown the post, from number `start` on."""
    end = min(start + BURST, audience)
    discount = audience_discount(audience, w.plan.notice_discount)
    limit = threshold(w.plan.groups[PUBLIC].see * discount)
    if w.net.layout.kind == TABLE:
        fetch(w.net.indices, w.net.indptr[sharer] + start)
    sharer_id = stable_id(w.net, sharer)
    fill_draws(w.draws, w.key, NOTICE, post, sharer_id, start // 4, (end - start + 3) // 4)
    if w.net.layout.kind == TABLE:
        n = _expose_along_table(w, n, sharer, post, depth, start, end, limit)
    else:
        followers = follower_list(w.net, w.key, w.tally.position_keys, sharer, audience)
        at = _next(w.draws, 0, end - start, limit)
        while at < end - start:
            account = follower_of(w.net, w.tally.position_keys, followers, start + at)
            n = _will_notice(w, n, account, post, sharer, depth + 1, start + at)
            at = _next(w.draws, at + 1, end - start, limit)
    if end < audience:
        n = shared_event(w, n, sharer, post, audience, depth, end)
    return n


@inner
def _expose_along_table(
    w: World, n: int, sharer: int, post: int, depth: int, start: int, end: int, limit: int
) -> int:
    """The same along a table's row; a tie with a measured chance is noticed at least that often."""
    first = int(w.net.indptr[sharer]) + start
    number = end - start
    if w.plan.counts_exposed:
        _count_exposed(w, first, first + number)
    most = limit if len(w.net.thresholds) == 0 else WORD
    at = _next(w.draws, 0, number, most)
    while at < number:
        account = int(w.net.indices[first + at])
        seen = most == limit or w.draws[at] < max(limit, w.net.thresholds[first + at])
        if seen and account != US:
            n = _will_notice(w, n, account, post, sharer, depth + 1, first + at)
        at = _next(w.draws, at + 1, number, most)
    return n


@inner
def _count_exposed(w: World, start: int, end: int) -> None:
    """Count the accounts in this stretch of the table that are shown something first now."""
    for tie in range(start, end):
        account = w.net.indices[tie]
        bit = 1 << (account & 7)
        if not w.shown[account >> 3] & bit:
            w.shown[account >> 3] |= bit
            w.tally.exposed += 1


# A partner's audience, and strangers for money


@inner
def expose_partner_audience(w: World, partner: int, post: int, start: int) -> int:
    """A burst of a partner's audience is shown the post: those who follow us, then strangers."""
    audience = int(w.plan.partner_audience)
    end = min(start + BURST, audience)
    discount = audience_discount(audience, w.plan.notice_discount)
    limit = threshold(w.plan.groups[PUBLIC].see * discount)
    source = _partner_account(w, partner)
    fill_draws(w.draws, w.key, NOTICE, post, source, start // 4, (end - start + 3) // 4)
    n = 0
    at = _next(w.draws, 0, end - start, limit)
    while at < end - start:
        account = _partner_follower(w, source, start + at)
        n = _will_notice(w, n, account, post, source, 2, start + at)
        at = _next(w.draws, at + 1, end - start, limit)
    if end < audience:
        n = partner_audience_event(w, n, partner, post, end)
    return n


@inner
def _partner_account(w: World, partner: int) -> int:
    """The account of a partner: they are numbered after the last of the population."""
    return int(w.plan.population) + 1 + partner


@inner
def _partner_follower(w: World, source: int, k: int) -> int:
    """The k-th of a partner's audience, no account twice."""
    known, followers = int(w.plan.partner_known), int(w.plan.followers)
    k0, k1, k2, k3 = partner_keys(w, source)
    if k < known:
        return 1 + permuted(k, followers, k0, k1, k2, k3)
    return followers + 1 + permuted(k - known, int(w.plan.population) - followers, k0, k1, k2, k3)


@inner
def advertise(w: World, post: int, start: int) -> int:
    """A burst of paid views: strangers, others for every post; fakes among them notice nothing."""
    end = min(start + BURST, w.plan.ad_views)
    strangers = w.plan.population - w.plan.followers
    k0, k1, k2, k3 = viewer_keys(w, post)
    n = 0
    for k in range(start, end):
        account = w.plan.followers + 1 + permuted(k, strangers, k0, k1, k2, k3)
        delay = delay_draw(w, post, account, ADVERTISER)
        n = noticed_event(w, n, delay, account, post, NOBODY, 1, 0)
    if end < w.plan.ad_views:
        n = advertised_event(w, n, post, end)
    return n
