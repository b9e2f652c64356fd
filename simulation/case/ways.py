"""Ways to spend a budget: which levers each moves, step by step, beyond what is done today."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil, floor

from simulation.case.case import Kind
from simulation.case.population import published
from simulation.case.questions import WEEK
from simulation.case.today import MOST_POSTS, posting
from simulation.errors import UserError
from simulation.parameters import Parameters, Source, Value, groups, levers

# What a small creator costs, and how many posts one shows in the period (a judgement).
FEE = Source(
    key="beichert",
    title="Beichert, Bayerl, Goldenberg, Lanz, Journal of Marketing",
    year=2024,
    strength="published",
    says="1,881,533 purchases: creators with under 10,000 followers brought over $1,000 on a fee "
    "of about $50, those above 100,000 $6,000 on over $1,000.",
)
FEE_A_POST, SHOWN = 50.0, 3

Settings = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to spend: the lever that the budget decides, in steps.

    settings: the levers after so many steps; most: how many steps there are at most.
    """

    decides: str
    settings: Callable[[int], dict[str, Value]]
    most: int


def way(kind: Kind, now: Parameters, days: float, besides: Settings) -> Way:
    """The way of that kind; `besides` are the levers set with it. Raises UserError."""
    found = _WAYS[kind](now, days, besides)
    if found.decides in besides:
        raise UserError(
            f"{found.decides} is what the budget decides: leave it out, or take the kind own"
        )
    return found


def _ads(now: Parameters, days: float, besides: Settings) -> Way:
    """Views for each post, one by one."""
    views = now.growth.ad_views
    strangers = now.network.population - sum(group.size for _, group in groups(now.followers))
    most = min(_high("growth.ad_views"), strangers) - views
    return Way("growth.ad_views", lambda steps: {"growth.ad_views": views + steps}, most)


def _answering(now: Parameters, days: float, besides: Settings) -> Way:
    """Minutes a week of answering."""
    hours, minute = now.dialogue.hours, 1 / 60 / WEEK
    most = floor((24 - hours) / minute + 1e-6)

    def settings(steps: int) -> dict[str, Value]:
        return {"dialogue.hours": min(24.0, hours + steps * minute)}

    return Way("dialogue.hours", settings, most)


def _posts(now: Parameters, days: float, besides: Settings) -> Way:
    """Posts, spread evenly over the period."""
    count = published(now, days)
    most = min(MOST_POSTS, floor(days * 24 / _low("posts.every"))) - count
    return Way("posts.count", lambda steps: posting((count + steps) * WEEK / days, days), most)


def _creators(now: Parameters, days: float, besides: Settings) -> Way:
    """Creators who show some of the posts for a fee; where their number is set, cents of the fee.

    With creators already at work, more of the same.
    """
    count = now.partners.count
    if count:
        return Way(
            "partners.count",
            lambda steps: {"partners.count": count + steps},
            _high("partners.count") - count,
        )
    posts = published(now, days)
    every = besides.get("partners.every", ceil(posts / SHOWN))
    usual: dict[str, Value] = {"partners.agree": 1.0, "partners.every": every}
    if "partners.count" in besides:
        most = 100 * _high("partners.fee")
        return Way("partners.fee", lambda steps: {**usual, "partners.fee": steps / 100}, most)
    usual["partners.fee"] = FEE_A_POST * ceil(posts / int(every))
    most = _high("partners.count")
    return Way("partners.count", lambda steps: {**usual, "partners.count": steps}, most)


_WAYS: dict[Kind, Callable[[Parameters, float, Settings], Way]] = {
    "ads": _ads,
    "answering": _answering,
    "creators": _creators,
    "posts": _posts,
}
USUAL = tuple(_WAYS)  # what a budget is usually compared on


def _high(path: str) -> int:
    return int(levers()[path].high or 0)


def _low(path: str) -> float:
    return float(levers()[path].low or 0)
