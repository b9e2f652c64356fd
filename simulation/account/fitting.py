"""A client's account as a scenario: its levers, each with its range and where it comes from."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.account.audit import Audit, Shares
from simulation.account.calibration import (
    DEEDS,
    Chances,
    Target,
    expected_cost,
    first_guess,
    levers_of,
    matched,
)
from simulation.account.csv_import import Posts
from simulation.account.rates import SURE, Range, rate, spread, spread_range
from simulation.ensemble import Progress
from simulation.errors import UserError, illegal_value
from simulation.parameters import Parameters, Run, Value, changed, levers
from simulation.scenarios import Scenario, Side

Column = NDArray[np.float64]

TITLE = "Your account"
MOST_FOLLOWERS = 30_000_000
WEEK = 7 * 86_400.0  # seconds
WEEKS = (4, 2, 1)  # that the scenario runs, the longest that is not too much
_LOOKS, _WORLDS = 6e7, (8, 200)  # that a run may take in all, and its worlds at least and at most
COUNTED = 10  # posts that must have got something, to tell how unequal posts are
SEED = 1
TITLES = (
    ("A", 0.5, "Audit figures in the middle of their ranges"),
    ("B", 0.0, "Audit figures at their low ends"),
    ("C", 1.0, "Audit figures at their high ends"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the export cannot say: followers, hours a day spent answering now, audit, seen.

    views: views of a post for each follower, for an export without impressions.
    """

    followers: int
    audit: Audit = field(default_factory=Audit)
    hours: float = 0.0
    views: Range | None = None

    def __post_init__(self) -> None:
        """Check the number of followers. Raises UserError."""
        if not 1 <= self.followers <= MOST_FOLLOWERS:
            legal = (
                f"a whole number from 1 to {MOST_FOLLOWERS:,}, as a larger account does not fit "
                "into the memory of a run"
            )
            raise illegal_value("followers", self.followers, legal)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A lever of the account: its range, and how it was come by.

    how: "measured" (found in the export), "given" (by the client), "assumed" (by the model).
    """

    path: str
    range: Range
    how: str
    says: str


@dataclass(frozen=True, slots=True)
class Engagement:
    """The two engagement rates, which are often taken for one another.

    per_impression: engagements for each view of a post, what the platform calls engagement rate.
    per_follower: engagements of a post for each follower. The second is the first times `views`,
    the views of a post for each follower. All of likes, replies, shares and clicks, as far as the
    export has them (`of`).
    """

    per_impression: Range
    per_follower: Range
    views: Range
    of: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Fit:
    """An account as the model has it. target: what its posts get, chances: what brings it about."""

    asked: Asked
    posts: int
    chances: Chances
    target: Target
    estimates: tuple[Estimate, ...]
    engagement: Engagement
    assumed: tuple[str, ...]
    scenario: Scenario

    def parameters(self, shares: Shares) -> Parameters:
        """The account if the audit's figures are these: views per follower stay what they are."""
        here = for_audit(self.chances, self.asked, shares)
        changes = levers_of(here, shares, self.asked.followers)
        return changed(self.scenario.sides[0].parameters, changes)


def fit(posts: Posts, asked: Asked, on_progress: Progress | None = None) -> Fit:
    """Find the levers of an account. Simulates posts of it. Raises UserError."""
    target, usual_views = target_of(posts, asked)
    views = _views(posts, asked)
    chances = match(target, asked, on_progress)
    rhythm = _rhythm(posts)
    estimates, assumed = _estimates(posts, asked, chances, (views, usual_views), rhythm)
    return Fit(
        asked=asked,
        posts=len(posts),
        chances=chances,
        target=target,
        estimates=estimates,
        engagement=_engagement(posts, asked, views),
        assumed=assumed,
        scenario=_scenario(posts, asked, chances, rhythm),
    )


def target_of(posts: Posts, asked: Asked) -> tuple[Target, Range]:
    """What the posts got, and the views of a usual post for each follower."""
    means = {}
    for role in (*DEEDS, "follows"):
        if role in posts.counts:
            means[role] = float(np.nanmean(posts.counts[role]))
    views, told = _usual_views(posts, asked), _told_by(posts)
    uneven = spread(_known(posts, told)) if told else None
    return Target(views.value * asked.followers, means, uneven, told or "shares"), views


def match(target: Target, asked: Asked, on_progress: Progress | None = None) -> Chances:
    """The chances at which simulated posts get what the target says, the audit in the middle."""
    shares = asked.audit.at(0.5)

    def parameters(chances: Chances) -> Parameters:
        return changed(Parameters(), levers_of(chances, shares, asked.followers))

    guess = first_guess(target, shares, asked.followers)
    return matched(target, guess, parameters, SEED, on_progress=on_progress)


