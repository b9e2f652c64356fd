"""The box in which the value of a lever is typed: 20k, 2,000, 40%, $2k; understood or refused."""

from decimal import Decimal
from typing import Any

import streamlit as st

from simulation.case import DOLLARS
from simulation.case.typed import Measure, understood
from simulation.errors import UserError, illegal_value
from simulation.parameters import Lever, Value
from ui.state import settings
from ui.text import in_labels, is_share, plain, setting

REFUSED = "refused-levers"  # what was typed and not understood, by path: why
_ONE = Decimal(1)


def box(path: str, key: str, **common: Any) -> None:
    """Draw the box of one numeric lever, and under it why what was typed is not legal."""
    lever, refused = settings.everything()[path], refusals().get(path)
    if refused is None:
        st.session_state[key] = setting(lever, settings.now()[path])
    st.text_input(key=key, on_change=_changed, args=(path, key), **common)
    if refused is not None:
        st.caption(f":red[{plain(refused)}]")


def refusals() -> dict[str, str]:
    """Reasons why the text in a box is not legal, by the path of its lever."""
    found: dict[str, str] = st.session_state.setdefault(REFUSED, {})
    return found


def value_of(lever: Lever, typed: str) -> Value:
    """The value that a typed text stands for. Raises UserError."""
    legal = _range_of(lever)
    try:
        answer = understood(typed, measure_of(lever), DOLLARS)
    except UserError as error:
        reason = f"{error}; it must be {legal}"
        raise UserError(reason, path=lever.path, value=typed, legal=legal) from None
    low, high = lever.low or 0, min(lever.high or 0, settings.EXACT)
    whole = lever.type == "integer"
    if not answer.certain or not low <= answer.value <= high or (whole and answer.value % 1):
        raise illegal_value(lever.path, typed.strip(), legal)
    return int(answer.value) if whole else answer.value


def measure_of(lever: Lever) -> Measure:
    """The measure of a lever: its values may be typed with the unit they are shown in, or none."""
    if is_share(lever.unit):
        return Measure(units=dict.fromkeys(("", "%", "percent"), _ONE / 100), sign="%")
    if lever.unit.startswith("$"):
        return Measure(thousands=True, money=True)
    return Measure(units=dict.fromkeys(("", lever.unit.casefold()), _ONE), thousands=True)


def _range_of(lever: Lever) -> str:
    """The legal values in words, in the unit that the box shows."""
    if is_share(lever.unit):
        return f"from {setting(lever, lever.low or 0)} to {setting(lever, lever.high or 0)}"
    return lever.range


def _changed(path: str, key: str) -> None:
    lever = settings.everything()[path]
    try:
        value = value_of(lever, st.session_state[key])
    except UserError as error:
        refusals()[path] = in_labels(error)
        return
    refusals().pop(path, None)
    settings.move({path: value})
