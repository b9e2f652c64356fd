"""The film on screen: a canvas that plays one world by itself, without asking the server again."""

from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent


def _text(*names: str) -> str:
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)


# Registered once, when this is first imported.
_mounted = st.components.v2.component(
    "grapevine_replay",
    html=_text("replay.html"),
    css=_text("replay.css"),
    js=_text("tools.js", "replay.js"),
)


def draw(film: dict[str, Any], key: str) -> None:
    """Show a film, see `ui.watch.film`. One of another `id` begins anew; the same one plays on."""
    _mounted(data=film, key=key)
