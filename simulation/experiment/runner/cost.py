"""How much work a world will be, told from its levers alone: the same answer on every machine."""

import math

from simulation.parameters import Parameters, groups

_PER_LISTED_POST = 0.002  # a follower passed over for a post, in units of a look at one
_PER_ACCOUNT = 0.001  # an account of the world made ready


def expected_cost(parameters: Parameters, days: float) -> float:
    """Looks, messages and follows to be expected in one world; a microsecond or less each.

    Nothing of this is a result: it decides how many worlds and which range of a lever an
    experiment takes unless told otherwise. Within a factor of three or so of the time taken by
    the shipped stories.
    """
    p = parameters
    posts = min(p.posts.count, math.ceil(days * 24 / p.posts.every))
    kinds = [group for _, group in groups(p.followers)]
    listed = sum(group.size for group in kinds)
    crowd = max(listed / 1_000, 1e-3) ** -(p.network.discount * p.network.looks_away)
    looks = sum(
        group.size * group.real * min(1.0, group.see * (crowd if group.ordinary else 1.0))
        for group in kinds
    )
    partners = p.partners.count * p.partners.agree * p.partners.audience * p.public.see
    messages = sum(group.size * group.mentions for group in kinds) * days
    follows = min(p.weed.days, days) * min(p.weed.per_day, p.weed.daily_cap)
    ready = _PER_ACCOUNT * (listed if p.network.kind == "table" else p.network.population)
    passing = _PER_LISTED_POST * listed * posts
    shown = posts * (looks + partners / p.partners.every + p.growth.ad_views)
    return ready + passing + shown + messages + follows
