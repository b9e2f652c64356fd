"""The plain independent cascade on a table network: one chance per tie, everybody hit passes it on.

It is what other simulators of influence compute, so their numbers and ours can be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.clocks import Swift
from simulation.compiling import compiled
from simulation.ensemble import Progress, Work, each_world, workers_for
from simulation.errors import UserError
from simulation.network.tables import Table
from simulation.parameters import Run
from simulation.rules import KINDS
from simulation.world import plan_cascade
from simulation.world.state import SHARED, WAS_TOUCHED


@dataclass(frozen=True, eq=False)
class Cascade:
    """What became of the seeds in every world, in order of the world's number.

    activated: int64[worlds], accounts that passed it on, the seeds among them. exposed:
    int64[worlds], different accounts that had a chance at all: followers of an activated one.
    """

    activated: NDArray[np.int64]
    exposed: NDArray[np.int64]


def cascade(
    table: Table,
    chance: float | None,
    seeds: Sequence[int],
    worlds: int,
    seed: int,
    threads: int | None = None,
    *,
    on_progress: Progress | None = None,
) -> Cascade:
    """Run the cascade from `seeds`, numbers of accounts of the table, in so many worlds.

    `chance` holds for every tie; None takes the table's own chances. Raises UserError.
    """
    _check(table, chance, seeds)
    run = Run(worlds=worlds, seed=seed)
    made, net = plan_cascade(table, chance)
    # Node i of the table is account i + 1. Nobody showed it to the seeds: their source is -1.
    opening = np.array([[0, KINDS.noticed, node + 1, 0, -1, 1, 0] for node in seeds], np.int64)
    activated, exposed = np.zeros(worlds, np.int64), np.zeros(worlds, np.int64)

    def worker() -> Work:
        clock = Swift(made, net, opening=opening)
        last = np.full(len(table.ids) + 1, -1, np.int32)

        def some(numbers: range) -> None:
            for number in numbers:
                world = clock.run(seed, number)
                touched = world.lists[WAS_TOUCHED, : world.tally.touched]
                activated[number] = world.tally.shares
                exposed[number] = _exposed(
                    net.indptr, net.indices, touched, world.cells, last, number
                )

        return some

    each_world(worker, worlds, workers_for(made, run, threads), on_progress)
    return Cascade(activated, exposed)


def _check(table: Table, chance: float | None, seeds: Sequence[int]) -> None:
    if chance is not None and not 0.0 <= chance <= 1.0:  # so that NaN is refused too
        raise UserError(f"probability = {chance} is not legal: it must be a number from 0 to 1")
    if not seeds:
        raise UserError(f"seeds: there are none; give at least one account of {table.name}")
    last, given = len(table.ids) - 1, set[int]()
    for node in seeds:
        if not 0 <= node <= last:
            raise UserError(f"seeds: {node} is not legal: it must be from 0 to {last}")
        if node in given:
            raise UserError(f"seeds: {table.ids[node]!r} is given twice")
        given.add(node)


@compiled
def _exposed(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    touched: NDArray[np.int32],
    cells: NDArray[np.uint8],
    last: NDArray[np.int32],
    number: int,
) -> int:
    """Count the followers of all who shared; `last` holds the world each was last counted in."""
    count = 0
    for account in touched:
        if cells[account, 1] & SHARED:
            for tie in range(indptr[account], indptr[account + 1]):
                follower = indices[tie]
                if last[follower] != number:
                    last[follower] = number
                    count += 1
    return count
