"""A search that the visitor asks for with a button: what was asked last, and what was found."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from ui.background import progress
from ui.background.task import BackgroundTask

W = TypeVar("W")
T = TypeVar("T")


def found_for(
    wish: W | None, key: str, button: str, work: Callable[[W, BackgroundTask[T]], T]
) -> T | None:
    """Draw the button, and return what was found, or so far, for what was asked for last.

    wish: what the button asks for; None while it cannot be asked. key: unique on all pages.
    """
    st.button(
        button,
        key=f"{key}-find",
        type="primary",
        disabled=wish is None,
        on_click=_want,
        args=(key, wish),
    )
    kept: W | None = st.session_state.get(f"{key}-wish")
    if kept is None:
        return None
    if kept != wish:
        st.caption("This is the answer to what you asked before. Press the button to ask anew.")
    return progress.result_of(key, kept, lambda task: work(kept, task))


def _want(key: str, wish: object) -> None:
    st.session_state[f"{key}-wish"] = wish
