"""The independent cascade against CyNetDiff: same graphs, same chances, same seeds, one thread.

    python -m tests.benchmarks.cascade [--quick]

Both run in turns in one process; the ratio is ours to theirs, so below 1 we are faster. We keep
the time of every event, they do not. Times are the processor's, so that a busy machine disturbs
less. Means of activated accounts must agree within Monte Carlo error (the last column, in standard
errors).
"""

import array
import statistics
import sys
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from cynetdiff.models import IndependentCascadeModel

from simulation.clocks import Swift
from simulation.network.tables import Table
from simulation.rules import cascade_events
from simulation.world import plan_cascade
from simulation.world.state import POST, TALLY

ACCOUNTS, AUDIENCES, BRANCHING = (10_000, 100_000, 1_000_000), (20, 100), (0.5, 0.9, 1.5)
SEEDS = 100
ROUNDS = 5


def graph(accounts: int, audience: int) -> Table:
    """Lognormal audiences of this mean, followers anywhere."""
    rng = np.random.default_rng(1)
    sizes = rng.lognormal(0.0, 1.2, accounts)
    sizes = np.clip(np.rint(sizes * audience / sizes.mean()), 1, accounts // 2).astype(np.int64)
    indptr = np.concatenate([[0], np.cumsum(sizes)])
    indices = rng.integers(0, accounts, indptr[-1]).astype(np.int32)
    ids = tuple(map(str, range(accounts)))
    return Table("benchmark", ids, indptr, indices, None, 0, 0)


def theirs(
    table: Table, chance: float | None, seeds: Sequence[int] = range(SEEDS)
) -> IndependentCascadeModel:
    """CyNetDiff on the same arrays, with one chance or the table's own."""
    if chance is None:
        assert table.chances is not None
        chances = array.array("f", table.chances.astype(np.float32).tobytes())
        how: dict[str, Any] = {"activation_probs": chances}
    else:
        how = {"activation_prob": chance}
    model = IndependentCascadeModel(
        array.array("I", table.indptr[:-1].astype(np.uint32).tobytes()),
        array.array("I", table.indices.astype(np.uint32).tobytes()),
        **how,
    )
    model.set_seeds(seeds)
    model.set_rng(1)
    return model


def worlds_for(accounts: int, branching: float) -> int:
    """So many worlds that a round takes a fraction of a second."""
    activated = SEEDS / (1 - branching) if branching < 1 else accounts / 2
    return max(2, min(2_000, int(1_000_000 / activated)))


def compare(table: Table, branching: float) -> None:
    """One line: both clocks' times, their ratio, the whole command's ratio, the means."""
    accounts = len(table.ids)
    chance = branching * accounts / len(table.indices)
    worlds = worlds_for(accounts, branching)
    made, net = plan_cascade(table, chance)
    bare, _ = plan_cascade(table, chance)
    bare.counts_exposed = False  # for the clock alone
    opening = cascade_events(range(1, SEEDS + 1))
    swift, model = Swift(bare, net, opening=opening), theirs(table, chance)
    counting = Swift(made, net, opening=opening)
    tallies, posts = np.zeros(worlds, TALLY), np.zeros((worlds, 0), POST)
    activated: list[int] = []
    clock, whole, peer = [], [], []
    for warm in (swift, counting):
        warm.run_many(1, 0, tallies[:1], posts[:1])
    for turn in range(ROUNDS):
        began = time.thread_time()
        swift.run_many(turn, 0, tallies, posts)
        clock.append(time.thread_time() - began)
        began = time.thread_time()
        for _ in range(worlds):
            model.reset_model()
            model.advance_until_completion()
            activated.append(model.get_num_activated_nodes())
        peer.append(time.thread_time() - began)
        began = time.thread_time()
        counting.run_many(turn, 0, tallies, posts)
        whole.append(time.thread_time() - began)
    ours = tallies["shares"]
    error = np.hypot(ours.std() / len(ours) ** 0.5, np.std(activated) / len(activated) ** 0.5)
    apart = (ours.mean() - np.mean(activated)) / max(error, 1e-9)
    mine, other = statistics.median(clock) / worlds, statistics.median(peer) / worlds
    ratio = statistics.median(a / b for a, b in zip(clock, peer, strict=True))
    counted = statistics.median(a / b for a, b in zip(whole, peer, strict=True))
    print(
        f"{accounts:>9,} {len(table.indices) / accounts:>8.0f} {branching:>9} {mine * 1e3:>10.4f} "
        f"{other * 1e3:>10.4f} {ratio:>6.2f} {counted:>9.2f} {ours.mean():>10,.0f} {apart:>6.1f}"
    )


def main() -> None:
    """Every size, audience and branching factor (with --quick the smallest only)."""
    print(
        " accounts audience branching    ours ms  theirs ms  ratio  counting  activated  apart\n"
        "(ratio: the clock alone; counting: with the exposed counted too, which they do not)"
    )
    for accounts in ACCOUNTS[:1] if "--quick" in sys.argv else ACCOUNTS:
        for audience in AUDIENCES:
            table = graph(accounts, audience)
            for branching in BRANCHING:
                compare(table, branching)


if __name__ == "__main__":
    main()
