"""The control of a lever, drawn from the one line that declares the lever."""

from decimal import Decimal
from functools import partial
from math import ceil, floor, log10
from typing import Any

import streamlit as st

from simulation.parameters import Lever, Value
from ui import text
from ui.controls import typed
from ui.state import settings

FINE = 200  # steps from end to end that a plain slider of a sidebar's width can hit
HUGE = 1e6  # values from here on are typed alone
BOX = 92  # pixels of the box in which a value is typed beside its slider
FIGURES = ("1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8")  # of the stops in a decade


def control(path: str, *, of: str = "") -> None:
    """Draw the control of one lever, which writes to the settings.

    of: the kind of people the lever is about, for the label.
    """
    lever, value, key = settings.everything()[path], settings.now()[path], key_of(path)
    label = text.label(lever, of)  # read aloud as it is written: a test keeps it plain
    if lever.low is not None and (lever.high or 0) >= HUGE:
        typed.box(lever, value, key, partial(_move, path), label=label, help=text.about(lever))
        return
    fresh = starts_at(key, value)
    common: dict[str, Any] = {
        "label": label,
        "key": key,
        "help": text.about(lever),
        "on_change": _changed,
        "args": (path,),
    }
    initial: dict[str, Any] = {"value": value} if fresh else {}
    if lever.type == "switch":
        st.toggle(**common, **initial)
    elif lever.type == "choice" and len(lever.choices) < 3:
        initial = {"default": value} if fresh else {}
        st.segmented_control(options=lever.choices, required=True, **common, **initial)
    elif lever.type == "choice" or path == settings.TIES:
        own = {name: f"Your own: {table.name}" for name, table in settings.ties().items()}
        known = lever.choices or (*settings.TABLES, *own)
        options = known if value in known else (*known, str(value))  # a list since replaced
        index = options.index(str(value)) if fresh else 0
        st.selectbox(
            options=options, index=index, format_func=lambda name: own.get(name, name), **common
        )
    elif lever.type == "text":
        st.text_input(**common, **initial)
    else:
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            _slider(path, lever, {**common, **initial})
            box = {"label": f"{label}, typed", "label_visibility": "collapsed", "width": BOX}
            typed.box(lever, value, typed_key_of(path), partial(_move, path), **box)


def starts_at(key: str, value: Value) -> bool:
    """True if a control is to be drawn with this initial value; else its value has been set to it.

    Streamlit takes one or the other. An initial value is on screen at once; a control whose value
    is set shows its low end for a moment.
    """
    fresh = bool(st.session_state.get(key, value) == value)
    if not fresh:
        st.session_state[key] = value
    return fresh


def key_of(path: str) -> str:
    """The key of a lever's control."""
    return "lever-" + path.replace(".", "-")


def typed_key_of(path: str) -> str:
    """The key of the box in which the value of a lever is typed beside its slider."""
    return "typed-" + path.replace(".", "-")


def slider_values(lever: Lever, *others: Value) -> list[Value]:
    """The stops of a slider, evenly spaced to the eye from end to end, and these values."""
    kind, low, high, tread = _bounds(lever)
    step = Decimal(str(tread))
    stops = [
        Decimal(figure).scaleb(power)
        for power in range(floor(log10(tread)), ceil(log10(high)) + 1)
        for figure in FIGURES
    ]
    found = {kind(stop) for stop in stops if stop % step == 0 and low < stop < high}
    return sorted({*found, low, high, lever.default, *others})


def _bounds(lever: Lever) -> tuple[type[int] | type[float], float, float, float]:
    """The type of a numeric lever, its ends and its step, all of that type."""
    kind = int if lever.type == "integer" else float
    low, high, step = lever.low or 0, lever.high or 0, lever.step or 1
    return kind, kind(low), kind(min(high, settings.EXACT)), kind(step)


def _slider(path: str, lever: Lever, common: dict[str, Any]) -> None:
    _, low, high, step = _bounds(lever)
    limits: dict[str, Any] = {"min_value": low, "max_value": high, "step": step}
    if (high - low) / step <= FINE:
        st.slider(**common, **limits, format="percent" if text.is_share(lever.unit) else None)
    else:
        # Stops for every value of today would change under the hand; the scenario's do not.
        stops = slider_values(lever, settings.start()[path], settings.now()[path])
        st.select_slider(
            **common, options=stops, format_func=lambda stop: text.setting(lever, stop)
        )


def _changed(path: str) -> None:
    value = st.session_state[key_of(path)]
    _move(path, value)


def _move(path: str, value: Value) -> None:
    settings.move({path: value})
