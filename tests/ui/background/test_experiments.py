"""Experiments in the background: run on a runner, whose finished runs are kept at a stop."""

import time
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from simulation.experiment import Runner, Setup
from simulation.parameters import Parameters, Run
from ui.background.task import BackgroundTask

pytestmark = [pytest.mark.compiled, pytest.mark.usefixtures("own_store")]

SHORT = Setup(Parameters(), Run(worlds=30))
LONG = Setup(Parameters(), Run(worlds=100_000, seed=7))


def until(condition: Callable[[], object], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def reached(runner: Runner, setup: Setup) -> int:
    return len(runner.measure([setup])[0]["reach"])


def _page() -> None:
    import streamlit as st

    from tests.ui.background import test_experiments as here
    from ui.background import experiments

    setup = here.LONG if "long" in st.session_state else here.SHORT
    found = experiments.result_of("here", setup, lambda runner, _: here.reached(runner, setup))
    st.write(f"result: {found}")


def page(*, long: bool = False) -> AppTest:
    at = AppTest.from_function(_page, default_timeout=60)
    if long:
        at.session_state["long"] = True
    return at.run()


def task_of(at: AppTest) -> BackgroundTask[int]:
    found: BackgroundTask[int] = at.session_state["tasks"]["here"]
    return found


def test_an_experiment_gives_its_result_and_how_far_it_has_come() -> None:
    at = page()
    assert not at.exception
    assert at.markdown[0].value == "result: 30"
    done = task_of(at).progress
    assert done is not None
    assert done.done == done.total == 30


@pytest.mark.usefixtures("impatient")
def test_a_stop_keeps_what_is_done_for_the_next() -> None:
    first = task_of(page(long=True))
    until(lambda: first.progress and first.progress.done > 0)
    first.stop()
    assert first._ended.wait(30)
    assert first.result is None
    again = task_of(page(long=True))
    until(lambda: again.progress)
    assert again.progress
    assert again.progress.total < LONG.run.worlds
    again.stop()
