"""One scenario, many worlds: run on threads, the same on any number of them."""

import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.clocks import Live, Swift
from simulation.compiling import VERSION
from simulation.network.tables import Table, load
from simulation.parameters import Parameters, Run
from simulation.world import needed_bytes, plan
from simulation.world.state import POST, TALLY

Progress = Callable[[int, int], None]


class Stopped(Exception):
    """The run was asked to stop before it was done."""


@dataclass(frozen=True, eq=False)
class Ensemble:
    """What happened in every world of one scenario.

    tallies: TALLY[worlds] in order of the world's number. posts: POST[worlds, posts published].
    parameters and run are what made them; version is the model's.
    """

    parameters: Parameters
    run: Run
    tallies: NDArray[np.void]
    posts: NDArray[np.void]
    version: str


def table_of(parameters: Parameters) -> Table | None:
    """The table network a scenario asks for, read from its file; None for a synthetic one."""
    return load(parameters.network.table) if parameters.network.kind == "table" else None


def simulate(
    parameters: Parameters,
    run: Run,
    *,
    table: Table | None = None,
    on_progress: Progress | None = None,
    stop: threading.Event | None = None,
    threads: int | None = None,
) -> Ensemble:
    """Run `run.worlds` worlds of a scenario.

    `on_progress(done, total)` is called from the calling thread. Raises UserError for what cannot
    be run and Stopped when `stop` is set before the end.
    """
    if parameters.network.kind == "table" and table is None:
        table = table_of(parameters)
    made, net = plan(parameters, run, table)
    total = run.worlds
    tallies = np.zeros(total, TALLY)
    posts = np.zeros((total, max(int(made.posts), 1)), POST)
    halt = stop or threading.Event()

    if run.clock == "live":
        for number in range(total):
            if halt.is_set():
                raise Stopped
            live = Live(made, net, run.seed, number, logging=False)
            world = live.run()
            tallies[number], posts[number] = world.tally, world.posts
            if on_progress:
                on_progress(number + 1, total)
    else:
        workers = threads or _threads(made, run, total)
        clocks: SimpleQueue[Swift] = SimpleQueue()

        def chunk(numbers: range) -> int:
            clock = clocks.get()
            try:
                for number in numbers:
                    if halt.is_set():
                        raise Stopped
                    world = clock.run(run.seed, number)
                    tallies[number], posts[number] = world.tally, world.posts
            finally:
                clocks.put(clock)
            return len(numbers)

        for _ in range(workers):
            clocks.put(Swift(made, net))
        size = max(1, min(25, total // (2 * workers)))
        chunks = [range(start, min(start + size, total)) for start in range(0, total, size)]
        _gather(chunk, chunks, workers, total, halt, on_progress)
    return Ensemble(parameters, run, tallies, posts[:, : int(made.posts)], VERSION)


def _gather(
    work: Callable[[range], int],
    chunks: Iterable[range],
    workers: int,
    total: int,
    halt: threading.Event,
    on_progress: Progress | None,
) -> None:
    done = 0
    pool = ThreadPoolExecutor(workers, thread_name_prefix="worlds")
    try:
        for count in pool.map(work, chunks):
            done += count
            if on_progress:
                on_progress(done, total)
    except BaseException:
        halt.set()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _threads(made: Any, run: Run, total: int) -> int:
    """As many as there are processors, worlds, and room in the memory allowed."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    room = int(run.memory * 1e9 // max(needed_bytes(made), 1))
    return max(1, min(processors or 1, total, room))
