"""The way from page to page by path, so that no page imports another."""

from collections.abc import Iterable

import streamlit as st

EXPLORE = ""
TABS = "tabs"


def remember(tabs: Iterable[st.Page]) -> None:
    """Keep the tabs that the frame drew, for `go_to`."""
    st.session_state[TABS] = {tab.url_path: tab for tab in tabs}


def go_to(path: str) -> None:
    """Leave this page for the one with that path."""
    st.switch_page(st.session_state[TABS][path])
