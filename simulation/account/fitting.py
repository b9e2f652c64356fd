"""A client's account as a scenario: its levers, each with its range and its source."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.account.audit import Audit, AuditFigures
from simulation.account.calibration import (
    DEEDS,
    Chances,
    Target,
    calibrate,
    expected_cost,
    first_guess,
    levers_of,
)
from simulation.account.csv_import import Posts
from simulation.account.rates import LEVEL, Range, rate, spread, spread_range
from simulation.ensemble import Progress
from simulation.errors import UserError, illegal_value
from simulation.parameters import Parameters, Run, Value, changed, levers
from simulation.scenarios import Scenario, Side

Column = NDArray[np.float64]

TITLE = "Your account"
MOST_FOLLOWERS = 30_000_000
WEEK = 7 * 86_400.0  # seconds
WEEKS = (4, 2, 1)  # that the scenario runs: the longest that is quick enough
_COST, _WORLDS = 6e7, (8, 200)  # of a run at most, in views; its fewest and most replicates
COUNTED = 10  # fewest posts with a count above 0, to estimate how unequal posts are
SEED = 1
TITLES = (
    ("A", 0.5, "Audit figures in the middle of their ranges"),
    ("B", 0.0, "Audit figures at their low ends"),
    ("C", 1.0, "Audit figures at their high ends"),
)


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """Facts about an account that its export does not contain.

    audit: of its followers. hours: a day spent answering now. views: of a post per follower, for an
    export without impressions.
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
    """A lever of the account: its range, and where that comes from.

    how: "measured" (from the export), "given" (by the client), "assumed" (by the model).
    """

    path: str
    range: Range
    how: str
    says: str


@dataclass(frozen=True, slots=True)
class Engagement:
    """The two engagement rates, which are often confused.

    per_impression: engagements per view of a post, the platform's engagement rate. per_follower:
    engagements of a post per follower; it is the first times `views`, the views of a post per
    follower. of: what counts as engagement, those of likes, replies, shares and clicks that the
    export has.
    """

    per_impression: Range
    per_follower: Range
    views: Range
    of: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Fit:
    """A fitted account. target: what its posts get. chances: what its followers do."""

    info: AccountInfo
    posts: int
    chances: Chances
    target: Target
    estimates: tuple[Estimate, ...]
    engagement: Engagement
    assumed: tuple[str, ...]
    scenario: Scenario

    def parameters(self, shares: AuditFigures) -> Parameters:
        """The account with these figures of the audit; its views per follower stay as they are."""
        here = for_audit(self.chances, self.info, shares)
        changes = levers_of(here, shares, self.info.followers)
        return changed(self.scenario.sides[0].parameters, changes)


def fit(posts: Posts, info: AccountInfo, on_progress: Progress | None = None) -> Fit:
    """Fit the levers of an account by simulating posts of it. Raises UserError."""
    target, typical_views = target_of(posts, info)
    views = _views(posts, info)
    chances = calibrate_account(target, info, on_progress)
    rhythm = _rhythm(posts)
    estimates, assumed = _estimates(posts, info, chances, (views, typical_views), rhythm)
    return Fit(
        info=info,
        posts=len(posts),
        chances=chances,
        target=target,
        estimates=estimates,
        engagement=_engagement(posts, info, views),
        assumed=assumed,
        scenario=_scenario(posts, info, chances, rhythm),
    )


def target_of(posts: Posts, info: AccountInfo) -> tuple[Target, Range]:
    """The statistics of the posts, and the views of a typical post per follower."""
    means = {}
    for role in (*DEEDS, "follows"):
        if role in posts.counts:
            means[role] = float(np.nanmean(posts.counts[role]))
    views, by = _typical_views(posts, info), _role_of_spread(posts)
    unequal = spread(_known(posts, by)) if by else None
    return Target(views.value * info.followers, means, unequal, by or "shares"), views


def calibrate_account(
    target: Target, info: AccountInfo, on_progress: Progress | None = None
) -> Chances:
    """The chances at which simulated posts meet the target, with the audit at its middle."""
    shares = info.audit.at(0.5)

    def parameters(chances: Chances) -> Parameters:
        return changed(Parameters(), levers_of(chances, shares, info.followers))

    guess = first_guess(target, shares, info.followers)
    return calibrate(target, guess, parameters, SEED, on_progress=on_progress)


