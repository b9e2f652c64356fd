"""Which story or scenario, and which side of it."""

import streamlit as st

from simulation.scenario import Scenario
from ui import settings
from ui.words import plain

KEY, SIDE = "scenario", "side"


def draw() -> None:
    """The picker; choosing sets every lever."""
    here, side = settings.picked()
    for key, value in ((KEY, settings.name()), (SIDE, side.key)):
        if st.session_state.get(key) != value:
            st.session_state[key] = value
    st.selectbox(
        "Story or scenario", list(settings.offered()), key=KEY, format_func=_title,
        on_change=_scenario,
        help="A story plays a claim about followers, side against side. Choosing one sets every "
        "lever; move any of them afterwards.",
    )  # fmt: skip
    if len(here.sides) > 1:
        st.segmented_control(
            "Side", [each.key for each in here.sides], key=SIDE, required=True, on_change=_side,
            format_func=lambda key: plain(f"{key}: {here.side(key).title}"),
        )  # fmt: skip
    if here.claim or here.note:
        claim = f"**The claim.** {plain(here.claim)} " if here.claim else ""
        st.caption(claim + plain(here.note))
    if changed := settings.moved():
        with st.container(horizontal=True, vertical_alignment="center"):
            number = "One lever has" if len(changed) == 1 else f"{len(changed)} levers have"
            st.caption(f"{number} been moved since.")
            st.button("Put back", key="put-back", on_click=settings.open, args=(here, side.key))


def _title(name: str) -> str:
    found: Scenario = settings.offered()[name]
    if name not in settings.shipped():
        return f"{name.capitalize()}: {found.title}"
    return f"Story {found.id.split('-')[0]}: {found.title}" if found.is_story else found.title


def _scenario() -> None:
    settings.pick(st.session_state[KEY])


def _side() -> None:
    settings.pick(st.session_state[KEY], st.session_state[SIDE])
