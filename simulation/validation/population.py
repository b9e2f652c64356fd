"""A population of posts, simulated with the defaults and measured post by post.

A lattice spreads the accounts evenly over two distributions, so that few of them cover both: the
number of followers, and the mean appeal of the account's posts. Followers are casual followers with
every default, marked ordinary so that the size discount applies; every account has a replicate of
its own. All other levers stay at their defaults: twelve posts each, two days apart.
"""

import threading
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from simulation.clocks import Swift
from simulation.compiling import compiled
from simulation.ensemble import Progress, Work, each_world, simulate
from simulation.network import Network, community_of, position_of
from simulation.outcomes import structural_virality, trees
from simulation.parameters import Parameters, Run, Value, changed, groups
from simulation.rules import ACTIONS, log_of
from simulation.world import plan

POSTERS_MEDIAN, POSTERS_SPREAD = 480.0, 2.1  # followers of accounts that post: lognormal, measured
APPEAL_SPREAD = 1.5  # of ln appeal over the posts of all accounts, measured (within one: 1.0)
ROOM = 10  # simulated accounts for each follower, where the default population has fewer
# Mean revenue over mean revenue per follower of Beichert 2024: $1,000 at 0.265, $6,000 at 0.049.
NANO, MACRO = 3_800, 122_000

POST, SEE, LIKE, SHARE = (ACTIONS.index(name) for name in ("post", "see", "like", "share"))
# Seconds after the post at which views are counted: steps of a twentieth of ln, 1 s to 36 days.
CLOCK = np.exp(np.arange(301) / 20)
_GOLDEN = (np.sqrt(5.0) - 1.0) / 2.0


