"""Every outcome, once: name, label, unit, what it means, and how it follows from what was counted."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.ensemble import Ensemble
from simulation.errors import UserError
from simulation.parameters import groups
from simulation.world.state import BINS, BOUGHT, NEW_REACH, PUBLIC

Column = NDArray[np.float64]
Formula = Callable[[Ensemble], Column]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome. `formula` maps an ensemble to one number a world, NaN where it has no meaning."""

    name: str
    label: str
    unit: str
    help: str
    formula: Formula
    more_is_better: bool = True


@dataclass(frozen=True, slots=True)
class Summary:
    """An outcome over worlds: middle, mean, and the ranges holding 50 and 90 % of the worlds.

    All None when it has a meaning in no world. `worlds` counts those in which it has one.
    """

    median: float | None
    mean: float | None
    low50: float | None
    high50: float | None
    low90: float | None
    high90: float | None
    worlds: int


def values(ensemble: Ensemble, name: str) -> Column:
    """One outcome, float64[worlds]. Raises UserError for a name that is none."""
    return outcome(name).formula(ensemble)


def outcome(name: str) -> Outcome:
    """The outcome of that name. Raises UserError."""
    if name in OUTCOMES:
        return OUTCOMES[name]
    near = difflib.get_close_matches(name, OUTCOMES, n=1)
    hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(OUTCOMES)}"
    raise UserError(f"there is no outcome {name!r}{hint}")


def summary(column: Column) -> Summary:
    """Median, mean and ranges of a column, over the worlds in which it has a meaning."""
    known = column[~np.isnan(column)]
    if len(known) == 0:
        return Summary(None, None, None, None, None, None, 0)
    low90, low50, median, high50, high90 = np.quantile(known, [0.05, 0.25, 0.5, 0.75, 0.95])
    return Summary(
        float(median), float(np.mean(known)), float(low50), float(high50), float(low90),
        float(high90), len(known),
    )  # fmt: skip


def _count(name: str) -> Formula:
    return lambda e: e.tallies[name].astype(float)


def _per(above: Formula, below: Formula) -> Formula:
    """A ratio, NaN where the denominator is zero."""

    def ratio(e: Ensemble) -> Column:
        one, other = above(e), below(e)
        undefined = np.full(len(one), np.nan)
        return np.asarray(np.divide(one, other, out=undefined, where=other != 0))

    return ratio


def _listed_at_start(e: Ensemble) -> Column:
    """Our whole list: those of the start, bought ones included once they arrive."""
    return np.asarray(e.tallies["came"].sum(axis=1), float)


def _net_followers(e: Ensemble) -> Column:
    began = e.tallies["came"].sum(axis=1)
    if e.parameters.growth.bought_day > 0:
        began = began - e.tallies["came"][:, BOUGHT]
    return np.asarray(e.tallies["listed"] - began, float)


def _revenue(e: Ensemble) -> Column:
    money = e.parameters.money
    return np.asarray(e.tallies["orders"] * money.order_value * money.margin)


def _hours(e: Ensemble) -> Column:
    """Work: the desk is staffed whether busy or not; posts are written; follows are clicked."""
    p = e.parameters
    fixed = p.dialogue.hours * e.run.days + e.posts.shape[1] * p.posts.minutes / 60
    return np.asarray(fixed + e.tallies["followed"] * p.weed.seconds / 3600)


def _cost(e: Ensemble) -> Column:
    p = e.parameters
    prices = np.array([group.price for _, group in groups(p.followers)])
    bought = np.asarray(e.tallies["came"][:, :PUBLIC] @ prices)
    ads = e.tallies["ads"] * p.money.ad_price / 1000
    fees = e.tallies["agreed"] * p.partners.fee
    return np.asarray(bought + ads + fees + _hours(e) * p.money.wage)


def _profit(e: Ensemble) -> Column:
    return _revenue(e) - _cost(e)


def _recent_post_reach(e: Ensemble) -> Column:
    """Mean over the posts of the last week of the run (at least the last one)."""
    number = e.posts.shape[1]
    if number == 0:
        return np.full(len(e.tallies), np.nan)
    lately = min(number, max(1, round(7 * 24 / e.parameters.posts.every)))
    return np.asarray(e.posts["reach"][:, number - lately :].mean(axis=1))


def _time_to_half(e: Ensemble) -> Column:
    """Hours until half of the reach, from the first post on; linear within a step of the grid."""
    reached = np.cumsum(e.tallies["grid"][:, NEW_REACH], axis=1)
    half = reached[:, -1:] / 2
    step = np.argmax(reached >= half, axis=1)
    rows = np.arange(len(step))
    before = np.where(step > 0, reached[rows, step - 1], 0)
    within = (half[:, 0] - before) / np.maximum(reached[rows, step] - before, 1)
    hours = (step + within) * e.run.days * 24 / BINS - e.parameters.posts.hour
    return np.where(reached[:, -1] > 0, np.maximum(hours, 0.0), np.nan)


_reach, _orders, _acted = _count("reach"), _count("orders"), _count("acted")

