"""From what posts got to the levers that bring it about: posts are simulated until both agree.

An export counts all views and shares of a post, those through others included, while a lever says
what a follower does. What lies between is the model itself, so the levers are found by indirect
inference (Gourieroux, Monfort, Renault, Journal of Applied Econometrics 1993): simulate posts, take
the same statistics of them as of the real ones, move each lever by what is amiss, and again, all on
the same luck, so that it settles.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from simulation.account.audit import Shares, less
from simulation.account.rates import spread
from simulation.ensemble import Progress, simulate
from simulation.parameters import Parameters, Run, Value, changed, groups, levers
from simulation.world.plan import onward
from simulation.world.state import ONE

Column = NDArray[np.float64]

REACTIONS = {"likes": "like", "replies": "reply", "clicks": "click"}
DEEDS = {"shares": "share", **REACTIONS}
DAYS = 7.0  # that a simulated post is followed
ROUNDS = 5  # at most
CLOSE = 0.01  # a lever that moves by less has settled
LEAST = 0.05  # of all views are our own followers', whatever the shares would say
_LOOKS = 4e6  # that simulated posts may take in all, roughly
_FEW, _MANY = 40, 4_000  # posts to simulate


@dataclass(frozen=True, slots=True)
class Chances:
    """What an ordinary follower does: chances of the model's levers, and how unequal posts are.

    follow: the chance that a stranger who sees a post follows.
    """

    see: float
    share: float
    like: float
    reply: float
    click: float
    follow: float
    spread: float

    def settings(self) -> dict[str, float]:
        """The levers: mass-followers do less of all, the public likes, replies, clicks as much."""
        found = {"posts.appeal_spread": self.spread}
        for deed in ("see", "share", "like", "reply", "click"):
            chance = getattr(self, deed)
            found[f"followers.casual.{deed}"] = chance
            found[f"followers.followbacks.{deed}"] = chance * less(deed)
            if deed not in ("see", "share"):
                found[f"public.{deed}"] = chance
        found["public.follow"] = self.follow
        return {path: float(f"{value:.4g}") for path, value in found.items()}


@dataclass(frozen=True, slots=True)
class Target:
    """What posts get. means: role -> mean a post, for what is known, impressions apart.

    views: of a usual post, the median: hits owe their views to others more than to our followers.
    spread: what `rates.spread` makes of the role `spread_of`; None where too little was counted.
    """

    views: float
    means: Mapping[str, float]
    spread: float | None
    spread_of: str


@dataclass(frozen=True, eq=False)
class Simulated:
    """Posts simulated one to a world: role -> float64[posts], and the appeal each happened to have.

    direct: views by our own followers, a part of the impressions.
    """

    counts: dict[str, Column]
    direct: Column
    appeal: Column

    def mean(self, role: str) -> float:
        """The mean of a role at a mean appeal of 1, whatever it happened to be.

        What a post gets is in proportion to its appeal, but for views by our own followers; so the
        ratio of both is surer than the mean alone.
        """
        got = self.counts.get(role, self.through)
        return float(got.sum() / self.appeal.sum())

    @property
    def through(self) -> Column:
        """Views that others brought about."""
        return self.counts["impressions"] - self.direct


def usual() -> Chances:
    """The model's defaults."""
    p = Parameters()
    each = p.followers.casual
    return Chances(
        each.see, each.share, each.like, each.reply, each.click, p.public.follow,
        p.posts.appeal_spread,
    )  # fmt: skip


def world_of(followers: int) -> dict[str, Value]:
    """The world to put an account in: with room for the word to find new people."""
    most = int(levers()["network.population"].high or 0)
    roomy = max(50_000, 2 * followers, min(20 * followers, 2_000_000))
    return {"network.population": min(most, roomy)}


def levers_of(chances: Chances, shares: Shares, followers: int) -> dict[str, Value]:
    """Every lever of an account that is fitted or follows from its audit."""
    return {**world_of(followers), **shares.split(followers), **chances.settings()}


def simulated(
    parameters: Parameters, seed: int, on_progress: Progress | None = None, few: int = _FEW
) -> Simulated:
    """Simulate posts of an account, each alone, as many as take a moment. Raises UserError."""
    number = int(min(_MANY, max(few, _LOOKS / expected_cost(parameters))))
    alone = changed(parameters, {"posts.count": 1})
    found = simulate(alone, Run(worlds=number, days=DAYS, seed=seed), on_progress=on_progress)
    roles = ("impressions", *DEEDS, "follows")
    return Simulated(
        {role: found.tallies[role].astype(float) for role in roles},
        found.tallies["direct_impressions"].astype(float),
        found.posts["appeal"][:, 0] / ONE,
    )


