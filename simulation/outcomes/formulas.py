"""Formulas of outcomes: from what was counted in each replicate to one number a replicate.

Each takes an ensemble and gives float64[replicates], NaN where the outcome has no meaning.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from simulation.ensemble import Ensemble
from simulation.parameters import groups
from simulation.world.state import BINS, BOUGHT, FANS, NEW_REACH, PUBLIC

Column = NDArray[np.float64]
Formula = Callable[[Ensemble], Column]

ENGAGEMENTS = ("likes", "replies", "clicks", "shares")


def count(name: str) -> Formula:
    """The formula of what the rules count under that name."""
    return lambda e: e.tallies[name].astype(float)


def per(above: Formula, below: Formula) -> Formula:
    """The formula of a ratio, NaN where the denominator is zero."""

    def ratio(e: Ensemble) -> Column:
        one, other = above(e), below(e)
        undefined = np.full(len(one), np.nan)
        return np.asarray(np.divide(one, other, out=undefined, where=other != 0))

    return ratio


def seen_through_others(e: Ensemble) -> Column:
    """Times noticed that somebody else brought about."""
    return np.asarray((e.tallies["impressions"] - e.tallies["direct_impressions"]).astype(float))


def shared_by_large(e: Ensemble) -> Column:
    """1 where at least one person with a large audience passed us on, else 0."""
    return np.asarray((e.tallies["large_shares"] > 0).astype(float))


def close_fans(e: Ensemble) -> Column:
    """Fans of the start who follow us and are close at the end."""
    return np.asarray(e.tallies["close"][:, FANS].astype(float))


def close_followers(e: Ensemble) -> Column:
    """Followers of the start who follow us and are close at the end."""
    return np.asarray(e.tallies["close"].sum(axis=1).astype(float))


def listed_at_start(e: Ensemble) -> Column:
    """Our whole list: followers of the start, bought ones included once they arrive."""
    return np.asarray(e.tallies["came"].sum(axis=1), float)


def net_followers(e: Ensemble) -> Column:
    """Followers at the end less those at the start; bought ones that arrive meanwhile count."""
    began = e.tallies["came"].sum(axis=1)
    if e.parameters.growth.bought_day > 0:
        began = began - e.tallies["came"][:, BOUGHT]
    return np.asarray(e.tallies["listed"] - began, float)


def revenue(e: Ensemble) -> Column:
    """Dollars of margin earned."""
    money = e.parameters.money
    return np.asarray(e.tallies["orders"] * money.order_value * money.margin)


def hours(e: Ensemble) -> Column:
    """Hours of work: answering hours are paid, busy or not; posts are written, follows clicked."""
    p = e.parameters
    fixed = p.dialogue.hours * e.run.days + e.posts.shape[1] * p.posts.minutes / 60
    return np.asarray(fixed + e.tallies["followed"] * p.weed.seconds / 3600)


def cost(e: Ensemble) -> Column:
    """Dollars spent on followers, ads, partners' fees and hours of work."""
    p = e.parameters
    prices = np.array([group.price for _, group in groups(p.followers)])
    bought = np.asarray(e.tallies["came"][:, :PUBLIC] @ prices)
    fees = e.tallies["agreed"] * p.partners.fee
    return np.asarray(bought + ad_spend(e) + fees + hours(e) * p.money.wage)


def ad_spend(e: Ensemble) -> Column:
    """Dollars spent on advertising."""
    return np.asarray(e.tallies["ads"] * e.parameters.money.ad_price / 1000, float)


def profit(e: Ensemble) -> Column:
    """Dollars of margin earned less dollars spent."""
    return revenue(e) - cost(e)


def orders_per_thousand(e: Ensemble) -> Column:
    """Orders for every $1,000 spent."""
    return 1000 * per(count("orders"), cost)(e)


def cost_per_thousand(e: Ensemble) -> Column:
    """Dollars for every 1,000 times noticed (CPM, of all that was spent)."""
    return 1000 * per(cost, count("impressions"))(e)


def cost_per_follower(e: Ensemble) -> Column:
    """Dollars for each follower gained, NaN where none was."""
    gained = net_followers(e)
    return per(cost, lambda _: np.where(gained > 0, gained, 0.0))(e)


def sales_per_ad_dollar(e: Ensemble) -> Column:
    """Dollars of sales for each dollar of advertising (ROAS), NaN without advertising."""
    return per(lambda e: count("orders")(e) * e.parameters.money.order_value, ad_spend)(e)


def engagements(e: Ensemble) -> Column:
    """Likes, replies, clicks and shares together."""
    return sum((count(name)(e) for name in ENGAGEMENTS), np.zeros(len(e.tallies)))


def engagement_per_follower(e: Ensemble) -> Column:
    """Engagements of a post for each follower of the start, NaN without posts or followers."""
    posts = e.posts.shape[1]
    return per(engagements, lambda e: posts * listed_at_start(e))(e)


def earned_media(e: Ensemble) -> Column:
    """Dollars that views through others would have cost as advertising, NaN without advertising."""
    views = seen_through_others(e) * e.parameters.money.ad_price / 1000
    return np.where(e.tallies["ads"] > 0, views, np.nan)


def recent_post_reach(e: Ensemble) -> Column:
    """Mean over the posts of the last week of the run (at least the last one)."""
    number = e.posts.shape[1]
    if number == 0:
        return np.full(len(e.tallies), np.nan)
    lately = min(number, max(1, round(7 * 24 / e.parameters.posts.every)))
    return np.asarray(e.posts["reach"][:, number - lately :].mean(axis=1))


def time_to_half(e: Ensemble) -> Column:
    """Hours until half of the reach, from the first post on; linear within a step of the grid."""
    reached = np.cumsum(e.tallies["grid"][:, NEW_REACH], axis=1)
    half = reached[:, -1:] / 2
    step = np.argmax(reached >= half, axis=1)
    rows = np.arange(len(step))
    before = np.where(step > 0, reached[rows, step - 1], 0)
    within = (half[:, 0] - before) / np.maximum(reached[rows, step] - before, 1)
    hours = (step + within) * e.run.days * 24 / BINS - e.parameters.posts.hour
    return np.where(reached[:, -1] > 0, np.maximum(hours, 0.0), np.nan)
