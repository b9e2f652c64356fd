"""The Map page: two levers against each other, and what matters most."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from simulation.errors import UserError
from simulation.experiment import Progress, Runner
from simulation.experiment.comparison.lever_changes import sides_of
from simulation.experiment.runner.cost import worlds_for
from simulation.experiment.sensitivity.importance import FEWEST
from simulation.experiment.sensitivity.win_rate_map import Map, draw
from simulation.outcomes import OUTCOMES
from simulation.parameters import Run, values
from simulation.report.quantities import named
from simulation.scenario import Judge, Scenario
from ui.background import experiments
from ui.charts import specs as charts
from ui.charts.chart import show
from ui.controls import scenario_picker as picker
from ui.map import axis_control as axes
from ui.map import heatmap as heat
from ui.map import importance as tornado
from ui.state import navigation, query_params, settings
from ui.text import in_labels, label, plain, stated, whose

TWO, ONE = "two", "one"
LOOKS = {TWO: "Two levers at once", ONE: "What matters most"}
LOOK, MANY, WISH, WANTED = "map-which", "map-points", "map-wish", "map-asked-for"
POINTS = (5, 9, 15, 20)
WORLDS = 50  # a cell
CELL = (10, 1_000)  # worlds of a cell, at least and at most
BEAT = 1.0  # seconds between two looks at a map on its way


@dataclass(frozen=True)
class Wish:
    """A map that was asked for. name: of its scenario, as offered. x, y: as `axis` reads."""

    name: str
    scenario: Scenario
    x: str
    y: str
    run: Run
    judge: Judge


def render() -> None:
    """Draw the page."""
    st.title("Where does it turn?", anchor=False)
    picker.folded()
    which = st.segmented_control(
        "What to look at",
        list(LOOKS),
        default=query_params.initial_value(LOOK, TWO),
        required=True,
        key=LOOK,
        label_visibility="collapsed",
        persist_state="session",
        format_func=LOOKS.__getitem__,
    )
    try:
        if which == ONE:
            tornado.draw()
        else:
            _map()
    except UserError as error:
        st.error(plain(in_labels(str(error)) + "."))


def _map() -> None:
    scenario = _subject()
    if scenario.is_story:
        st.markdown(f"**The claim.** {plain(scenario.claim)}")
        st.caption(
            "The map is of the story as it is told: each cell moves two levers and leaves the rest."
        )
    else:
        st.caption("Each cell moves two levers and leaves the rest as they stand now.")
    wish = _asked(scenario)
    if wish is not None and query_params.take_request(WANTED):
        _wanted(wish)
    if not _wished():
        return
    kept: Wish = st.session_state[WISH]
    if wish is not None and kept != wish:
        st.caption("Below: as it was drawn. To see what you changed, draw the map again.")
    found = experiments.result_of("map", kept, lambda runner, told: _drawn(kept, runner, told))
    if found is not None:
        _show(found)


def _wished() -> bool:
    """Whether a map of what is picked has been asked for."""
    kept: Wish | None = st.session_state.get(WISH)
    return kept is not None and kept.name == settings.name()


def _subject() -> Scenario:
    """A story as it is told; a scenario of one side as the levers stand. Raises UserError."""
    scenario, _ = settings.picked()
    told = scenario.is_story and len(sides_of(scenario)) > 1
    return scenario if told else settings.as_scenario(scenario.title)


def _asked(scenario: Scenario) -> Wish | None:
    """The controls, and what they ask for; nothing where they ask for one lever twice."""
    sides, name = sides_of(scenario), settings.name()
    run = _run(scenario)
    across, upward = st.columns(2, gap="medium")
    first, second = axes.suggested(scenario, sides)
    with across:
        x = axes.choose("Across", "x", name, sides, first, run.days)
    with upward:
        y = axes.choose("Upward", "y", name, sides, second, run.days)
    judge = scenario.judge or Judge("reach")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        outcome = st.selectbox(
            "Coloured by",
            list(OUTCOMES),
            list(OUTCOMES).index(query_params.initial_value(_outcome(), judge.outcome)),
            key=_outcome(),
            format_func=lambda each: OUTCOMES[each].label,
            persist_state="session",
            width=280,
        )
        many = st.segmented_control(
            "Points each way",
            POINTS,
            default=query_params.initial_value(MANY, 9),
            required=True,
            key=MANY,
            persist_state="session",
        )
        worlds = st.number_input(
            "Worlds a cell",
            *CELL,
            query_params.initial_value(_worlds(), worlds_for(sides, run, FEWEST)),
            step=10,
            key=_worlds(),
            persist_state="session",
            width=140,
            help="More of them make the colours surer, and take longer.",
        )
    if x.path == y.path:
        st.info("Choose two different levers.")
        return None
    wish = Wish(
        name,
        scenario,
        x.text(many),
        y.text(many),
        run.model_copy(update={"worlds": worlds}),
        judge if outcome == judge.outcome else Judge(outcome),
    )
    st.button(
        "Draw the map",
        type="primary",
        key="map-draw",
        icon=":material/grid_on:",
        on_click=_wanted,
        args=(wish,),
    )
    return wish


def _run(scenario: Scenario) -> Run:
    """A story's own days, or those that are set; today's seed."""
    _, here = settings.read()
    days = scenario.run.days if scenario.is_story else here.days
    return here.model_copy(update={"days": days, "worlds": WORLDS})


def _outcome() -> str:
    return f"map-outcome-{settings.name()}"


def _worlds() -> str:
    return f"map-worlds-{settings.name()}"


def _wanted(wish: Wish) -> None:
    st.session_state[WISH] = wish
    st.session_state["map-number"] = st.session_state.get("map-number", 0) + 1


def _drawn(wish: Wish, runner: Runner, show: Callable[[Map], None]) -> Map:
    """The map, shown every now and then while it is on its way."""
    told = runner.on_progress

    def begun(known: Callable[[], Map]) -> None:
        last = 0.0

        def on(progress: Progress) -> None:
            nonlocal last
            if told:
                told(progress)
            if progress.done and time.monotonic() - last > BEAT:
                show(known())
                last = time.monotonic()

        runner.on_progress = on

    return draw(runner, wish.scenario, wish.x, wish.y, wish.run, judge=wish.judge, on_start=begun)


def _show(drawn: Map) -> None:
    drawing = heat.drawing(f"map-{st.session_state['map-number']}", drawn, settings.now())
    st.header(plain(drawing.title), anchor=False)
    for sentence in heat.sentences(drawn):
        st.markdown(plain(sentence))
    picked = show(drawing, on_select="rerun", selection_mode="cell")
    _cell(drawn, picked.selection.get("cell") or _by_values(drawn))
    st.caption(plain(_legend(drawn)))


def _legend(drawn: Map) -> str:
    story = heat.is_story(drawn)
    line = "the odds are 50 of 100" if story else "as good as where the levers stood"
    base = "what the claim is about" if story else "where the levers stood"
    barred = f" {charts.BARRED}." if drawn.problems else ""
    return (
        f"Black line: {line}. Diamond: {base}. Dot: your levers now.{barred} {drawn.run.worlds:,} "
        f"worlds of {drawn.run.days:g} days a cell, seed {drawn.run.seed}. Click a cell to open it."
    )


def _by_values(drawn: Map) -> list[dict[str, int]]:
    """The cell that is named rather than clicked: a chart is not reached by keyboard."""
    number = st.session_state["map-number"]
    found: dict[str, int] = {}
    with st.popover("Pick a cell", key="map-pick", icon=":material/point_scan:"):
        for name, axis in (("column", drawn.x), ("row", drawn.y)):
            lever = axis.change.lever
            place = st.selectbox(
                label(lever, whose(lever.path)),
                range(len(axis.values)),
                index=None,
                format_func=[stated(lever, each) for each in axis.values].__getitem__,
                key=f"map-pick-{name}-{number}",
            )
            if place is not None:
                found[name] = place
    return [found] if len(found) == 2 else []


def _cell(drawn: Map, picked: list[dict[str, int]]) -> None:
    """The cell that was clicked, and the way into it."""
    for each in picked[:1]:
        column, row = int(each["column"]), int(each["row"])
        if column >= len(drawn.x.values) or row >= len(drawn.y.values):
            return
        x, y = (
            f"{named(axis.change.lever)} {stated(axis.change.lever, axis.values[place])}"
            for axis, place in ((drawn.x, column), (drawn.y, row))
        )
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(plain(f"{x}, {y}: {heat.found(drawn, column, row)}."))
            if not heat.problem(drawn, column, row) and st.button(
                "Open this cell in Explore", key="map-open", icon=":material/open_in_new:"
            ):
                set_levers(drawn, column, row)
                st.toast(plain(f"The levers are set: {x}, {y}."))
                navigation.go_to(navigation.EXPLORE)


def set_levers(drawn: Map, column: int, row: int) -> None:
    """Every lever as the cell has it: on the side that is picked if both its levers move there."""
    x, y = drawn.x, drawn.y
    scenario, side = settings.picked()
    there = [key for key in x.change.sides if key in y.change.sides]
    key = side.key if side.key in there else there[0]
    if key != side.key:
        settings.open(scenario, key)
    settings.move(
        {
            **values(drawn.scenario.side(key).parameters),
            "run.days": drawn.run.days,
            x.change.lever.path: x.values[column],
            y.change.lever.path: y.values[row],
        }
    )


QUERY = (
    query_params.bind("look", lambda: LOOK, lambda: LOOKS),
    *(axes.query_param(each, lambda: sides_of(_subject())) for each in ("x", "y")),
    query_params.bind("outcome", _outcome, lambda: OUTCOMES),
    query_params.bind("points", lambda: MANY, lambda: POINTS),
    query_params.bind("worlds", _worlds, lambda: range(CELL[0], CELL[1] + 1)),
    query_params.bind_action("drawn", WANTED, _wished),
    *tornado.QUERY,
)
