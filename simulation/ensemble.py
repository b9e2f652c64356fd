"""One scenario, many worlds: run on threads, the same on any number of them."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.clocks import Live, Swift
from simulation.compiling import VERSION
from simulation.network.tables import Table, load
from simulation.parameters import Parameters, Run
from simulation.world import World, needed_bytes, plan
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
    tallies = np.zeros(run.worlds, TALLY)
    posts = np.zeros((run.worlds, max(int(made.posts), 1)), POST)

    def worker() -> Callable[[int], None]:
        clock = partial(Swift(made, net).run, run.seed) if run.clock == "swift" else live

        def one(number: int) -> None:
            world = clock(number)
            tallies[number], posts[number] = world.tally, world.posts

        return one

    def live(number: int) -> World:
        return Live(made, net, run.seed, number, logging=False).run()

    # Under the live clock the interpreter's lock lets only one world run at a time.
    workers = workers_for(made, run, threads) if run.clock == "swift" else 1
    each_world(worker, run.worlds, workers, on_progress, stop)
    return Ensemble(parameters, run, tallies, posts[:, : int(made.posts)], VERSION)


def each_world(
    worker: Callable[[], Callable[[int], None]],
    worlds: int,
    workers: int,
    on_progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Do worlds 0, 1, ... on threads, each of which asks `worker` once for what does a world.

    Raises Stopped when `stop` is set before the end.
    """
    halt = stop or threading.Event()
    idle: SimpleQueue[Callable[[int], None]] = SimpleQueue()
    for _ in range(workers):
        idle.put(worker())

    def chunk(numbers: range) -> int:
        one = idle.get()
        try:
            for number in numbers:
                if halt.is_set():
                    raise Stopped
                one(number)
        finally:
            idle.put(one)
        return len(numbers)

    size = max(1, min(25, worlds // (2 * workers)))
    chunks = [range(start, min(start + size, worlds)) for start in range(0, worlds, size)]
    done = 0
    pool = ThreadPoolExecutor(workers, thread_name_prefix="worlds")
    try:
        for count in pool.map(chunk, chunks):
            done += count
            if on_progress:
                on_progress(done, worlds)
    except BaseException:
        halt.set()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def workers_for(made: Any, run: Run, threads: int | None = None) -> int:
    """`threads`, or as many as there are processors, if there are worlds and memory for them."""
    processors = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    )
    room = int(run.memory * 1e9 // max(needed_bytes(made), 1))
    return max(1, min(threads or processors or 1, run.worlds, room))
