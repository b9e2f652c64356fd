"""The cases that are kept: a list to open, rename, duplicate, delete and put back from."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from simulation.case import Case
from simulation.case.case import NAME
from simulation.case.store import Entry
from simulation.errors import UserError
from ui.case import opened
from ui.case.example import EXAMPLE
from ui.text import plain

LISTED = 50  # cases in the list
PUT_BACK = 5  # deleted ones
DELETED = "case-deleted"  # the case deleted last, by id and name


def recent(number: int) -> Sequence[Entry]:
    """The cases saved last; none where no case can be kept."""
    try:
        return opened.store().list(number)
    except UserError:
        return ()


def when(moment: datetime) -> str:
    """A moment in the visitor's own time."""
    try:
        zone: ZoneInfo | None = ZoneInfo(st.context.timezone or "UTC")
    except (KeyError, ValueError):
        zone = None
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def draw() -> None:
    """Draw the list, in a popover named after the open case."""
    with st.popover(
        plain(f"Case: {_open_name()}"),
        key="case-list",
        icon=":material/folder_open:",
        on_change="rerun",
    ) as menu:
        if menu.open:
            _list_menu()


def _open_name() -> str:
    return "Example" if opened.is_example() else opened.case().name


def _list_menu() -> None:
    kept = opened.here().kept
    with st.container(horizontal=True):
        st.button("New case", key="case-new", icon=":material/add:", on_click=_new)
        st.button("The example", key="case-example", on_click=opened.open_new, args=(EXAMPLE,))
        if kept is not None:
            st.button(
                "Duplicate",
                key="case-duplicate",
                icon=":material/content_copy:",
                on_click=opened.attempt,
                args=(_duplicate, kept.id),
            )
            st.button(
                "Delete",
                key="case-delete",
                icon=":material/delete:",
                on_click=opened.attempt,
                args=(_delete, kept.id),
            )
    if kept is not None:
        key = "case-rename"
        st.session_state[key] = opened.case().title
        st.text_input(
            "Title of this case",
            key=key,
            max_chars=NAME,
            placeholder=opened.case().name,
            on_change=_rename,
        )
    listed = recent(LISTED)
    if listed:
        st.caption("Kept on this machine, the one changed last first.")
    for entry in listed:
        is_open = kept is not None and entry.id == kept.id
        st.button(
            plain(f"{entry.name} · {when(entry.saved)}"),
            key=f"case-open-{entry.id}",
            type="primary" if is_open else "secondary",
            width="stretch",
            on_click=opened.attempt,
            args=(opened.open_kept, entry.id),
        )
    _deleted()


def _deleted() -> None:
    """Draw the cases that were deleted last, to be put back."""
    try:
        entries = opened.store().list(PUT_BACK, deleted=True)
    except UserError:
        return
    if entries:
        st.caption("Deleted; a click puts it back.")
    for entry in entries:
        st.button(
            plain(entry.name),
            key=f"case-undelete-{entry.id}",
            type="tertiary",
            icon=":material/restore_from_trash:",
            on_click=opened.attempt,
            args=(undelete, entry.id),
        )


def _new() -> None:
    opened.open_new(Case())


def _duplicate(id: str) -> None:
    opened.open_kept(opened.store().duplicate(id).id)


def _delete(id: str) -> None:
    opened.store().delete(id)
    st.session_state[DELETED] = (id, opened.case().name)
    opened.open_new(EXAMPLE)


def undelete(id: str) -> None:
    """Put a deleted case back on the list, and open it. Raises UserError."""
    opened.store().undelete(id)
    st.session_state.pop(DELETED, None)
    opened.open_kept(id)


def _rename() -> None:
    title = str(st.session_state["case-rename"]).strip()
    opened.attempt(lambda: opened.change(replace(opened.case(), title=title)))
