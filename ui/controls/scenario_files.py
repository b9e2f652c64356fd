"""Scenario files: save the levers as they are, open what was saved."""

import re
from collections.abc import Callable

import streamlit as st

from simulation.errors import UserError
from simulation.scenarios import Scenario, dumps, dumps_session, loads_session
from ui.state import settings
from ui.text import in_labels, plain

MEGABYTES = 1  # of a file; the model says so too, in bytes
TITLE = 100  # characters, as scenario files have it


def draw() -> None:
    """Draw ways to save this scenario, to save all of one's own as a session, to open either."""
    with st.popover(
        "Save or open", key="files", icon=":material/folder_open:", on_change="rerun"
    ) as menu:
        if menu.open:
            _save()
            upload("Open a scenario file", "open-file", _open)


def download(label: str, make: Callable[[], str], file: str, key: str) -> None:
    """Draw a button that saves a file, or why it cannot be made."""
    try:
        text = make()
    except UserError as error:
        st.error(plain(in_labels(error)))
        return
    st.download_button(
        label,
        text,
        file,
        "application/toml",
        key=key,
        on_click="ignore",
        icon=":material/download:",
    )


def upload(label: str, key: str, take: Callable[[tuple[Scenario, ...]], None]) -> None:
    """Draw a box for a file of scenarios; `take` opens them all, or raises UserError for none."""
    st.file_uploader(
        label,
        type="toml",
        max_upload_size=MEGABYTES,
        key=key,
        on_change=_uploaded,
        args=(key, take),
    )
    if trouble := st.session_state.get(_trouble(key)):
        st.error(plain(trouble))


def _save() -> None:
    scenario = settings.picked()[0]
    title = st.text_input(
        "Name",
        value=scenario.title,
        max_chars=TITLE,
        key=f"save-as {scenario.title}",
        help="The file is plain text and holds only what differs from the defaults.",
    )
    download(
        "Save this scenario",
        lambda: dumps(settings.as_scenario(title.strip() or scenario.title)),
        f"{slug(title)}.toml",
        "save-scenario",
    )
    own = settings.own()
    if len(own) > 1:
        download(
            f"Save your {len(own)} scenarios as one file",
            lambda: dumps_session(own),
            "session.toml",
            "save-session",
        )


def _open(scenarios: tuple[Scenario, ...]) -> None:
    first, *others = scenarios
    settings.open(first, None, *others)


def _uploaded(key: str, take: Callable[[tuple[Scenario, ...]], None]) -> None:
    st.session_state[_trouble(key)] = ""
    file = st.session_state[key]
    if file is None:  # taken away again
        return
    try:
        take(loads_session(file.getvalue(), file.name))
    except UserError as error:
        st.session_state[_trouble(key)] = f"Nothing was opened. {in_labels(error)}"


def _trouble(key: str) -> str:
    return f"{key}-trouble"


def slug(title: str, otherwise: str = "scenario") -> str:
    """A name for a file that every system takes."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or otherwise
