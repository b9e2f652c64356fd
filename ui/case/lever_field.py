"""The field of one lever of a case: typed, switched or picked, within what the lever allows."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from simulation.parameters import Value, levers
from ui import text

Take = Callable[[Value], None]


def field(path: str, value: Value, key: str, take: Take) -> None:
    """Draw it; `take` is called with what the visitor chooses."""
    lever = levers()[path]
    label = text.label(lever, text.whose(path))
    common: dict[str, Any] = {"key": key, "help": text.about(lever), "on_change": _changed}
    common["args"] = (key, take, path)
    shown = _shown(value, path)
    if st.session_state.get(key) != shown:
        st.session_state[key] = shown
    if lever.type == "switch":
        st.toggle(label, **common)
    elif lever.type == "choice":
        st.selectbox(label, lever.choices, **common)
    elif lever.type == "text":
        st.text_input(label, **common)
    else:
        kind = int if lever.type == "integer" else float
        scale = 100 if text.is_share(lever.unit) else 1
        st.number_input(
            f"{label} (%)" if scale == 100 else label,
            min_value=kind((lever.low or 0) * scale),
            max_value=kind((lever.high or 0) * scale),
            step=kind((lever.step or 1) * scale),
            format=None if kind is int else "%.6g",
            **common,
        )


def settable() -> list[str]:
    """The levers that can be set for a case by themselves, in order of declaration."""
    return [path for path in levers() if path not in _ELSEWHERE]


# The size of the population is one for all sides; a list of ties cannot be of any size.
_ELSEWHERE = ("network.population", "network.kind", "network.table", "network.us")


def name_of(path: str) -> str:
    """A lever in a list of all."""
    return text.label(levers()[path], text.whose(path))


def _shown(value: Value, path: str) -> Value:
    """A share in percent, rid of what binary fractions add."""
    if isinstance(value, float) and text.is_share(levers()[path].unit):
        return float(f"{100 * value:.12g}")
    return value


def _changed(key: str, take: Take, path: str) -> None:
    value = st.session_state[key]
    if value is None:  # an emptied box
        return
    if isinstance(value, float) and text.is_share(levers()[path].unit):
        value = float(f"{value / 100:.12g}")
    take(value)
