"""Small worlds for the tests: settings without chance or feedback, runs on either clock, logs."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.clocks import Live, Swift
from simulation.compiling import compiled
from simulation.network import Network, stable_id
from simulation.network.tables import Table
from simulation.parameters import Parameters, Run, Value, changed
from simulation.rules import ACTIONS, log_of
from simulation.world import World, plan

GROUPS = ("fans", "casual", "followbacks", "bought", "partners", "celebrities")
DEEDS = ("share", "like", "reply", "click", "buy")

# One post, noticed within a minute of noon by people who are all real and do nothing about it;
# five followers of ours among a hundred accounts, nobody's mood or list ever changing.
STILL: dict[str, Value] = {
    **{f"followers.{group}.{deed}": 0.0 for group in GROUPS for deed in DEEDS},
    **{f"followers.{group}.size": 0 for group in GROUPS},
    **{f"public.{deed}": 0.0 for deed in (*DEEDS, "follow")},
    "followers.fans.size": 5, "followers.fans.see": 1.0, "followers.fans.closeness": 0.0,
    "followers.fans.audience": 10.0, "followers.fans.audience_spread": 0.0,
    "public.real": 1.0, "public.see": 1.0, "public.audience": 10.0, "public.audience_spread": 0.0,
    "network.kind": "random", "network.population": 100, "network.discount": 0.0,
    "network.onward_cap": 10.0, "partners.audience": 10,
    "posts.count": 1, "posts.hour": 12.0, "posts.appeal_spread": 0.0, "posts.delay": 1.0,
    "posts.delay_spread": 0.0, "posts.second_look": 1.0, "posts.pull_spread": 0.0,
    "fatigue.drop": 0.0, "fatigue.unfollow": 0.0, "dialogue.onlookers": 0,
    "dialogue.silence_loss": 0.0,
}  # fmt: skip


def still(settings: Mapping[str, Value] | None = None) -> Parameters:
    """The still world, changed at some levers."""
    return changed(Parameters(), {**STILL, **(settings or {})})


def live(
    p: Parameters, days: float = 28.0, seed: int = 1, number: int = 0, table: Table | None = None
) -> World:
    """One world on the live clock, with its log."""
    return Live(*plan(p, Run(days=days), table), seed, number).run()


def swift(
    p: Parameters, days: float = 28.0, seed: int = 1, number: int = 0, table: Table | None = None
) -> World:
    """The same world on the swift clock, with its log."""
    return Swift(*plan(p, Run(days=days), table), logging=True).run(seed, number)


def both(p: Parameters, days: float = 28.0, table: Table | None = None) -> World:
    """One world, run on both clocks and found equal."""
    one, other = live(p, days, table=table), swift(p, days, table=table)
    assert record_of(one) == record_of(other)
    return other


def lines(world: World, action: str) -> NDArray[np.void]:
    """The lines of the log about one action, by column."""
    log = log_of(world)
    found: NDArray[np.void] = log[log["action"] == ACTIONS.index(action)]
    return found


def pairs(found: NDArray[np.void], *columns: str) -> list[tuple[int, ...]]:
    """Some columns of lines, a tuple a line."""
    return [tuple(line) for line in zip(*(found[name].tolist() for name in columns), strict=True)]


def record_of(world: World) -> tuple[bytes, bytes, bytes]:
    """All that a replicate leaves behind, to the last bit: its log, tally and posts."""
    return log_of(world).tobytes(), world.counts.tobytes(), world.by_post.tobytes()


def counts(world: World, *names: str) -> list[int]:
    """Some counts of a world's tally."""
    return [int(getattr(world.tally, name)) for name in names]


def by_post(world: World, name: str) -> list[float]:
    """A column of a world's posts."""
    return [getattr(world.posts[post], name) for post in range(len(world.posts))]


def table_of(ties: Mapping[int, Mapping[int, float] | list[int]], size: int = 0) -> Table:
    """A table network from {followed: [followers]} or {followed: {follower: chance}}."""
    everybody = {*ties, *(follower for row in ties.values() for follower in row)}
    size = size or 1 + max(everybody)
    rows: list[Any] = [ties.get(account, []) for account in range(size)]
    indices = [follower for row in rows for follower in sorted(row)]
    weighted = any(isinstance(row, Mapping) for row in ties.values())
    chances = [row[follower] for row in rows for follower in sorted(row)] if weighted else None
    return Table(
        name="by hand",
        ids=tuple(map(str, range(size))),
        indptr=np.cumsum([0, *map(len, rows)]),
        indices=np.array(indices, np.int32),
        chances=None if chances is None else np.array(chances, float),
        self_ties=0,
        duplicates=0,
    )


@compiled
def id_of(net: Network, account: int) -> int:
    """`stable_id`, which only compiled code can call."""
    return int(stable_id(net, account))
