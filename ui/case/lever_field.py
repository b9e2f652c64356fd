"""The field of one lever of a case: typed, switched or picked, within what the lever allows."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from simulation.parameters import Value, levers
from ui import text
from ui.controls import typed

Take = Callable[[Value], None]

# The size of the population is one for all sides; a list of ties cannot be of any size.
_ELSEWHERE = ("network.population", "network.kind", "network.table", "network.us")


def field(path: str, value: Value, key: str, take: Take) -> None:
    """Draw it; `take` is called with what the visitor chooses."""
    lever = levers()[path]
    common: dict[str, Any] = {"label": name_of(path), "help": text.about(lever)}
    if lever.low is not None:
        typed.box(lever, value, key, take, **common)
        return
    st.session_state[key] = value
    common |= {"key": key, "on_change": _changed, "args": (key, take)}
    if lever.type == "switch":
        st.toggle(**common)
    elif lever.type == "choice":
        st.selectbox(options=lever.choices, **common)
    else:
        st.text_input(**common)


def settable() -> list[str]:
    """The levers that can be set for a case by themselves, in order of declaration."""
    return [path for path in levers() if path not in _ELSEWHERE]


def name_of(path: str) -> str:
    """A lever in a list of all."""
    return text.label(levers()[path], text.whose(path))


def _changed(key: str, take: Take) -> None:
    take(st.session_state[key])
