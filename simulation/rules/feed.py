"""Attention: the visibility the feed gives a post, the discount of large audiences, fatigue."""

from simulation.compiling import inner
from simulation.world.state import ONE, World

_E = 2.718281828459045  # the base of the natural logarithm


@inner
def rounded(value: float) -> float:
    """A value rounded to 1/65536, so that the last bit of exp and pow never decides anything."""
    return int(value * ONE + 0.5) / ONE


@inner
def audience_discount(audience: int, power: float) -> float:
    """The audience-size discount: one person's share of attention against an audience of 1,000."""
    if power == 0.0:
        return 1.0
    return int((max(audience, 1) / 1000.0) ** -power * 4294967296.0 + 0.5) / 4294967296.0


@inner
def attraction(w: World) -> float:
    """The pull of our follower count on newcomers; 1 at 1,000 followers."""
    if w.plan.growth.attract == 0.0:
        return 1.0
    return rounded((max(int(w.tally.listed), 1) / 1000.0) ** w.plan.growth.attract)


@inner
def remembered_engagement(w: World, post: int) -> float:
    """Our engagement per follower and post as the feed remembers it when `post` appears.

    A moving average over `feed.memory` posts, from the first one on; 0 before.
    """
    if post == 0:
        return 0.0
    rate = w.posts[post - 1].engaged / max(int(w.tally.listed), 1)
    if post == 1:
        return rate
    return float(w.tally.engagement + (rate - w.tally.engagement) / w.plan.feed.memory)


@inner
def visibility(w: World, post: int, engagement: float) -> float:
    """The visibility of a post to our own followers.

    It is our remembered engagement against the usual, within its limits, less what following many
    and posting soon after the last post cost. The first post is treated as any account's.
    """
    feed = w.plan.feed
    seen = 1.0
    if post > 0 and feed.strength > 0.0:
        ratio = engagement / feed.usual
        seen = ratio**feed.strength if ratio > 0.0 else 0.0
        seen = rounded(min(seen, feed.ceiling))
        seen = min(max(seen, feed.floor), feed.ceiling)
    return seen * ratio_penalty(w) * recovered_attention(w, post)


@inner
def recovered_attention(w: World, post: int) -> float:
    """The attention of our followers that has come back since the post before, 0 to 1.

    Right after it `fatigue.cooldown` is lost; the loss fades in proportion to the time since.
    """
    if post == 0:
        return 1.0
    rest = min(1.0, w.plan.posts.every / w.plan.fatigue.cooldown_hours)
    return 1.0 - w.plan.fatigue.cooldown * (1.0 - rest)


@inner
def ratio_penalty(w: World) -> float:
    """The factor on visibility of an account that follows many and is followed by few."""
    feed, following = w.plan.feed, int(w.tally.following)
    ratio = (1.0 + following) / (1.0 + max(int(w.tally.listed), 1))
    if feed.ratio_penalty and following > feed.ratio_from and ratio > feed.ratio_free:
        return rounded(_E ** (-feed.ratio_steepness * (ratio - feed.ratio_free)))
    return 1.0


@inner
def posts_too_many(w: World, post: int, closeness: float) -> int:
    """Posts of the last week beyond what a follower of this closeness accepts."""
    lately = min(post + 1, w.plan.posts_a_week)
    return max(0, int(lately - w.plan.fatigue.bears - w.plan.fatigue.bears_close * closeness))
