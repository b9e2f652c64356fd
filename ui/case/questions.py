"""The six questions: what was typed, a slider beside it, and what was understood in small text."""

import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

import streamlit as st

from simulation.case import QUESTIONS, Answer, Case, Question
from simulation.case.questions import WEEK
from simulation.case.today import with_preset
from simulation.case.typed import exactly
from simulation.errors import UserError
from ui.case import opened
from ui.text import plain

T = TypeVar("T")

FIGURES = ("1", "1.5", "2", "3", "5", "7")  # of the stops in a decade
REPLACED = "case-replaced"  # control to (the value that it showed, when another took its place)
LATE = 2.0  # seconds for the browser to hear of it
REFUSED = "case-refused"  # question to (what was typed, the answer that stands)


def _decades(first: int, last: int) -> tuple[float, ...]:
    """Stops from ten to the first power to ten to the last, evenly spaced to the eye."""
    stops = [Decimal(figure).scaleb(power) for power in range(first, last) for figure in FIGURES]
    return (*map(float, stops), 10.0**last)


# What a slider offers; anything legal can be typed.
_STOPS: dict[str, tuple[float, ...]] = {
    "followers": _decades(2, 6),
    "fakes": tuple(percent / 100 for percent in range(0, 91, 5)),
    "posts": (0.5, *map(float, range(1, 15)), 21.0, 28.0, 35.0),
    "hours": (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 7.0, *map(float, range(10, 45, 5))),
    "order_value": _decades(0, 4),
    "budget": _decades(2, 6),
}


def draw() -> None:
    """Draw all six."""
    for question in QUESTIONS.values():
        with st.container(gap="xxsmall", key=f"case-question-{question.name}"):
            _question(question)


def _question(question: Question) -> None:
    case = opened.case()
    answer: Answer | None = getattr(case.answers, question.name)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        shown = _text_field(question, case, answer)
        _slider(question, case, answer)
    if why := _why_refused(question, shown, answer):
        st.markdown(f":red[:material/error: {plain(why)}]")
    else:
        st.caption(plain(understood(question.name, case)))


def _text_field(question: Question, case: Case, answer: Answer | None) -> str:
    """Draw the field. Returns what stands in it."""

    def fits(shown: str) -> bool:
        refused = _why_refused(question, shown, answer)
        return refused is not None or _read(question, shown) == answer

    text = question.text(answer, case.currency) if answer else ""
    key = f"case-{question.name}"
    first: dict[str, Any] = {"value": text} if _shows(key, text, fits) else {}
    shown = st.text_input(
        question.label,
        key=key,
        help=f"{plain(question.help)}\n\nWrite {plain(question.legal(case.currency))}.",
        placeholder=_placeholder(question, case),
        on_change=_typed,
        args=(question, key),
        persist_state="session",
        width=220,
        **first,
    )
    return shown or ""


def _slider(question: Question, case: Case, answer: Answer | None) -> None:
    value = (answer or _assumed(question, case)).value
    key = f"case-{question.name}-slider"
    first: dict[str, Any] = (
        {"value": value} if _shows(key, value, lambda shown: shown == value) else {}
    )
    st.select_slider(
        f"{question.label}, by hand",
        sorted({*_STOPS[question.name], value}),
        key=key,
        format_func=lambda stop: question.text(exactly(stop), case.currency),
        label_visibility="collapsed",
        on_change=_slid,
        args=(question, key),
        **first,
    )


def _shows(key: str, value: T, fits: Callable[[T], bool]) -> bool:
    """Let a control show a value, unless what it shows fits. Returns whether it is drawn afresh."""
    if key not in st.session_state:
        return True
    shown: T = st.session_state[key]
    if not fits(shown):
        st.session_state.setdefault(REPLACED, {})[key] = (shown, time.monotonic())
        st.session_state[key] = value
    return False


def _is_late(key: str) -> bool:
    """True for a control that says what it showed before its answer was changed elsewhere.

    The browser may have sent that before it heard of the change: it must not put the answer back.
    """
    before, since = st.session_state.get(REPLACED, {}).get(key, (None, 0.0))
    return bool(st.session_state[key] == before and time.monotonic() - since < LATE)


def understood(name: str, case: Case) -> str:
    """Small text on what an answer comes to, or on what is assumed without one."""
    question, money = QUESTIONS[name], case.currency
    answer: Answer | None = getattr(case.answers, name)
    if answer is None:
        if not _known(question, case):
            return f"Not answered yet: {question.legal(money)}."
        found = with_preset(case.answers, case.preset).answer(name)
        return f"Assumed: {question.text(found, money)}. Answer it to make it yours."
    said = _comes_to(name, answer, case)
    if not answer.certain:
        value = question.text(exactly(answer.value), money)
        said = f"{said} The answer is worked out with {value} and tried over the whole range."
    return said.strip()


def _comes_to(name: str, answer: Answer, case: Case) -> str:
    value, money = answer.value, case.currency
    match name:
        case "followers":
            return f"{money.number(round(value))} on the list, fakes included."
        case "fakes" if case.answers.followers:
            listed = case.answers.followers.value
            fakes = round(listed * value)
            return f"{money.number(fakes)} fakes, {money.number(round(listed) - fakes)} people."
        case "posts":
            posts = max(1, round(value * case.days / WEEK))
            return f"{money.number(posts)} post{'s' * (posts != 1)} in {case.days} days."
        case "hours" if value:
            hours = money.number(round(value * case.days / WEEK, 1))
            return f"{hours} hours in {case.days} days."
        case "hours":
            return "Nobody is answered."
        case "budget":
            return f"Every option costs {money.amount(value)} in {case.days} days."
        case _:
            return f"{money.amount(value)} for one order." if answer.certain else ""


def _assumed(question: Question, case: Case) -> Answer:
    """The answer that is assumed, or an example where none can be."""
    if not _known(question, case):
        return exactly(question.example)
    return with_preset(case.answers, case.preset).answer(question.name)


def _known(question: Question, case: Case) -> bool:
    """True if it is answered, or something can be assumed."""
    return question.usual is not None or getattr(case.answers, question.name) is not None


def _placeholder(question: Question, case: Case) -> str:
    return f"such as {question.text(exactly(question.example), case.currency)}"


def _typed(question: Question, key: str) -> None:
    """Take what was typed; what is not understood stays in its field and changes nothing."""
    if _is_late(key):
        return
    case, text = opened.case(), st.session_state[key] or ""
    try:
        answer = _parsed(question, text)
    except UserError:
        standing = getattr(case.answers, question.name)
        st.session_state.setdefault(REFUSED, {})[question.name] = (text, standing)
        return
    opened.change(replace(case, answers=replace(case.answers, **{question.name: answer})))


def _slid(question: Question, key: str) -> None:
    if _is_late(key):
        return
    case, value = opened.case(), st.session_state[key]
    answers = replace(case.answers, **{question.name: exactly(value)})
    opened.change(replace(case, answers=answers))


def _why_refused(question: Question, text: str, answer: Answer | None) -> str | None:
    """Reason why what was typed into the field is not understood; None where it is."""
    if st.session_state.get(REFUSED, {}).get(question.name) != (text, answer):
        return None
    try:
        _parsed(question, text)
    except UserError as error:
        return str(error).removeprefix(f"{question.label}: ")
    return None


def _read(question: Question, text: str) -> Answer | str | None:
    """The answer that a text stands for; the text itself where it stands for none."""
    try:
        return _parsed(question, text)
    except UserError:
        return text


def _parsed(question: Question, text: str) -> Answer | None:
    return question.answer(text, opened.case().currency) if text.strip() else None
