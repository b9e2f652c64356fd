"""The background tasks of a visit, one for each place on its pages, and how far they are."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from simulation.errors import UserError
from simulation.experiment import Progress
from ui.background.task import BackgroundTask
from ui.text import duration, in_labels, plain

T = TypeVar("T")

PATIENCE = 0.8  # seconds to wait for a result before showing progress instead
TICK = 0.5  # seconds between two looks at a task
TASKS = "tasks"


def begin(place: str, key: object, work: Callable[[BackgroundTask[T]], T]) -> BackgroundTask[T]:
    """The task at a place: the one there if its key is this one, else a new one in its stead.

    One that was abandoned goes on as a new one, which finds the finished runs of the old one.
    """
    tasks = _tasks()
    task: BackgroundTask[T] | None = tasks.get(place)
    if task is None or task.key != key or task.abandoned:
        if task is not None:
            task.stop()
        task = tasks[place] = BackgroundTask(key, work)
    return task


def result_of(place: str, key: object, work: Callable[[BackgroundTask[T]], T]) -> T | None:
    """The result of a task, or what there is of it so far, below its progress or error."""
    task = begin(place, key, work)
    task.wait(PATIENCE)
    found = task.result
    show_progress(place, task)
    if task.failure is not None:
        show_error(task.failure)
    return found


def show_progress(place: str, task: BackgroundTask[T]) -> None:
    """Draw the progress of a task and a way to stop it; of a stopped one a way to go on.

    The page is drawn again when the task is over or has shown more.
    """
    if task.stopped:
        _stopped(place, task)
    elif not task.over:
        _under_way(place, task, task.result)


def show_error(failure: Exception, more: str = "") -> None:
    """Show a user's mistake in the words of the page. Raises any other failure."""
    if not isinstance(failure, UserError):
        raise failure
    st.error(plain(f"{in_labels(failure)} {more}".strip()))


def stop_others(prefix: str, place: str) -> None:
    """Stop the unfinished tasks at other places whose names begin with a prefix."""
    tasks = _tasks()
    for name in [name for name in tasks if name.startswith(prefix) and name != place]:
        if not tasks[name].over:
            tasks.pop(name).stop()


def _under_way(place: str, task: BackgroundTask[T], seen: T | None) -> None:
    @st.fragment(run_every=TICK)
    def look() -> None:
        task.wait(0)
        if task.over or task.result is not seen:
            st.rerun()
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(*_how_far(task.progress))
            st.button("Stop", key=f"stop-{place}", on_click=task.stop)

    look()


def _how_far(progress: Progress | None) -> tuple[float, str]:
    if progress is None or not progress.total:
        return 0.0, "Getting ready"
    text = f"{progress.done:,} of {progress.total:,} simulated runs"
    if progress.left is not None:
        text += f", about {duration(progress.left)} to go"
    return progress.done / progress.total, text


def _stopped(place: str, task: BackgroundTask[T]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        far = task.progress
        after = f" after {far.done:,} of {far.total:,} simulated runs" if far else ""
        st.warning(f"Stopped{after}. Finished runs are kept.")
        st.button("Go on", key=f"go-on-{place}", on_click=_forget, args=(place,))


def _forget(place: str) -> None:
    _tasks().pop(place)


def _tasks() -> dict[str, BackgroundTask[Any]]:
    found: dict[str, BackgroundTask[Any]] = st.session_state.setdefault(TASKS, {})
    return found
