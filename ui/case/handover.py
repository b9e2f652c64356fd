"""The way from a case to the pages of the levers: one option in Explore, all in Compare."""

import streamlit as st

from simulation.case import Case, Choices, Option
from simulation.errors import UserError
from simulation.parameters import Run
from simulation.scenarios import Scenario, Side
from ui.case import opened
from ui.compare import entries
from ui.present.opened import open_deck
from ui.state import navigation, settings

GO = "case-go"  # the page that is to be opened once the click has been dealt with


def scenario_of(case: Case, found: Choices) -> Scenario:
    """Today and every option as the sides of one scenario."""
    sides = tuple(
        Side(chr(ord("A") + place), each.name, each.parameters)
        for place, each in enumerate(found.sides)
    )
    run = Run(days=found.days)
    note = f"From the case “{case.name}”."
    return Scenario("case", case.name, note, "the case", sides, run)


def explore(case: Case, found: Choices, option: Option) -> None:
    """Open an option, or today, in Explore."""
    scenario = scenario_of(case, found)
    key = next(each.key for each in scenario.sides if each.title == option.name)
    opened.attempt(settings.open, scenario, key)
    st.session_state[GO] = "explore"


def compare(case: Case, found: Choices) -> None:
    """Open today and the options in Compare, in place of what is compared there."""
    scenario = scenario_of(case, found)
    try:
        settings.open(scenario, "A")
        entries.take((scenario,))
    except UserError as error:
        st.session_state[opened.TROUBLE] = error
        return
    st.session_state[GO] = "compare"


def deck() -> None:
    """Open the deck of the open case in Present; it keeps the case."""
    opened.keep()
    if kept := opened.here().kept:
        open_deck(f"case-{kept.id}")
        st.session_state[GO] = "present"


def go() -> None:
    """Leave for the page that was asked for, if any: a page cannot be left within a callback."""
    if path := st.session_state.pop(GO, None):
        navigation.go_to(path)
