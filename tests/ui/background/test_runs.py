"""Runs in the background: the same ensemble as a plain run, growing, none of it run twice."""

import time
from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from simulation.ensemble import Ensemble, simulate
from simulation.errors import UserError
from simulation.experiment import Progress, ResultMemory, Runner, Setup
from simulation.parameters import Parameters, Run, changed
from ui.background import experiments, runs
from ui.background.task import BackgroundTask

pytestmark = pytest.mark.compiled

LONG = Run(worlds=100_000, seed=7)


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(experiments, "MEMORY", ResultMemory())


def begun(run: Run, parameters: Parameters | None = None) -> BackgroundTask[Ensemble]:
    setup = Setup(parameters or Parameters(), run)
    return BackgroundTask("key", lambda task: runs._ensemble(setup, task))


def finished(run: Run, parameters: Parameters | None = None) -> BackgroundTask[Ensemble]:
    task = begun(run, parameters)
    task.wait(60)
    assert task.over
    return task


def until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def test_a_task_gives_what_a_plain_run_gives() -> None:
    run = Run(worlds=60, days=7)
    found, expected = finished(run).result, simulate(Parameters(), run)
    assert found is not None
    assert np.array_equal(found.tallies, expected.tallies)
    assert np.array_equal(found.posts, expected.posts)
    assert (found.run, found.version) == (run, expected.version)


def test_no_replicate_is_run_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    def runner_of(*args: object, **more: object) -> Runner:
        runner = real(*args, **more)  # type: ignore[arg-type]
        runners.append(runner)
        return runner

    real, runners = experiments.runner_of, list[Runner]()
    monkeypatch.setattr(experiments, "runner_of", runner_of)
    for worlds in (30, 100, 20, 100):
        task = finished(Run(worlds=worlds, days=2))
        assert task.result is not None
        assert task.result.run.worlds == worlds
        assert task.progress is not None
        assert task.progress.done == task.progress.total == worlds
    assert [runner._total for runner in runners] == [30, 70, 0, 0]


def test_first_results_come_in_long_before_the_last_and_a_stop_keeps_them() -> None:
    task = begun(LONG)
    until(lambda: task.result is not None)
    assert not task.over
    task.stop()
    assert task._ended.wait(60)  # the thread ends too
    assert task.stopped
    assert task.result is not None
    assert task.result.run.worlds < LONG.worlds
    again = begun(LONG)
    until(lambda: again.result is not None)
    assert again.result is not None
    assert again.result.run.worlds >= task.result.run.worlds  # goes on where it was stopped
    again.stop()


def test_a_partial_result_is_drawn_anew_once_it_has_grown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(experiments, "BEAT", 0.0)
    with experiments.local(1) as pool:
        runner, shown = Runner(pool), list[int]()
        experiments.showing(runner, shown.append, growth=2.0)(lambda: 1)
        assert runner.on_progress is not None
        for done in (0, 5, 9, 10, 11, 30):
            before = len(shown)
            runner.on_progress(Progress(done, 100, 0, None, None))
            assert (len(shown) > before) == (done in (5, 11, 30)), done
        runner.on_progress(Progress(100, 100, 0, None, None))
        assert len(shown) == 4
        assert runner.on_progress is None  # what is asked for next shows other results


def test_a_mistake_of_the_user_is_kept_for_the_page_to_show() -> None:
    huge = changed(Parameters(), {"network.population": 100_000_000})
    failure = finished(Run(worlds=2, memory=0.05), huge).failure
    assert isinstance(failure, UserError)
    assert "memory" in str(failure)


def _page() -> None:
    import streamlit as st

    from simulation.parameters import Parameters, Run
    from ui.background import runs

    task = runs.begin(Parameters(), Run(worlds=st.session_state["worlds"], days=1.0))
    task.wait(60)


def test_another_run_takes_the_place_of_the_one_before() -> None:
    at = AppTest.from_function(_page, default_timeout=120)
    at.session_state["worlds"] = 20
    first = at.run().session_state["tasks"]["run"]
    assert at.run().session_state["tasks"]["run"] is first
    at.session_state["worlds"] = 30
    second = at.run().session_state["tasks"]["run"]
    assert second is not first
    assert second.result.run.worlds == 30
