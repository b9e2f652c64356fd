"""The deck that is open on the page Present, and the slide where it was left: kept for a visit."""

import streamlit as st

from ui.present.deck import DeckSource, DeckSources

OPEN, LEFT = "open-deck", "left-at-slide"


def open_deck(key: str) -> None:
    """Let the page show the deck of that key."""
    st.session_state[OPEN] = key


def opened_key() -> str:
    """The key of the deck that was opened; empty for none."""
    return str(st.session_state.get(OPEN, ""))


def opened(sources: DeckSources) -> DeckSource:
    """The deck that is open, else the first there is."""
    offered = list(sources())
    return next((each for each in offered if each.key == opened_key()), offered[0])


def left_at(key: str) -> int:
    """The slide at which the deck was left, from 0."""
    left, slide = st.session_state.get(LEFT, ("", 0))
    return int(slide) if left == key else 0


def leave_at(key: str, slide: int) -> None:
    """Remember the slide at which the deck is left, from 0."""
    st.session_state[LEFT] = (key, slide)
