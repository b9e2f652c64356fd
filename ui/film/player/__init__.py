"""The player: a canvas that plays a film by itself, without a trip to the server."""

from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent


def _text(*names: str) -> str:
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)


HTML, CSS = _text("player.html"), _text("player.css")
SCRIPT = _text("tools.js", "film.js")  # what draws a film; `mount.js` or a deck puts it somewhere

# Registered once, when this is first imported.
_mounted = st.components.v2.component(
    "grapevine_player",
    html=HTML,
    css=CSS,
    js=SCRIPT + _text("mount.js"),
)


def template(kind: str) -> str:
    """A template element of that class, from which `playTogether` makes films."""
    return f'<template class="{kind}">{HTML}</template>'


def draw(film: dict[str, Any], key: str) -> None:
    """Show a film, see `ui.film.film`. A film of another `id` starts over; the same plays on."""
    _mounted(data=film, key=key)
