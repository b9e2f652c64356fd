"""Boxes in which an amount is typed as people write it: 20k, 2,000, €2,000, 10 hours."""

from decimal import Decimal

import streamlit as st

from simulation.case.money import Currency
from simulation.case.questions import QUESTIONS
from simulation.case.typed import MONEY as MONEY
from simulation.case.typed import Measure, understood
from simulation.errors import UserError
from ui.text import plain

NUMBER = Measure(units={"": Decimal(1)}, thousands=True)
HOURS = QUESTIONS["hours"].measure


def amount(label: str, key: str, start: str, measure: Measure, money: Currency) -> float | None:
    """The amount that is typed; None where it is not understood, with the reason below."""
    typed = st.text_input(label, start, key=key, persist_state="session", width=180)
    try:
        answer = understood(typed, measure, money)
    except UserError as error:
        st.caption(f":red[{plain(str(error))}.]")
        return None
    if not answer.certain:
        st.caption(f":red[{plain(repr(typed))} is a range; one number is needed.]")
        return None
    return answer.value
