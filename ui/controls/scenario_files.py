"""Scenario files: what the levers stand at is saved, and files are opened."""

import re

import streamlit as st

from simulation.errors import UserError
from simulation.scenario import dumps, dumps_session, loads_session
from ui.state import settings
from ui.text import in_labels, plain

MEGABYTES = 1  # of a file; the model says so too, in bytes
TITLE = 100  # characters, as scenario files have it
TROUBLE = "open-trouble"


def draw() -> None:
    """Save this scenario, save all of one's own as a session, open either."""
    with st.popover(
        "Save or open", key="files", icon=":material/folder_open:", on_change="rerun"
    ) as menu:
        if menu.open:
            _save()
            _open()


def _save() -> None:
    scenario = settings.picked()[0]
    title = st.text_input(
        "Name",
        value=scenario.title,
        max_chars=TITLE,
        key=f"save-as {scenario.title}",
        help="The file holds what differs from the defaults, as text that anybody can read.",
    )
    try:
        text = dumps(settings.as_scenario(title.strip() or scenario.title))
    except UserError as error:
        st.error(plain(in_labels(f"{error}.")))
        return
    st.download_button(
        "Save this scenario",
        text,
        f"{_slug(title)}.toml",
        "application/toml",
        key="save-scenario",
        on_click="ignore",
        icon=":material/download:",
    )
    own = settings.own()
    if len(own) > 1:
        try:
            session = dumps_session(own)
        except UserError as error:
            st.caption(plain(f"{error}."))
            return
        st.download_button(
            f"Save the {len(own)} you opened as one file",
            session,
            "session.toml",
            "application/toml",
            key="save-session",
            on_click="ignore",
            icon=":material/download:",
        )


def _open() -> None:
    st.file_uploader(
        "Open a file of a scenario, or of several",
        type="toml",
        max_upload_size=MEGABYTES,
        key="open-file",
        on_change=_opened,
    )
    if trouble := st.session_state.get(TROUBLE):
        st.error(plain(trouble))


def _opened() -> None:
    """Open the file as a whole or not at all."""
    st.session_state[TROUBLE] = ""
    file = st.session_state["open-file"]
    if file is None:  # taken away again
        return
    try:
        first, *others = loads_session(file.getvalue(), file.name)
        settings.open(first, None, *others)
    except UserError as error:
        st.session_state[TROUBLE] = in_labels(f"Nothing was opened: {error}.")


def _slug(title: str) -> str:
    """A name for a file that every system takes."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "scenario"
