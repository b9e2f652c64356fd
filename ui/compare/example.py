"""The worked example that Compare shows until somebody compares something of their own."""

from functools import cache

import streamlit as st

from simulation.case.case import Case, Spend
from simulation.case.options import choices
from simulation.case.questions import Answers
from simulation.case.typed import exactly
from simulation.decision import Option
from simulation.parameters import Parameters, Run, values
from ui.compare import entries
from ui.decision.card import recommendation_card
from ui.state import settings
from ui.text import plain

FOLLOWERS, BUDGET = 1_000, 500
SPENT_ON = (Spend("ads"), Spend("answering"), Spend("creators"))
GOAL = "reach"


def draw(run: Run) -> None:
    """Draw the example, and the way to make it one's own."""
    st.markdown(
        plain(
            f"An example: a small account with {FOLLOWERS:,} followers has ${BUDGET} to spend. "
            "Make it your own: set up today's situation with the levers at the left and press "
            "“Add these levers”, change what you want to test and press it again; pick a story "
            "and add its sides; or start from the example."
        )
    )
    st.button(
        "Start from the example", key="compare-example-take", icon=":material/edit:", on_click=_take
    )
    here = run.model_copy(update={"days": days()})
    recommendation_card(options(), here, GOAL, "compare-example")


@cache
def options() -> tuple[Option, ...]:
    """Today, and three ways to spend the budget, in a population large enough for all of them."""
    return choices(_case()).to_decide


def today() -> Parameters:
    """The starting point of the example."""
    return options()[0].parameters


def days() -> float:
    """The days that the example runs."""
    return float(_case().days)


def _case() -> Case:
    answers = Answers(followers=exactly(FOLLOWERS), budget=exactly(BUDGET))
    return Case(answers=answers, options=SPENT_ON)


def _take() -> None:
    """Put the options into the list, and the levers to today's, so that they can be changed."""
    for option in options():
        entries.add(option.title, option.parameters)
    settings.move({**values(today()), "run.days": days()})