def for_audit(chances: Chances, asked: Asked, shares: Shares) -> Chances:
    """The same views from fewer people are more views a person, and the reverse."""
    see = chances.see * asked.audit.at(0.5).hearing() / max(shares.hearing(), 1e-9)
    return replace(chances, see=min(1.0, see))


def _known(posts: Posts, role: str) -> Column:
    column = posts.counts[role]
    return column[~np.isnan(column)]


def _told_by(posts: Posts) -> str | None:
    """The role that shows how unequal posts are: shares, or what is counted often enough."""
    for role in DEEDS:
        if role in posts.counts and (posts.counts[role] > 0).sum() >= COUNTED:
            return role
    return None


def _views(posts: Posts, asked: Asked) -> Range:
    """Views of a post for each follower: their mean, given, or as published (evidence 1.5)."""
    if "impressions" in posts.counts:
        seen = _known(posts, "impressions")
        if not seen.any():
            raise UserError(
                "every post has 0 impressions, so nothing can be fitted", origin=posts.name
            )
        return rate(seen, np.ones(len(seen))).times(1.0 / asked.followers)
    if asked.views is not None:
        return asked.views
    lever = levers()["followers.casual.see"]
    low, high = lever.plausible or (0.0, 1.0)
    return Range(float(lever.default), low, high)


def _usual_views(posts: Posts, asked: Asked) -> Range:
    """The same of a usual post: the median, with its range by the sign test (Conover 1999)."""
    views = _views(posts, asked)
    if "impressions" not in posts.counts:
        return views
    seen = _known(posts, "impressions")
    middle = float(np.median(seen))
    if middle == 0.0:
        return views
    from scipy.stats import quantile_test  # half a second: not before it is needed

    ends: Any = quantile_test(seen, p=0.5).confidence_interval(SURE)
    low = min(middle, max(float(ends.low), 0.0)) if np.isfinite(ends.low) else 0.0
    high = max(middle, float(ends.high)) if np.isfinite(ends.high) else float(seen.max())
    return Range(middle, low, high).times(1.0 / asked.followers)


def _per_view(posts: Posts, role: str, asked: Asked, views: Range) -> Range:
    """How often a role happens for each view of a post."""
    if "impressions" in posts.counts:
        both = ~np.isnan(posts.counts[role]) & ~np.isnan(posts.counts["impressions"])
        exposure = posts.counts["impressions"][both]
        if exposure.any():
            return rate(posts.counts[role][both], exposure)
    return _over(_a_post(posts, role).times(1.0 / asked.followers), views)


def _a_post(posts: Posts, role: str) -> Range:
    column = _known(posts, role)
    return rate(column, np.ones(len(column)))


def _over(one: Range, other: Range) -> Range:
    """A ratio, its range that of the most unlike ends."""
    return Range(one.value / other.value, one.low / other.high, one.high / other.low)


def _engagement(posts: Posts, asked: Asked, views: Range) -> Engagement:
    of = tuple(role for role in DEEDS if role in posts.counts)
    total = np.sum([posts.counts[role] for role in of], axis=0) if of else np.zeros(len(posts))
    together = replace(posts, counts={**posts.counts, "all": np.asarray(total, float)})
    return Engagement(
        per_impression=_per_view(together, "all", asked, views),
        per_follower=_a_post(together, "all").times(1.0 / asked.followers),
        views=views,
        of=of,
    )


def _rhythm(posts: Posts) -> Range | None:
    """Posts a week; None without dates, or with all on one day."""
    if posts.time is None or np.ptp(posts.time) < 86_400.0:
        return None
    weeks = (posts.time - posts.time[0]) / WEEK
    whole = int(np.ceil(weeks[-1] + 1e-9))
    a_week = np.bincount(np.minimum(weeks.astype(int), whole - 1), minlength=whole).astype(float)
    exposure = np.ones(whole)
    exposure[-1] = max(weeks[-1] - (whole - 1), 1.0 / 7.0)
    return rate(a_week, exposure)


def _posting(rhythm: Range | None, weeks: int) -> dict[str, Value]:
    """The account's pace, which its followers bear: what was measured holds at this pace."""
    if rhythm is None:
        return {}
    every = _within("posts.every", float(f"{WEEK / 3_600.0 / rhythm.value:.4g}"))
    count = int(_within("posts.count", round(weeks * rhythm.value)))
    bears = max(float(levers()["fatigue.bears"].default), float(np.ceil(rhythm.value)))
    return {
        "posts.every": every,
        "posts.count": count,
        "fatigue.bears": _within("fatigue.bears", bears),
    }


def _within(path: str, value: float) -> float:
    lever = levers()[path]
    return min(float(lever.high or 0), max(float(lever.low or 0), value))


