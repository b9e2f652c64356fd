"""Ranges of what is ours to decide, for a ranking beside what is not known.

No study gives a plausible range of a decision, so each goes from half to twice what it is today;
where there is none today, from none to what the same money buys of every one of them.
"""

from simulation.case.population import published
from simulation.errors import UserError
from simulation.parameters import Parameters, Value, changed, groups, levers

MONEY = 500.0  # of each, where there is none today
WEEDED = 14  # days of following and dropping, where there are none
MEANING = (
    "Each decision goes from half to twice what it is today; one that is not in use goes from none "
    f"to ${MONEY:,.0f} worth of it ({WEEDED} days of follow-and-weed)."
)
_WHEN = ("posts.every", "dialogue.hours")  # numbers that are not whole


def spans(parameters: Parameters, days: float) -> dict[str, tuple[Value, Value]]:
    """Both ends of every decision that can be made here, by path; of those that are legal."""
    found: dict[str, tuple[Value, Value]] = {}
    for path, (today, bought) in _decisions(parameters, days).items():
        lever = levers()[path]
        low, high = (today / 2, 2 * today) if today else (0.0, bought)
        ends = tuple(min(max(end, lever.low or 0.0), lever.high or end) for end in (low, high))
        low, high = ends if path in _WHEN else tuple(float(round(end)) for end in ends)
        if low < high and _legal(parameters, path, (low, high)):
            kind = float if path in _WHEN else int
            found[path] = (kind(low), kind(high))
    return found


def _decisions(p: Parameters, days: float) -> dict[str, tuple[float, float]]:
    """Today's value of each decision, and what the money buys of it; 0 where it has no price."""
    posts = max(published(p, days), 1)
    fee = p.partners.fee * p.partners.agree
    return {
        "posts.count": (p.posts.count, 0),
        "posts.every": (p.posts.every, 0),
        "dialogue.hours": (p.dialogue.hours, MONEY / (p.money.wage * days) if p.money.wage else 0),
        "growth.ad_views": (
            p.growth.ad_views,
            MONEY / p.money.ad_price * 1_000 / posts if p.money.ad_price else 0,
        ),
        "partners.count": (p.partners.count, MONEY / fee if fee else 0),
        "followers.bought.size": (
            p.followers.bought.size,
            MONEY / p.followers.bought.price if p.followers.bought.price else 0,
        ),
        "weed.days": (p.weed.days, WEEDED),
    }


def _legal(parameters: Parameters, path: str, ends: tuple[float, float]) -> bool:
    """True if both ends are legal with all other levers as they are."""
    try:
        for end in ends:
            changed(parameters, {path: end if path in _WHEN else round(end)})
    except UserError:
        return False
    return sum(group.size for _, group in groups(parameters.followers)) > 0
