"""Plans from today on, below a comparison: reach a target, split a budget; each in a fold."""

import streamlit as st

from simulation.case.money import DOLLARS, Currency
from simulation.parameters import Parameters, Run
from ui.decision.budget import split_budget
from ui.decision.target import reach_target


def plans(
    today: Parameters,
    run: Run,
    key: str,
    money: Currency = DOLLARS,
    *,
    budget: float = 1_000.0,
    hours: float = 10.0,
) -> None:
    """Draw both folds. budget, hours: what the split starts with; key: unique on all pages."""
    with st.expander(
        "Reach a target: what is the cheapest way?",
        key=f"{key}-target-fold",
        icon=":material/flag:",
        on_change="rerun",
    ) as fold:
        if fold.open:
            reach_target(today, run, f"{key}-target", money)
    with st.expander(
        "Split a budget: what should it go to?",
        key=f"{key}-split-fold",
        icon=":material/pie_chart:",
        on_change="rerun",
    ) as fold:
        if fold.open:
            split_budget(today, run, f"{key}-split", money, budget=budget, hours=hours)
