"""Buttons that save a deck as files, made when they are asked for."""

from functools import partial

import streamlit as st

from ui.present.deck import Deck
from ui.present.handout import handout

POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def buttons(deck: Deck) -> None:
    """Draw the buttons."""
    with st.container(horizontal=True):
        st.download_button(
            "Handout (HTML)",
            partial(handout, deck),
            f"{deck.file_name}.html",
            "text/html",
            key="save-handout",
            on_click="ignore",
            icon=":material/description:",
            help="One file to send: every figure, with charts that can be pointed at. "
            "It opens in any browser, without a network.",
        )
        st.download_button(
            "Slides (PowerPoint)",
            partial(_powerpoint, deck),
            f"{deck.file_name}.pptx",
            POWERPOINT,
            key="save-slides",
            on_click="ignore",
            icon=":material/slideshow:",
            help="Slides with text, tables and shapes that can be edited.",
        )


def _powerpoint(deck: Deck) -> bytes:
    from ui.present.powerpoint import powerpoint  # python-pptx takes a while to import

    return powerpoint(deck)
