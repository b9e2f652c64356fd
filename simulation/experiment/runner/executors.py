"""Worker pools: cells are run on threads here, or on a Dask cluster, by one setting.

The compiled clock holds no lock, so here threads are best. Both are used through the interface of
concurrent.futures, so that everything above is the same code.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from simulation.compiling import MODEL
from simulation.ensemble import processors
from simulation.errors import UserError
from simulation.experiment.runner.cells import Cell, Rows, run_cell
from simulation.network.tables import Table

WAIT = 10  # seconds for a cluster to answer
SECONDS = 1.0  # that a cell may take: progress and a stop are never further away


@dataclass(frozen=True)
class WorkerPool:
    """Somewhere to run cells. workers: how many run at once. client: of Dask, or None."""

    executor: Executor
    workers: int
    client: Any = None

    def table(self, table: Table | None) -> Any:
        """The table as cells are given it: sent to every worker of a cluster once."""
        return self.client.scatter(table, broadcast=True) if self.client and table else table

    def start(self, cell: Cell, table: Any, stop: threading.Event) -> Future[Rows]:
        """Begin a cell. `table` is what `WorkerPool.table` gave."""
        if self.client:  # an event does not travel; a cell is over soon
            return self.executor.submit(run_cell, cell, SECONDS, table, MODEL)
        return self.executor.submit(run_cell, cell, SECONDS, table, MODEL, stop)


@contextmanager
def local(threads: int | None = None) -> Iterator[WorkerPool]:
    """Threads of this process, by default one a processor."""
    workers = threads or processors()
    with ThreadPoolExecutor(workers, thread_name_prefix="cells") as pool:
        yield WorkerPool(pool, workers)


@contextmanager
def cluster(address: str) -> Iterator[WorkerPool]:
    """The workers of the Dask scheduler at that address. Raises UserError.

    The workers need this version of Grapevine and the package `distributed`.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise UserError(
            f"cluster = {address!r}: needs the package distributed; "
            "install it with: pip install --group cluster"
        ) from None
    try:
        client = distributed.Client(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        why = " ".join(str(error).split()) or type(error).__name__
        raise UserError(f"cluster = {address!r}: no Dask scheduler answers there: {why}") from None
    try:
        workers = sum(client.nthreads().values())
        if not workers:
            raise UserError(f"cluster = {address!r}: the scheduler has no workers")
        # Not pure: a cell that is run again must not be answered with how it failed.
        yield WorkerPool(client.get_executor(pure=False), workers, client)
    finally:
        client.close()
