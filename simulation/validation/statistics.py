"""The statistics of a population of posts, measured as the sources measured theirs.

Each formula takes a sample and how often each unit (an account, or a world of the two tiers)
counts, so that an interval follows from drawing units again with replacement.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from simulation.validation.population import CLOCK, MACRO, NANO, Sample
from simulation.validation.targets import TARGETS, Target

Times = NDArray[np.int64]  # how often each unit counts, int64[units]
Formula = Callable[[Sample, Times], float]
_LEAST = 10  # reshares from which the tail is a power law
_BINS = 20  # of equally many accounts, for the elasticity


@dataclass(frozen=True, slots=True)
class Statistic:
    """One statistic: what it is, in which unit, and the formula. NaN where it has no meaning."""

    name: str
    label: str
    formula: Formula
    unit: str = ""
    units: Literal["accounts", "worlds"] = "accounts"

    @property
    def target(self) -> Target | None:
        """What was published, if it is one of those that are to be met."""
        return TARGETS.get(self.name)


def _ratio(above: Any, below: Any) -> float:
    return float(above / below) if below else float("nan")


def _posts(least: int, most: float = np.inf) -> Formula:
    """The share of posts with so many reshares."""

    def formula(s: Sample, times: Times) -> float:
        such = ((s.shares >= least) & (s.shares <= most)).sum(axis=1)
        return _ratio(times @ such, times.sum() * s.shares.shape[1])

    return formula


def _reshares(such: Callable[[Sample], NDArray[np.bool_]]) -> Formula:
    """The share of reshares that are such."""

    def formula(s: Sample, times: Times) -> float:
        weight = times[s.by]
        return _ratio(weight @ such(s), weight.sum())

    return formula


def _hop(number: int) -> Formula:
    return _reshares(lambda s: s.hop == number)


def _within(seconds: float) -> Formula:
    return _reshares(lambda s: s.age <= seconds)


def _mean_reshares(s: Sample, times: Times) -> float:
    return _ratio(times @ s.shares.sum(axis=1), times.sum() * s.shares.shape[1])


def _tail_exponent(s: Sample, times: Times) -> float:
    """Maximum likelihood for whole numbers (Clauset, Shalizi, Newman, SIAM Review 2009, 3.7)."""
    large = s.size >= _LEAST
    weight = times[s.cascade_by[large]]
    return 1.0 + _ratio(weight.sum(), weight @ np.log(s.size[large] / (_LEAST - 0.5)))


def _mean_virality(least: int) -> Formula:
    def formula(s: Sample, times: Times) -> float:
        weight = times[s.cascade_by] * (s.size >= least)
        return _ratio(weight @ s.virality, weight.sum())

    return formula


def _virality_and_size(s: Sample, times: Times) -> float:
    large = np.repeat(np.arange(len(s.size)), times[s.cascade_by] * (s.size >= 100))
    return _correlation(np.log(s.size[large]), s.virality[large])


def _correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    if len(one) < 3 or one.std() == 0.0 or other.std() == 0.0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def _spearman(part: float) -> Formula:
    """Followers and reshares of accounts, of this part of them with most followers."""

    def formula(s: Sample, times: Times) -> float:
        accounts = np.repeat(np.arange(len(times)), times)  # in order of followers
        top = accounts[len(accounts) - max(3, round(part * len(accounts))) :]
        return _correlation(rankdata(s.followers[top]), rankdata(s.shares[top].sum(axis=1)))

    return formula


def _spearman_posts(s: Sample, times: Times) -> float:
    accounts = np.repeat(np.arange(len(times)), times)
    followers = np.repeat(s.followers[accounts], s.shares.shape[1])
    return _correlation(rankdata(followers), rankdata(s.shares[accounts].ravel()))


def _elasticity(s: Sample, times: Times) -> float:
    """Slope of log mean reshares on log mean followers, over bins of equally many accounts."""
    accounts = np.repeat(np.arange(len(times)), times)
    bins = np.array_split(accounts, _BINS)
    followers = np.array([s.followers[each].mean() for each in bins])
    shares = np.array([s.shares[each].mean() for each in bins])
    some = shares > 0
    if some.sum() < 3:
        return float("nan")
    return float(np.polyfit(np.log(followers[some]), np.log(shares[some]), 1)[0])


def _half_life(s: Sample, times: Times) -> float:
    """Minutes after a post by which half of all its views have been, on average over posts."""
    total = np.concatenate([[0.0], np.cumsum(times @ s.views)])
    return float(np.interp(total[-1] / 2, total, CLOCK)) / 60.0


def _time_to_half(s: Sample, times: Times) -> float:
    """Minutes after the post by which half of all reshares were made."""
    order = np.argsort(s.age)
    total = np.cumsum(times[s.by[order]])
    if len(total) == 0 or total[-1] == 0:
        return float("nan")
    return float(s.age[order[np.searchsorted(total, total[-1] / 2)]]) / 60.0


def _top(part: float) -> Formula:
    """The share of all reshares that this part of the posts has, those with most."""

    def formula(s: Sample, times: Times) -> float:
        shares = np.sort(np.repeat(s.shares, times, axis=0), axis=None)[::-1]
        return _ratio(shares[: round(part * len(shares))].sum(), shares.sum())

    return formula


def _likes(s: Sample, times: Times) -> float:
    return _ratio(times @ s.likes, times @ s.shares.sum(axis=1))


def _mean_offspring(s: Sample, times: Times) -> float:
    weight = times[s.by]
    return _ratio(weight @ s.offspring, weight.sum())


def _inside(s: Sample, times: Times) -> float:
    weight = times[s.by] * (s.inside >= 0)
    return _ratio(weight @ (s.inside == 1), weight.sum())


def _nano_to_macro(s: Sample, times: Times) -> float:
    """Clicks per follower: every click is worth the same chance of an order of the same value."""
    nano, macro = s.clicks @ times
    return _ratio(nano / NANO, macro / MACRO)


STATISTICS = (
    Statistic("never_reshared", "Posts never reshared", _posts(0, 0)),
    Statistic("ten_or_more", "Posts with 10 reshares or more", _posts(10)),
    Statistic("hundred_or_more", "Posts with 100 reshares or more", _posts(100)),
    Statistic("tail_exponent", "Tail exponent of reshares, from 10 on", _tail_exponent),
    Statistic(
        "virality_and_size", "Structural virality with ln size, from 100 on", _virality_and_size
    ),
    Statistic("spearman_all", "Followers with reshares, all accounts", _spearman(1.0)),
    Statistic("spearman_top_10", "The same, top 10 % by followers", _spearman(0.1)),
    Statistic("spearman_top_1", "The same, top 1 % by followers", _spearman(0.01)),
    Statistic("elasticity", "Elasticity of mean reshares to followers", _elasticity),
    Statistic("within_10_minutes", "Reshares within 10 minutes", _within(600.0)),
    Statistic("within_an_hour", "Reshares within an hour", _within(3_600.0)),
    Statistic("within_a_day", "Reshares within a day", _within(86_400.0)),
    Statistic("half_life", "Half-life of impressions", _half_life, "minutes"),
    Statistic("inside_community", "Onward reshares inside the community", _inside),
    Statistic(
        "nano_to_macro", "Revenue per follower, small to large", _nano_to_macro, units="worlds"
    ),
    Statistic("mean_reshares", "Reshares per post", _mean_reshares),
    Statistic("hop_1", "Reshares in hop 1", _hop(1)),
    Statistic("hop_2", "Reshares in hop 2", _hop(2)),
    Statistic("hop_3", "Reshares in hop 3", _hop(3)),
    Statistic("mean_offspring", "Reshares that one resharer brings about", _mean_offspring),
    Statistic(
        "no_offspring", "Resharers who bring about none", _reshares(lambda s: s.offspring == 0)
    ),
    Statistic("virality", "Structural virality, all reshared posts", _mean_virality(1)),
    Statistic("virality_10", "Structural virality, from 10 reshares on", _mean_virality(10)),
    Statistic("virality_100", "Structural virality, from 100 reshares on", _mean_virality(100)),
    Statistic("time_to_half", "Time to half of the reshares", _time_to_half, "minutes"),
    Statistic("top_1", "Reshares of the top 1 % of posts", _top(0.01)),
    Statistic("top_10", "Reshares of the top 10 % of posts", _top(0.1)),
    Statistic("likes_per_reshare", "Likes per reshare", _likes),
    Statistic("spearman_posts", "Followers with reshares, by post", _spearman_posts),
)
