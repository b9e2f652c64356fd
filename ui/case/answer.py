"""The answer to a case: the recommendation, how large a population it rests on, and ways on."""

from dataclasses import replace

import streamlit as st

from simulation.case import Case, Choices, fullness, given, in_dollars
from simulation.decision import Recommendation
from simulation.parameters import Run
from ui.case import handover, opened
from ui.decision.card import recommendation_card
from ui.decision.plans import plans
from ui.text import A_RUN, plain

KEY = "case"  # of the card's controls


def draw(case: Case, found: Choices) -> None:
    """Draw it."""
    shown = recommendation_card(
        found.to_decide,
        Run(days=found.days),
        case.goal,
        KEY,
        money=case.currency,
        given=given(case, found),
        on_goal=_set_goal,
    )
    st.caption(plain(A_RUN))
    st.caption(plain(found.population.line))
    for remark in full(found, shown):
        st.warning(plain(remark))
    if warning := in_dollars(case, found):
        st.warning(plain(warning))
    _ways_on(case, found)
    budget = case.answers.budget.value if case.answers.budget else 0.0
    key = f"{KEY}-plan-{budget:g}"  # another budget is what the split starts with anew
    plans(found.today.parameters, Run(days=found.days), key, case.currency, budget=budget)


def _set_goal(name: str) -> None:
    opened.change(replace(opened.case(), goal=name))


def full(found: Choices, shown: Recommendation | None) -> list[str]:
    """A remark for every side that fills its population."""
    if shown is None:
        return []
    remarks = []
    for side, columns in zip(found.sides, shown.sample.today, strict=True):
        if said := fullness(side.parameters, found.days, columns["reach"]).sentence:
            remarks.append(f"{side.name}: {said}")
    return remarks


def _ways_on(case: Case, found: Choices) -> None:
    with st.container(horizontal=True, key="case-ways-on"):
        st.button(
            "Make a deck",
            key="case-deck",
            type="primary",
            icon=":material/slideshow:",
            on_click=handover.deck,
            help="Slides of this recommendation: on the stage, as PowerPoint and as a handout.",
        )
        st.button(
            "Compare in detail",
            key="case-compare",
            icon=":material/balance:",
            on_click=handover.compare,
            args=(case, found),
        )
        st.button(
            "Open today in Explore",
            key="case-explore-today",
            icon=":material/tune:",
            on_click=handover.explore,
            args=(case, found, found.today),
        )
