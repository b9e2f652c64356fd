"""The expected cost of a replicate, from its levers alone: the same answer on every machine."""

import math
from collections.abc import Mapping

from simulation.parameters import Parameters, Run, changed, groups
from simulation.world.plan import onward

COST = 2e6  # about what all replicates of one point of a search may cost together
COSTLY = 1e7  # the same, above which they are searched in as few as possible
FEWEST = 24  # replicates of a point, however much each of them costs
_ALL_SHARE = {"public.share": 1.0, "public.interest": 1.0}
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
    return min(run.worlds, max(fewest, int(most / max(1.0, _of_all(sides, run.days)))))


def is_costly(sides: Mapping[str, Parameters], days: float) -> bool:
    """True if even FEWEST replicates of these cost more than one waits for at a point."""
    return FEWEST * _of_all(sides, days) > COSTLY


def branching(parameters: Parameters) -> float:
    """About how many further sharers one sharer brings, followers of ours among them.

    Everybody is as likely to be met as their part of the population says. Above 1 a cascade may
    reach everybody there is, at a cost that `expected_cost` knows nothing of. 0 for a table.
    """
    p = parameters
    if p.network.kind == "table":
        return 0.0
    noticing = onward(changed(p, _ALL_SHARE)) / max(p.public.real * p.public.see, 1e-9)
    own = sum(
        group.size / p.network.population * group.see * group.real * group.share
        for _, group in groups(p.followers)
    )
    return min(onward(p), p.network.onward_cap) + noticing * own


def _of_all(sides: Mapping[str, Parameters], days: float) -> float:
    return sum(expected_cost(each, days) for each in sides.values())
