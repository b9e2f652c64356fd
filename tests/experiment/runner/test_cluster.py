"""A real cluster of two workers on this machine: the same results, also when a worker dies."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from distributed import LocalCluster

from simulation.errors import UserError
from simulation.experiment import Columns, Progress, Setup
from simulation.experiment.runner.runner import open_runner
from simulation.outcomes import OUTCOMES
from simulation.parameters import Parameters, Run
from tests.experiment.setups import setup

SETUPS = [setup({"followers.fans.size": 100 + number}, worlds=30) for number in range(6)]
MAIN = sys.modules["__main__"]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    sys.modules["__main__"] = MAIN  # workers begin by importing it; tests of pages put theirs there
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50
    ) as made:
        yield made


@pytest.fixture(scope="module")
def expected() -> list[Columns]:
    with open_runner(threads=1) as one:
        return one.measure(SETUPS)


def same(one: list[Columns], other: list[Columns]) -> bool:
    return all(
        np.array_equal(a[name], b[name], equal_nan=True)
        for a, b in zip(one, other, strict=True)
        for name in OUTCOMES
    )


@pytest.mark.compiled
def test_a_cluster_gives_the_same_worlds(cluster: Any, expected: list[Columns]) -> None:
    with open_runner(cluster=cluster.scheduler_address, chunk=10) as one:
        assert one.pool.workers == 2
        assert same(one.measure(SETUPS), expected)


@pytest.mark.compiled
def test_a_real_network_travels_to_the_workers(cluster: Any) -> None:
    congress = Parameters.model_validate({"network": {"kind": "table", "table": "congress"}})
    asked = [Setup(congress, Run(worlds=6, days=3.0))]
    with open_runner(cluster=cluster.scheduler_address) as one, open_runner() as here:
        assert same(one.measure(asked), here.measure(asked))


@pytest.mark.compiled
def test_a_killed_worker_changes_nothing(cluster: Any, expected: list[Columns]) -> None:
    killed = threading.Event()

    def told(progress: Progress) -> None:
        if progress.done and not killed.is_set():
            killed.set()
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

    with open_runner(cluster=cluster.scheduler_address, chunk=1, on_progress=told) as one:
        assert same(one.measure(SETUPS), expected)
    assert killed.is_set()
    deadline = time.monotonic() + 30  # the nanny starts another
    while len(cluster.scheduler.workers) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)


def test_no_scheduler_is_a_users_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulation.experiment.runner.executors.WAIT", 1)
    with (
        pytest.raises(UserError, match="no Dask scheduler answers there"),
        open_runner(cluster="tcp://127.0.0.1:9"),
    ):
        pass
