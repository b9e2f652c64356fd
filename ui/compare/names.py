"""Names of ways to spend money or hours, as in a case: “$500 of ads”, “Twice the posts”."""

from simulation.case.cost import expected_cost
from simulation.case.money import DOLLARS
from simulation.case.naming import name_of
from simulation.parameters import Parameters, differences

# What each way to spend may change, first what there has to be more of.
_WAYS = {
    "ads": ("growth.ad_views",),
    "answering": ("dialogue.hours",),
    "creators": tuple(
        f"partners.{name}" for name in ("count", "audience", "overlap", "agree", "every", "fee")
    ),
    "posts": ("posts.count", "posts.every"),
}


def way_to_spend(base: Parameters, now: Parameters, days: float) -> str:
    """The change that an option makes if it is one way to spend more; else empty."""
    changes = differences(base, now)
    for kind, paths in _WAYS.items():
        before, after = changes.get(paths[0], (0, 0))
        if changes.keys() <= set(paths) and float(after) > float(before):
            spent = expected_cost(now, days) - expected_cost(base, days)
            return name_of(kind, base, now, days, spent, DOLLARS)
    return ""