_ALL = (
    Outcome("reach", "Reach", "people", "Different people who saw at least one post.", _reach),
    Outcome("impressions", "Impressions", "views", "Times a post was on somebody's screen.", _count("impressions")),
    Outcome("niche_reach", "Niche reach", "people", "People of our niche who saw at least one post.", _count("niche_reach")),
    Outcome("word_of_mouth", "Reached through others", "people", "People who first heard of us from somebody else.", _count("reach_through_others")),
    Outcome("word_of_mouth_share", "Word of mouth share", "share of reach", "The part of the reach that came through others, not from our own posting.", _per(_count("reach_through_others"), _reach)),
    Outcome("post_reach", "Reach per post, lately", "people", "People who saw a post, on average over the last week of the run.", _recent_post_reach),
    Outcome("impressions_through_others", "Views through others", "views", "Views of our posts that somebody else brought about.", lambda e: (e.tallies["impressions"] - e.tallies["direct_impressions"]).astype(float)),
    Outcome("depth", "Depth", "hops", "How far from us the word travelled: 1 is our own followers, 2 theirs.", _count("deepest")),
    Outcome("time_to_half", "Time to half", "hours", "Hours after the first post until half of all reach was made.", _time_to_half, more_is_better=False),
    Outcome("shares", "Shares", "shares", "Times somebody passed a post on.", _count("shares")),
    Outcome("large_shares", "Shares by large audiences", "shares", "Shares by people with a large audience of their own.", _count("large_shares")),
    Outcome("large_chance", "Somebody large shared", "chance", "1 where at least one person with a large audience passed us on, else 0; the mean is the chance.", lambda e: (e.tallies["large_shares"] > 0).astype(float)),
    Outcome("likes", "Likes", "likes", "Likes by everybody.", _count("likes")),
    Outcome("replies", "Replies", "replies", "Replies to our posts.", _count("replies")),
    Outcome("clicks", "Clicks", "clicks", "Clicks on our links.", _count("clicks")),
    Outcome("acted", "People who acted", "people", "Different people who liked, replied, clicked or passed on.", _acted),
    Outcome("acted_per_follower", "Engaged reach per follower", "people per follower", "People who acted for each follower on our list at the start.", _per(_acted, _listed_at_start)),
    Outcome("orders", "Orders", "orders", "Purchases.", _orders),
    Outcome("buyers", "Buyers", "people", "Different people who bought.", _count("buyers")),
    Outcome("listed_buyers", "Followers who bought", "people", "Buyers among the followers of the start (and those bought).", _count("listed_bought")),
    Outcome("revenue", "Margin earned", "$", "Orders times their value times our margin.", _revenue),
    Outcome("cost", "Cost", "$", "Followers bought or won, advertising, partners' fees, and hours of work.", _cost, more_is_better=False),
    Outcome("profit", "Profit", "$", "Margin earned less cost.", _profit),
    Outcome("hours", "Hours of work", "hours", "Desk, writing, following.", _hours, more_is_better=False),
    Outcome("orders_per_cost", "Orders per $1,000", "orders", "Orders for each $1,000 spent.", lambda e: 1000 * _per(_orders, _cost)(e)),
    Outcome("cost_per_reach", "Cost per person", "$", "Cost for each person reached.", _per(_cost, _reach), more_is_better=False),
    Outcome("cost_per_niche", "Cost per niche person", "$", "Cost for each person of our niche reached.", _per(_cost, _count("niche_reach")), more_is_better=False),
    Outcome("net_followers", "Net followers", "followers", "Followers at the end less followers at the start; bought ones that arrive meanwhile count.", _net_followers),
    Outcome("listed", "Followers at the end", "followers", "Our following when the run ends, fakes and all.", _count("listed")),
    Outcome("closeness", "Closeness gained", "points", "Closeness gained by answers less what silence cost, summed over followers.", _count("closeness")),
    Outcome("close_fans", "Fans still close", "people", "Fans who follow us and are close when the run ends.", lambda e: e.tallies["close"][:, 0].astype(float)),
    Outcome("close", "Followers who are close", "people", "First followers who still follow us and are close when the run ends.", lambda e: e.tallies["close"].sum(axis=1).astype(float)),
    Outcome("mentions", "Messages to us", "messages", "Replies and mentions that landed on the desk.", _count("mentions")),
    Outcome("answered", "Answered", "messages", "Messages that were answered.", _count("answered")),
    Outcome("people_answered", "People answered", "people", "Different people who got at least one answer.", _count("people_answered")),
    Outcome("missed", "Missed", "messages", "Messages given up on for lack of an answer.", _count("missed"), more_is_better=False),
    Outcome("answered_share", "Answered share", "share of messages", "The part of all messages that was answered.", _per(_count("answered"), _count("mentions"))),
    Outcome("ever_answered", "Followers ever answered", "share of followers", "The part of our list that got at least one answer.", _per(_count("listed_answered"), _listed_at_start)),
)  # fmt: skip

OUTCOMES: dict[str, Outcome] = {each.name: each for each in _ALL}
