"""Statistics of a population of posts, measured as the sources measured theirs.

Each formula takes a sample and how often each unit (an account, or a replicate of the two account
sizes) counts, so that resampling units gives an interval.
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
    """A statistic: its name, label, unit and formula, which gives NaN where it is undefined."""

    name: str
    label: str
    formula: Formula
    unit: str = ""
    units: Literal["accounts", "worlds"] = "accounts"

    @property
    def target(self) -> Target | None:
        """The published figure that it must meet, None if there is none."""
        return TARGETS.get(self.name)


def _ratio(above: Any, below: Any) -> float:
    return float(above / below) if below else float("nan")


def _posts(least: int, most: float = np.inf) -> Formula:
    """The share of posts with `least` to `most` reshares."""

    def formula(s: Sample, times: Times) -> float:
        posts = ((s.shares >= least) & (s.shares <= most)).sum(axis=1)
        return _ratio(times @ posts, times.sum() * s.shares.shape[1])

    return formula


def _reshares(chosen: Callable[[Sample], NDArray[np.bool_]]) -> Formula:
    """The share of reshares that `chosen` picks."""

    def formula(s: Sample, times: Times) -> float:
        weight = times[s.by]
        return _ratio(weight @ chosen(s), weight.sum())

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
    """The rank correlation of followers and reshares over the largest accounts, this part."""

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
    """The slope of log mean reshares on log mean followers, over bins of equal numbers."""
    accounts = np.repeat(np.arange(len(times)), times)
    bins = np.array_split(accounts, _BINS)
    followers = np.array([s.followers[each].mean() for each in bins])
    shares = np.array([s.shares[each].mean() for each in bins])
    some = shares > 0
    if some.sum() < 3:
        return float("nan")
    return float(np.polyfit(np.log(followers[some]), np.log(shares[some]), 1)[0])


def _half_life(s: Sample, times: Times) -> float:
    """Minutes after a post by which it has had half of its views, on average over posts."""
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
    """The share of all reshares that the most reshared posts have: this part of the posts."""

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
    Statistic("never_reshared", "Share of posts never reshared", _posts(0, 0)),
    Statistic("ten_or_more", "Share of posts with 10 or more reshares", _posts(10)),
    Statistic("hundred_or_more", "Share of posts with 100 or more reshares", _posts(100)),
    Statistic("tail_exponent", "Power-law exponent of reshares, from 10 reshares", _tail_exponent),
    Statistic(
        "virality_and_size",
        "Correlation of structural virality with size, from 100 reshares",
        _virality_and_size,
    ),
    Statistic(
        "spearman_all", "Rank correlation of followers and reshares, all accounts", _spearman(1.0)
    ),
    Statistic("spearman_top_10", "Rank correlation, largest 10% of accounts", _spearman(0.1)),
    Statistic("spearman_top_1", "Rank correlation, largest 1% of accounts", _spearman(0.01)),
    Statistic("elasticity", "Elasticity of reshares with respect to followers", _elasticity),
    Statistic("within_10_minutes", "Share of reshares within 10 minutes", _within(600.0)),
    Statistic("within_an_hour", "Share of reshares within an hour", _within(3_600.0)),
    Statistic("within_a_day", "Share of reshares within a day", _within(86_400.0)),
    Statistic("half_life", "Time until half of all views (half-life)", _half_life, "minutes"),
    Statistic("inside_community", "Share of onward reshares inside the community", _inside),
    Statistic(
        "nano_to_macro",
        "Revenue per follower, small accounts divided by large",
        _nano_to_macro,
        units="worlds",
    ),
    Statistic("mean_reshares", "Reshares per post", _mean_reshares),
    Statistic("hop_1", "Share of reshares at hop 1", _hop(1)),
    Statistic("hop_2", "Share of reshares at hop 2", _hop(2)),
    Statistic("hop_3", "Share of reshares at hop 3", _hop(3)),
    Statistic("mean_offspring", "Further reshares caused by a reshare", _mean_offspring),
    Statistic(
        "no_offspring",
        "Share of reshares that cause no further one",
        _reshares(lambda s: s.offspring == 0),
    ),
    Statistic("virality", "Structural virality, all reshared posts", _mean_virality(1)),
    Statistic("virality_10", "Structural virality, from 10 reshares", _mean_virality(10)),
    Statistic("virality_100", "Structural virality, from 100 reshares", _mean_virality(100)),
    Statistic("time_to_half", "Time until half of all reshares", _time_to_half, "minutes"),
    Statistic("top_1", "Share of all reshares on the top 1% of posts", _top(0.01)),
    Statistic("top_10", "Share of all reshares on the top 10% of posts", _top(0.1)),
    Statistic("likes_per_reshare", "Likes per reshare", _likes),
    Statistic(
        "spearman_posts", "Rank correlation of followers and reshares, by post", _spearman_posts
    ),
)
