"""The Watch page: one world as a film, who passed it to whom."""

import hashlib
import re
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from simulation.ensemble import Ensemble, one_world, table_of
from simulation.errors import UserError
from simulation.outcomes import replay
from simulation.outcomes.replay import MOST
from simulation.parameters import Parameters, Run
from simulation.world import accounts_of
from simulation.world.state import BURST
from ui.background import progress, runs
from ui.background.runs import key_of
from ui.background.task import BackgroundTask
from ui.controls import scenario_picker as picker
from ui.state import query_params, settings
from ui.state.query_params import QueryParam
from ui.text import plain, quantity
from ui.watch.film import film
from ui.watch.player import draw

PATIENCE = 1.5  # seconds to wait for the worlds to choose from before showing progress instead
SHORT = 20_000  # events that SimPy plays while one waits; longer worlds are left to the swift clock

MEDIAN, LUCKIEST, NUMBER = "median", "luckiest", "number"
WORLDS = {MEDIAN: "A median world", LUCKIEST: "The luckiest", NUMBER: "By number"}
SPELLING = re.compile(
    rf"(?P<how>{MEDIAN}|{LUCKIEST})|((?P<picked>{MEDIAN}|{LUCKIEST})-)?(?P<number>[0-9]{{1,9}})"
)
EVERY_POST = 0
WORLD, WHICH, PICKED, POST = "watch-world", "watch-number", "watch-picked", "watch-post"


