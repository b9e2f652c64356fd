"""The front page: what Grapevine is for, and a door to each of the ways to use it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import streamlit as st

from simulation.ensemble import one_world
from simulation.outcomes import replay
from simulation.outcomes.replay import MOST
from simulation.parameters import Parameters, Run
from ui.case import cases, opened
from ui.film import player
from ui.film.film import film
from ui.state import navigation
from ui.text import plain

PURPOSE = (
    "Grapevine simulates how word of mouth spreads through followers, and answers what a client's "
    "money would bring, how sure that is, and what would change the answer."
)
FILMED = 74  # the run that is shown, a typical one: its reach is the median of 200 runs
RECENT = 3  # cases that one can go on with
SECONDS = 20  # that the film takes


@dataclass(frozen=True, slots=True)
class Door:
    """A way to use Grapevine: the page it leads to, what it is called, what one finds there."""

    path: str
    title: str
    about: str
    icon: str


DOORS = (
    Door(
        "case",
        "My client's question",
        "Answer six questions, compare ways to spend the same money, and see which to recommend "
        "and how sure that is.",
        "support_agent",
    ),
    Door(
        "stories",
        "Try a claim",
        "Bet on a claim about followers, then see in how many simulated runs it holds.",
        "casino",
    ),
    Door(
        "watch",
        "Watch it spread",
        "See one simulated run as a film: who passes a post on to whom.",
        "play_circle",
    ),
    Door(
        "account",
        "My account's export",
        "Upload what your posts got; Grapevine fits itself to it and says how well it does.",
        "upload_file",
    ),
)


def render() -> None:
    """Draw the page."""
    left, right = st.columns([5, 4], gap="large")
    with left:
        st.title("Grapevine", anchor=False)
        st.markdown(PURPOSE)
        grid = st.grid(2, min_column_width=230, border=True, key="doors")
        for place, door in enumerate(DOORS):
            _door(grid, door, first=place == 0)
        _recent()
    with right:
        shown = _film()
        player.draw(shown, key="front-film")
        st.caption(plain(f"A typical simulated run of a small account: {_decapitalised(shown)}"))


def _door(grid: Any, door: Door, *, first: bool) -> None:
    with grid.container(gap="small"):
        if st.button(
            door.title,
            key=f"door-{door.path}",
            type="primary" if first else "secondary",
            icon=f":material/{door.icon}:",
            width="stretch",
        ):
            navigation.go_to(door.path)
        st.markdown(plain(door.about))


def _recent() -> None:
    """Draw a way back to the cases that were changed last."""
    if entries := cases.recent(RECENT):
        st.caption("Go on with a case:")
        with st.container(horizontal=True, key="recent-cases"):
            for entry in entries:
                title = plain(f"{entry.name} · {cases.when(entry.saved)}")
                if st.button(title, key=f"recent-{entry.id}", icon=":material/folder_open:"):
                    opened.attempt(opened.open_kept, entry.id)
                    navigation.go_to("case")


def _decapitalised(shown: dict[str, Any]) -> str:
    text = str(shown["summary"])
    return text[:1].lower() + text[1:]


@cache
def _film() -> dict[str, Any]:
    """A run of the default account, small enough for a front page."""
    world = one_world(Parameters(), Run(worlds=1), FILMED)
    people = int(world.plan.population)
    made = film(replay(world, None, MOST), "front", "a post", people)
    return {**made, "seconds": SECONDS, "small": True}
