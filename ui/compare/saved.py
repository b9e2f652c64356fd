"""Saved comparisons: one file with the names and order of the list, opened in place of the list."""

import streamlit as st

from simulation.scenarios import dumps_session
from ui.compare import entries
from ui.controls.scenario_files import download, upload


def draw() -> None:
    """Draw ways to save the comparison and to open another."""
    with st.popover(
        "Save or open", key="compare-files", icon=":material/folder_open:", on_change="rerun"
    ) as menu:
        if menu.open:
            if entries.entries():
                download(
                    "Save the comparison",
                    lambda: dumps_session(entries.as_scenarios()),
                    "comparison.toml",
                    "compare-save",
                )
            upload("Open a comparison (it replaces this one)", "compare-file", entries.take)