@dataclass(frozen=True)
class Design:
    """The population to simulate: at least `posts` posts, each account posting as `base` says."""

    posts: int = 120_000
    seed: int = 1
    base: Parameters = field(default_factory=Parameters)

    @property
    def accounts(self) -> int:
        """The number of accounts that post."""
        return -(-self.posts // self.base.posts.count)


@dataclass(frozen=True, eq=False)
class Sample:
    """The measured posts: columns by account, by reshare, and by cascade.

    followers: int64[accounts]. shares: int64[accounts, posts]. likes: int64[accounts].
    views: int64[accounts, 300], times noticed by age of the post, between the steps of `CLOCK`.
    By reshare: by (its account, a number from 0), hop (1: from our own followers), age (s since
    the post), offspring (further reshares that it caused), inside (1: resharer and source are in
    the same community, 0: they are not, -1: the source is the account that posted, which is in
    none).
    By cascade of one reshare or more: cascade_by, size (reshares), virality.
    clicks: int64[2, worlds], of an account of NANO and one of MACRO followers, by replicate.
    The source of a reshare is the sharer whose share was noticed last before it.
    """

    design: Design
    followers: NDArray[np.int64]
    shares: NDArray[np.int64]
    likes: NDArray[np.int64]
    views: NDArray[np.int64]
    by: NDArray[np.int64]
    hop: NDArray[np.int64]
    age: NDArray[np.float64]
    offspring: NDArray[np.int64]
    inside: NDArray[np.int64]
    cascade_by: NDArray[np.int64]
    size: NDArray[np.int64]
    virality: NDArray[np.float64]
    clicks: NDArray[np.int64]


def simulate_population(
    design: Design,
    threads: int = 2,
    on_progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Sample:
    """Simulate the population. Raises UserError for memory, Stopped when `stop` is set."""
    accounts, count = design.accounts, design.base.posts.count
    run = Run(seed=design.seed)
    followers, appeal = _lattice(design)
    shares, likes = np.zeros((accounts, count), np.int64), np.zeros(accounts, np.int64)
    views = np.zeros((accounts, len(CLOCK) - 1), np.int64)
    found: dict[int, _Cascades] = {}

    def some(numbers: range) -> None:
        for number in numbers:
            made, net = plan(_account(design.base, followers[number], appeal[number]), run)
            world = Swift(made, net, logging=True).run(run.seed, number)
            log = log_of(world)
            shares[number] = np.bincount(log["post"][log["action"] == SHARE], minlength=count)
            likes[number] = world.tally.likes
            views[number] = _views(log)
            found[number] = _cascades(log, net, world.tally.position_keys)

    def worker() -> Work:
        return some

    each_world(worker, accounts, threads, on_progress, stop)
    columns = [found[number] for number in range(accounts)]
    joined: dict[str, NDArray[Any]] = {
        name: np.concatenate([getattr(each, name) for each in columns])
        for name in ("hop", "age", "offspring", "inside", "size", "virality")
    }
    return Sample(
        design=design,
        followers=followers,
        shares=shares,
        likes=likes,
        views=views,
        by=np.repeat(np.arange(accounts), [len(each.hop) for each in columns]),
        cascade_by=np.repeat(np.arange(accounts), [len(each.size) for each in columns]),
        clicks=_tiers(design, threads, stop),
        **joined,
    )


def _lattice(design: Design) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The followers of every account, and the mean appeal of its posts relative to all accounts.

    A Fibonacci lattice, even in both directions. The appeal is lognormal with mean 1; its spread
    makes the spread over all posts of all accounts `APPEAL_SPREAD`.
    """
    number = np.arange(design.accounts)
    across = ndtri((number + 0.5) / design.accounts)
    along = ndtri((number * _GOLDEN + 0.5) % 1.0)
    spread = np.sqrt(max(0.0, APPEAL_SPREAD**2 - design.base.posts.appeal_spread**2))
    followers = np.rint(POSTERS_MEDIAN * np.exp(POSTERS_SPREAD * across))
    return np.maximum(followers, 1.0).astype(np.int64), np.exp(spread * along - spread**2 / 2)


def _account(base: Parameters, followers: int, appeal: float) -> Parameters:
    """An account with this many followers, whose posts have this appeal on average."""
    sizes: dict[str, Value] = {f"followers.{name}.size": 0 for name, _ in groups(base.followers)}
    casual: dict[str, Value] = {
        "followers.casual.size": int(followers),
        "followers.casual.ordinary": True,
        "network.population": max(base.network.population, ROOM * int(followers)),
        "posts.appeal": base.posts.appeal * float(appeal),
    }
    return changed(base, sizes | casual)


def _tiers(design: Design, threads: int, stop: threading.Event | None) -> NDArray[np.int64]:
    """Clicks of a small and a large account of usual appeal, in some worlds each."""
    worlds = max(8, design.accounts // 100)
    run = Run(seed=design.seed, worlds=worlds)
    sizes = [_account(design.base, size, 1.0) for size in (NANO, MACRO)]
    return np.stack(
        [simulate(each, run, threads=threads, stop=stop).tallies["clicks"] for each in sizes]
    )


@dataclass(frozen=True, eq=False)
class _Cascades:
    """The columns of `Sample` that one account adds, by reshare and by cascade."""

    hop: NDArray[np.int64]
    age: NDArray[np.float64]
    offspring: NDArray[np.int64]
    inside: NDArray[np.int64]
    size: NDArray[np.int64]
    virality: NDArray[np.float64]


def _views(log: NDArray[np.void]) -> NDArray[np.int64]:
    published = _published(log)
    seen = log[log["action"] == SEE]
    age = (seen["time"] - published[seen["post"]]) / 1000.0
    return np.histogram(np.clip(age, CLOCK[0], CLOCK[-1]), CLOCK)[0]


def _published(log: NDArray[np.void]) -> NDArray[np.int64]:
    """The time at which each post appeared, int64[posts], ms; posts appear in order."""
    return np.asarray(log["time"][log["action"] == POST])


def _cascades(log: NDArray[np.void], net: Network, homes: NDArray[np.int64]) -> _Cascades:
    """The trees of the posts that were reshared, from the log lines that they depend on."""
    shared = np.flatnonzero(log["action"] == SHARE)
    seen = np.flatnonzero(log["action"] == SEE)
    # A share follows directly on the sharer noticing the post: the last SEE line before it.
    noticed = seen[np.searchsorted(seen, shared) - 1]
    kept = np.union1d(np.flatnonzero(log["action"] == POST), np.union1d(shared, noticed))
    hop, age, offspring, inside, size, virality = [], [], [], [], [], []
    for tree in trees(log[kept]):
        if len(tree.parent) < 2:
            continue
        depth = np.zeros(len(tree.parent), np.int64)
        for node in range(1, len(depth)):
            depth[node] = depth[tree.parent[node]] + 1
        community = np.zeros(len(tree.account), np.int64)
        _communities(net, homes, tree.account, community)
        same = (community == community[tree.parent]).astype(np.int64)
        hop.append(depth[1:])
        age.append((tree.time[1:] - tree.time[0]) / 1000.0)
        offspring.append(np.bincount(tree.parent[1:], minlength=len(depth))[1:])
        inside.append(np.where(tree.parent == 0, -1, same)[1:])
        size.append(len(tree.parent) - 1)
        virality.append(structural_virality(tree) or 0.0)
    empty: list[Any] = [np.zeros(0, np.int64)]
    return _Cascades(
        hop=np.concatenate(hop or empty),
        age=np.concatenate(age or empty) * 1.0,
        offspring=np.concatenate(offspring or empty),
        inside=np.concatenate(inside or empty),
        size=np.array(size, np.int64),
        virality=np.array(virality, np.float64),
    )


@compiled
def _communities(
    net: Network, homes: NDArray[np.int64], accounts: NDArray[np.int64], out: NDArray[np.int64]
) -> None:
    """The community of each account, by its first position; -1 for ours, which is in none."""
    for index in range(len(accounts)):
        out[index] = -1
        if accounts[index] > 0:
            out[index] = community_of(net, position_of(net, homes, accounts[index]))[0]
