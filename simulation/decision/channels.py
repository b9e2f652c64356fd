"""Channels: what money and hours can go to, and which levers an amount of either sets.

Money is for the whole period, hours are a week; a channel's amount is its total, not what comes on
top. Every amount that a split or a goal tries goes through here, so an option that costs $2,000
costs $2,000 whatever else it does.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from simulation.errors import UserError, illegal_value, unknown_name
from simulation.parameters import Parameters, Value, changed, groups, levers
from simulation.report.quantities import quantity, two_figures

Resource = Literal["money", "hours"]
Settings = dict[str, Value]

WEEK = 7.0  # days


@dataclass(frozen=True, slots=True)
class Channel:
    """One thing that money (dollars a period) or hours (a week) can go to.

    settings: the levers that an amount sets, given the scenario and the days it runs. spent: the
    amount that a scenario spends already. most: what it can take. title: what an
    amount is called. needs: why a scenario cannot use it; empty where it can.
    """

    key: str
    resource: Resource
    settings: Callable[[Parameters, float, float], Settings]
    spent: Callable[[Parameters, float], float]
    most: Callable[[Parameters, float], float]
    title: Callable[[Parameters, float, float], str]
    needs: Callable[[Parameters], str]


def posts_in(parameters: Parameters, days: float) -> int:
    """The posts that are published within so many days."""
    posts = parameters.posts
    within = max(0, math.ceil((days * 24 - posts.hour) / posts.every))
    return max(1, min(posts.count, within))


def channels(keys: Sequence[str], parameters: Parameters) -> tuple[Channel, ...]:
    """The channels of these names, all of which a scenario can use. Raises UserError."""
    found = []
    for key in keys:
        if key not in CHANNELS:
            raise unknown_name("channel", key, CHANNELS)
        if CHANNELS[key] in found:
            raise UserError(f"channels: {key} is there twice")
        why = CHANNELS[key].needs(parameters)
        if why:
            raise UserError(f"{key}: {why}")
        found.append(CHANNELS[key])
    if not found:
        raise UserError(f"channels: there is none; choose from {', '.join(CHANNELS)}")
    return tuple(found)


def usable(parameters: Parameters) -> tuple[str, ...]:
    """The names of the channels that a scenario can use."""
    return tuple(key for key, each in CHANNELS.items() if not each.needs(parameters))


def spend(parameters: Parameters, days: float, amounts: Mapping[str, float]) -> Parameters:
    """A scenario that spends these amounts by channel, each as a total.

    Ads come last: their price is by the view, and a post has its part of them. Raises UserError.
    """
    for key in CHANNELS:
        if key in amounts:
            amount = amounts[key]
            if not 0 <= amount < math.inf:
                raise illegal_value(key, amount, "a number of 0 or more")
            channel = CHANNELS[key]
            if amount and (why := channel.needs(parameters)):
                raise UserError(f"{key}: {why}")
            parameters = changed(parameters, channel.settings(parameters, amount, days))
    return parameters


def capped(parameters: Parameters, days: float, amounts: Mapping[str, float]) -> dict[str, float]:
    """These amounts, none more than its channel can take in that scenario."""
    found = dict(amounts)
    for key, channel in CHANNELS.items():
        if key in found:
            found[key] = min(found[key], channel.most(parameters, days))
            parameters = spend(parameters, days, {key: found[key]})
    return found


def price(channel: Channel, parameters: Parameters, days: float) -> float:
    """Dollars for one of its amount: a dollar, or an hour a week for the whole period."""
    return 1.0 if channel.resource == "money" else parameters.money.wage * days / WEEK


def _at_most(path: str, value: float) -> int:
    return min(round(value), int(levers()[path].high or 0))


def _answering(p: Parameters, amount: float, days: float) -> Settings:
    return {"dialogue.hours": min(24.0, amount / WEEK)}


def _posting(p: Parameters, amount: float, days: float) -> Settings:
    """The number of posts that fit into the hours, evenly over the period; at least one."""
    number = max(1, _at_most("posts.count", amount * days / WEEK * 60 / p.posts.minutes))
    low, high = (levers()["posts.every"].low or 0.0), (levers()["posts.every"].high or 0.0)
    every = min(high, max(low, (days * 24 - p.posts.hour) / number))
    return {"posts.count": number, "posts.every": every}


def _creators(p: Parameters, amount: float, days: float) -> Settings:
    """The number asked that costs that much on average, as only those who agree are paid."""
    return {"partners.count": _at_most("partners.count", amount / _fee(p))}


def _fee(p: Parameters) -> float:
    return p.partners.fee * p.partners.agree


def _ads(p: Parameters, amount: float, days: float) -> Settings:
    views = amount / p.money.ad_price * 1_000 / posts_in(p, days)
    return {"growth.ad_views": _at_most("growth.ad_views", views)}


def _counted(number: float, what: str) -> str:
    """A number of something a week: 1 hour a week, 12 posts a week."""
    figure = two_figures(number)
    return f"{figure} {what}{'' if figure == '1' else 's'} a week"


def _strangers(p: Parameters) -> int:
    listed = sum(kind.size for _, kind in groups(p.followers))
    return max(0, p.network.population - listed)


CHANNELS: dict[str, Channel] = {
    each.key: each
    for each in (
        Channel(
            key="posting",
            resource="hours",
            settings=_posting,
            spent=lambda p, days: posts_in(p, days) * p.posts.minutes / 60 / days * WEEK,
            most=lambda p, days: 10 * WEEK * p.posts.minutes / 60,
            title=lambda p, amount, days: _counted(amount * 60 / p.posts.minutes, "post"),
            needs=lambda p: "" if p.posts.minutes > 0 else "posts.minutes is 0: posts cost no time",
        ),
        Channel(
            key="answering",
            resource="hours",
            settings=_answering,
            spent=lambda p, days: p.dialogue.hours * WEEK,
            most=lambda p, days: 24 * WEEK,
            title=lambda p, amount, days: f"{_counted(amount, 'hour')} of answering",
            needs=lambda p: "",
        ),
        Channel(
            key="creators",
            resource="money",
            settings=_creators,
            spent=lambda p, days: p.partners.count * _fee(p),
            most=lambda p, days: int(levers()["partners.count"].high or 0) * _fee(p),
            title=lambda p, amount, days: f"{quantity(amount, '$')} of creators",
            needs=lambda p: (
                ""
                if _fee(p) > 0
                else "partners.fee and partners.agree must be above 0: say what a creator costs"
            ),
        ),
        Channel(
            key="ads",
            resource="money",
            settings=_ads,
            spent=lambda p, days: p.growth.ad_views * posts_in(p, days) * p.money.ad_price / 1_000,
            most=lambda p, days: _strangers(p) * posts_in(p, days) * p.money.ad_price / 1_000,
            title=lambda p, amount, days: f"{quantity(amount, '$')} of ads",
            needs=lambda p: "" if p.money.ad_price > 0 else "money.ad_price is 0: ads cost nothing",
        ),
    )
}  # in the order in which they are set
