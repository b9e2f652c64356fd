"""The cases that are kept: list, open, rename, duplicate, delete, history, files, the link."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import streamlit as st

from simulation.case import Case, dumps, loads
from simulation.case.changes import changes
from simulation.case.link import query_of
from simulation.case.store import ConflictError, Entry
from simulation.errors import UserError
from ui.background.progress import show_error
from ui.case import opened
from ui.case.example import EXAMPLE
from ui.controls.scenario_files import download, slug
from ui.state import url
from ui.text import in_labels, plain

LISTED = 50  # cases in the list
PUT_BACK = 5  # deleted ones
VERSIONS = 20  # of the history that are shown
FILE, DELETED = "case-file", "case-deleted"


def toolbar() -> None:
    """Draw everything that is done with a case as a whole."""
    with st.container(horizontal=True, vertical_alignment="center", key="case-bar"):
        _list()
        _undo()
        _history()
        _link()
        _files()
    with st.container(key="case-troubles"):  # always there: what follows keeps its place
        _troubles()


def recent(number: int) -> Sequence[Entry]:
    """The cases saved last; none where no case can be kept."""
    try:
        return opened.store().list()[:number]
    except UserError:
        return ()


def when(moment: datetime) -> str:
    """A moment in the visitor's own time."""
    try:
        zone: ZoneInfo | None = ZoneInfo(st.context.timezone or "UTC")
    except (KeyError, ValueError):
        zone = None
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _list() -> None:
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
            max_chars=100,
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
        entries = opened.store().list(deleted=True)[:PUT_BACK]
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
            args=(_undelete, entry.id),
        )


def _new() -> None:
    opened.open_new(Case())


def _duplicate(id: str) -> None:
    opened.open_kept(opened.store().duplicate(id).id)


def _delete(id: str) -> None:
    opened.store().delete(id)
    st.session_state[DELETED] = (id, opened.case().name)
    opened.open_new(EXAMPLE)


def _undelete(id: str) -> None:
    opened.store().undelete(id)
    st.session_state.pop(DELETED, None)
    opened.open_kept(id)


def _rename() -> None:
    title = str(st.session_state["case-rename"]).strip()
    opened.attempt(lambda: opened.change(replace(opened.case(), title=title)))


def _undo() -> None:
    last = opened.last_change()
    st.button(
        "Undo",
        key="case-undo",
        icon=":material/undo:",
        on_click=opened.undo,
        disabled=last is None,
        shortcut="Ctrl+Z",
        help=plain(changes(*last)) if last else None,
    )
    st.button(
        "Redo",
        key="case-redo",
        icon=":material/redo:",
        on_click=opened.redo,
        disabled=not opened.can_redo(),
        shortcut="Ctrl+Shift+Z",
    )


def _history() -> None:
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
        told = changes(before, states[place]) if before else "The first version"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{plain(told)}  \n:small[{plain(when(entry.saved))}]", width="stretch")
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


def _link() -> None:
    with st.popover("Link", key="case-link-popover", icon=":material/link:"):
        st.caption(
            "The address bar opens this case on this machine, as it is by then. The link below "
            "holds every answer and opens exactly this wherever Grapevine runs; logo and decks go "
            "with the file."
        )
        st.code(url.address_of(query_of(opened.case())), language=None, wrap_lines=True)


def _files() -> None:
    with st.popover(
        "Save or open", key="case-files", icon=":material/save:", on_change="rerun"
    ) as menu:
        if menu.open:
            case = opened.case()
            download(
                "Save as a file", partial(dumps, case), f"{_file_name(case)}.toml", "case-save"
            )
            st.file_uploader(
                "Open a file of a case", type="toml", max_upload_size=1, key=FILE, on_change=_take
            )
            if trouble := st.session_state.get(f"{FILE}-trouble"):
                st.error(plain(trouble))


def _take() -> None:
    st.session_state[f"{FILE}-trouble"] = ""
    file = st.session_state[FILE]
    if file is None:
        return
    try:
        opened.add(loads(file.getvalue(), file.name))
    except UserError as error:
        st.session_state[f"{FILE}-trouble"] = f"Nothing was opened. {in_labels(error)}"


def _file_name(case: Case) -> str:
    return slug(case.name, "case")


def _troubles() -> None:
    """Draw what went wrong at the last click, and a way on."""
    if deleted := st.session_state.get(DELETED):
        id, name = deleted
        with st.container(horizontal=True, vertical_alignment="center"):
            st.info(plain(f"“{name}” is off the list."))
            st.button(
                "Put it back",
                key="case-undelete",
                on_click=opened.attempt,
                args=(_undelete, id),
            )
    error = opened.take_trouble()
    if error is None:
        return
    show_error(error)
    kept = opened.here().kept
    if isinstance(error, ConflictError) and kept is not None:
        with st.container(horizontal=True):
            st.button(
                "Open the newest version",
                key="case-open-newest",
                on_click=opened.attempt,
                args=(opened.open_kept, kept.id),
            )
            st.button(
                "Save mine as a copy",
                key="case-save-copy",
                on_click=opened.attempt,
                args=(opened.save_copy,),
            )
