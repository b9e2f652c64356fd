"""The stage: a deck shown full screen, by keys alone, without a trip to the server.

Texts reach the browser as data and are set as text, never as HTML; charts come as drawings.
"""

import base64
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from ui.charts.chart import Drawing, look, svg
from ui.charts.data import hundred
from ui.charts.dots import dots
from ui.film import player
from ui.present.brand import data_url, legible
from ui.present.deck import Deck, Slide, against_bet, dots_note

HERE = Path(__file__).parent
NARROW = 480  # pixels of a chart, so that its type can be read from the last row
KEY = "stage"
BET = "{bet}"  # where the browser puts the number of the room


@cache
def _component() -> Any:
    button = '<button type="button" class="start"></button>'
    html = f'<div class="starts">{button}{button}</div><dialog class="stage"></dialog>'
    css, js = ((HERE / f"stage.{end}").read_text("utf-8") for end in ("css", "js"))
    return st.components.v2.component(
        "grapevine_stage",
        html=html + player.template("film-template"),
        css=player.CSS + css,
        js=player.SCRIPT + js,
    )


def show(deck: Deck, begin: int = 0, on_left: Callable[[int], None] | None = None) -> None:
    """Draw a button that starts the presentation, and one that goes on at slide `begin`, from 0.

    on_left: called with the slide at which the presentation was left.
    """

    def left() -> None:
        at = st.session_state[KEY].left
        if on_left and at is not None:
            on_left(int(at))

    data = {
        "slides": [_as_data(slide) for slide in deck.slides],
        "name": deck.brand.name,
        "colour": legible(deck.brand.colour),
        "logo": data_url(deck.brand.logo),
        "footer": deck.footer,
        "palette": ",".join(look()["range"]["category"]),
        "begin": min(begin, len(deck.slides) - 1),
    }
    _component()(key=KEY, data=data, on_left_change=left)


def _as_data(slide: Slide) -> dict[str, Any]:
    counts = hundred(slide.dots) if slide.dots else ()
    return {
        "kind": slide.kind,
        "heading": slide.heading,
        "statement": slide.statement,
        "lines": list(slide.lines),
        "counts": counts,
        "dots": [dot.kind for dot in dots(counts)] if counts else [],
        "dots_note": dots_note(slide.dots) if slide.dots else "",
        "against_bet": against_bet(slide.dots, BET) if slide.dots else "",
        "sides": list(slide.sides),
        "chart": _chart(slide.chart) if slide.chart else "",
        "chart_said": slide.chart.said if slide.chart else "",
        "clips": [{"title": each.title, "film": each.film} for each in slide.clips],
        "table": [list(row) for row in slide.table],
    }


def _chart(drawing: Drawing) -> str:
    text = svg(drawing, NARROW)
    return f"data:image/svg+xml;base64,{base64.b64encode(text).decode()}"
