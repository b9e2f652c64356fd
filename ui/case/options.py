"""Options of a case: each can be changed, removed and opened in Explore, and others added."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from simulation.case import Case, Choices, Option, Spend, spends
from simulation.case.case import KINDS, NAME, Kind
from simulation.case.naming import detail_of
from simulation.parameters import Value, levers, values
from ui.case import handover, lever_field, opened
from ui.text import plain, setting

KIND: Mapping[str, str] = {
    "ads": "Ads",
    "answering": "Hours of answering",
    "creators": "Creators",
    "posts": "More posts",
    "own": "Something else: levers of your own",
}
# The levers that are asked for first, by kind; every other one is in a list.
FRONT: Mapping[str, tuple[str, ...]] = {
    "ads": ("money.ad_price",),
    "answering": ("dialogue.minutes", "dialogue.order"),
    "creators": ("partners.count", "partners.audience", "partners.every", "partners.overlap"),
    "posts": ("posts.minutes",),
    "own": (),
}
ADD = "case-add-option"
MANY = 6  # options that a page and a deck have room for


def draw(case: Case, found: Choices) -> None:
    """Draw them. found: as they are solved."""
    for option in found.options:
        _option(case, found, option)
    given = spends(case)
    for number, why in found.left_out.items():
        if case.options:  # of the usual ones, those that cannot be had are no loss
            _left_out(number, given[number], why)
    _add(case)


def _option(case: Case, found: Choices, option: Option) -> None:
    with st.container(border=True, gap="xxsmall", key=f"case-option-{option.number}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(option.name)}**", width="stretch")
            _menu(case, found, option)
        st.caption(plain(_about(option, case, found)))


def _about(option: Option, case: Case, found: Choices) -> str:
    """Sentences on what it comes to, what it costs more than today, and what is left over."""
    now, then = found.today.parameters, option.parameters
    said = detail_of(option.kind, now, then, found.days, case.currency)
    said = "" if said == f"{option.name}." else said
    costs = f"Costs {case.currency.amount(option.extra)} more than today."
    return " ".join(filter(None, (said, costs, option.note)))


def _menu(case: Case, found: Choices, option: Option) -> None:
    spend = spends(case)[option.number]
    with st.popover(
        "Change",
        key=f"case-change-{option.number}",
        icon=":material/edit:",
        on_change="rerun",
        help=f"Change {plain(option.name)}",
    ) as menu:
        if menu.open:
            _name(option, spend)
            _levers(found, option, spend)
            st.button(
                "Open in Explore",
                key=f"case-explore-{option.number}",
                icon=":material/tune:",
                width="stretch",
                on_click=handover.explore,
                args=(case, found, option),
            )
            st.button(
                "Remove this option",
                key=f"case-remove-{option.number}",
                icon=":material/delete:",
                width="stretch",
                disabled=len(found.options) + len(found.left_out) < 2,
                on_click=_remove,
                args=(option.number,),
            )


def _name(option: Option, spend: Spend) -> None:
    key = f"case-name-{option.number}"
    st.session_state[key] = spend.name
    st.text_input(
        "Name",
        key=key,
        max_chars=NAME,
        placeholder=option.name,
        help="Empty: it is named by what it changes, and the name follows every change.",
        on_change=_renamed,
        args=(option.number, key),
    )


def _levers(found: Choices, option: Option, spend: Spend) -> None:
    now = values(option.parameters)
    front = FRONT[spend.kind]
    for path in (*front, *(each for each in spend.levers if each not in front)):
        key = f"case-option-{option.number}-{path.replace('.', '-')}"
        lever_field.field(path, now[path], key, partial(_set, option.number, path))
        if path in spend.levers:
            st.button(
                f"Back to {plain(_usual(path, found))}",
                key=f"{key}-back",
                type="tertiary",
                on_click=_unset,
                args=(option.number, path),
            )
    taken = {*front, *spend.levers}
    key = f"case-option-{option.number}-more"
    st.selectbox(
        "Set another lever",
        [path for path in lever_field.settable() if path not in taken],
        index=None,
        key=key,
        format_func=lever_field.name_of,
        placeholder="Price, audience, chance to notice, ...",
        on_change=_more,
        args=(option, key),
    )


def _usual(path: str, found: Choices) -> str:
    """Value of a lever if the option does not set it, as far as today says."""
    return setting(levers()[path], values(found.today.parameters)[path])


def _left_out(number: int, spend: Spend, why: str) -> None:
    with st.container(border=True, gap="xxsmall", key=f"case-left-out-{number}"):
        st.markdown(f"**{plain(spend.name or KIND[spend.kind])}**")
        st.caption(plain(f"Left out: {why}."))
        st.button(
            "Remove",
            key=f"case-remove-{number}",
            type="tertiary",
            icon=":material/delete:",
            on_click=_remove,
            args=(number,),
        )


def _add(case: Case) -> None:
    if len(spends(case)) >= MANY:
        st.caption(f"At most {MANY} options are compared.")
        return
    st.selectbox(
        "Add an option",
        KINDS,
        index=None,
        key=ADD,
        format_func=KIND.__getitem__,
        placeholder="Add an option for the same money",
        label_visibility="collapsed",
        on_change=_added,
    )


def _added() -> None:
    kind: Kind | None = st.session_state[ADD]
    st.session_state[ADD] = None
    if kind is not None:
        _set_options((*_given(), Spend(kind)))


def _remove(number: int) -> None:
    given = _given()
    _set_options((*given[:number], *given[number + 1 :]))


def _renamed(number: int, key: str) -> None:
    opened.attempt(_replace, number, replace(_given()[number], name=st.session_state[key].strip()))


def _set(number: int, path: str, value: Value) -> None:
    spend = _given()[number]
    opened.attempt(_with_levers, number, {**spend.levers, path: value})


def _unset(number: int, path: str) -> None:
    spend = _given()[number]
    _with_levers(number, {each: value for each, value in spend.levers.items() if each != path})


def _more(option: Option, key: str) -> None:
    path = st.session_state[key]
    st.session_state[key] = None
    if path is not None:
        _set(option.number, path, values(option.parameters)[path])


def _with_levers(number: int, settings: Mapping[str, Value]) -> None:
    _replace(number, replace(_given()[number], levers=settings))


def _replace(number: int, spend: Spend) -> None:
    given = _given()
    _set_options((*given[:number], spend, *given[number + 1 :]))


def _set_options(given: tuple[Spend, ...]) -> None:
    opened.change(replace(opened.case(), options=given))


def _given() -> tuple[Spend, ...]:
    """The options as they are, the usual ones written out."""
    return spends(opened.case())
