"""Experiments in the background: all that a page asks a runner for.

All visitors share the processors and the finished runs, in memory and on disk, so that nobody waits
for what anybody has waited for already, and a stopped experiment goes on where it was.
"""

import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from typing import TypeVar

from simulation.errors import UserError
from simulation.experiment import Progress, ResultMemory, ResultStore, Runner, default_path
from simulation.experiment.runner.executors import WorkerPool, cluster, local
from ui.background import progress
from ui.background.progress import stop_others as stop_others
from ui.background.task import BackgroundTask

T = TypeVar("T")
Show = Callable[[T], None]

BEAT = 1.0  # seconds between two partial results of an experiment
MEMORY = ResultMemory()
OPEN = ExitStack()  # what stays open as long as the server runs


def result_of(place: str, key: object, work: Callable[[Runner, Show[T]], T]) -> T | None:
    """The result of an experiment, or what there is of it so far, below its progress.

    place: where on the pages, one experiment each. key: what the result depends on; another one
    ends the experiment before. work: given a runner and a function that takes partial results.
    """
    return progress.result_of(place, key, lambda task: work(runner_of(task), task.show))


def runner_of(task: BackgroundTask[T], *, on_disk: bool = True) -> Runner:
    """A runner that reports to a task and stops with it. on_disk: keeps results there too."""
    store = _store() if on_disk else None
    return Runner(_pool(), store, task.report, task.halt, memory=MEMORY)


def showing(
    runner: Runner, show: Show[T], growth: float = 1.0
) -> Callable[[Callable[[], T]], None]:
    """An `on_start` for a runner that shows partial results until all that was asked for is known.

    growth: how many times as many runs as at the last partial result there are at the next.
    """
    report = runner.on_progress

    def started(known: Callable[[], T]) -> None:
        shown, last = 0, 0.0

        def on_progress(far: Progress) -> None:
            nonlocal shown, last
            if report:
                report(far)
            grown = far.done > growth * shown and time.monotonic() - last > BEAT
            if grown or far.done == far.total:
                show(known())
                shown, last = far.done, time.monotonic()
            if far.done == far.total:
                runner.on_progress = report  # what is asked for next is another matter

        runner.on_progress = on_progress

    return started


@cache
def _pool() -> WorkerPool:
    """The processors for all experiments; GRAPEVINE_CLUSTER names a Dask scheduler instead."""
    address = os.environ.get("GRAPEVINE_CLUSTER", "")
    return OPEN.enter_context(cluster(address) if address else local())


@cache
def _store() -> ResultStore | None:
    """The finished runs of all visitors on disk; None where nothing can be kept."""
    try:
        return ResultStore(default_path())
    except UserError:
        return None
