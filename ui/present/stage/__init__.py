"""The stage: slides told full screen, by keys alone, without a trip to the server.

Texts reach the browser as data and are set as text, never as HTML; charts come as drawings.
"""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from ui.charts import chart as drawings
from ui.charts.chart import Drawing
from ui.charts.data import hundred
from ui.present.slide import Slide

HERE = Path(__file__).parent
NARROW = 480  # pixels of a chart, so that its type can be read from the last row
KEY = "stage"
COLOUR = "#0b5e83"  # of who names none


@dataclass(frozen=True)
class Brand:
    """Whose presentation it is. colour: "#rrggbb". logo: a PNG or JPEG, or nothing."""

    name: str = ""
    colour: str = COLOUR
    logo: bytes = b""


@cache
def _component() -> Any:
    button = '<button type="button" class="start"></button>'
    html = f'{button} {button}<dialog class="stage"></dialog>'
    css, js = ((HERE / f"stage.{end}").read_text("utf-8") for end in ("css", "js"))
    return st.components.v2.component("grapevine_stage", html=html, css=css, js=js)


def stage(
    slides: Sequence[Slide],
    brand: Brand,
    foot: str,
    begin: int = 0,
    on_left: Callable[[int], None] | None = None,
) -> None:
    """A button that starts the presentation, and one that goes on at the beat `begin`, from 0.

    foot: stands small at the bottom of every beat. on_left: told at which beat it was left.
    """

    def left() -> None:
        at = st.session_state[KEY].left
        if on_left and at is not None:
            on_left(int(at))

    data = {
        "slides": [_plain(beat) for beat in slides],
        "name": brand.name,
        "colour": legible(brand.colour),
        "logo": image(brand.logo) if brand.logo else "",
        "foot": foot,
        "begin": begin,
    }
    _component()(key=KEY, data=data, on_left_change=left)


def legible(colour: str, contrast: float = 4.5) -> str:
    """The colour, darkened until it stands out from white as WCAG asks of text."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    while 1.05 / (_luminance(red, green, blue) + 0.05) < contrast:
        red, green, blue = 0.95 * red, 0.95 * green, 0.95 * blue
    return "#" + "".join(f"{round(255 * part):02x}" for part in (red, green, blue))


def _luminance(*colour: float) -> float:
    """Relative luminance, WCAG 2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _plain(beat: Slide) -> dict[str, Any]:
    win_rate = beat.win_rate if beat.win_rate and beat.win_rate.worlds else None
    return {
        "kind": beat.kind,
        "heading": beat.heading,
        "says": beat.says,
        "lines": list(beat.lines),
        "dots": list(hundred(win_rate)) if win_rate else [],
        "sides": list(beat.sides),
        "picture": _picture(beat.drawing) if beat.drawing else "",
        "said": beat.drawing.said if beat.drawing else "",
        "rows": [list(row) for row in beat.rows],
    }


def _picture(drawing: Drawing) -> str:
    text = drawings.svg(drawing, NARROW)
    return f"data:image/svg+xml;base64,{base64.b64encode(text).decode()}"


def image(content: bytes) -> str:
    """A PNG or JPEG as an address that holds it."""
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
