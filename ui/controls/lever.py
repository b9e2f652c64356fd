"""The control of a lever, drawn from its one declaration, and all of them in order."""

from decimal import Decimal
from math import ceil, floor, log10
from typing import Any

import streamlit as st

from simulation.parameters import Followers, Lever, Value
from ui import text as words
from ui.controls.sections import SECTIONS, Section
from ui.state import settings

FINE = 200  # steps from end to end that a plain slider of a sidebar's width can hit
HUGE = 1e6  # from here on no slider will do
FIGURES = ("1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8")


def sidebar() -> None:
    """Every lever in the sidebar, for a page that runs what they ask for (see `settings.read`)."""
    with st.sidebar:
        draw()


def draw() -> None:
    """Every lever: our followers first, then section by section."""
    _followers()
    for section in SECTIONS:
        _section(section)


def control(path: str, *, of: str = "") -> None:
    """The control of one lever; moving it writes to the settings. `of` says whose it is."""
    lever, value, key = settings.everything()[path], settings.now()[path], key_of(path)
    fresh = steered(key, value)
    ask: dict[str, Any] = {
        "label": words.label(lever, of),  # read aloud as it is written: a test keeps it plain
        "key": key,
        "help": words.about(lever),
        "on_change": _moved,
        "args": (path,),
    }
    begin: dict[str, Any] = {"value": value} if fresh else {}
    if lever.type == "switch":
        st.toggle(**ask, **begin)
    elif lever.type == "choice" and len(lever.choices) < 3:
        begin = {"default": value} if fresh else {}
        st.segmented_control(options=lever.choices, required=True, **ask, **begin)
    elif lever.type == "choice" or path == settings.TIES:
        own = {name: f"Your own: {table.name}" for name, table in settings.ties().items()}
        known = lever.choices or (*settings.TABLES, *own)
        options = known if value in known else (*known, str(value))  # a list that was let go
        index = options.index(str(value)) if fresh else 0
        st.selectbox(
            options=options, index=index, format_func=lambda name: own.get(name, name), **ask
        )
    elif lever.type == "text":
        st.text_input(**ask, **begin)
    else:
        _number(path, lever, {**ask, **begin})


def steered(key: str, value: Value) -> bool:
    """Whether a control is to be drawn with this value to begin with; else it has been given it.

    Streamlit takes one or the other. What it begins with is on screen at once; a control that is
    given its value shows its low end for a moment.
    """
    fresh = bool(st.session_state.get(key, value) == value)
    if not fresh:
        st.session_state[key] = value
    return fresh


def key_of(path: str) -> str:
    """The key of a lever's control."""
    return "lever-" + path.replace(".", "-")


def ladder(lever: Lever, *others: Value) -> list[Value]:
    """Rungs evenly spaced to the eye from the lever's low end to its high one, and these values."""
    kind, low, high, tread = _bounds(lever)
    step = Decimal(str(tread))
    rungs = [
        Decimal(figure).scaleb(power)
        for power in range(floor(log10(tread)), ceil(log10(high)) + 1)
        for figure in FIGURES
    ]
    found = {kind(rung) for rung in rungs if rung % step == 0 and low < rung < high}
    return sorted({*found, low, high, lever.default, *others})


def _bounds(lever: Lever) -> tuple[type[int] | type[float], float, float, float]:
    """Of a lever that is a number: whole or not, its ends, its step, all of that type."""
    kind = int if lever.type == "integer" else float
    low, high, step = lever.low or 0, lever.high or 0, lever.step or 1
    return kind, kind(low), kind(min(high, settings.EXACT)), kind(step)


def _number(path: str, lever: Lever, ask: dict[str, Any]) -> None:
    kind, low, high, step = _bounds(lever)
    limits: dict[str, Any] = {"min_value": low, "max_value": high, "step": step}
    if (high - low) / step <= FINE:
        st.slider(**ask, **limits, format="percent" if words.is_share(lever.unit) else None)
    elif high >= HUGE:
        st.number_input(**ask, **limits, format=None if kind is int else "%.10g")
    else:
        # Rungs for today's setting would change under the hand; those of the picked side do not.
        rungs = ladder(lever, settings.start()[path], settings.now()[path])
        st.select_slider(**ask, options=rungs, format_func=lambda rung: words.setting(lever, rung))


def _moved(path: str) -> None:
    value = st.session_state[key_of(path)]
    if value is not None:  # an emptied box says nothing
        settings.move({path: value})


def _section(section: Section) -> None:
    st.header(section.title, anchor=False)
    for path in section.front:
        control(path, of=words.whose(path))
    with _folded("More", section.title) as more:
        if more.open:
            for path in section.folded():
                control(path, of=words.whose(path))


def _followers() -> None:
    st.header("Our followers", anchor=False)
    kinds = list(Followers.model_fields)
    table = settings.now()
    shown = [
        kind
        for kind in kinds
        if table[_size(kind)] or settings.start()[_size(kind)] or kind in _added()
    ]
    for kind in shown:
        control(_size(kind), of=words.whose(_size(kind)))
        with _folded(f"More about {words.KINDS[kind].lower()}", kind) as more:
            if more.open:
                for path in settings.everything():
                    if path.startswith(f"followers.{kind}.") and path != _size(kind):
                        control(path)
    if rest := [kind for kind in kinds if kind not in shown]:
        st.selectbox(
            "Add a kind of follower",
            rest,
            index=None,
            key="add-kind",
            on_change=_add,
            format_func=lambda kind: words.KINDS[kind],
            placeholder="Bought, celebrities, ...",
        )


def _size(kind: str) -> str:
    return f"followers.{kind}.size"


def _added() -> set[str]:
    added: set[str] = st.session_state.setdefault("added-kinds", set())
    return added


def _add() -> None:
    """Begin with one step of them, so that something is seen to happen."""
    kind = st.session_state["add-kind"]
    if kind is not None:
        lever = settings.everything()[_size(kind)]
        _added().add(kind)
        settings.move({_size(kind): int(lever.step or 1)})
        st.session_state["add-kind"] = None


def _folded(name: str, of: str):  # type: ignore[no-untyped-def]
    """An expander whose content is drawn when it is opened: a closed page is a quick one."""
    return st.expander(name, key=f"more-{of}", on_change="rerun")
