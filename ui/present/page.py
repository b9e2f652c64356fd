"""The Present page: a deck for a room, full screen, in the consultant's own name and colour."""

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from simulation.case.case import NAME
from simulation.errors import UserError
from ui.controls import toolbar
from ui.controls.lever import starts_at
from ui.present import brand, downloads, editor, kept, stage
from ui.present.deck import Deck, DeckSources
from ui.present.edits import arranged
from ui.present.kept import edits_of
from ui.present.opened import leave_at, left_at, open_deck, opened, opened_key
from ui.state.query_params import QueryParam, illegal

CHOSEN = "present-deck"
MOST_SLIDES = 99


def render(sources: DeckSources) -> None:
    """Draw the page: the deck that is open, of all there are."""
    st.title("Present", anchor=False)
    titles = {each.key: each.title for each in sources()}
    source = opened(sources)
    fresh = starts_at(CHOSEN, source.key)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "What to present",
            list(titles),
            list(titles).index(source.key) if fresh else 0,
            key=CHOSEN,
            format_func=titles.__getitem__,
            on_change=_chosen,
        )
        toolbar.take_link()
    brand.controls()
    made = source.build()
    if made is None:
        return
    own = occasion(made)
    deck = arranged(own, edits_of(source))
    stage.show(deck, left_at(source.key), partial(leave_at, source.key))
    st.caption("Opens full screen. Move with the arrow keys, or by tapping; Escape leaves.")
    downloads.buttons(deck)
    editor.draw(own, source)


def occasion(deck: Deck) -> Deck:
    """The deck for a client and a date: its own, else those that are entered here."""
    if deck.client:
        return deck
    with st.container(horizontal=True, vertical_alignment="bottom"):
        client = st.text_input("Client", key="deck-client", max_chars=NAME, persist_state="session")
        day = st.date_input(
            "Date", None, key="deck-day", format="YYYY-MM-DD", persist_state="session"
        )
    return replace(deck, client=client.strip(), day=day if isinstance(day, date) else deck.day)


def query(sources: DeckSources) -> tuple[QueryParam, ...]:
    """The query parameters of this page: the deck, and the slide where it was left.

    Links made before there were decks call them "story" and "beat".
    """

    def read_deck(text: str) -> None:
        if text not in {each.key for each in sources()}:
            raise UserError(f"there is nothing to present called {text[:60]!r}")
        open_deck(text)

    def write_slide() -> str:
        slide = left_at(opened(sources).key)
        return str(slide + 1) if slide else ""

    def read_slide(text: str) -> None:
        if text not in map(str, range(1, MOST_SLIDES + 1)):
            raise illegal("slide", text)
        leave_at(opened(sources).key, int(text) - 1)

    return (
        QueryParam("deck", opened_key, read_deck),
        QueryParam("story", lambda: "", read_deck),
        QueryParam("slide", write_slide, read_slide),
        QueryParam("beat", lambda: "", read_slide),
        kept.query_param(lambda: opened(sources)),
    )


def _chosen() -> None:
    open_deck(st.session_state[CHOSEN])
