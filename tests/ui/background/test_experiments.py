"""Experiments in the background: begun once, replaced, stopped, gone on with, failing."""

import threading
import time

import pytest
from streamlit.testing.v1 import AppTest

from simulation.errors import UserError
from simulation.experiment import Runner, Setup
from simulation.parameters import Parameters, Run
from ui.background import task as beside
from ui.background.experiments import Errand, Show

LONG = Setup(Parameters(), Run(worlds=100_000, seed=7))


pytestmark = pytest.mark.usefixtures("own_store")


def until(condition: object, seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def long(runner: Runner, _: object = None) -> int:
    return len(runner.measure([LONG])[0]["reach"])


def test_an_errand_gives_its_result_and_how_far_it_has_come() -> None:
    errand = Errand(
        "key",
        lambda runner, _: len(runner.measure([Setup(Parameters(), Run(worlds=30))])[0]["reach"]),
    )
    errand.wait(30)
    assert errand.over
    assert errand.result == 30
    assert errand.progress is not None
    assert errand.progress.done == errand.progress.total == 30


def test_a_stop_keeps_what_is_done_for_the_next() -> None:
    errand = Errand("key", long)
    until(lambda: errand.progress and errand.progress.done > 0)
    errand.stop()
    assert errand.over
    assert errand.stopped
    errand._over.wait(30)
    assert errand.result is None
    again = Errand("key", long)
    until(lambda: again.progress and again.progress.kept > 0)
    again.stop()


def test_an_errand_that_nobody_looks_at_ends_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "FORSAKEN", 0.0)
    errand = Errand("key", long)
    assert errand._over.wait(30)
    assert errand.stopped


def _page() -> None:
    import streamlit as st

    from tests.ui.background import test_experiments
    from ui.background import experiments as shown

    found = shown.asked(
        "here", st.session_state["wish"], test_experiments.WORK[st.session_state["wish"]]
    )
    st.write(f"result: {found}")


GATE = threading.Event()


def _gated(_: Runner, show: Show[str]) -> str:
    show("a part")
    GATE.wait(30)
    return "late"


def _mistake(*_: object) -> str:
    raise UserError("network.population = 3 is not legal")


WORK = {"quick": lambda *_: "at once", "gated": _gated, "long": long, "mistake": _mistake}


def page(wish: str) -> AppTest:
    at = AppTest.from_function(_page, default_timeout=60)
    at.session_state["wish"] = wish
    return at.run()


def texts(at: AppTest) -> str:
    return " ".join(each.value for each in [*at.markdown, *at.warning, *at.error])


def test_a_quick_result_is_there_at_once() -> None:
    at = page("quick")
    assert not at.exception
    assert "result: at once" in texts(at)
    assert not at.button


def test_a_long_one_can_be_stopped_and_gone_on_with() -> None:
    at = page("long")
    assert "result: None" in texts(at)
    at.button(key="stop-here").click().run()
    assert "Stopped" in texts(at)
    at.button(key="go-on-here").click().run()
    assert at.button(key="stop-here")
    at.session_state["wish"] = "quick"  # another wish ends the one before
    before = at.session_state["errands"]["here"]
    at.run()
    assert before.stopped
    assert "result: at once" in texts(at)


def _turned() -> None:
    from ui.background import experiments as shown

    shown.leave("here", "here-too")


def test_who_turns_to_another_of_a_kind_waits_for_that_alone() -> None:
    at = AppTest.from_function(_turned, default_timeout=60)
    places = ("here", "here-too", "there")
    begun = {place: Errand("key", long) for place in places}
    begun["here-done"] = Errand("key", lambda *_: 1)
    until(lambda: begun["here-done"].over)
    at.session_state["errands"] = dict(begun)
    at.run()
    assert not at.exception
    assert begun["here"].stopped
    assert set(at.session_state["errands"]) == {"here-too", "there", "here-done"}
    for place in places:
        begun[place].stop()


def test_a_late_one_is_not_begun_twice() -> None:
    GATE.clear()
    at = page("gated")
    assert "result: a part" in texts(at)
    first = at.session_state["errands"]["here"]
    GATE.set()
    until(lambda: first.over)
    at.run()
    assert at.session_state["errands"]["here"] is first
    assert "result: late" in texts(at)


def test_a_users_mistake_is_told_in_the_words_of_the_page() -> None:
    at = page("mistake")
    assert "Accounts simulated" in texts(at)
