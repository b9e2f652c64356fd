"""Runs in the background: the same ensemble as a plain run, growing, none of it run twice."""

import time
from collections.abc import Callable

import numpy as np
import pytest

from simulation.ensemble import Ensemble, simulate
from simulation.errors import UserError
from simulation.parameters import Parameters, Run, changed
from ui.background import runs
from ui.background.task import BackgroundTask

LONG = Run(worlds=100_000, seed=7)


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "CACHE", runs.EnsembleCache())


def begun(run: Run, parameters: Parameters | None = None) -> BackgroundTask[Ensemble]:
    scenario = parameters or Parameters()
    return BackgroundTask("key", lambda task: runs.ensemble_of(scenario, run, task))


def finished(run: Run, parameters: Parameters | None = None) -> BackgroundTask[Ensemble]:
    task = begun(run, parameters)
    task.wait(30)
    assert task.over
    return task


def until(condition: Callable[[], object], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def test_a_task_gives_what_a_plain_run_gives_and_keeps_it_for_the_next() -> None:
    run = Run(worlds=60, days=7)
    first, again = finished(run).result, finished(run).result
    assert first is not None
    assert again is not None
    assert np.array_equal(first.tallies, simulate(Parameters(), run).tallies)
    assert first.run == run
    assert np.shares_memory(again.tallies, first.tallies)


def test_no_replicate_is_run_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[range] = []

    def counted(parameters: Parameters, run: Run, *, first: int = 0, **more: object) -> Ensemble:
        asked.append(range(first, first + run.worlds))
        return simulate(parameters, run, first=first, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(runs, "simulate", counted)
    monkeypatch.setattr(runs, "QUICK", 0.0)  # growing steps only
    for worlds in (30, 100, 20, 100):
        run = Run(worlds=worlds, days=2)
        found = finished(run).result
        assert found is not None
        assert found.run == run
        expected = simulate(Parameters(), run)
        assert np.array_equal(found.tallies, expected.tallies)
        assert np.array_equal(found.posts, expected.posts)
    assert len(asked) > 3
    assert [number for part in asked for number in part] == list(range(100))


def test_first_results_come_in_long_before_the_last_and_a_stop_keeps_them() -> None:
    task = begun(LONG)
    until(lambda: task.result is not None)
    assert not task.over
    assert task.progress is not None
    assert task.progress.left is not None
    task.stop()
    assert task._ended.wait(30)  # the thread ends too
    assert task.stopped
    assert task.result is not None
    assert task.result.run.worlds < LONG.worlds
    again = begun(LONG)
    until(lambda: again.result is not None)
    assert again.result is not None
    assert again.result.run.worlds >= task.result.run.worlds  # goes on where it was stopped
    again.stop()


def test_a_mistake_of_the_user_is_kept_for_the_page_to_show() -> None:
    huge = changed(Parameters(), {"network.population": 100_000_000})
    failure = finished(Run(worlds=2, memory=0.05), huge).failure
    assert isinstance(failure, UserError)
    assert "memory" in str(failure)


def test_the_cache_throws_out_what_was_longest_not_asked_for() -> None:
    result = simulate(Parameters(), Run(worlds=2, days=1))
    cache = runs.EnsembleCache(entries=2)
    cache.put("one", result)
    cache.put("two", result)
    assert cache.get("one") is result
    cache.put("three", result)
    assert cache.get("two") is None
    assert cache.get("one") is result
    small = runs.EnsembleCache(size=cache.size() // 2)
    small.put("one", result)
    small.put("two", result)
    assert small.get("one") is None
    assert small.get("two") is result
