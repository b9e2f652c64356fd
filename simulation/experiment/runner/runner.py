"""The runner: measures setups in cells, wherever there is room, and never computes one twice.

A replicate depends on its setup and its number alone, so it does not matter in which cell, in what
order or on which machine it was run. Results are looked up in memory, then in the store on disk;
only what neither has is run. Every experiment measures through a runner and needs no cache of its
own.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from simulation.ensemble import Ensemble, Stopped
from simulation.errors import UserError
from simulation.experiment.runner import executors
from simulation.experiment.runner.cells import (
    Block,
    Cell,
    Columns,
    Rows,
    Setup,
    ensemble_of,
    outcome_rows,
)
from simulation.experiment.runner.executors import WorkerPool
from simulation.experiment.runner.memory import ResultMemory
from simulation.experiment.runner.request import Request
from simulation.experiment.runner.store import ResultStore

T = TypeVar("T")

CHUNK = 100  # replicates in a cell at most
FEWEST = 25  # replicates in a cell, where there are as many: a cell has a cost of its own
TRIES = 3  # for a cell whose worker dies
_TICK = 0.1  # seconds between two looks at a stop
_COMMIT = 0.25  # seconds that finished cells wait for others to be kept with

# Given a function that returns, at any time and from any thread, what is known so far.
OnStart = Callable[[Callable[[], T]], None]


class Measurer(Protocol):
    """Anything that measures setups: all an experiment asks of its runner."""

    def measure(
        self, setups: Sequence[Setup], /, *, on_start: OnStart[list[Columns]] | None = None
    ) -> list[Columns]:
        """Every outcome of every setup, name to float64[replicates], in the order asked."""
        ...


class CellError(UserError):
    """A cell whose worker died as often as it was tried; the message says which, and why."""


@dataclass(frozen=True)
class Progress:
    """Progress of a runner, in replicates. rate: replicates a second; left: seconds.

    kept: how many of those done were in the store already. rate and left are None until known; left
    takes into account that some replicates cost more than others. Replicates that were in memory
    are not counted at all.
    """

    done: int
    total: int
    kept: int
    rate: float | None
    left: float | None


@dataclass
class Runner:
    """The means to run experiments.

    pool: where cells are run. store: where results are kept on disk; None keeps none there. stop:
    set it to end the work; what is done is kept. chunk: replicates in a cell at most. memory: where
    results are kept in this process; runners may share one.
    """

    pool: WorkerPool
    store: ResultStore | None = None
    on_progress: Callable[[Progress], None] | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    chunk: int = CHUNK
    memory: ResultMemory = field(default_factory=ResultMemory)
    _done: int = field(default=0, init=False)
    _total: int = field(default=0, init=False)
    _kept: int = field(default=0, init=False)
    _seconds: float = field(default=0.0, init=False)
    _cost_done: float = field(default=0.0, init=False)  # see `expected_cost`
    _cost_left: float = field(default=0.0, init=False)

    def measure(
        self, setups: Sequence[Setup], /, *, on_start: OnStart[list[Columns]] | None = None
    ) -> list[Columns]:
        """Every outcome of every setup, name to float64[replicates], in the order asked.

        Replicate i is number i of its setup; equal setups are run once. on_start: see `OnStart`;
        replicates that are not known yet are NaN. Raises UserError for what cannot be run, Stopped,
        CellError.
        """
        request = Request(setups, detail=False)
        self._fulfil(request, lambda: on_start(request.columns) if on_start else None)
        return request.columns()

    def ensembles(
        self,
        setups: Sequence[Setup],
        /,
        *,
        on_start: OnStart[list[Ensemble | None]] | None = None,
    ) -> list[Ensemble]:
        """Everything counted in every replicate of every setup, in the order asked.

        This is what charts are drawn from: time grids, hops, groups, stages (outcomes/shape.py).
        The same replicates as `measure` gives, whose outcomes are then known too; about 5 kB each,
        so ask for it only where it is needed. on_start: see `OnStart`; the ensembles hold the first
        replicates as far as all are known, None stands for none. Raises as `measure` does.
        """
        request = Request(setups, detail=True)
        self._fulfil(request, lambda: on_start(request.ensembles) if on_start else None)
        return [each for each in request.ensembles() if each is not None]

    def _fulfil(self, request: Request, started: Callable[[], None]) -> None:
        """Look up what is known, run the rest."""
        request.take(self.memory.get(request.addresses()))
        if self.store is not None and (open_ := request.incomplete()):
            found = self.store.get(open_)
            kept = request.take(found)
            self.memory.put(found)
            self._kept += kept
            self._done += kept
            self._total += kept
        missing = request.missing(self.chunk)
        worlds = sum(cell.worlds for cell in missing)
        fair = max(FEWEST, -(-worlds // (2 * self.pool.workers)))  # so that no worker is idle
        if fair < self.chunk:
            missing = request.missing(fair)
        self._total += worlds
        self._cost_left = request.cost(missing)
        started()
        self._tell()
        if missing:
            self._run(request, missing)

    def _run(self, request: Request, missing: Sequence[Cell]) -> None:
        waiting = deque(missing)
        flying: dict[Future[Rows], Cell] = {}
        sent = {name: self.pool.table(table) for name, table in request.tables.items()}
        workers = min(self.pool.workers, request.room)
        fresh, failures = list[Block](), dict[Cell, int]()
        halt = threading.Event()
        began = saved = time.monotonic()
        try:
            while waiting or flying:
                while waiting and len(flying) < 2 * workers:
                    cell = waiting.popleft()
                    table = sent[cell.setup.parameters.network.table]
                    flying[self.pool.start(cell, table, halt)] = cell
                over, _ = wait(flying, timeout=_TICK, return_when=FIRST_COMPLETED)
                if self.stop.is_set():
                    raise Stopped
                for future in over:
                    cell = flying.pop(future)
                    rows = _result(future, cell, failures)
                    if rows is None:
                        waiting.appendleft(cell)
                        continue
                    fresh += _blocks(request, cell, rows)
                    done = len(rows)
                    cost = request.cost([replace(cell, worlds=done)])
                    self._cost_done, self._cost_left = (
                        self._cost_done + cost,
                        self._cost_left - cost,
                    )
                    if done < cell.worlds:  # its time was up
                        rest = Cell(cell.setup, cell.first + done, cell.worlds - done, cell.detail)
                        waiting.appendleft(rest)
                now = time.monotonic()
                if fresh and (now - saved > _COMMIT or not (waiting or flying)):
                    self._keep(request, fresh)
                    fresh, saved = [], now
                    self._seconds += now - began
                    began = now
                    self._tell()
        finally:  # also after Ctrl-C: no cell goes on behind the caller's back
            halt.set()
            for future in flying:
                future.cancel()
            wait(flying)
            self._keep(request, fresh)

    def _keep(self, request: Request, blocks: list[Block]) -> None:
        """Count replicates as done once they are on disk, so that none of them is done again."""
        if self.store is not None and blocks:
            self.store.put(blocks)
        self.memory.put(blocks)
        self._done += request.take(blocks)

    def _tell(self) -> None:
        if self.on_progress is None:
            return
        computed, rate, left = self._done - self._kept, None, None
        if computed and self._seconds > 0:
            rate = computed / self._seconds
            left = self._seconds * max(0.0, self._cost_left) / self._cost_done
        self.on_progress(Progress(self._done, self._total, self._kept, rate, left))


@contextmanager
def open_runner(
    *,
    threads: int | None = None,
    cluster: str = "",
    store: ResultStore | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stop: threading.Event | None = None,
    chunk: int = CHUNK,
    memory: ResultMemory | None = None,
) -> Iterator[Runner]:
    """A runner on threads here or, given the address of a Dask scheduler, on its cluster."""
    place = executors.cluster(cluster) if cluster else executors.local(threads)
    with place as pool:
        yield Runner(
            pool, store, on_progress, stop or threading.Event(), chunk, memory or ResultMemory()
        )


def _blocks(request: Request, cell: Cell, rows: Rows) -> list[Block]:
    """The result of a cell, to be kept: rows in detail together with the outcomes that follow."""
    setup = cell.setup
    found = [Block(request.address(setup, cell.detail), cell.first, rows)]
    if cell.detail:
        outcomes = outcome_rows(ensemble_of(setup, rows, cell.first))
        found.append(Block(request.address(setup, False), cell.first, outcomes))
    return found


def _result(future: Future[Rows], cell: Cell, failures: dict[Cell, int]) -> Rows | None:
    """The result of a cell; None where its worker died and it is to be run again."""
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
            f"runs {cell.first} to {last} (seed {cell.setup.run.seed}) failed {TRIES} times: {why}"
        ) from error