def expected_cost(parameters: Parameters) -> float:
    """Looks that one post brings about, roughly, and what else its simulation takes as many for."""
    followers = [group for _, group in groups(parameters.followers)]
    direct = sum(each.size * each.real * each.see for each in followers)
    shared = sum(each.size * each.real * each.see * each.share for each in followers)
    again, looks = _word_of_mouth(parameters)
    return (
        200.0 + direct + shared / (1.0 - again) * looks + sum(each.size for each in followers) / 50
    )


def _word_of_mouth(parameters: Parameters) -> tuple[float, float]:
    """Further shares that a share brings about (at most 0.9), and looks; see `plan.onward`."""
    p = parameters
    noticing = {"network.discount": p.network.discount * p.network.looks_away}
    seen = onward(changed(p, {**noticing, "network.looks_away": 1.0, "public.share": 1.0}))
    return min(onward(p), p.network.onward_cap, 0.9), seen


def first_guess(target: Target, shares: Shares, followers: int) -> Chances:
    """As if nobody heard of a post twice; what is not known stays usual."""
    again, looks = _word_of_mouth(Parameters())
    views, shared = target.views, target.means.get("shares", 0.0)
    direct = max(views - shared * looks, LEAST * views)
    found = replace(usual(), see=_chance(direct / (followers * shares.hearing())))
    if "shares" in target.means:
        found = replace(found, share=_chance(shared * (1.0 - again) / direct))
    for role, deed in REACTIONS.items():
        if role in target.means:
            found = replace(found, **{deed: _chance(target.means[role] / views)})
    return found if target.spread is None else replace(found, spread=target.spread)


def matched(
    target: Target,
    start: Chances,
    parameters: Callable[[Chances], Parameters],
    seed: int,
    rounds: int = ROUNDS,
    on_progress: Progress | None = None,
) -> Chances:
    """The chances under which simulated posts get on average what the real ones got.

    `parameters` makes a scenario of chances. A chance that had to be more than 1 stays at 1.
    """
    chances, settled = start, False
    while rounds and not settled:
        before, rounds = chances, rounds - 1
        chances = _moved(before, target, simulated(parameters(before), seed, on_progress))
        settled = all(
            abs(getattr(chances, each.name) - getattr(before, each.name))
            <= CLOSE * getattr(before, each.name)
            for each in fields(Chances)
        )
    return chances


def _moved(now: Chances, target: Target, got: Simulated) -> Chances:
    """Each lever moved by what its statistic is amiss, given what the others will do to it."""
    means = target.means
    shared = _ratio(means["shares"], got.mean("shares")) if "shares" in means else 1.0
    through = _usual_through(now, got) * shared
    see = _ratio(max(target.views - through, LEAST * target.views), float(got.direct.mean()))
    before = float(got.direct.mean()) + got.mean("through")
    views = (float(got.direct.mean()) * see + got.mean("through") * shared) / max(before, 1e-9)
    factors = {"see": see, "share": shared / see}
    looks = _looks(now, got) * views
    for role, deed in REACTIONS.items():
        if role in means and looks > 0.0:
            factors[deed] = means[role] / looks / max(getattr(now, deed), 1e-12)
    if "follows" in means and shared > 0.0:
        factors["follow"] = _ratio(means["follows"], got.mean("follows")) / shared
    if "shares" not in means:
        del factors["share"]
    found = replace(now, **{name: _chance(getattr(now, name) * by) for name, by in factors.items()})
    if target.spread is None:
        return found
    # Against the spread that the appeal of these very posts had by chance.
    seen = spread(got.counts[target.spread_of]) ** 2 - float(np.var(np.log(got.appeal)))
    return replace(found, spread=float(np.sqrt(np.clip(target.spread**2 - seen, 0.0, 9.0))))


def _usual_through(now: Chances, got: Simulated) -> float:
    """Views that others bring to a usual post, whose appeal is the median of all appeal."""
    usual_appeal = math.exp(-(now.spread**2) / 2)
    usual_views = float(np.median(got.counts["impressions"])) - float(got.direct.mean())
    return max(0.0, usual_views) * usual_appeal / max(float(np.median(got.appeal)), 1e-9)


def _looks(now: Chances, got: Simulated) -> float:
    """First looks at a post, each weighed by its appeal: what a reaction's chance multiplies.

    All reactions count the same looks, so together they count them best.
    """
    reacted = sum(got.mean(role) for role in REACTIONS)
    chances = sum(float(getattr(now, deed)) for deed in REACTIONS.values())
    return reacted / chances if chances > 0.0 else 0.0


def _ratio(wanted: float, got: float) -> float:
    """How much more is wanted, within reason for one step."""
    return (
        min(5.0, max(0.2, wanted / got)) if got > 0.0 and wanted > 0.0 else float(wanted > 0.0) * 5
    )


def _chance(value: float) -> float:
    return min(1.0, max(0.0, value))
