"""The independent cascade model on a table network: one chance per tie, everyone hit passes it on.

Other simulators of influence compute the same, so their numbers and ours can be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.clocks import Swift
from simulation.ensemble import Progress, Work, each_world, workers_for
from simulation.errors import UserError, illegal_value
from simulation.network.tables import Table
from simulation.parameters import Run
from simulation.rules import cascade_events
from simulation.world import plan_cascade
from simulation.world.state import POST, TALLY


@dataclass(frozen=True, eq=False)
class Cascade:
    """The outcome of a cascade in every replicate, in order of their numbers.

    activated: int64[worlds], accounts that passed it on, the seeds among them. exposed:
    int64[worlds], different accounts with a chance at all: followers of an activated one.
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
    """Run the cascade from `seeds`, numbers of accounts of the table, in `worlds` replicates.

    `chance` holds for every tie; None takes the table's own chances. Raises UserError.
    """
    _check(table, chance, seeds)
    run = Run(worlds=worlds, seed=seed)
    made, net = plan_cascade(table, chance)
    # Node i of the table is account i + 1.
    opening = cascade_events(node + 1 for node in seeds)
    tallies = np.zeros(worlds, TALLY)

    def worker() -> Work:
        swift = Swift(made, net, opening=opening)

        def some(numbers: range) -> None:
            rows = tallies[numbers.start : numbers.stop]
            swift.run_many(seed, numbers.start, rows, np.zeros((len(rows), 0), POST))

        return some

    each_world(worker, worlds, workers_for(made, run, threads), on_progress)
    return Cascade(tallies["shares"].copy(), tallies["exposed"].copy())


def _check(table: Table, chance: float | None, seeds: Sequence[int]) -> None:
    if chance is not None and not 0.0 <= chance <= 1.0:  # so that NaN is refused too
        raise illegal_value("probability", chance, "a number from 0 to 1")
    if not seeds:
        raise UserError(f"give at least one account of {table.name}", path="seeds", origin="seeds")
    last, given = len(table.ids) - 1, set[int]()
    for node in seeds:
        if not 0 <= node <= last:
            raise illegal_value("seeds", node, f"a number from 0 to {last}")
        if node in given:
            raise UserError(f"{table.ids[node]!r} is given twice", path="seeds", origin="seeds")
        given.add(node)