def _scenario(posts: Posts, asked: Asked, chances: Chances, rhythm: Range | None) -> Scenario:
    """A side, or three where the audit leaves a range; as long a run as is not too much."""

    def side(shares: Shares, weeks: int) -> Parameters:
        return changed(Parameters(), {
            **levers_of(for_audit(chances, asked, shares), shares, asked.followers),
            **_posting(rhythm, weeks),
            "dialogue.hours": asked.hours,
        })  # fmt: skip

    middle = asked.audit.at(0.5)
    for weeks in WEEKS:
        first = side(middle, weeks)
        each_world = expected_cost(first) * first.posts.count
        if each_world * _WORLDS[0] <= _LOOKS:
            break
    sides = [Side("A", TITLE, first)]
    if not asked.audit.certain:
        sides = [Side(key, title, side(asked.audit.at(part), weeks)) for key, part, title in TITLES]
    note = (
        f"Levers fitted to {len(posts):,} posts of an account with {asked.followers:,} followers. "
        "Simulated posts get on average what the real ones got. What the export does not tell is "
        "as it stands in the defaults."
    )
    worlds = int(min(_WORLDS[1], max(_WORLDS[0], _LOOKS / each_world)))
    return Scenario(
        id="account", title=TITLE, note=note, origin="account", sides=tuple(sides),
        run=Run(days=7.0 * weeks, worlds=worlds),
    )  # fmt: skip


def _of_appeal(counted: Range, appeal: float) -> Range:
    """The range of the spread of appeal, which adds up in squares with the luck of the sharing."""
    luck = counted.value**2 - appeal**2
    ends = (float(np.sqrt(max(0.0, end**2 - luck))) for end in (counted.low, counted.high))
    return Range(appeal, *ends)


def _estimates(
    posts: Posts,
    asked: Asked,
    chances: Chances,
    seen: tuple[Range, Range],
    rhythm: Range | None,
) -> tuple[tuple[Estimate, ...], tuple[str, ...]]:
    """Every lever that was found or had to be assumed, and in words what was assumed.

    seen: views of a post for each follower, on average and of a usual post.
    """
    views, usual_views = seen
    found: list[Estimate] = []
    assumed: list[str] = []
    usual_ranges = {path: lever.plausible for path, lever in levers().items()}

    def add(path: str, value: float, like: Range | None, says: str, how: str = "measured") -> None:
        """`like`: a measured range, carried over in proportion; None where nothing was measured."""
        if like is not None:
            ratio = value / like.value if like.value else 1.0
            high = _within(path, like.high * ratio)
            found.append(Estimate(path, Range(value, like.low * ratio, high), how, says))
        else:
            low, high = usual_ranges[path] or (value, value)
            found.append(Estimate(path, Range(value, low, high), "assumed", says))
            assumed.append(f"{levers()[path].label}: {says}")

    measured = "impressions" in posts.counts
    middle = asked.audit.at(0.5).hearing()
    ends = [asked.audit.at(part).hearing() for part in (0.0, 1.0)]
    see = Range(
        usual_views.value,
        usual_views.low * middle / max(ends),
        usual_views.high * middle / max(min(ends), 1e-9),
    )
    add(
        "followers.casual.see", chances.see, see if measured or asked.views else None,
        "views of a usual post per follower, less those that others bring"
        if measured else "views of a post per follower, as given" if asked.views
        else "the export has no impressions; every chance once seen moves against it",
        "measured" if measured else "given",
    )  # fmt: skip
    for role, deed in DEEDS.items():
        there = role in posts.counts
        add(
            f"followers.casual.{deed}", getattr(chances, deed),
            _per_view(posts, role, asked, views) if there else None,
            f"{role} per view" if there else f"the export has no {role}",
        )  # fmt: skip
    follows = "follows" in posts.counts
    add(
        "public.follow", chances.follow,
        _per_view(posts, "follows", asked, views) if follows else None,
        "new followers per view by strangers" if follows
        else "the export has no new followers",
    )  # fmt: skip
    told = _told_by(posts)
    uneven = spread_range(_known(posts, told)) if told else None
    add(
        "posts.appeal_spread", chances.spread, uneven and _of_appeal(uneven, chances.spread),
        f"how unequal posts are in {told}" if told
        else f"fewer than {COUNTED} posts got anything",
    )  # fmt: skip
    hours = rhythm and _over(Range(WEEK / 3_600, WEEK / 3_600, WEEK / 3_600), rhythm)
    add(
        "posts.every", hours.value if hours else float(levers()["posts.every"].default), hours,
        "the dates of the posts" if hours else "the export has no dates",
    )  # fmt: skip
    return tuple(found), tuple(assumed)
