import time

import numpy as np
import pytest

from simulation.ensemble import Ensemble, simulate
from simulation.errors import UserError
from simulation.parameters import Parameters, Run, changed
from ui.background import runs as jobs
from ui.background import task as beside

LONG = Run(worlds=100_000, seed=7)


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "STORE", jobs.Store())


def until(condition: object, seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def test_a_job_gives_what_a_plain_run_gives_and_keeps_it_for_the_next() -> None:
    run = Run(worlds=60, days=7)
    job = jobs.Job(Parameters(), run)
    job.wait(30)
    assert job.over
    assert job.result is not None
    expected = simulate(Parameters(), run)
    assert np.array_equal(job.result.tallies, expected.tallies)
    assert job.result.run == run
    again = jobs.Job(Parameters(), run)
    assert again.over
    assert again.result is not None
    assert np.shares_memory(again.result.tallies, job.result.tallies)


def test_no_world_is_run_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[range] = []

    def counted(parameters: Parameters, run: Run, *, first: int = 0, **more: object) -> Ensemble:
        asked.append(range(first, first + run.worlds))
        return simulate(parameters, run, first=first, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(jobs, "simulate", counted)
    monkeypatch.setattr(jobs, "QUICK", 0.0)  # growing steps only
    for worlds in (30, 100, 20, 100):
        run = Run(worlds=worlds, days=2)
        job = jobs.Job(Parameters(), run)
        job.wait(30)
        assert job.result is not None
        assert job.result.run == run
        expected = simulate(Parameters(), run)
        assert np.array_equal(job.result.tallies, expected.tallies)
        assert np.array_equal(job.result.posts, expected.posts)
    assert len(asked) > 3
    assert [number for part in asked for number in part] == list(range(100))


def test_first_worlds_come_in_long_before_the_last_and_a_stop_keeps_them() -> None:
    job = jobs.Job(Parameters(), LONG)
    until(lambda: job.result is not None)
    assert not job.over
    assert job.left() is not None
    job.stop()
    assert job.over
    assert job.stopped
    assert job.result is not None
    assert job.result.run.worlds < LONG.worlds
    job._over.wait(30)  # the thread ends too
    assert job._over.is_set()
    again = jobs.Job(Parameters(), LONG)
    assert again.worlds >= job.result.run.worlds  # goes on where it was stopped
    again.stop()


def test_a_job_nobody_looks_at_ends_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "FORSAKEN", 0.0)
    job = jobs.Job(Parameters(), LONG)
    assert job._over.wait(30)
    assert job.stopped


def test_a_mistake_of_the_user_is_kept_for_the_page_to_show() -> None:
    huge = changed(Parameters(), {"network.population": 100_000_000})
    job = jobs.Job(huge, Run(worlds=2, memory=0.05))
    job.wait(30)
    assert isinstance(job.failure, UserError)
    assert "memory" in str(job.failure)


def test_the_store_throws_out_what_was_longest_not_asked_for() -> None:
    result = simulate(Parameters(), Run(worlds=2, days=1))
    store = jobs.Store(entries=2)
    store.put("one", result)
    store.put("two", result)
    assert store.get("one") is result
    store.put("three", result)
    assert store.get("two") is None
    assert store.get("one") is result
    small = jobs.Store(size=store.size() // 2)
    small.put("one", result)
    small.put("two", result)
    assert small.get("one") is None
    assert small.get("two") is result
