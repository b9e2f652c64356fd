"""The Present page: a story for a room, full screen, in the consultant's own name and colour."""

import streamlit as st

from simulation.scenario import Scenario
from ui.controls import toolbar as bar
from ui.controls.lever import steered
from ui.present.stage import COLOUR, Brand, stage
from ui.state import query_params
from ui.state.query_params import QueryParam
from ui.stories import deck as tale
from ui.stories import page as stories
from ui.stories.page import brand, carry, foot, told_here
from ui.text import plain

CHOSEN, BEAT = "present-story", "beat"
LOGO = 1  # MB
LENGTH = 60  # characters of a name
SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # of PNG and JPEG


def render() -> None:
    """Draw the page."""
    st.title("Present a story", anchor=False)
    offered = stories.offered()
    scenario = _shown()
    fresh = steered(CHOSEN, scenario.id)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Story", list(offered), list(offered).index(scenario.id) if fresh else 0, key=CHOSEN,
            format_func=lambda id: f"Story {id}: {offered[id].title}", on_change=_chosen,
        )  # fmt: skip
        bar.take_link()
    _brand()
    told = told_here(scenario)
    if told is None:
        return
    stage(tale.stage_beats(told), brand(), foot(told), _beat(), _left)
    st.caption("Arrow keys move from beat to beat, Escape leaves.")
    carry(told)


def _shown() -> Scenario:
    """The story that is open, else the first."""
    return stories.opened() or next(iter(stories.offered().values()))


def _chosen() -> None:
    stories.open(st.session_state[CHOSEN])


def _beat() -> int:
    """At which beat the story was left, from 0."""
    id, beat = st.session_state.get(BEAT, ("", 0))
    return beat if id == _shown().id else 0


def _left(beat: int) -> None:
    st.session_state[BEAT] = (_shown().id, beat)


def _read_beat(text: str) -> None:
    if text not in map(str, range(1, len(tale.STAGE) + 1)):
        raise query_params.illegal("beat", text)
    _left(int(text) - 1)


def _brand() -> None:
    """Name, colour and logo, kept for this visit alone."""
    now = brand()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Your name", now.name, max_chars=LENGTH, key="brand-name")
        colour = st.color_picker("Your colour", now.colour or COLOUR, key="brand-colour")
    sent = st.file_uploader(
        "Your logo (PNG or JPEG)", ["png", "jpg", "jpeg"], max_upload_size=LOGO, key="brand-logo"
    )
    logo = sent.getvalue() if sent else b""
    if logo and not logo.startswith(SIGNATURES):
        st.error(plain("That file is no PNG or JPEG picture; the presentation goes without it."))
        logo = b""
    st.session_state["brand"] = Brand(name, colour, logo)


QUERY = (
    stories.STORY,
    QueryParam("beat", lambda: str(_beat() + 1) if _beat() else "", _read_beat),
)
