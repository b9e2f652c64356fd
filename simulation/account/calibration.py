"""Calibration: the levers at which simulated posts get what the real posts got.

An export counts all views and shares of a post, including those through others, while a lever says
what one follower does. The model lies between the two, so the levers are found by indirect
inference (Gourieroux, Monfort, Renault, Journal of Applied Econometrics 1993): simulate posts, take
the same statistics of them as of the real posts, correct each lever by the difference, and repeat.
All rounds use the same random draws, so that the levers settle.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from simulation.account.audit import AuditFigures, relative_to_casual
from simulation.account.rates import spread
from simulation.ensemble import Progress, simulate
from simulation.parameters import Parameters, Run, Value, changed, groups, levers
from simulation.world.plan import onward
from simulation.world.state import ONE

Column = NDArray[np.float64]

REACTIONS = {"likes": "like", "replies": "reply", "clicks": "click"}
DEEDS = {"shares": "share", **REACTIONS}
DAYS = 7.0  # simulated after a post
ROUNDS = 5  # most rounds
CLOSE = 0.01  # a lever that changes by less has settled
LEAST = 0.05  # smallest share of all views that comes from our own followers
_COST = 4e6  # most views that the simulated posts may take together, roughly
_FEW, _MANY = 40, 4_000  # fewest and most posts to simulate


@dataclass(frozen=True, slots=True)
class Chances:
    """The behaviour of a casual follower, in chances of the levers, and how unequal posts are.

    follow: the chance that a stranger who notices a post follows. spread: of ln appeal.
    """

    see: float
    share: float
    like: float
    reply: float
    click: float
    follow: float
    spread: float

    def settings(self) -> dict[str, float]:
        """The levers; mass-followers do less of everything, strangers react as casual followers."""
        found = {"posts.appeal_spread": self.spread}
        for deed in ("see", "share", "like", "reply", "click"):
            chance = getattr(self, deed)
            found[f"followers.casual.{deed}"] = chance
            found[f"followers.followbacks.{deed}"] = chance * relative_to_casual(deed)
            if deed not in ("see", "share"):
                found[f"public.{deed}"] = chance
        found["public.follow"] = self.follow
        return {path: float(f"{value:.4g}") for path, value in found.items()}


@dataclass(frozen=True, slots=True)
class Target:
    """The statistics of posts to meet. means: role -> mean per post, without impressions.

    views: of a typical post, the median, as hits get their views through others rather than from
    our followers. spread: `rates.spread` of the role `spread_of`; None if too little was counted.
    """

    views: float
    means: Mapping[str, float]
    spread: float | None
    spread_of: str


@dataclass(frozen=True, eq=False)
class SimulatedPosts:
    """Posts simulated one per replicate: role -> float64[posts], and the appeal drawn for each.

    direct: views by our own followers, a part of the impressions.
    """

    counts: dict[str, Column]
    direct: Column
    appeal: Column

    def mean(self, role: str) -> float:
        """The mean of a role at a mean appeal of 1.

        Counts are proportional to the appeal of a post, except views by our own followers, so this
        ratio is more precise than the mean alone.
        """
        column = self.counts.get(role, self.through)
        return float(column.sum() / self.appeal.sum())

    @property
    def through(self) -> Column:
        """Views through others."""
        return self.counts["impressions"] - self.direct


def default_chances() -> Chances:
    """The defaults of the model."""
    p = Parameters()
    each = p.followers.casual
    return Chances(
        see=each.see,
        share=each.share,
        like=each.like,
        reply=each.reply,
        click=each.click,
        follow=p.public.follow,
        spread=p.posts.appeal_spread,
    )


def population_levers(followers: int) -> dict[str, Value]:
    """The simulated population: large enough for posts to keep finding new people."""
    most = int(levers()["network.population"].high or 0)
    roomy = max(50_000, 2 * followers, min(20 * followers, 2_000_000))
    return {"network.population": min(most, roomy)}


def levers_of(chances: Chances, shares: AuditFigures, followers: int) -> dict[str, Value]:
    """Every lever of an account that is fitted or follows from its audit."""
    return {**population_levers(followers), **shares.split(followers), **chances.settings()}


def simulate_posts(
    parameters: Parameters, seed: int, on_progress: Progress | None = None, few: int = _FEW
) -> SimulatedPosts:
    """Simulate posts of an account, each on its own, as many as run quickly. Raises UserError."""
    number = int(min(_MANY, max(few, _COST / expected_cost(parameters))))
    alone = changed(parameters, {"posts.count": 1})
    found = simulate(alone, Run(worlds=number, days=DAYS, seed=seed), on_progress=on_progress)
    roles = ("impressions", *DEEDS, "follows")
    return SimulatedPosts(
        {role: found.tallies[role].astype(float) for role in roles},
        found.tallies["direct_impressions"].astype(float),
        found.posts["appeal"][:, 0] / ONE,
    )


def expected_cost(parameters: Parameters) -> float:
    """The cost of simulating one post: roughly its views, and the fixed work in the same unit."""
    followers = [group for _, group in groups(parameters.followers)]
    direct = sum(each.size * each.real * each.see for each in followers)
    shared = sum(each.size * each.real * each.see * each.share for each in followers)
    again, views = _word_of_mouth(parameters)
    return (
        200.0 + direct + shared / (1.0 - again) * views + sum(each.size for each in followers) / 50
    )


def _word_of_mouth(parameters: Parameters) -> tuple[float, float]:
    """Further shares that a share causes (at most 0.9), and its views; see `plan.onward`."""
    p = parameters
    noticing = {"network.discount": p.network.discount * p.network.looks_away}
    seen = onward(changed(p, {**noticing, "network.looks_away": 1.0, "public.share": 1.0}))
    return min(onward(p), p.network.onward_cap, 0.9), seen


def first_guess(target: Target, shares: AuditFigures, followers: int) -> Chances:
    """The chances if nobody were shown a post twice; unknown ones stay at the defaults."""
    again, views_of_share = _word_of_mouth(Parameters())
    views, shared = target.views, target.means.get("shares", 0.0)
    direct = max(views - shared * views_of_share, LEAST * views)
    found = replace(default_chances(), see=_chance(direct / (followers * shares.audience())))
    if "shares" in target.means:
        found = replace(found, share=_chance(shared * (1.0 - again) / direct))
    for role, deed in REACTIONS.items():
        if role in target.means:
            found = replace(found, **{deed: _chance(target.means[role] / views)})
    return found if target.spread is None else replace(found, spread=target.spread)


def calibrate(
    target: Target,
    start: Chances,
    parameters: Callable[[Chances], Parameters],
    seed: int,
    rounds: int = ROUNDS,
    on_progress: Progress | None = None,
) -> Chances:
    """The chances at which simulated posts get on average what the real posts got.

    parameters: makes a scenario from chances. A chance that would have to exceed 1 stays at 1.
    """
    chances, settled = start, False
    while rounds and not settled:
        before, rounds = chances, rounds - 1
        chances = _corrected(before, target, simulate_posts(parameters(before), seed, on_progress))
        settled = all(
            abs(getattr(chances, each.name) - getattr(before, each.name))
            <= CLOSE * getattr(before, each.name)
            for each in fields(Chances)
        )
    return chances


def _corrected(now: Chances, target: Target, got: SimulatedPosts) -> Chances:
    """Every chance corrected for the difference of its statistic, given the other corrections."""
    means = target.means
    shared = _ratio(means["shares"], got.mean("shares")) if "shares" in means else 1.0
    through = _typical_through(now, got) * shared
    see = _ratio(max(target.views - through, LEAST * target.views), float(got.direct.mean()))
    before = float(got.direct.mean()) + got.mean("through")
    views = (float(got.direct.mean()) * see + got.mean("through") * shared) / max(before, 1e-9)
    factors = {"see": see, "share": shared / see}
    first_views = _first_views(now, got) * views
    for role, deed in REACTIONS.items():
        if role in means and first_views > 0.0:
            factors[deed] = means[role] / first_views / max(getattr(now, deed), 1e-12)
    if "follows" in means and shared > 0.0:
        factors["follow"] = _ratio(means["follows"], got.mean("follows")) / shared
    if "shares" not in means:
        del factors["share"]
    found = replace(now, **{name: _chance(getattr(now, name) * by) for name, by in factors.items()})
    if target.spread is None:
        return found
    # Compared with the spread that the appeal of these posts happened to have.
    seen = spread(got.counts[target.spread_of]) ** 2 - float(np.var(np.log(got.appeal)))
    return replace(found, spread=float(np.sqrt(np.clip(target.spread**2 - seen, 0.0, 9.0))))


def _typical_through(now: Chances, got: SimulatedPosts) -> float:
    """Views through others of a typical post, whose appeal is the median."""
    typical_appeal = math.exp(-(now.spread**2) / 2)
    typical_views = float(np.median(got.counts["impressions"])) - float(got.direct.mean())
    return max(0.0, typical_views) * typical_appeal / max(float(np.median(got.appeal)), 1e-9)


def _first_views(now: Chances, got: SimulatedPosts) -> float:
    """First views of a post, weighted by its appeal: the number that the chances multiply.

    All reactions share these views, so all of them together give the best estimate.
    """
    reacted = sum(got.mean(role) for role in REACTIONS)
    chances = sum(float(getattr(now, deed)) for deed in REACTIONS.values())
    return reacted / chances if chances > 0.0 else 0.0


def _ratio(wanted: float, got: float) -> float:
    """The factor from `got` to `wanted`, limited to a factor of 5 in one step."""
    return (
        min(5.0, max(0.2, wanted / got)) if got > 0.0 and wanted > 0.0 else float(wanted > 0.0) * 5
    )


def _chance(value: float) -> float:
    return min(1.0, max(0.0, value))
