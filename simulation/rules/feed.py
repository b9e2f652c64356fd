"""What the platform does: how visible our next post is, and how large crowds look away."""

from simulation.compiling import inner
from simulation.world.state import ONE, World


@inner
def whole(value: float) -> float:
    """Rounded to 1/65536, so that the last bit of exp and pow never decides anything."""
    return int(value * ONE + 0.5) / ONE


@inner
def crowd_factor(audience: int, power: float) -> float:
    """Size discount: what one of an audience does against one of 1,000 (evidence 1.5)."""
    if power == 0.0:
        return 1.0
    return int((max(audience, 1) / 1000.0) ** -power * 4294967296.0 + 0.5) / 4294967296.0


@inner
def attraction(w: World) -> float:
    """How much our follower count itself attracts newcomers; 1 at 1,000 followers."""
    if w.plan.attract == 0.0:
        return 1.0
    return whole((max(int(w.tally.listed), 1) / 1000.0) ** w.plan.attract)


@inner
def visibility(w: World, post: int) -> float:
    """How the feed treats a post: our recent engagement per follower against the usual.

    The first post has no record and is treated as anybody's. Smoothed over `feed_memory` posts.
    """
    seen = 1.0
    listed = max(int(w.tally.listed), 1)
    if post > 0:
        rate = w.posts[post - 1].engaged / listed
        if post == 1:
            w.tally.engagement = rate
        else:
            w.tally.engagement += (rate - w.tally.engagement) / w.plan.feed_memory
        if w.plan.feed_strength > 0.0:
            ratio = w.tally.engagement / w.plan.feed_usual
            seen = ratio**w.plan.feed_strength if ratio > 0.0 else 0.0
            seen = whole(min(seen, w.plan.feed_ceiling))
            seen = min(max(seen, w.plan.feed_floor), w.plan.feed_ceiling)
    following = int(w.tally.following)
    ratio = (1.0 + following) / (1.0 + listed)
    if w.plan.ratio_penalty and following > 500 and ratio > 0.6:
        seen *= whole(2.718281828459045 ** (-5.0 * (ratio - 0.6)))
    return seen


@inner
def too_many(w: World, post: int, closeness: float) -> int:
    """Posts of the last week beyond what somebody this close to us bears."""
    lately = min(post + 1, w.plan.posts_a_week)
    return max(0, int(lately - w.plan.bears - w.plan.bears_close * closeness))
