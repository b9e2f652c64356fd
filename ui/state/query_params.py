"""What a page adds to its address: which story is open, which world is watched.

Each page declares its parts beside the controls they speak of; whoever reads and writes the address
(ui/link.py) knows no page by name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from simulation.errors import UserError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a page shows, by its key in the address.

    write: how it stands, nothing where it stands as at first. read: takes up what was written, when
    a visit begins; raises UserError for what cannot be had, with all else taken up.
    """

    key: str
    write: Callable[[], str]
    read: Callable[[str], None]


def control(key: str, widget: Callable[[], str], options: Callable[[], Iterable[object]]) -> Part:
    """The part for a control that begins with `begins`, by the key of the widget."""

    def write() -> str:
        return str(now(widget(), "")) if moved(widget()) else ""

    def read(text: str) -> None:
        for each in options():
            if str(each) == text:
                ask(widget(), each)
                return
        raise illegal(key, text)

    return Part(key, write, read)


def flag(key: str, wanted: str, done: Callable[[], bool]) -> Part:
    """The part for what is done when asked for. wanted: where `asked_for` finds that it is."""

    def read(text: str) -> None:
        if text != "yes":
            raise illegal(key, text)
        st.session_state[wanted] = True

    return Part(key, lambda: "yes" if done() or wanted in st.session_state else "", read)


def asked_for(wanted: str) -> bool:
    """Whether the address asked for it; the first look at it is the last."""
    return bool(st.session_state.pop(wanted, False))


def begins(widget: str, first: T) -> T:
    """What a control begins with: what the address asked for, else `first`."""
    _firsts()[widget] = first
    found: T = _asked().get(widget, first)  # type: ignore[assignment]
    return found


def now(widget: str, first: T) -> T:
    """How a control stands, or will once it is drawn."""
    found: T = st.session_state.get(widget, _asked().get(widget, first))
    return found


def moved(widget: str) -> bool:
    """Whether a control stands otherwise than at first."""
    value = now(widget, None)
    return value is not None and value != _firsts().get(widget)


def ask(widget: str, value: object) -> None:
    """Let a control begin with this."""
    _asked()[widget] = value


def illegal(key: str, text: str) -> UserError:
    """The complaint about what was written under a key."""
    return UserError(f"{key} = {text[:60]!r} is not legal here")


def _asked() -> dict[str, object]:
    found: dict[str, object] = st.session_state.setdefault("asked", {})
    return found


def _firsts() -> dict[str, object]:
    found: dict[str, object] = st.session_state.setdefault("firsts", {})
    return found
