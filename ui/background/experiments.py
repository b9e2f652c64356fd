"""Experiments in the background: what a page asks a runner for.

All visitors share the processors and the store of finished runs, so that nobody waits for what
anybody has waited for already, and a stopped experiment goes on where it was.
"""

import os
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from typing import TypeVar

from simulation.errors import UserError
from simulation.experiment import ResultStore, Runner, default_path
from simulation.experiment.runner.executors import WorkerPool, cluster, local
from ui.background import progress
from ui.background.progress import stop_others as stop_others
from ui.background.task import BackgroundTask

T = TypeVar("T")
Show = Callable[[T], None]

OPEN = ExitStack()  # what stays open as long as the server runs


def result_of(place: str, key: object, work: Callable[[Runner, Show[T]], T]) -> T | None:
    """The result of an experiment, or what there is of it so far, below its progress.

    place: where on the pages, one experiment each. key: what the result depends on; another one
    ends the experiment before. work: given a runner and a function that takes partial results.
    """

    def run(task: BackgroundTask[T]) -> T:
        return work(Runner(_pool(), _store(), task.report, task.halt), task.show)

    return progress.result_of(place, key, run)


@cache
def _pool() -> WorkerPool:
    """The processors for all experiments; GRAPEVINE_CLUSTER names a Dask scheduler instead."""
    address = os.environ.get("GRAPEVINE_CLUSTER", "")
    return OPEN.enter_context(cluster(address) if address else local())


@cache
def _store() -> ResultStore | None:
    """The finished runs of all visitors; None where nothing can be kept."""
    try:
        return ResultStore(default_path())
    except UserError:
        return None
