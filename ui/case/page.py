"""The page My client's question: six answers at the left, the recommendation at the right."""

from functools import lru_cache

import streamlit as st

from simulation.case import QUESTIONS, Case, Choices, choices
from simulation.errors import UserError
from ui.background.progress import show_error
from ui.case import answer, details, handover, opened, options, questions, toolbar
from ui.text import plain

QUERY = opened.QUERY

SOLVED = 32  # cases whose options are remembered


def render() -> None:
    """Draw the page."""
    handover.go()
    st.title("My client's question", anchor=False)
    case = opened.case()
    toolbar.draw()
    with st.container(key="case-example-note"):  # always there: what follows keeps its place
        if opened.is_example():
            st.markdown(
                "**A worked example, computed as you look.** Change any answer to make it yours: "
                "from then on it is kept on this machine."
            )
    left, right = st.columns([2, 3], gap="large")
    with left:
        questions.draw()
    found = _solved(case)
    with right:
        if isinstance(found, Choices):
            answer.draw(case, found)
        elif found is not None:
            show_error(found)
        else:
            st.info(plain(_missing(case)))
    with left:
        if isinstance(found, Choices):
            st.header(plain(_heading(case)), anchor=False)
            options.draw(case, found)
        details.draw(case, found if isinstance(found, Choices) else None)


def _solved(case: Case) -> Choices | UserError | None:
    """Today and the options; why there are none; None where answers are missing."""
    if case.answers.followers is None or case.answers.budget is None:
        return None
    try:
        return _choices(case)
    except UserError as error:
        return error


@lru_cache(maxsize=SOLVED)
def _choices(case: Case) -> Choices:
    return choices(case, patient=True)


def _missing(case: Case) -> str:
    names = [
        QUESTIONS[name].label.lower()
        for name in ("followers", "budget")
        if getattr(case.answers, name) is None
    ]
    return f"For a recommendation, answer {' and '.join(names)}; the rest can be assumed."


def _heading(case: Case) -> str:
    budget = case.answers.budget
    money = case.currency.amount(budget.value) if budget else "the money"
    return f"What {money} could go to"
