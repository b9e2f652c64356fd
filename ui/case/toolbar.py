"""The toolbar of a case: the list, undo, history, the link, files; below it, what went wrong."""

from functools import partial

import streamlit as st

from simulation.case import Case, dumps, loads
from simulation.case.changes import changes
from simulation.case.link import query_of
from simulation.case.store import ConflictError
from simulation.errors import UserError
from ui.background.progress import show_error
from ui.case import cases, history, opened
from ui.controls.scenario_files import download, slug
from ui.state import url
from ui.text import in_labels, plain

FILE = "case-file"


def draw() -> None:
    """Draw everything that is done with a case as a whole."""
    with st.container(horizontal=True, vertical_alignment="center", key="case-bar"):
        cases.draw()
        _undo()
        history.draw()
        _link()
        _files()
    with st.container(key="case-troubles"):  # always there: what follows keeps its place
        _troubles()


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
    if deleted := st.session_state.get(cases.DELETED):
        id, name = deleted
        with st.container(horizontal=True, vertical_alignment="center"):
            st.info(plain(f"“{name}” is off the list."))
            st.button(
                "Put it back",
                key="case-undelete",
                on_click=opened.attempt,
                args=(cases.undelete, id),
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
