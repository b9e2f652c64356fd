"""The sidebar: every lever in order, our followers first."""

import streamlit as st

from simulation.parameters import Followers
from ui.controls.lever import control
from ui.controls.sections import SECTIONS, Section
from ui.state import settings
from ui.text import KINDS, whose

ADD, ADDED = "add-kind", "added-kinds"


def sidebar() -> None:
    """Draw it, for a page whose results depend on the levers."""
    with st.sidebar:
        st.caption("Change any of these levers and the results follow.")
        _followers()
        for section in SECTIONS:
            _section(section)


def _section(section: Section) -> None:
    st.header(section.title, anchor=False)
    for path in section.front:
        control(path, of=whose(path))
    _more("More", section.title, section.folded(), of=True)


def _followers() -> None:
    st.header("Our followers", anchor=False)
    kinds = list(Followers.model_fields)
    shown = [kind for kind in kinds if _is_shown(kind)]
    for kind in shown:
        size = _size(kind)
        control(size, of=whose(size))
        beginning = f"followers.{kind}."
        others = [path for path in settings.everything() if path.startswith(beginning)]
        others.remove(size)
        _more(f"More about {KINDS[kind].lower()}", kind, others, of=False)
    if rest := [kind for kind in kinds if kind not in shown]:
        st.selectbox(
            "Add a kind of follower",
            rest,
            index=None,
            key=ADD,
            on_change=_add,
            format_func=lambda kind: KINDS[kind],
            placeholder="Bought, celebrities, ...",
        )


def _more(title: str, key: str, paths: list[str], *, of: bool) -> None:
    """An expander whose levers are drawn once it is open, which keeps the page quick."""
    with st.expander(title, key=f"more-{key}", on_change="rerun") as more:
        if more.open:
            for path in paths:
                control(path, of=whose(path) if of else "")


def _is_shown(kind: str) -> bool:
    """True for a kind of follower that there is, or was, or that was asked for."""
    size = _size(kind)
    return bool(settings.now()[size] or settings.start()[size] or kind in _added())


def _size(kind: str) -> str:
    return f"followers.{kind}.size"


def _added() -> set[str]:
    added: set[str] = st.session_state.setdefault(ADDED, set())
    return added


def _add() -> None:
    """Begin with one step of them, so that something is seen to happen."""
    kind = st.session_state[ADD]
    if kind is not None:
        lever = settings.everything()[_size(kind)]
        _added().add(kind)
        settings.move({_size(kind): int(lever.step or 1)})
        st.session_state[ADD] = None
