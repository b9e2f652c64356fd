"""The box in which the value of a lever is typed: 20k, 2,000, 40%, $2k; understood or refused."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import streamlit as st

from simulation.case import DOLLARS
from simulation.case.typed import MONEY, Measure, understood
from simulation.errors import UserError, illegal_value
from simulation.parameters import Lever, Value
from ui.state import settings
from ui.text import in_labels, is_share, plain, setting

REFUSED = "refused-levers"
_ONE = Decimal(1)


def box(lever: Lever, value: Value, key: str, take: Callable[[Value], None], **common: Any) -> None:
    """Draw the box of one numeric lever, and under it why what was typed is not legal.

    take: called with the value that was typed. What is not legal stays until the lever has another
    value.
    """
    standing, why = _refusals().get(key, (None, ""))
    if standing != value:
        _refusals().pop(key, None)
        st.session_state[key] = setting(lever, value)
    st.text_input(key=key, on_change=_changed, args=(lever, value, key, take), **common)
    if standing == value:
        st.markdown(f":red[:material/error: {plain(why)}]")


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
        return MONEY
    return Measure(units=dict.fromkeys(("", lever.unit.casefold()), _ONE), thousands=True)


def _range_of(lever: Lever) -> str:
    """The legal values in words, in the unit that the box shows."""
    if is_share(lever.unit):
        return f"from {setting(lever, lever.low or 0)} to {setting(lever, lever.high or 0)}"
    return lever.range


def _changed(lever: Lever, standing: Value, key: str, take: Callable[[Value], None]) -> None:
    try:
        value = value_of(lever, st.session_state[key])
    except UserError as error:
        _refusals()[key] = (standing, in_labels(error))
        return
    _refusals().pop(key, None)
    take(value)


def _refusals() -> dict[str, tuple[Value, str]]:
    """The refusals by the key of their box: the value that stands, why the text is not legal."""
    found: dict[str, tuple[Value, str]] = st.session_state.setdefault(REFUSED, {})
    return found
