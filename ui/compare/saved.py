"""The comparison as one file: saved with its names and order, and opened again."""

import streamlit as st

from simulation.errors import UserError
from simulation.scenario import dumps_session, loads_session
from ui.compare import entries
from ui.controls.scenario_files import MEGABYTES
from ui.text import in_labels, plain

FILE, TROUBLE = "compare-file", "compare-file-trouble"


def draw() -> None:
    """Save the list, open another in its place."""
    with st.popover(
        "Save or open", key="compare-files", icon=":material/folder_open:", on_change="rerun"
    ) as menu:
        if menu.open:
            if entries.entries():
                _save()
            _open()


def _save() -> None:
    try:
        text = dumps_session(entries.as_scenarios())
    except UserError as error:
        st.error(plain(in_labels(f"{error}.")))
        return
    st.download_button(
        "Save the comparison",
        text,
        "comparison.toml",
        "application/toml",
        key="compare-save",
        on_click="ignore",
        icon=":material/download:",
    )


def _open() -> None:
    st.file_uploader(
        "Open a comparison, in place of this one",
        type="toml",
        max_upload_size=MEGABYTES,
        key=FILE,
        on_change=_opened,
    )
    if trouble := st.session_state.get(TROUBLE):
        st.error(plain(trouble))


def _opened() -> None:
    """Open the file as a whole or not at all."""
    st.session_state[TROUBLE] = ""
    file = st.session_state[FILE]
    if file is None:  # taken away again
        return
    try:
        entries.take(loads_session(file.getvalue(), file.name))
    except UserError as error:
        st.session_state[TROUBLE] = in_labels(f"Nothing was opened: {error}.")
