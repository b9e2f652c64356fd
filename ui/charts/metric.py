"""A figure with its range, as a card in a grid."""

from typing import Any

import streamlit as st

from ui.text import plain


def metric(grid: Any, title: str, figure: str, below: str, about: str = "") -> None:
    """Draw the card in the next cell of an `st.grid`. below: the range. about: a tooltip."""
    with grid.container(gap="xxsmall"):
        st.caption(plain(title), help=plain(about) or None)
        st.metric(plain(title), plain(figure), label_visibility="collapsed")
        st.caption(plain(below))
