"""Experiments in the background: one a visitor and place, with progress, a stop, and an end.

A page says what it wants with `asked`: the same wish is not begun twice, another one replaces it.
All visitors share the threads and the store of finished worlds, so that what anybody has waited for
nobody waits for again, and what was stopped goes on where it was. Work that comes in parts shows
what there is so far.
"""

import os
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache, partial
from typing import Generic, TypeVar

import streamlit as st

from simulation.errors import UserError
from simulation.experiment import Progress, Runner, Store, default_path
from simulation.experiment.runner.executors import WorkerPool, cluster, local
from simulation.outcomes import OUTCOMES
from ui.background.task import Beside
from ui.text import duration, in_labels, plain

T = TypeVar("T")
Show = Callable[[T], None]
Work = Callable[[Runner, Show[T]], T]

PATIENCE = 0.8  # seconds to wait for a result before showing progress instead
TICK = 0.5  # seconds between two looks
OPEN = ExitStack()  # what stays open as long as the server does


@cache
def _bench() -> WorkerPool:
    """Where everybody's experiments run; GRAPEVINE_CLUSTER names a Dask scheduler instead."""
    address = os.environ.get("GRAPEVINE_CLUSTER", "")
    return OPEN.enter_context(cluster(address) if address else local())


@cache
def _store() -> Store | None:
    """What everybody keeps; None where nothing can be kept."""
    try:
        return Store(default_path(), len(OUTCOMES))
    except UserError:
        return None


class Errand(Beside, Generic[T]):
    """One experiment on its way. `result`: what there is so far; at the end whole, or a failure.

    The worlds that are done before a stop stay in the store.
    """

    def __init__(self, key: object, work: Work[T]) -> None:
        """Begin it. `key`: what the result depends on."""
        super().__init__()
        self.key = key
        self.result: T | None = None
        self.progress: Progress | None = None
        self._begin(partial(self._run, work))

    def _run(self, work: Work[T]) -> None:
        self.result = work(Runner(_bench(), _store(), self._told, self._halt), self._show)

    def _show(self, part: T) -> None:
        self.result = part

    def _told(self, progress: Progress) -> None:
        self.progress = progress
        self._go_on()


def asked(place: str, key: object, work: Work[T]) -> T | None:
    """What `work` gives; until it is there what it has shown so far, progress, and a way to stop.

    work: called with a lab and a function that takes results so far. place: where on the pages this
    is, one errand each. key: what the result depends on; another one ends the errand before.
    """
    errands: dict[str, Errand[T]] = st.session_state.setdefault("errands", {})
    errand = errands.get(place)
    if errand is None or errand.key != key:
        if errand is not None:
            errand.stop()
        errand = errands[place] = Errand(key, work)
    errand.wait(PATIENCE)
    found = errand.result
    if not errand.over:
        _watch(place, errand, found)
    elif errand.stopped:
        _stopped(place, errand)
    elif errand.failure is not None:
        if not isinstance(errand.failure, UserError):
            raise errand.failure
        st.error(plain(in_labels(str(errand.failure)) + "."))
    return found


def leave(kind: str, place: str) -> None:
    """End what is unfinished at other places of a kind, which their names begin with."""
    errands: dict[str, Errand[object]] = st.session_state.get("errands", {})
    for name in [name for name in errands if name.startswith(kind) and name != place]:
        if not errands[name].over:
            errands.pop(name).stop()


def _watch(place: str, errand: Errand[T], seen: T | None) -> None:
    @st.fragment(run_every=TICK)
    def progress() -> None:
        errand.wait(0)
        if errand.over or errand.result is not seen:
            st.rerun()
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(*_how_far(errand.progress))
            st.button("Stop", key=f"stop-{place}", on_click=errand.stop)

    progress()


def _how_far(progress: Progress | None) -> tuple[float, str]:
    if progress is None or not progress.total:
        return 0.0, "Getting ready"
    said = f"{progress.done:,} of {progress.total:,} worlds"
    if progress.left is not None:
        said += f", about {duration(progress.left)} to go"
    return progress.done / progress.total, said


def _stopped(place: str, errand: Errand[T]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        far = errand.progress
        done = f" after {far.done:,} of {far.total:,} worlds" if far else ""
        st.warning(f"Stopped{done}. What is done is kept.")
        st.button("Go on", key=f"go-on-{place}", on_click=_forget, args=(place,))


def _forget(place: str) -> None:
    st.session_state["errands"].pop(place)