def render() -> None:
    """Draw the page."""
    st.title("Who passes it to whom?", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", key="watch-what"):
        picker.folded()
        choices = st.container(horizontal=True, vertical_alignment="bottom", width="content")
    try:
        parameters, run = settings.read()
    except UserError as error:
        progress.show_error(error)
        return
    task = runs.begin(parameters, run)
    task.wait(PATIENCE)
    if task.failure is not None:
        progress.show_error(task.failure)
    elif task.result is None:
        progress.show_progress(runs.PLACE, task)
    else:
        with choices:
            number, post = _choose(task, run.worlds, task.result)
        _show(task.result, number, post)


def _choose(
    task: BackgroundTask[Ensemble], number_of_worlds: int, worlds: Ensemble
) -> tuple[int, int | None]:
    """Which world, and which post of it (None: all), as the visitor says."""
    how = st.segmented_control(
        "World",
        list(WORLDS),
        default=query_params.initial_value(WORLD, MEDIAN),
        required=True,
        key=WORLD,
        persist_state="session",
        format_func=WORLDS.__getitem__,
        help="Every world is the same scenario with other luck. A median world: half of them reach "
        "more people, half fewer. The luckiest reaches the most.",
    )
    if how == NUMBER:
        last = number_of_worlds - 1
        if st.session_state.get(WHICH, 0) > last:
            query_params.request(WHICH, last)
            st.session_state.pop(WHICH)
        number = st.number_input(
            "Number of the world",
            0,
            last,
            min(query_params.initial_value(WHICH, 0), last),
            key=WHICH,
            persist_state="session",
        )
    else:
        number = _picked(task, worlds, how)
    posts = range(worlds.posts.shape[1] + 1)
    if st.session_state.get(POST) not in posts:
        st.session_state.pop(POST, None)
    first = query_params.initial_value(POST, EVERY_POST)
    post = st.selectbox(
        "Post", posts, first if first in posts else EVERY_POST, key=POST, persist_state="session",
        format_func=lambda post: "All posts" if post == EVERY_POST else f"Post {post}",
        help="One post alone, or all of them: then everybody stands where they first heard of us.",
    )  # fmt: skip
    return number, None if post == EVERY_POST else post - 1


def _picked(task: BackgroundTask[Ensemble], worlds: Ensemble, how: str) -> int:
    """The world chosen by its reach; once chosen it stays, though more worlds come in."""
    kept = st.session_state.get(PICKED)
    if kept is None or kept[0] != (task.key, how):
        st.session_state[PICKED] = ((task.key, how), by_reach(worlds, how))
        st.rerun()  # so that the address names it
    return int(kept[1])


def _written() -> str:
    """Which world, with its number: elsewhere fewer worlds may be there to pick from."""
    how = query_params.current_value(WORLD, MEDIAN)
    if how == NUMBER:
        return str(query_params.current_value(WHICH, 0))
    kept = st.session_state.get(PICKED)
    if kept and kept[0][1] == how:
        return f"{how}-{kept[1]}"
    return "" if how == MEDIAN else how


def _read(text: str) -> None:
    """`median`, `luckiest`, either with the number that was picked, or a number alone."""
    parameters, run = settings.read()
    found = SPELLING.fullmatch(text)
    if found is None:
        raise query_params.illegal("world", text)
    how, number = found["how"] or found["picked"], found["number"]
    if number and int(number) >= run.worlds:
        raise UserError(f"there is no world {int(number):,} among {run.worlds:,}")
    query_params.request(WORLD, how or NUMBER)
    if how is None:
        query_params.request(WHICH, int(number))
    elif number:
        st.session_state[PICKED] = ((key_of(parameters, run), how), int(number))


QUERY = (
    QueryParam("world", _written, _read),
    query_params.bind("post", lambda: POST, lambda: range(int(settings.now()["posts.count"]) + 1)),
)


def by_reach(worlds: Ensemble, how: str) -> int:
    """The number of a median world, or of the luckiest: the first of equals."""
    reach = worlds.tallies["reach"]
    if how == LUCKIEST:
        return int(np.argmax(reach))
    return int(np.argmin(np.abs(reach - np.median(reach))))


def _show(worlds: Ensemble, number: int, post: int | None) -> None:
    run = worlds.run.model_copy(update={"worlds": 1, "clock": clock(worlds, number)})
    with st.spinner("Playing it through"):
        shown = _film(worlds.parameters, run, number, post)
    st.markdown(f"**{plain(shown['summary'])}**")
    if shown["touched"]:
        draw(shown, key="film")
    st.caption(plain(_small_print(worlds, run, number, shown)))


def _small_print(worlds: Ensemble, run: Run, number: int, shown: dict[str, Any]) -> str:
    """How to read the picture, and which world it is."""
    drawn, touched = len(shown["x"]) - 1, shown["touched"]
    median = quantity(float(np.median(worlds.tallies["reach"])), "people")
    which = (
        f"World {number} of seed {run.seed}, on the {run.clock} clock; the median reach of "
        f"{len(worlds.tallies):,} worlds is {median}."
    )
    if not touched:
        return which
    said = (
        "A line leads to each person from whoever showed it to them first; they may have seen it "
        "from others later. Quiet hours go by faster than busy ones; dots below the time are our "
        f"posts. {which}"
    )
    if drawn == touched:
        return said
    return (
        f"Drawn: {drawn:,} of {touched:,} accounts, first those who brought most, then the rest "
        f"evenly over time. The counters count everybody. {said}"
    )


def clock(worlds: Ensemble, number: int) -> str:
    """The clock for one world: live while that is quick. Both give the same, event by event."""
    if number >= len(worlds.tallies):
        return "swift"
    tally = worlds.tallies[number]
    lists = worlds.posts.shape[1] * (1 + int(tally["listed"]) // BURST)
    events = lists + int(tally["impressions"] + 2 * tally["mentions"] + tally["followed"])
    return "live" if events <= SHORT else "swift"


@lru_cache(maxsize=8)
def _film(parameters: Parameters, run: Run, number: int, post: int | None) -> dict[str, Any]:
    table = table_of(parameters)
    world = one_world(parameters, run, number, table=table)
    ids = accounts_of(parameters, table) if table else ()
    identity = hashlib.sha256(f"{key_of(parameters, run)} {number} {post}".encode()).hexdigest()
    what = "a post" if post is None else f"post {post + 1}"
    return film(replay(world, post, MOST), identity, what, int(world.plan.population), ids)
