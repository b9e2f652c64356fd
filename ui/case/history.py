"""The history of the open case: what every change changed, and a way back to before it."""

from collections.abc import Sequence

import streamlit as st

from simulation.case.changes import changes
from simulation.case.store import Entry
from simulation.errors import UserError
from ui.background.progress import show_error
from ui.case import opened
from ui.case.cases import when
from ui.text import plain

VERSIONS = 20  # that are shown


def draw() -> None:
    """Draw the versions of the open case, in a popover."""
    kept = opened.here().kept
    with st.popover(
        "History",
        key="case-history",
        icon=":material/history:",
        on_change="rerun",
        disabled=kept is None,
    ) as menu:
        if menu.open and kept is not None:
            try:
                versions = opened.store().history(kept.id)
                _versions(kept.id, versions)
            except UserError as error:
                show_error(error)


def _versions(id: str, versions: Sequence[Entry]) -> None:
    st.caption("Every change is kept. Going back is a change too: nothing is lost by it.")
    shown = versions[: VERSIONS + 1]
    states = [opened.store().open(id, each.version).case for each in shown]
    for place, entry in enumerate(shown[:VERSIONS]):
        before = states[place + 1] if place + 1 < len(states) else None
        change = changes(before, states[place]) if before else "The first version"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{plain(change)}  \n:small[{plain(when(entry.saved))}]", width="stretch")
            if place:
                st.button(
                    "Go back to this",
                    key=f"case-version-{entry.version}",
                    type="tertiary",
                    on_click=opened.attempt,
                    args=(opened.go_back, entry.version),
                )
            else:
                st.caption("now", width="content")
