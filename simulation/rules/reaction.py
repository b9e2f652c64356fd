"""Reactions of an account that notices a post: like, reply, click, buy, follow, leave, share.

An account decides once; a share shows the post to its own followers.
"""

from simulation.compiling import inner
from simulation.network import audience_of, segment_of
from simulation.randomness import threshold
from simulation.rules.draws import (
    NO_REACTION,
    ReactionDraws,
    follow_up_draws,
    notice_draw,
    pull_draw,
    reaction_draws,
    tie_share_draw,
)
from simulation.rules.events import US
from simulation.rules.exposure import expose_followers
from simulation.rules.feed import attraction, audience_discount, posts_too_many
from simulation.rules.following import join, leave
from simulation.rules.log import (
    BOUGHT_IT,
    CLICKED,
    LIKED,
    REPLIED,
    SAW,
    SHARED_IT,
    count_over_time,
    touch,
    write_log,
)
from simulation.rules.reply_queue import receive
from simulation.rules.traits import closeness_effect, closeness_of, group_of, traits_of
from simulation.world.state import (
    ACTED,
    BUYER,
    HOPS,
    LOOKS,
    MARKS,
    NEW_ORDERS,
    NEW_REACH,
    NEW_SHARES,
    ONE,
    PUBLIC,
    SEEN,
    SHARED,
    World,
)


@inner
def notice(w: World, now: int, account: int, post: int, source: int, depth: int, tie: int) -> int:
    """An account notices a post: count it, let it act, and spread the post if it shares."""
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
    levers = w.plan.groups[group]
    readiness = 1.0 if group != PUBLIC or niche else levers.off_niche
    readiness *= _source_effect(w, group, post, source)
    appeal = w.posts[post].appeal / ONE if group != PUBLIC and depth == 1 else 1.0
    draws = NO_REACTION
    if not (w.plan.only_shares[group] and w.plan.certain_share[group]):
        draws = reaction_draws(w, post, account)
    if looks == 0:
        w.posts[post].reach += 1
        if not w.cells[account, MARKS] & SEEN:
            _reach(w, now, account, group, depth, niche)
        if not w.plan.only_shares[group]:
            n = _act(w, now, account, group, post, depth, draws, readiness * appeal)
    chance = levers.share * readiness * appeal
    chance *= closeness_effect(w, account, group, w.plan.dialogue.share_gain)
    word = draws.share
    limit = threshold(chance * w.plan.posts.second_look if looks > 0 else chance)
    if _is_measured(w, account, source):
        word, limit = _measured(w, post, account, source, tie)
    elif w.plan.chance_per_tie:
        word, limit = tie_share_draw(w, post, account, source), threshold(chance)
    if word < limit:
        n = _share(w, n, now, account, group, post, depth, audience_word)
    return n


@inner
def _source_effect(w: World, group: int, post: int, source: int) -> float:
    """The factor of a source on the chance to act.

    It falls with the source's audience, and is multiplied by the sharer's own random pull.
    """
    if source < 0 or (source == US and not w.plan.groups[group].ordinary):
        return 1.0
    if source == US:
        return float(w.posts[post].act_discount)
    effect = 1.0
    if w.plan.posts.pull_spread > 0.0:
        effect = pull_draw(w, post, source)
    if w.plan.act_discount > 0.0:
        audience = int(w.plan.partner_audience)
        if source <= w.plan.population:
            audience = _audience(w, source, traits_of(w, source)[2])
        effect *= audience_discount(audience, w.plan.act_discount)
    return effect


@inner
def _audience(w: World, account: int, word: int) -> int:
    """The followers of an account. An audience does not change by following us."""
    first_group = w.plan.segment_group[segment_of(w.net, account)]
    keys, tables = w.tally.position_keys, w.plan.audiences
    return audience_of(w.net, keys, tables, first_group, account, word)


@inner
def _look(w: World, now: int, account: int, post: int, source: int, depth: int, looks: int) -> None:
    """Count a look at a post by an account that has looked `looks` times before (2: or more)."""
    write_log(w, now, SAW, account, post, source, depth)
    if looks < 2:
        w.cells[account, post + 1] += 1
    w.tally.impressions += 1
    w.tally.direct_impressions += depth == 1


