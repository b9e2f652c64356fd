"""The way from page to page by path, so that no page imports another."""

from collections.abc import Iterable, Mapping

import streamlit as st

EXPLORE = "explore"
TABS = "tabs"


def remember(tabs: Iterable[st.Page]) -> None:
    """Keep the tabs that the frame drew, for `go_to`."""
    st.session_state[TABS] = {tab.url_path: tab for tab in tabs}


def go_to(path: str, query: Mapping[str, str] | None = None) -> None:
    """Leave this page for the one with that path, and with these parameters in its address."""
    st.switch_page(st.session_state[TABS][path], query_params=query)
