"""The scenario picker: which story or scenario the levers start from, and which side of it."""

import streamlit as st

from simulation.scenarios import Scenario
from ui.controls import toolbar
from ui.controls.lever import starts_at
from ui.state import settings
from ui.text import plain

KEY, SIDE = "scenario", "side"


def draw() -> None:
    """Draw the picker, which sets every lever, and the toolbar beside it."""
    here, side = settings.picked()
    names, name = list(settings.offered()), settings.name()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Story or scenario",
            names,
            key=KEY,
            format_func=_title,
            on_change=_scenario,
            index=names.index(name) if starts_at(KEY, name) else 0,
            help="A story tests a claim about followers by comparing two sides or more. Choosing "
            "one sets every lever; you can change any of them afterwards.",
        )
        with st.container(horizontal=True, width="content", key="bar"):
            toolbar.draw()
    if len(here.sides) > 1:
        st.segmented_control(
            "Side",
            [each.key for each in here.sides],
            key=SIDE,
            required=True,
            on_change=_side,
            default=side.key if starts_at(SIDE, side.key) else None,
            format_func=lambda key: plain(f"{key}: {here.side(key).title}"),
        )
    claim = f"**The claim.** {plain(here.claim)} " if here.claim else ""
    if about := claim + plain(settings.note()):
        st.caption(about)


def folded() -> None:
    """Draw the picker in a popover, on pages where something else comes first."""
    scenario, side = settings.picked()
    name = f"{scenario.title} · {side.title}" if len(scenario.sides) > 1 else scenario.title
    with st.popover(plain(name), key="picker", icon=":material/tune:"):
        draw()


def _title(name: str) -> str:
    found: Scenario = settings.offered()[name]
    if name not in settings.shipped():
        return f"{name.capitalize()}: {found.title}"
    return f"Story {found.id.split('-')[0]}: {found.title}" if found.is_story else found.title


def _scenario() -> None:
    settings.pick(st.session_state[KEY])


def _side() -> None:
    settings.pick(st.session_state[KEY], st.session_state[SIDE])
