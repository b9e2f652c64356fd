"""The field of one lever of a case: typed, switched or picked, within what the lever allows."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from simulation.errors import UserError
from simulation.parameters import Value, levers
from ui import text
from ui.controls.typed import value_of

Take = Callable[[Value], None]
REFUSED = "case-refused-levers"  # key of a field to (what was typed, why it is refused)

# The size of the population is one for all sides; a list of ties cannot be of any size.
_ELSEWHERE = ("network.population", "network.kind", "network.table", "network.us")


def field(path: str, value: Value, key: str, take: Take) -> None:
    """Draw it; `take` is called with what the visitor chooses."""
    lever = levers()[path]
    common: dict[str, Any] = {"key": key, "help": text.about(lever), "on_change": _changed}
    common["args"] = (key, take, path)
    typed, why = st.session_state.get(REFUSED, {}).get(key, ("", ""))
    refused = why if st.session_state.get(key) == typed else ""
    shown = value if lever.type in ("switch", "choice") else text.setting(lever, value)
    if not refused and st.session_state.get(key) != shown:
        st.session_state[key] = shown
    if lever.type == "switch":
        st.toggle(name_of(path), **common)
    elif lever.type == "choice":
        st.selectbox(name_of(path), lever.choices, **common)
    else:
        st.text_input(name_of(path), **common)
    if refused:
        st.markdown(f":red[:material/error: {text.plain(refused)}]")


def settable() -> list[str]:
    """The levers that can be set for a case by themselves, in order of declaration."""
    return [path for path in levers() if path not in _ELSEWHERE]


def name_of(path: str) -> str:
    """A lever in a list of all."""
    return text.label(levers()[path], text.whose(path))


def _changed(key: str, take: Take, path: str) -> None:
    """Take what was chosen; what is not understood stays in its field and changes nothing."""
    lever, value = levers()[path], st.session_state[key]
    refused: dict[str, tuple[str, str]] = st.session_state.setdefault(REFUSED, {})
    refused.pop(key, None)
    if lever.type in ("number", "integer"):
        try:
            value = value_of(lever, value)
        except UserError as error:
            refused[key] = (value, text.in_labels(error))
            return
    take(value)
