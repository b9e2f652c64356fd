"""The query parameters of a page: which story is open, which run is watched.

Each page declares its own beside the controls they belong to, so that ui/state/url.py, which reads
and writes the address, knows no page by name. A control that is bound to a parameter starts with
`initial_value`: what the address asks for, when a visit begins there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from simulation.errors import UserError, shown

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class QueryParam:
    """One thing that a page shows, by its key in the address.

    write: its state as text, empty for the state a page starts in. read: sets the state from that
    text when a visit begins; raises UserError for a text that is not legal. again: sets it, by a
    text that was written before, where the browser goes back; None for what Back leaves alone.
    """

    key: str
    write: Callable[[], str]
    read: Callable[[str], None]
    again: Callable[[str], None] | None = None


def bind(
    key: str, widget_key: Callable[[], str], options: Callable[[], Iterable[object]]
) -> QueryParam:
    """The parameter for the control with that widget key, which is one of these options."""

    def write() -> str:
        return str(current_value(widget_key(), "")) if is_changed(widget_key()) else ""

    def read(text: str) -> None:
        for option in options():
            if str(option) == text:
                request(widget_key(), option)
                return
        raise illegal(key, text)

    def again(text: str) -> None:
        found = {str(option): option for option in options()}
        value = found.get(text, _defaults().get(widget_key()))
        if widget_key() in st.session_state and value is not None:
            st.session_state[widget_key()] = value

    return QueryParam(key, write, read, again)


def bind_action(key: str, action: str, is_done: Callable[[], bool]) -> QueryParam:
    """The parameter for something done at a click: `key=yes` does it without one.

    action: the name under which `take_request` finds the request.
    """

    def read(text: str) -> None:
        if text != "yes":
            raise illegal(key, text)
        st.session_state[action] = True

    return QueryParam(key, lambda: "yes" if is_done() or action in st.session_state else "", read)


def take_request(action: str) -> bool:
    """True once if the address asked for this action."""
    return bool(st.session_state.pop(action, False))


def initial_value(widget_key: str, default: T) -> T:
    """The value a control starts with: what was requested, else the default."""
    _defaults()[widget_key] = default
    found: T = _requested().get(widget_key, default)  # type: ignore[assignment]
    return found


def current_value(widget_key: str, default: T) -> T:
    """The value a control has, or will have once it is drawn."""
    found: T = st.session_state.get(widget_key, _requested().get(widget_key, default))
    return found


def is_changed(widget_key: str) -> bool:
    """True if a control differs from its default."""
    value = current_value(widget_key, None)
    return value is not None and value != _defaults().get(widget_key)


def request(widget_key: str, value: object) -> None:
    """Let a control that was not drawn yet start with this value."""
    _requested()[widget_key] = value


def illegal(key: str, text: str) -> UserError:
    """The error for a text that a parameter does not understand."""
    return UserError(f"{{{key}}} cannot be {shown(text)} here", path=key, value=text)


def _requested() -> dict[str, object]:
    found: dict[str, object] = st.session_state.setdefault("requested", {})
    return found


def _defaults() -> dict[str, object]:
    found: dict[str, object] = st.session_state.setdefault("defaults", {})
    return found
