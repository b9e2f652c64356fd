"""Ensembles: many replicates of one scenario, on threads, the same on any number of them."""

import math
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue

import numpy as np
from numpy.typing import NDArray

from simulation.clocks import Live, Swift
from simulation.compiling import VERSION
from simulation.network.tables import Table
from simulation.parameters import Parameters, Run
from simulation.uploads import load
from simulation.world import Plan, World, needed_bytes, plan
from simulation.world.state import POST, TALLY

Progress = Callable[[int, int], None]
Work = Callable[[range], None]
_MOMENT = 0.05  # seconds


class Stopped(Exception):  # noqa: N818 - not an error: it was asked for
    """The run was asked to stop before it was done."""


@dataclass(frozen=True, eq=False)
class Ensemble:
    """The outcome of every replicate of one scenario.

    tallies: TALLY[worlds] in order of their numbers, of which `first` is the first. posts:
    POST[worlds, posts published]. parameters and run are the inputs; version is the model's.
    """

    parameters: Parameters
    run: Run
    tallies: NDArray[np.void]
    posts: NDArray[np.void]
    version: str
    first: int = 0


def table_of(parameters: Parameters) -> Table | None:
    """The table network a scenario asks for, read from its file; None for a synthetic one."""
    return load(parameters.network.table) if parameters.network.kind == "table" else None


def simulate(
    parameters: Parameters,
    run: Run,
    *,
    first: int = 0,
    table: Table | None = None,
    on_progress: Progress | None = None,
    stop: threading.Event | None = None,
    threads: int | None = None,
) -> Ensemble:
    """Run `run.worlds` replicates of a scenario, numbered from `first` on.

    `on_progress(done, total)` is called from the calling thread. Raises UserError for what cannot
    be run and Stopped when `stop` is set before the end.
    """
    if parameters.network.kind == "table" and table is None:
        table = table_of(parameters)
    made, net = plan(parameters, run, table)
    tallies = np.zeros(run.worlds, TALLY)
    posts = np.zeros((run.worlds, max(int(made.published), 1)), POST)

    def worker() -> Work:
        swift = Swift(made, net)

        def some(numbers: range) -> None:
            rows = slice(numbers.start, numbers.stop)
            swift.run_many(run.seed, first + numbers.start, tallies[rows], posts[rows])

        return some

    def live(numbers: range) -> None:
        for number in numbers:
            world = Live(made, net, run.seed, first + number, logging=False).run()
            tallies[number], posts[number] = world.tally, world.posts

    # Under the live clock the interpreter's lock lets only one replicate run at a time.
    if run.clock == "live":
        each_world(lambda: live, run.worlds, 1, on_progress, stop)
    else:
        each_world(worker, run.worlds, workers_for(made, run, threads), on_progress, stop)
    return Ensemble(parameters, run, tallies, posts[:, : int(made.published)], VERSION, first)


def simulate_a_while(
    parameters: Parameters,
    run: Run,
    *,
    first: int,
    seconds: float,
    table: Table | None = None,
    stop: threading.Event | None = None,
) -> Ensemble:
    """Run replicates from `first` on, in this thread, until `run.worlds` are done or time is up.

    At least one is done; `run.worlds` of the result counts them. Same errors as `simulate`.
    """
    made, net = plan(parameters, run, table)
    swift = Swift(made, net)
    tallies = np.zeros(run.worlds, TALLY)
    posts = np.zeros((run.worlds, max(int(made.published), 1)), POST)

    def some(numbers: range) -> None:
        rows = slice(numbers.start, numbers.stop)
        swift.run_many(run.seed, first + numbers.start, tallies[rows], posts[rows])

    done = _in_steps(some, range(run.worlds), stop or threading.Event(), seconds)
    kept, part = posts[:done, : int(made.published)], run.model_copy(update={"worlds": done})
    return Ensemble(parameters, part, tallies[:done], kept, VERSION, first)


def one_world(
    parameters: Parameters, run: Run, number: int, *, table: Table | None = None
) -> World:
    """Replicate `number` of a scenario with the log of all that happened in it, on the run's clock.

    Raises UserError for what cannot be run.
    """
    if parameters.network.kind == "table" and table is None:
        table = table_of(parameters)
    made, net = plan(parameters, run, table)
    if run.clock == "live":
        return Live(made, net, run.seed, number).run()
    return Swift(made, net, logging=True).run(run.seed, number)


def each_world(
    worker: Callable[[], Work],
    worlds: int,
    workers: int,
    on_progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Run replicates 0, 1, ... on threads; `worker` makes the function with which a thread does so.

    Raises Stopped when `stop` is set before the end.
    """
    halt = stop or threading.Event()
    idle: SimpleQueue[Work] = SimpleQueue()
    for _ in range(workers):
        idle.put(worker())

    def chunk(numbers: range) -> int:
        some = idle.get()
        try:
            _in_steps(some, numbers, halt)
        finally:
            idle.put(some)
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


def _in_steps(some: Work, numbers: range, halt: threading.Event, seconds: float = math.inf) -> int:
    """Run these replicates, as many at once as take a moment, looking for a halt in between.

    Ends early when the time is up. Returns the number that are done.
    """
    at, step = numbers.start, 1
    over = time.perf_counter() + seconds
    while at < numbers.stop:
        if halt.is_set():
            raise Stopped
        began = time.perf_counter()
        upto = min(at + step, numbers.stop)
        some(range(at, upto))
        now = time.perf_counter()
        each, at = (now - began) / (upto - at), upto
        if now > over:
            break
        step = max(1, int(_MOMENT / max(each, 1e-9)))
    return at - numbers.start


def processors() -> int:
    """The threads that this process may run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def workers_for(made: Plan, run: Run, threads: int | None = None) -> int:
    """`threads`, by default one a processor, as far as replicates and memory go round."""
    room = int(run.memory * 1e9 // max(needed_bytes(made), 1))
    return max(1, min(threads or processors(), run.worlds, room))
