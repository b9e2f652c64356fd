"""Tasks of a visit: begun once, replaced, stopped, continued, failing."""

import threading

import pytest
from streamlit.testing.v1 import AppTest

from simulation.ensemble import Stopped
from simulation.errors import illegal_value
from simulation.experiment import Progress
from tests.ui.background.test_task import endless
from ui.background.task import BackgroundTask


def _page() -> None:
    import streamlit as st

    from tests.ui.background import test_progress
    from ui.background import progress

    wish = st.session_state["wish"]
    st.write(f"result: {progress.result_of('here', wish, test_progress.WORK[wish])}")


GATE = threading.Event()


def _gated(task: BackgroundTask[str]) -> str:
    task.show("a part")
    GATE.wait(30)
    return "late"


def _long(task: BackgroundTask[str]) -> str:
    task.report(Progress(3_000, 100_000, 0, 10.0, 130.0))
    task.halt.wait(30)
    raise Stopped


def _mistake(_: object) -> str:
    raise illegal_value("network.population", 3, "larger")


WORK = {"quick": lambda _: "at once", "gated": _gated, "long": _long, "mistake": _mistake}


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


@pytest.mark.usefixtures("impatient")
def test_a_long_task_shows_how_far_it_is_and_can_be_stopped_and_continued() -> None:
    at = page("long")
    assert "result: None" in texts(at)
    (bar,) = at.get("progress")
    assert bar.proto.value == 3
    assert bar.proto.text == "3,000 of 100,000 simulated runs, about 2 minutes to go"
    at.button(key="stop-here").click().run()
    assert "Stopped after 3,000 of 100,000 simulated runs." in texts(at)
    at.button(key="go-on-here").click().run()
    assert at.button(key="stop-here")
    before = at.session_state["tasks"]["here"]
    at.session_state["wish"] = "quick"  # another wish ends the one before
    at.run()
    assert before.stopped
    assert "result: at once" in texts(at)


@pytest.mark.usefixtures("impatient")
def test_a_task_under_way_is_not_begun_twice() -> None:
    GATE.clear()
    at = page("gated")
    assert "result: a part" in texts(at)
    first = at.session_state["tasks"]["here"]
    GATE.set()
    first.wait(30)
    at.run()
    assert at.session_state["tasks"]["here"] is first
    assert "result: late" in texts(at)


def test_a_users_mistake_is_told_in_the_words_of_the_page() -> None:
    at = page("mistake")
    assert "Accounts simulated" in texts(at)
    assert "network" not in texts(at)


def _stopping() -> None:
    from ui.background.progress import stop_others

    stop_others("story-", "story-4b")


def test_unfinished_tasks_of_a_kind_are_stopped_for_another() -> None:
    at = AppTest.from_function(_stopping, default_timeout=60)
    begun = {place: BackgroundTask("key", endless) for place in ("story-1a", "story-4b", "map")}
    done = BackgroundTask("key", lambda _: 1)
    done.wait(30)
    at.session_state["tasks"] = {**begun, "story-1b": done}
    at.run()
    assert not at.exception
    assert [place for place, task in begun.items() if task.stopped] == ["story-1a"]
    assert set(at.session_state["tasks"]) == {"story-4b", "map", "story-1b"}
    for task in begun.values():
        task.stop()
