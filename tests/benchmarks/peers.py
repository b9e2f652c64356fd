"""The independent cascade against five other simulators: the same means, and time per world.

    python -m pip install -r tests/benchmarks/requirements.txt
    python -m tests.benchmarks.peers [--quick]

Everybody gets the same networks, chances and seeds, one thread, and a turn in every round; times
are the processor's, so that others at work on the machine count for little. Ours is the whole of
`simulation.cascade`, its set-up included; it also keeps the time of every event and counts who was
exposed. The others are made ready once, outside the time. Prints Markdown. Ends with status 1 if a
mean is more than LIMIT standard errors away from ours: of 20 comparisons, some with as few as
20 worlds, that happens in less than one run in 100 if all is right.
"""

import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np

from simulation.cascade import cascade
from simulation.network.tables import Table, load
from tests.benchmarks.cascade import graph
from tests.benchmarks.simulators import OTHERS, Setup
from tests.influence import sources

ROUNDS = 5
SECONDS = 1.0  # for everybody in every round, as far as LEAST worlds allow
LEAST = 4  # worlds a round
LIMIT = 4.0

Player = Callable[[int], list[int]]  # so many worlds: activated accounts in each


@dataclass
class Record:
    """What one simulator did in one case: each world's result, and each round's time per world."""

    activated: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @property
    def mean(self) -> float:
        return statistics.fmean(self.activated)

    @property
    def error(self) -> float:
        """Standard error of the mean."""
        return float(np.std(self.activated, ddof=1)) / len(self.activated) ** 0.5


def setups(quick: bool) -> Iterator[Setup]:
    """Synthetic networks of mean audience 20, a post that dies out or catches on, and Congress."""
    for accounts, branching in ((10_000, 0.9), (10_000, 1.5), (100_000, 0.9)):
        if accounts > 10_000 and quick:
            continue
        table = without_repeats(graph(accounts, 20))
        chance = branching * accounts / len(table.indices)
        name = f"{accounts:,} accounts, branching {branching}"
        yield Setup(name, table, chance, list(range(100)))
    congress = load("congress")
    most = np.argsort(-np.diff(congress.indptr), kind="stable")[:10]
    yield Setup("US Congress, measured chances", congress, None, most.tolist())


def without_repeats(table: Table) -> Table:
    """No tie twice and nobody following themselves: networkx would drop them silently."""
    accounts = len(table.ids)
    ties = np.unique(sources(table) * accounts + table.indices)
    givers, takers = np.divmod(ties, accounts)
    proper = givers != takers
    counts = np.bincount(givers[proper], minlength=accounts)
    indptr = np.concatenate([[0], np.cumsum(counts)])
    return replace(table, indptr=indptr, indices=takers[proper].astype(np.int32))


def players(setup: Setup) -> dict[str, Player]:
    """Ours first."""
    luck = count(1)

    def ours(worlds: int) -> list[int]:
        found = cascade(setup.table, setup.chance, setup.seeds, worlds, next(luck), threads=1)
        return [int(number) for number in found.activated]

    def repeated(world: Callable[[], int]) -> Player:
        return lambda worlds: [world() for _ in range(worlds)]

    return {"Grapevine": ours, **{name: repeated(make(setup)) for name, make in OTHERS.items()}}


def measure(setup: Setup, rounds: int) -> dict[str, Record]:
    """Rounds in which everybody has a turn of about SECONDS."""
    playing = players(setup)
    worlds = {name: fitting(play) for name, play in playing.items()}
    records = {name: Record() for name in playing}
    for _ in range(rounds):
        for name, play in playing.items():
            began = time.process_time()
            records[name].activated += play(worlds[name])
            records[name].seconds.append((time.process_time() - began) / worlds[name])
    return records


def fitting(play: Player) -> int:
    """How many worlds fit into a turn; found on worlds of their own, so that no mean is bent."""
    play(1)  # compiles, fills caches
    worlds, taken = 1, 0.0
    while taken < SECONDS / 10:
        worlds *= 2
        began = time.process_time()
        play(worlds)
        taken = time.process_time() - began
    return max(LEAST, int(worlds * SECONDS / taken))


def apart(record: Record, ours: Record) -> float:
    """Difference of the means in standard errors of both together."""
    return (record.mean - ours.mean) / float(np.hypot(record.error, ours.error))


def agreement(record: Record, ours: Record) -> str:
    """One cell: mean and standard error, z against ours, worlds."""
    z = "" if record is ours else f", z {apart(record, ours):+.1f}"
    return f"{record.mean:,.2f} ± {record.error:.2g}{z} ({len(record.activated):,})"


def speed(record: Record, ours: Record) -> str:
    """One cell: median time of a world, and the median of the rounds' ratios to ours."""
    ratios = [a / b for a, b in zip(record.seconds, ours.seconds, strict=True)]
    return (
        f"{short(statistics.median(record.seconds) * 1e3)} ms ({short(statistics.median(ratios))})"
    )


def short(number: float) -> str:
    """Two significant figures."""
    return f"{float(f'{number:.2g}'):,g}"


def show(
    title: str, found: dict[str, dict[str, Record]], cell: Callable[[Record, Record], str]
) -> None:
    """A Markdown table: a line a simulator, a column a case."""
    print(f"\n{title}:\n")
    print("| |", " | ".join(found), "|")
    print("|---" * (len(found) + 1) + "|")
    for name in next(iter(found.values())):
        cells = [cell(records[name], records["Grapevine"]) for records in found.values()]
        print("|", " | ".join([name, *cells]), "|")


def main() -> int:
    """All cases (with --quick without the largest, in two rounds)."""
    quick = "--quick" in sys.argv
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    print(f"Commit {commit}, Python {platform.python_version()}.")
    found = {setup.name: measure(setup, 2 if quick else ROUNDS) for setup in setups(quick)}
    show("Activated accounts: mean ± standard error, z against ours (worlds)", found, agreement)
    show("Processor time of a world: median (ratio to ours)", found, speed)
    every = [
        abs(apart(record, records["Grapevine"]))
        for records in found.values()
        for record in list(records.values())[1:]
    ]
    print(f"\nLargest of {len(every)} differences: {max(every):.1f} standard errors.")
    return int(max(every) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