def for_audit(chances: Chances, info: AccountInfo, shares: AuditFigures) -> Chances:
    """The chances for these figures of the audit, at which views per follower stay the same."""
    see = chances.see * info.audit.at(0.5).audience() / max(shares.audience(), 1e-9)
    return replace(chances, see=min(1.0, see))


def _known(posts: Posts, role: str) -> Column:
    column = posts.counts[role]
    return column[~np.isnan(column)]


def _role_of_spread(posts: Posts) -> str | None:
    """The role to estimate the inequality of posts from: the first that is counted often enough."""
    for role in DEEDS:
        if role in posts.counts and (posts.counts[role] > 0).sum() >= COUNTED:
            return role
    return None


def _views(posts: Posts, info: AccountInfo) -> Range:
    """Views of a post per follower: the mean, the given range, or as published."""
    if "impressions" in posts.counts:
        seen = _known(posts, "impressions")
        if not seen.any():
            raise UserError(
                "every post has 0 impressions, so nothing can be fitted", origin=posts.name
            )
        return rate(seen, np.ones(len(seen))).times(1.0 / info.followers)
    if info.views is not None:
        return info.views
    lever = levers()["followers.casual.see"]
    low, high = lever.plausible or (0.0, 1.0)
    return Range(float(lever.default), low, high)


def _typical_views(posts: Posts, info: AccountInfo) -> Range:
    """Views of a typical post per follower: the median, with its sign-test range (Conover 1999)."""
    views = _views(posts, info)
    if "impressions" not in posts.counts:
        return views
    seen = _known(posts, "impressions")
    middle = float(np.median(seen))
    if middle == 0.0:
        return views
    from scipy.stats import (
        quantile_test,
    )  # takes half a second to import, so only where it is needed

    ends: Any = quantile_test(seen, p=0.5).confidence_interval(LEVEL)
    low = min(middle, max(float(ends.low), 0.0)) if np.isfinite(ends.low) else 0.0
    high = max(middle, float(ends.high)) if np.isfinite(ends.high) else float(seen.max())
    return Range(middle, low, high).times(1.0 / info.followers)


def _per_view(posts: Posts, role: str, info: AccountInfo, views: Range) -> Range:
    """Events of a role per view of a post."""
    if "impressions" in posts.counts:
        both = ~np.isnan(posts.counts[role]) & ~np.isnan(posts.counts["impressions"])
        exposure = posts.counts["impressions"][both]
        if exposure.any():
            return rate(posts.counts[role][both], exposure)
    return _ratio(_per_post(posts, role).times(1.0 / info.followers), views)


def _per_post(posts: Posts, role: str) -> Range:
    column = _known(posts, role)
    return rate(column, np.ones(len(column)))


def _ratio(one: Range, other: Range) -> Range:
    """The ratio of two ranges; its ends divide opposite ends."""
    return Range(one.value / other.value, one.low / other.high, one.high / other.low)


def _engagement(posts: Posts, info: AccountInfo, views: Range) -> Engagement:
    of = tuple(role for role in DEEDS if role in posts.counts)
    total = np.sum([posts.counts[role] for role in of], axis=0) if of else np.zeros(len(posts))
    together = replace(posts, counts={**posts.counts, "all": np.asarray(total, float)})
    return Engagement(
        per_impression=_per_view(together, "all", info, views),
        per_follower=_per_post(together, "all").times(1.0 / info.followers),
        views=views,
        of=of,
    )


def _rhythm(posts: Posts) -> Range | None:
    """Posts per week; None without dates, or with all posts on one day."""
    if posts.time is None or np.ptp(posts.time) < 86_400.0:
        return None
    weeks = (posts.time - posts.time[0]) / WEEK
    whole = int(np.ceil(weeks[-1] + 1e-9))
    per_week = np.bincount(np.minimum(weeks.astype(int), whole - 1), minlength=whole).astype(float)
    exposure = np.ones(whole)
    exposure[-1] = max(weeks[-1] - (whole - 1), 1.0 / 7.0)
    return rate(per_week, exposure)


def _posting(rhythm: Range | None, weeks: int) -> dict[str, Value]:
    """The levers of the posting pace. Followers tolerate it, as the posts were measured at it."""
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


