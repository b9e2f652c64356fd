"""Everything else of a case, one fold away: client, period, currency, brand, notes, levers."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from simulation.case import PRESETS, Case, Choices, assumptions, currency
from simulation.case.case import DAYS, LOGO, NAME, TEXT
from simulation.case.money import KNOWN
from simulation.parameters import Parameters, Value, changed, differences, values
from simulation.parameters.model import MAX_ACCOUNTS
from ui.case import lever_field, opened
from ui.charts.table import markdown
from ui.present.brand import COLOUR
from ui.text import plain

MORE, ASKED_FOR = "case-base-more", "case-base-asked"
# Levers that the six questions decide.
ASKED = (
    "followers.fans.size",
    "followers.casual.size",
    "followers.casual.real",
    "posts.count",
    "posts.every",
    "posts.hour",
    "dialogue.hours",
    "money.order_value",
)


def draw(case: Case, found: Choices | None) -> None:
    """Draw the folds."""
    with st.expander("Client, period, currency, notes", key="case-more", on_change="rerun") as more:
        if more.open:
            _client(case)
    with st.expander("What is assumed", key="case-assumed", on_change="rerun") as assumed:
        if assumed.open:
            _assumed(case, found)


def _client(case: Case) -> None:
    _text("title", "Title of the case", case.title, placeholder=case.name)
    _text("client", "Client", case.client)
    _select("preset", "Kind of account", case.preset, list(PRESETS), _preset_label)
    st.caption(plain(PRESETS[case.preset].help))
    left, right = st.columns(2)
    with left:
        _date(case)
        _select(
            "currency",
            "Currency",
            case.currency.code,
            _codes(case),
            lambda code: currency(code).name,
        )
    with right:
        _number("days", "Days", case.days, 1, DAYS, "The period that the budget is spent in.")
        _number(
            "population",
            "People and accounts simulated",
            case.population,
            0,
            MAX_ACCOUNTS,
            "0: as many as the answers need.",
        )
    key = "case-notes"
    st.session_state[key] = case.notes
    st.text_area("Notes", key=key, max_chars=TEXT, on_change=_take, args=("notes", key))
    _brand(case)


def _brand(case: Case) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = "case-brand-name"
        st.session_state[key] = case.brand.name
        st.text_input(
            "Name on slides", key=key, max_chars=NAME, on_change=_take_brand, args=("name", key)
        )
        key = "case-brand-colour"
        st.session_state[key] = case.brand.colour or COLOUR
        st.color_picker("Colour", key=key, on_change=_take_brand, args=("colour", key))
    key = "case-brand-logo"
    st.file_uploader(
        "Logo (PNG or JPEG)",
        ["png", "jpg", "jpeg"],
        key=key,
        max_upload_size=1,
        on_change=_take_logo,
        args=(key,),
        help=f"At most {LOGO:,} bytes.",
    )
    if case.brand.logo:
        st.image(case.brand.logo, width=120)
        st.button("Remove the logo", key="case-no-logo", type="tertiary", on_click=_remove_logo)


def _assumed(case: Case, found: Choices | None) -> None:
    """Draw what was neither asked nor answered, and the levers that can be set instead."""
    if found is not None:
        rows = [(each.label, each.text, each.evidence.title) for each in assumptions(case, found)]
        st.markdown(markdown(("Assumed", "Value", "Rests on"), rows, "lll"))
    st.caption("Change what you know better; it holds for today and for every option.")
    now = values(case.base)
    moved = differences(Parameters(), case.base)
    for path in moved:
        key = f"case-base-{path.replace('.', '-')}"
        lever_field.field(path, now[path], key, partial(_set, path))
        st.button(
            "Back to the default",
            key=f"{key}-back",
            type="tertiary",
            on_click=_set,
            args=(path, values(Parameters())[path]),
        )
    st.selectbox(
        "Set a lever",
        [path for path in lever_field.settable() if path not in moved and path not in ASKED],
        index=None,
        key=MORE,
        format_func=lever_field.name_of,
        placeholder="Cost of our time, margin, price of advertising, ...",
        on_change=_more,
    )
    asked: str | None = st.session_state.get(ASKED_FOR)
    if asked and asked not in moved:
        key = f"case-base-{asked.replace('.', '-')}"
        lever_field.field(asked, now[asked], key, partial(_set, asked))


def _more() -> None:
    st.session_state[ASKED_FOR] = st.session_state[MORE]
    st.session_state[MORE] = None


def _set(path: str, value: Value) -> None:
    case = opened.case()
    opened.attempt(lambda: opened.change(replace(case, base=changed(case.base, {path: value}))))


def _text(field: str, label: str, value: str, **more: Any) -> None:
    key = f"case-{field}"
    st.session_state[key] = value
    st.text_input(label, key=key, max_chars=NAME, on_change=_take, args=(field, key), **more)


def _number(field: str, label: str, value: int, low: int, high: int, about: str) -> None:
    key = f"case-{field}"
    st.session_state[key] = value
    st.number_input(label, low, high, key=key, help=about, on_change=_take, args=(field, key))


def _select(
    field: str, label: str, value: str, options: list[str], format: Callable[[str], str]
) -> None:
    key = f"case-{field}"
    st.session_state[key] = value
    st.selectbox(label, options, key=key, format_func=format, on_change=_take, args=(field, key))


def _date(case: Case) -> None:
    key = "case-start"
    st.session_state[key] = case.start
    st.date_input("First day", key=key, on_change=_take, args=("start", key))


def _take(field: str, key: str) -> None:
    value = st.session_state[key]
    if field in ("days", "population") and value is None:  # an emptied box
        return
    if field == "currency":
        value = currency(value)
    elif isinstance(value, str):
        value = value.strip()
    opened.attempt(lambda: opened.change(replace(opened.case(), **{field: value})))


def _take_brand(field: str, key: str) -> None:
    case, value = opened.case(), str(st.session_state[key]).strip()
    changed: dict[str, Any] = {field: value.lower() if field == "colour" else value}
    opened.attempt(lambda: opened.change(replace(case, brand=replace(case.brand, **changed))))


def _take_logo(key: str) -> None:
    file = st.session_state[key]
    if file is None:  # taken out of the box again; the logo stays until it is removed
        return
    case, logo = opened.case(), file.getvalue()
    opened.attempt(lambda: opened.change(replace(case, brand=replace(case.brand, logo=logo))))


def _remove_logo() -> None:
    case = opened.case()
    opened.change(replace(case, brand=replace(case.brand, logo=b"")))


def _codes(case: Case) -> list[str]:
    return [*KNOWN] if case.currency.code in KNOWN else [*KNOWN, case.currency.code]


def _preset_label(name: str) -> str:
    return PRESETS[name].label
