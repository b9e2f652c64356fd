"""The Explore page: move a lever, see what it does."""

import streamlit as st

from simulation.errors import UserError
from ui.background.runs import Job, key_of
from ui.controls import lever as levers
from ui.controls import scenario_picker as picker
from ui.explore import results
from ui.state import settings
from ui.text import duration, in_labels, plain

PATIENCE = 0.8  # seconds to wait for a result before showing progress instead
TICK = 0.5  # seconds between two looks at a run in the background
QUERY = results.QUERY


def render() -> None:
    """Draw the page."""
    st.title("How far does the word travel?", anchor=False)
    job, trouble = _job()  # on its way while the levers are drawn
    picker.draw()
    levers.sidebar()
    if trouble is not None:
        _complain(trouble)
    if job is not None:
        job.wait(PATIENCE)
        if not job.over:
            _watch(job)
        elif job.stopped:
            _stopped(job)
        elif job.failure is not None:
            _complain(job.failure)
        if job.result is not None:
            st.session_state["shown"] = job.result
    if "shown" in st.session_state:
        results.draw(st.session_state["shown"])


def _job() -> tuple[Job | None, UserError | None]:
    """The run the levers ask for, or why there is none. A new one ends the one before."""
    job: Job | None = st.session_state.get("job")
    try:
        parameters, run = settings.read()
    except UserError as error:
        return None, error
    if job is None or job.key != key_of(parameters, run):
        if job is not None:
            job.stop()
        job = st.session_state["job"] = Job(parameters, run)
    return job, None


def _complain(failure: Exception) -> None:
    """The user's mistake in a line; what is shown below stays what last worked."""
    if not isinstance(failure, UserError):
        raise failure
    kept = " Below: the last results that could be had." if "shown" in st.session_state else ""
    st.error(plain(in_labels(str(failure)) + "." + kept))


def _watch(job: Job) -> None:
    """Progress of a run, and a way to end it; the page is drawn anew when there is more to see."""
    seen = job.result

    @st.fragment(run_every=TICK)
    def progress() -> None:
        left = job.left()
        if job.over or job.result is not seen:
            st.rerun()
        with st.container(horizontal=True, vertical_alignment="center"):
            rest = f", about {duration(left)} to go" if left is not None else ""
            st.progress(
                job.worlds / job.run.worlds, f"{job.worlds:,} of {job.run.worlds:,} worlds{rest}"
            )
            st.button("Stop", key="stop", on_click=job.stop)
        if seen is not None:
            st.caption(f"Below: the first {seen.run.worlds:,} worlds. More are on their way.")
        elif "shown" in st.session_state:
            st.caption("Below: still what the levers gave before.")

    progress()


def _stopped(job: Job) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        done = job.result.run.worlds if job.result else 0
        st.warning(f"Stopped after {done:,} of {job.run.worlds:,} worlds.")
        st.button("Run them all", key="again", on_click=_again)


def _again() -> None:
    st.session_state.pop("job")