def _scenario(posts: Posts, info: AccountInfo, chances: Chances, rhythm: Range | None) -> Scenario:
    """The scenario: one side, or three if the audit has ranges."""

    def side(shares: AuditFigures, weeks: int) -> Parameters:
        fitted = levers_of(for_audit(chances, info, shares), shares, info.followers)
        return changed(
            Parameters(), {**fitted, **_posting(rhythm, weeks), "dialogue.hours": info.hours}
        )

    middle = info.audit.at(0.5)
    for weeks in WEEKS:
        first = side(middle, weeks)
        each_world = expected_cost(first) * first.posts.count
        if each_world * _WORLDS[0] <= _COST:
            break
    sides = [Side("A", TITLE, first)]
    if not info.audit.is_exact:
        sides = [Side(key, title, side(info.audit.at(part), weeks)) for key, part, title in TITLES]
    note = (
        f"Levers fitted to {len(posts):,} posts of an account with {info.followers:,} followers. "
        "Simulated posts get on average what the real posts got. Levers that the export says "
        "nothing about keep their defaults."
    )
    worlds = int(min(_WORLDS[1], max(_WORLDS[0], _COST / each_world)))
    return Scenario(
        id="account",
        title=TITLE,
        note=note,
        origin="account",
        sides=tuple(sides),
        run=Run(days=7.0 * weeks, worlds=worlds),
    )


def _of_appeal(counted: Range, appeal: float) -> Range:
    """The range of the spread of appeal, whose variance adds to that of chance in sharing."""
    chance = counted.value**2 - appeal**2
    ends = (float(np.sqrt(max(0.0, end**2 - chance))) for end in (counted.low, counted.high))
    return Range(appeal, *ends)


def _estimates(
    posts: Posts,
    info: AccountInfo,
    chances: Chances,
    seen: tuple[Range, Range],
    rhythm: Range | None,
) -> tuple[tuple[Estimate, ...], tuple[str, ...]]:
    """Every lever, measured or assumed, and the assumptions in words.

    seen: views of a post per follower, on average and of a typical post.
    """
    views, typical_views = seen
    found: list[Estimate] = []
    assumed: list[str] = []
    plausible = {path: lever.plausible for path, lever in levers().items()}

    def add(path: str, value: float, like: Range | None, says: str, how: str = "measured") -> None:
        """Add one. like: a measured range, scaled to the value; None if nothing was measured."""
        if like is not None:
            ratio = value / like.value if like.value else 1.0
            high = _within(path, like.high * ratio)
            found.append(Estimate(path, Range(value, like.low * ratio, high), how, says))
        else:
            low, high = plausible[path] or (value, value)
            found.append(Estimate(path, Range(value, low, high), "assumed", says))
            assumed.append(f"{levers()[path].label}: {says}")

    measured = "impressions" in posts.counts
    middle = info.audit.at(0.5).audience()
    ends = [info.audit.at(part).audience() for part in (0.0, 1.0)]
    see = Range(
        typical_views.value,
        typical_views.low * middle / max(ends),
        typical_views.high * middle / max(min(ends), 1e-9),
    )
    if measured:
        says = "views of a typical post per follower, without those through others"
    elif info.views:
        says = "views of a post per follower, as given"
    else:
        says = "the export has no impressions; the other chances depend on this one"
    known = see if measured or info.views else None
    add("followers.casual.see", chances.see, known, says, "measured" if measured else "given")
    for role, deed in DEEDS.items():
        path, value = f"followers.casual.{deed}", getattr(chances, deed)
        if role in posts.counts:
            add(path, value, _per_view(posts, role, info, views), f"{role} per view")
        else:
            add(path, value, None, f"the export has no {role}")
    if "follows" in posts.counts:
        per_view = _per_view(posts, "follows", info, views)
        add("public.follow", chances.follow, per_view, "new followers per view by strangers")
    else:
        add("public.follow", chances.follow, None, "the export has no new followers")
    if by := _role_of_spread(posts):
        unequal = _of_appeal(spread_range(_known(posts, by)), chances.spread)
        add("posts.appeal_spread", chances.spread, unequal, f"how unequal posts are in {by}")
    else:
        says = f"fewer than {COUNTED} posts have a count above 0"
        add("posts.appeal_spread", chances.spread, None, says)
    if rhythm:
        hours = _ratio(Range(WEEK / 3_600, WEEK / 3_600, WEEK / 3_600), rhythm)
        add("posts.every", hours.value, hours, "the dates of the posts")
    else:
        default = float(levers()["posts.every"].default)
        add("posts.every", default, None, "the export has no dates")
    return tuple(found), tuple(assumed)
