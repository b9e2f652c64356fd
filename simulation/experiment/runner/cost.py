"""The expected cost of a replicate, from its levers alone: the same answer on every machine."""

import math
from collections.abc import Mapping

from simulation.parameters import Parameters, Run, groups

COST = 2e6  # about what all replicates of one point of a search may cost together
FEWEST = 24  # replicates of a point, however much each of them costs
_PER_LISTED_POST = 0.002  # a follower passed over for a post, in units of a look at one
_PER_ACCOUNT = 0.001  # an account of the population made ready


def expected_cost(parameters: Parameters, days: float) -> float:
    """Looks, messages and follows to be expected in one replicate; a microsecond or less each.

    It is no result: it decides how many replicates, and which range of a lever, an experiment takes
    by default. Within a factor of three or so of the time taken by the shipped stories.
    """
    p = parameters
    posts = min(p.posts.count, math.ceil(days * 24 / p.posts.every))
    kinds = [group for _, group in groups(p.followers)]
    listed = sum(group.size for group in kinds)
    discount = max(listed / 1_000, 1e-3) ** -(p.network.discount * p.network.looks_away)
    looks = sum(
        group.size * group.real * min(1.0, group.see * (discount if group.ordinary else 1.0))
        for group in kinds
    )
    partners = p.partners.count * p.partners.agree * p.partners.audience * p.public.see
    messages = sum(group.size * group.mentions for group in kinds) * days
    follows = min(p.weed.days, days) * min(p.weed.per_day, p.weed.daily_cap)
    ready = _PER_ACCOUNT * (listed if p.network.kind == "table" else p.network.population)
    passing = _PER_LISTED_POST * listed * posts
    shown = posts * (looks + partners / p.partners.every + p.growth.ad_views)
    return ready + passing + shown + messages + follows


def worlds_for(
    sides: Mapping[str, Parameters], run: Run, fewest: int = FEWEST, *, most: float = COST
) -> int:
    """The number of replicates to run of these: `run.worlds`, or fewer where each costs much."""
    cost = sum(expected_cost(each, run.days) for each in sides.values())
    return min(run.worlds, max(fewest, int(most / cost)))
