"""The Watch page: one simulated run as a film, who passes a post on to whom."""

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
from ui.controls import scenario_picker
from ui.film import player
from ui.film.film import film
from ui.state import query_params, settings
from ui.state.query_params import QueryParam
from ui.text import plain, quantity

PATIENCE = 1.5  # seconds to wait for the runs to choose from before showing progress instead
SHORT = 20_000  # events that SimPy plays while one waits; longer runs are left to the swift clock

MEDIAN, BEST, NUMBER = "median", "luckiest", "number"  # as in the address
CHOICES = {MEDIAN: "A typical run", BEST: "The best run", NUMBER: "By number"}
IN_ADDRESS = re.compile(
    rf"(?P<how>{MEDIAN}|{BEST})|((?P<picked>{MEDIAN}|{BEST})-)?(?P<number>[0-9]{{1,9}})"
)
EVERY_POST = 0
CHOICE, WHICH, PICKED, POST = "watch-run", "watch-number", "watch-picked", "watch-post"


def render() -> None:
    """Draw the page."""
    st.title("Who passes it on to whom?", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", key="watch-what"):
        scenario_picker.folded()
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


def by_reach(ensemble: Ensemble, how: str) -> int:
    """The number of the run with the median reach, or with the best: the first of equals."""
    reach = ensemble.tallies["reach"]
    if how == BEST:
        return int(np.argmax(reach))
    return int(np.argmin(np.abs(reach - np.median(reach))))


def clock(ensemble: Ensemble, number: int) -> str:
    """The clock for one run: live while that is quick. Both give the same, event by event."""
    if number >= len(ensemble.tallies):
        return "swift"
    tally = ensemble.tallies[number]
    lists = ensemble.posts.shape[1] * (1 + int(tally["listed"]) // BURST)
    events = lists + int(tally["impressions"] + 2 * tally["mentions"] + tally["followed"])
    return "live" if events <= SHORT else "swift"


def _choose(
    task: BackgroundTask[Ensemble], number_of_runs: int, ensemble: Ensemble
) -> tuple[int, int | None]:
    """The number of the run, and the post (None: all of them), as the visitor chooses."""
    how = st.segmented_control(
        "Simulated run",
        list(CHOICES),
        default=query_params.initial_value(CHOICE, MEDIAN),
        required=True,
        key=CHOICE,
        persist_state="session",
        format_func=CHOICES.__getitem__,
        help="Every run plays the same scenario once more, with other random draws of who looks, "
        "likes and passes on. Half of the runs reach more people than the typical one, half "
        "fewer; the best run reaches the most.",
    )
    if how == NUMBER:
        last = number_of_runs - 1
        if st.session_state.get(WHICH, 0) > last:
            query_params.request(WHICH, last)
            st.session_state.pop(WHICH)
        number = st.number_input(
            "Number of the run",
            0,
            last,
            min(query_params.initial_value(WHICH, 0), last),
            key=WHICH,
            persist_state="session",
        )
    else:
        number = _picked(task, ensemble, how)
    posts = range(ensemble.posts.shape[1] + 1)
    if st.session_state.get(POST) not in posts:
        st.session_state.pop(POST, None)
    first = query_params.initial_value(POST, EVERY_POST)
    post = st.selectbox(
        "Post",
        posts,
        first if first in posts else EVERY_POST,
        key=POST,
        persist_state="session",
        format_func=lambda post: "All posts" if post == EVERY_POST else f"Post {post}",
        help="One post alone, or all of them, each person where they noticed the first of them.",
    )
    return number, None if post == EVERY_POST else post - 1


def _picked(task: BackgroundTask[Ensemble], ensemble: Ensemble, how: str) -> int:
    """The run chosen by its reach; once chosen it stays, though more runs come in."""
    kept = st.session_state.get(PICKED)
    if kept is None or kept[0] != (task.key, how):
        st.session_state[PICKED] = ((task.key, how), by_reach(ensemble, how))
        st.rerun()  # so that the address names it
    return int(kept[1])


def _write_run() -> str:
    """The choice with its number: elsewhere there may be fewer runs to choose from."""
    how = query_params.current_value(CHOICE, MEDIAN)
    if how == NUMBER:
        return str(query_params.current_value(WHICH, 0))
    kept = st.session_state.get(PICKED)
    if kept and kept[0][1] == how:
        return f"{how}-{kept[1]}"
    return "" if how == MEDIAN else how


def _read_run(text: str) -> None:
    """`median`, `luckiest`, either with the number that was chosen, or a number alone."""
    parameters, run = settings.read()
    found = IN_ADDRESS.fullmatch(text)
    if found is None:
        raise query_params.illegal("run", text)
    how, number = found["how"] or found["picked"], found["number"]
    if number and int(number) >= run.worlds:
        raise UserError(f"there is no run {int(number):,}: they go from 0 to {run.worlds - 1:,}")
    query_params.request(CHOICE, how or NUMBER)
    if how is None:
        query_params.request(WHICH, int(number))
    elif number:
        st.session_state[PICKED] = ((key_of(parameters, run), how), int(number))


QUERY = (
    QueryParam("run", _write_run, _read_run),
    QueryParam("world", lambda: "", _read_run),  # its name in older links
    query_params.bind("post", lambda: POST, lambda: range(int(settings.now()["posts.count"]) + 1)),
)


def _show(ensemble: Ensemble, number: int, post: int | None) -> None:
    run = ensemble.run.model_copy(update={"worlds": 1, "clock": clock(ensemble, number)})
    with st.spinner("Preparing the film"):
        shown = _film(ensemble.parameters, run, number, post)
    st.markdown(f"**{plain(shown['summary'])}**")
    if shown["touched"]:
        player.draw(shown, key="film")
    st.caption(plain(_small_print(ensemble, run, number, shown)))


def _small_print(ensemble: Ensemble, run: Run, number: int, shown: dict[str, Any]) -> str:
    """A guide to the picture, and the number of the run."""
    drawn, touched = len(shown["x"]) - 1, shown["touched"]
    median = quantity(float(np.median(ensemble.tallies["reach"])), "people")
    which = (
        f"This is run {number} of seed {run.seed}, on the {run.clock} clock. "
        f"The median reach of {len(ensemble.tallies):,} runs is {median} people."
    )
    if not touched:
        return which
    said = (
        "A line leads to each person from the account that showed them a post first; others may "
        "have shown it to them later. Quiet hours pass faster than busy ones. The dots below the "
        f"time are our posts. {which}"
    )
    if drawn == touched:
        return said
    return (
        f"Drawn: {drawn:,} of {touched:,} accounts, first those that brought most people, then "
        f"the rest evenly over time. The counters count everybody. {said}"
    )


@lru_cache(maxsize=8)
def _film(parameters: Parameters, run: Run, number: int, post: int | None) -> dict[str, Any]:
    table = table_of(parameters)
    world = one_world(parameters, run, number, table=table)
    ids = accounts_of(parameters, table) if table else ()
    identity = hashlib.sha256(f"{key_of(parameters, run)} {number} {post}".encode()).hexdigest()
    what = "a post" if post is None else f"post {post + 1}"
    return film(replay(world, post, MOST), identity, what, int(world.plan.population), ids)
