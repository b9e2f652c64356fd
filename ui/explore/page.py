"""The Explore page: move a lever, see what it changes."""

import streamlit as st

from simulation.ensemble import Ensemble
from simulation.errors import UserError
from ui.background import progress, runs
from ui.background.task import BackgroundTask
from ui.controls import scenario_picker
from ui.controls.sidebar import sidebar
from ui.explore import results
from ui.state import settings

SHOWN = "shown"  # the results on the page, kept while the levers do not fit together
QUERY = results.QUERY


def render() -> None:
    """Draw the page."""
    st.title("How far does the word travel?", anchor=False)
    task, mistake = _begin()  # it runs while the levers are drawn
    scenario_picker.draw()
    sidebar()
    if task is not None:
        task.wait(progress.PATIENCE)
        progress.show_progress(runs.PLACE, task)
        mistake = mistake or task.failure
        _say_what_is_shown(task)
        if task.result is not None:
            st.session_state[SHOWN] = task.result
    kept = SHOWN in st.session_state
    if mistake is not None:
        progress.show_error(mistake, "Showing the last valid results." if kept else "")
    if kept:
        results.draw(st.session_state[SHOWN])


def _begin() -> tuple[BackgroundTask[Ensemble] | None, Exception | None]:
    """The run that the levers ask for, or why there is none."""
    try:
        return runs.begin(*settings.read()), None
    except UserError as error:
        return None, error


def _say_what_is_shown(task: BackgroundTask[Ensemble]) -> None:
    """While a run is under way: which results are below."""
    if task.over:
        return
    if task.result is not None:
        st.caption(f"Showing the first {task.result.run.worlds:,} simulated runs.")
    elif SHOWN in st.session_state:
        st.caption("Showing the results from before your last change.")
