"""Edits of the deck that is open: with its case, else for the visit and in the address."""

import json
from collections.abc import Callable

import streamlit as st

from simulation.case import Deck as Edits
from simulation.case import SlideEdit
from simulation.errors import UserError
from ui.present.deck import DeckSource
from ui.state.query_params import QueryParam, illegal

EDITS = "deck-edits"
FITS = 1_500  # characters of edits that an address has room for


def edits_of(source: DeckSource) -> Edits | None:
    """The edits of this deck; None without any."""
    if source.edits is not None:
        return source.edits()
    kept: Edits | None = st.session_state.get(EDITS, {}).get(source.key)
    return kept


def keep(source: DeckSource, edits: Edits) -> None:
    """Keep how this deck is edited now."""
    if source.keep is not None:
        source.keep(edits)
    else:
        kept = st.session_state.get(EDITS, {})
        st.session_state[EDITS] = {**kept, source.key: edits}


def query_param(opened: Callable[[], DeckSource]) -> QueryParam:
    """The edits of the open deck in the address, if they fit and are not kept elsewhere."""

    def write() -> str:
        source = opened()
        edits = None if source.edits else edits_of(source)
        text = _text(edits) if edits else ""
        return text if len(text) <= FITS else ""

    def read(text: str) -> None:
        source = opened()
        if source.edits is None:
            keep(source, _edits(source.key, text))

    return QueryParam("edit", write, read)


def _text(edits: Edits) -> str:
    rows = [[each.slide, int(each.shown), each.title, each.notes] for each in edits.slides]
    return json.dumps([edits.title, rows], separators=(",", ":"), ensure_ascii=False)


def _edits(key: str, text: str) -> Edits:
    """The edits that a text says. Raises UserError."""
    try:
        title, rows = json.loads(text)
        slides = tuple(
            SlideEdit(slide, said, notes, shown=bool(shown)) for slide, shown, said, notes in rows
        )
        return Edits(key, title, slides)
    except (ValueError, TypeError, UserError):
        raise illegal("edit", text) from None
