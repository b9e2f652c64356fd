"""Buttons that save a deck as files, made when they are asked for."""

from functools import partial

import streamlit as st

from ui.film.clips import Clip
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

        if films := [slide.clips for slide in deck.slides if slide.clips]:
            st.download_button(
                "Film (GIF)",
                partial(_gif, films[0]),
                f"{deck.file_name}.gif",
                "image/gif",
                key="save-film",
                on_click="ignore",
                icon=":material/movie:",
                help="The film as a picture that moves, for a mail or a post.",
            )


def _gif(clips: tuple[Clip, ...]) -> bytes:
    from ui.film.gif import gif  # drawn by Pillow, which takes a while to import

    return gif(clips)


def _powerpoint(deck: Deck) -> bytes:
    from ui.present.powerpoint import powerpoint  # python-pptx takes a while to import

    return powerpoint(deck)