@inner
def _is_measured(w: World, account: int, source: int) -> bool:
    """True if the post came along a tie of the table whose chance is known."""
    if len(w.net.thresholds) == 0 or source > w.plan.population:
        return False
    return source > 0 or (source == US and account <= w.plan.followers)


@inner
def _measured(w: World, post: int, account: int, source: int, tie: int) -> tuple[int, int]:
    """The word and the threshold of sharing along a tie with a measured chance.

    The word is the one that let the account notice, so the chance of both together is the measured
    one.
    """
    if source == US:
        return notice_draw(w, post, US, account), int(w.net.thresholds[account - 1])
    number = tie - int(w.net.indptr[source])
    return notice_draw(w, post, source, number), int(w.net.thresholds[tie])


@inner
def _reach(w: World, now: int, account: int, group: int, depth: int, niche: bool) -> None:
    """An account notices a post of ours for the first time: it is reached."""
    w.cells[account, MARKS] |= SEEN
    w.tally.reach += 1
    w.tally.niche_reach += niche
    w.tally.reach_through_others += depth > 1
    w.tally.deepest = max(w.tally.deepest, depth)
    w.tally.by_hop[min(depth, HOPS) - 1] += 1
    w.tally.by_group[group] += 1
    count_over_time(w, now, NEW_REACH)


@inner
def _engage(w: World, account: int, group: int, post: int) -> None:
    """An account reacts to a post: count it among those that acted, and for the feed."""
    if group != PUBLIC:
        w.posts[post].engaged += 1
    if not w.cells[account, MARKS] & ACTED:
        w.cells[account, MARKS] |= ACTED
        w.tally.acted += 1


@inner
def _act(
    w: World,
    now: int,
    account: int,
    group: int,
    post: int,
    depth: int,
    draws: ReactionDraws,
    readiness: float,
) -> int:
    """The reactions to a first look at a post, sharing apart."""
    levers = w.plan.groups[group]
    follow_up = follow_up_draws(w, post, account)
    n = 0
    if draws.like < threshold(levers.like * readiness):
        w.tally.likes += 1
        write_log(w, now, LIKED, account, post, -1, depth)
        _engage(w, account, group, post)
    if draws.click < threshold(levers.click * readiness):
        w.tally.clicks += 1
        write_log(w, now, CLICKED, account, post, -1, depth)
        _engage(w, account, group, post)
        buys = levers.buy * closeness_effect(w, account, group, w.plan.dialogue.buy_gain)
        if follow_up.buy < threshold(buys):
            _order(w, now, account, post, depth)
    if group == PUBLIC:
        if follow_up.follow < threshold(levers.follow * readiness * attraction(w)):
            join(w, now, account, post, False)
    else:
        excess = posts_too_many(w, post, closeness_of(w, account, group))
        if follow_up.unfollow < threshold(w.plan.fatigue.unfollow * excess):
            leave(w, now, account, post)
    if draws.reply < threshold(levers.reply * readiness):
        w.tally.replies += 1
        write_log(w, now, REPLIED, account, post, -1, depth)
        _engage(w, account, group, post)
        n = receive(w, n, now, account)
    return n


@inner
def _order(w: World, now: int, account: int, post: int, depth: int) -> None:
    """An account buys."""
    w.tally.orders += 1
    count_over_time(w, now, NEW_ORDERS)
    write_log(w, now, BOUGHT_IT, account, post, -1, depth)
    if not w.cells[account, MARKS] & BUYER:
        w.cells[account, MARKS] |= BUYER
        w.tally.buyers += 1


@inner
def _share(
    w: World, n: int, now: int, account: int, group: int, post: int, depth: int, audience_word: int
) -> int:
    """An account shares the post with all its followers."""
    w.cells[account, post + 1] |= SHARED
    w.tally.shares += 1
    count_over_time(w, now, NEW_SHARES)
    write_log(w, now, SHARED_IT, account, post, -1, depth)
    _engage(w, account, group, post)
    audience = _audience(w, account, audience_word)
    if audience >= w.plan.network.large:
        w.tally.large_shares += 1
    if audience == 0:
        return n
    return expose_followers(w, n, account, post, audience, depth, 0)
