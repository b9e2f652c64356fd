"""Measuring cases: cut into cells, run wherever there is room, never computed twice.

A world depends on its setup and its number alone, so it does not matter in which cell, in what
order or on which machine it was run.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from simulation.ensemble import Stopped, table_of
from simulation.errors import UserError
from simulation.experiment.runner import executors as bench
from simulation.experiment.runner.cells import Cell, Setup, address
from simulation.experiment.runner.executors import WorkerPool
from simulation.experiment.runner.store import Block, Store
from simulation.network.tables import Table
from simulation.outcomes import OUTCOMES
from simulation.world import memory

Columns = dict[str, NDArray[np.float64]]

CHUNK = 100  # worlds in a cell at most
FEWEST = 25  # worlds in a cell, where there are as many: a cell has a cost of its own
TRIES = 3  # for a cell whose worker dies
_TICK = 0.1  # seconds between two looks at a stop
_COMMIT = 0.25  # seconds that finished cells wait for others to be kept with


class Measurer(Protocol):
    """Anything that measures setups: all an experiment asks of its runner."""

    def measure(self, setups: Sequence[Setup], /) -> list[Columns]:
        """Every outcome of every setup, name to float64[replicates], in the order asked."""
        ...


class CellError(UserError):
    """A cell whose worker died as often as it was tried; the message says which, and why."""


@dataclass(frozen=True)
class Progress:
    """How far the work of a lab has come, in worlds. rate: worlds a second; left: seconds.

    kept: how many of those done were in the store already. rate and left are None until known.
    """

    done: int
    total: int
    kept: int
    rate: float | None
    left: float | None


@dataclass
class Runner:
    """What experiments are run with.

    bench: where. store: what is known already, and where results are kept; None keeps nothing.
    stop: set it to end the work; what is done is kept. chunk: worlds in a cell at most.
    """

    bench: WorkerPool
    store: Store | None = None
    on_progress: Callable[[Progress], None] | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    chunk: int = CHUNK
    _done: int = field(default=0, init=False)
    _total: int = field(default=0, init=False)
    _kept: int = field(default=0, init=False)
    _seconds: float = field(default=0.0, init=False)

    def measure(
        self,
        setups: Sequence[Setup],
        *,
        on_start: Callable[[Callable[[], list[Columns]]], None] | None = None,
    ) -> list[Columns]:
        """Every outcome of every setup, name to float64[worlds]; world i is number i of its setup.

        Equal setups are run once. `on_start` is given a function that tells, at any time and from
        any thread, what is known so far, with NaN for worlds that are not. Raises UserError for
        what cannot be run, Stopped, CellError.
        """
        work = _Work(setups)
        kept = work.take(self.store.get(work.found)) if self.store else 0
        self._kept += kept
        self._done += kept
        missing = work.missing(self.chunk)
        worlds = sum(cell.worlds for cell in missing)
        fair = max(FEWEST, -(-worlds // (2 * self.bench.workers)))  # so that nobody stands idle
        if fair < self.chunk:
            missing = work.missing(fair)
        self._total += kept + worlds
        if on_start:
            on_start(work.columns)
        self._tell()
        self._run(work, missing)
        return work.columns()

    def _run(self, work: "_Work", missing: Sequence[Cell]) -> None:
        waiting = deque(missing)
        flying: dict[Future[NDArray[np.float64]], Cell] = {}
        sent = {name: self.bench.table(table) for name, table in work.tables.items()}
        workers = min(self.bench.workers, work.room)
        fresh, failures = list[Block](), dict[Cell, int]()
        began = saved = time.monotonic()
        try:
            while waiting or flying:
                while waiting and len(flying) < 2 * workers and not self.stop.is_set():
                    cell = waiting.popleft()
                    table = sent[cell.setup.parameters.network.table]
                    flying[self.bench.start(cell, table, self.stop)] = cell
                over, _ = wait(flying, timeout=_TICK, return_when=FIRST_COMPLETED)
                if self.stop.is_set():
                    raise Stopped
                for future in over:
                    cell = flying.pop(future)
                    columns = _result(future, cell, failures)
                    if columns is None:
                        waiting.appendleft(cell)
                        continue
                    fresh.append(Block(work.address[cell.setup], cell.first, columns))
                    done = columns.shape[1]
                    if done < cell.worlds:  # its time was up
                        rest = Cell(cell.setup, cell.first + done, cell.worlds - done)
                        waiting.appendleft(rest)
                now = time.monotonic()
                if fresh and (now - saved > _COMMIT or not (waiting or flying)):
                    self._keep(work, fresh)
                    fresh, saved = [], now
                    self._seconds += now - began
                    began = now
                    self._tell()
        finally:
            for future in flying:
                future.cancel()
            wait(flying)
            self._keep(work, fresh)

    def _keep(self, work: "_Work", blocks: list[Block]) -> None:
        """A world counts as done once it is on disk, so that what is done is never done again."""
        if self.store is not None and blocks:
            self.store.put(blocks)
        self._done += work.take(blocks)

    def _tell(self) -> None:
        if self.on_progress is None:
            return
        computed, left = self._done - self._kept, self._total - self._done
        rate = computed / self._seconds if computed and self._seconds > 0 else None
        ahead = left / rate if rate else None
        self.on_progress(Progress(self._done, self._total, self._kept, rate, ahead))


@contextmanager
def open_runner(
    *,
    threads: int | None = None,
    cluster: str = "",
    store: Store | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stop: threading.Event | None = None,
    chunk: int = CHUNK,
) -> Iterator[Runner]:
    """A lab on threads here or, given the address of a Dask scheduler, on its cluster."""
    place = bench.cluster(cluster) if cluster else bench.local(threads)
    with place as found:
        yield Runner(found, store, on_progress, stop or threading.Event(), chunk)


class _Work:
    """The worlds that were asked for, and which of them are known."""

    def __init__(self, setups: Sequence[Setup]) -> None:
        self._asked = setups
        self.tables: dict[str, Table | None] = {}
        self.address: dict[Setup, str] = {}
        self.room = 1_000_000  # how many cells at once there is memory for
        worlds: dict[str, int] = {}
        self._setup: dict[str, Setup] = {}
        for setup in dict.fromkeys(setups):
            table = self._table(setup)
            here = self.address[setup] = address(setup, table)
            worlds[here] = max(worlds.get(here, 0), setup.run.worlds)
            self._setup.setdefault(here, setup)
            needed = memory(setup.parameters, table)
            self.room = min(self.room, max(1, int(setup.run.memory * 1e9 // needed)))
        self.found = {
            here: np.full((len(OUTCOMES), number), np.nan) for here, number in worlds.items()
        }
        self._known = {here: np.zeros(number, bool) for here, number in worlds.items()}

    def _table(self, setup: Setup) -> Table | None:
        name = setup.parameters.network.table
        if name not in self.tables:
            self.tables[name] = table_of(setup.parameters)
        return self.tables[name]

    def take(self, blocks: Sequence[Block]) -> int:
        """Enter what is known; returns how many worlds are new."""
        new = 0
        for block in blocks:
            found, known = self.found[block.address], self._known[block.address]
            part = slice(block.first, min(block.first + block.columns.shape[1], len(known)))
            width = max(0, part.stop - part.start)
            found[:, part] = block.columns[:, :width]
            new += width - int(known[part].sum())
            known[part] = True
        return new

    def missing(self, chunk: int) -> list[Cell]:
        """What is still to be run, in cells of at most `chunk` worlds."""
        cells = []
        for here, known in self._known.items():
            # Where unknown worlds begin and end.
            edges = np.flatnonzero(np.diff(np.concatenate([[True], known, [True]]).astype(int)))
            for start, stop in zip(edges[::2], edges[1::2], strict=True):
                cuts = [*range(int(start), int(stop), chunk), int(stop)]
                cells += [Cell(self._setup[here], at, to - at) for at, to in pairwise(cuts)]
        return cells

    def columns(self) -> list[Columns]:
        """What was asked for, in the order it was asked."""
        return [
            dict(zip(OUTCOMES, self.found[self.address[setup]][:, : setup.run.worlds], strict=True))
            for setup in self._asked
        ]


def _result(
    future: Future[NDArray[np.float64]], cell: Cell, failures: dict[Cell, int]
) -> NDArray[np.float64] | None:
    """What a cell gave; None where its worker died and it is to be run again."""
    try:
        return future.result()
    except (UserError, Stopped):
        raise
    except Exception as error:
        failures[cell] = failures.get(cell, 0) + 1
        if failures[cell] < TRIES:
            return None
        last = cell.first + cell.worlds - 1
        why = " ".join(f"{type(error).__name__}: {error}".split())
        raise CellError(
            f"worlds {cell.first} to {last} (seed {cell.setup.run.seed}) failed {TRIES} times: "
            f"{why}"
        ) from error
