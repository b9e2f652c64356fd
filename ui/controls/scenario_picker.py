"""Which story or scenario, and which side of it."""

import streamlit as st

from simulation.scenario import Scenario
from ui.controls import toolbar as bar
from ui.controls.lever import steered
from ui.state import settings
from ui.text import plain

KEY, SIDE = "scenario", "side"


def draw() -> None:
    """The picker, which sets every lever, and the bar beside it."""
    here, side = settings.picked()
    names, name = list(settings.offered()), settings.name()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Story or scenario",
            names,
            key=KEY,
            format_func=_title,
            on_change=_scenario,
            index=names.index(name) if steered(KEY, name) else 0,
            help="A story plays a claim about followers, side against side. Choosing one sets "
            "every lever; move any of them afterwards.",
        )
        with st.container(horizontal=True, width="content", key="bar"):
            bar.draw()
    if len(here.sides) > 1:
        st.segmented_control(
            "Side",
            [each.key for each in here.sides],
            key=SIDE,
            required=True,
            on_change=_side,
            default=side.key if steered(SIDE, side.key) else None,
            format_func=lambda key: plain(f"{key}: {here.side(key).title}"),
        )
    if here.claim or here.note:
        claim = f"**The claim.** {plain(here.claim)} " if here.claim else ""
        st.caption(claim + plain(here.note))


def folded() -> None:
    """The picker in a popover, on pages where something else comes first."""
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
