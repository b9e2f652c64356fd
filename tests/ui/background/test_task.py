"""A background task: its result, its end, its failure, and its end when nobody looks at it."""

import threading

import pytest

from simulation.ensemble import Stopped
from simulation.errors import UserError
from simulation.experiment import Progress
from ui.background import task as tasks
from ui.background.task import BackgroundTask


def endless(task: BackgroundTask[int]) -> int:
    """Work that ends at a halt only."""
    task.show(1)
    while not task.halt.wait(0.01):
        task.report(Progress(1, 2, 0, None, None))
    raise Stopped


def test_a_task_gives_its_result() -> None:
    task = BackgroundTask("key", lambda _: 30)
    task.wait(30)
    assert (task.over, task.stopped, task.failure, task.result) == (True, False, None, 30)


def test_a_stopped_task_is_over_at_once_and_keeps_what_it_has_shown() -> None:
    shown = threading.Event()

    def work(task: BackgroundTask[int]) -> int:
        task.show(1)
        shown.set()
        return endless(task)

    task = BackgroundTask("key", work)
    assert shown.wait(30)
    assert not task.over
    task.stop()
    assert task.over
    assert task.stopped
    assert task._ended.wait(30)  # the thread ends too
    assert task.result == 1
    assert task.failure is None


def test_a_task_that_is_over_cannot_be_stopped() -> None:
    task = BackgroundTask("key", lambda _: 30)
    task.wait(30)
    task.stop()
    assert not task.stopped


def test_a_failure_is_kept_for_the_page_to_show() -> None:
    def work(_: BackgroundTask[int]) -> int:
        raise UserError("no")

    task = BackgroundTask("key", work)
    task.wait(30)
    assert task.over
    assert isinstance(task.failure, UserError)


def test_a_task_that_nobody_looks_at_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "ABANDONED", 0.0)
    task = BackgroundTask("key", endless)
    assert task._ended.wait(30)
    assert task.stopped
    assert task.abandoned
