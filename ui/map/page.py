"""The Map page: an outcome or a win rate over two levers, and what matters most."""

from dataclasses import dataclass, replace

import streamlit as st

from simulation.errors import UserError
from simulation.experiment import Runner
from simulation.experiment.comparison.lever_changes import sides_of
from simulation.experiment.runner.cost import worlds_for
from simulation.experiment.sensitivity.importance import FEWEST
from simulation.experiment.sensitivity.win_rate_map import Map, draw
from simulation.outcomes import OUTCOMES
from simulation.parameters import Run, values
from simulation.report.quantities import named
from simulation.scenarios import Judge, Scenario
from ui.background import experiments
from ui.background.progress import show_error
from ui.charts import specs
from ui.charts.chart import show
from ui.controls import scenario_picker
from ui.controls.choice import choose, choose_outcome
from ui.map import axis_control, heatmap, importance, limit
from ui.state import navigation, query_params, settings
from ui.text import A_RUN, label, plain, stated, whose

TWO, ONE = "two", "one"
LOOKS = {TWO: "Two levers at once", ONE: "What matters most"}
LOOK, VALUES, WISH, DRAW = "map-which", "map-points", "map-wish", "map-asked-for"
NUMBER = "map-number"  # of maps asked for, so that a new one forgets the cell that was selected
COUNTS = (5, 9, 15, 20)  # of values on each axis
RUNS = 50  # of a cell, unless the visitor says
LEAST, MOST = 10, 1_000  # runs of a cell
QUICK = 2e5  # looks and messages of a cell of the first look, see `expected_cost`


@dataclass(frozen=True)
class Wish:
    """The map that was asked for. name: of its scenario, as offered. x, y: as `axis` reads."""

    name: str
    scenario: Scenario
    x: str
    y: str
    run: Run
    judge: Judge


def render() -> None:
    """Draw the page."""
    st.title("Where does the answer change?", anchor=False)
    scenario_picker.folded()
    look = choose(
        "What to look at",
        list(LOOKS),
        LOOK,
        TWO,
        format_func=LOOKS.__getitem__,
        label_visibility="collapsed",
    )
    try:
        if look == ONE:
            importance.draw()
        else:
            _map()
    except UserError as error:
        show_error(error)


def _map() -> None:
    scenario = _subject()
    if scenario.is_story:
        st.markdown(f"**The claim.** {plain(scenario.claim)}")
        rest = "keeps the rest as the story has it"
    else:
        rest = "keeps the rest as it is now"
    st.caption(plain(f"Each cell of the map changes two levers and {rest}. {A_RUN}"))
    wish = _wish(scenario)
    if wish is not None and query_params.take_request(DRAW):
        _wanted(wish)
    kept: Wish | None = st.session_state[WISH] if _is_drawn() else _first_look(wish)
    if kept is None:
        return
    if _is_drawn() and wish is not None and kept != wish:
        st.caption("This map is from before your last change. Draw it again to include that.")
    found = experiments.result_of("map", kept, lambda runner, show: _drawn(kept, runner, show))
    if found is not None:
        _show(found)


def _first_look(wish: Wish | None) -> Wish | None:
    """A small map of the same, which is drawn before any is asked for."""
    if wish is None:
        return None
    x, y = (_cut(each) for each in (wish.x, wish.y))
    few = worlds_for(sides_of(wish.scenario), wish.run, FEWEST, most=QUICK)
    st.caption(f"A first look: {COUNTS[0]} by {COUNTS[0]} cells. Draw the map for a finer one.")
    return replace(wish, x=x, y=y, run=wish.run.model_copy(update={"worlds": few}))


def _cut(axis: str) -> str:
    """The same axis with the fewest values."""
    path, low, high, _, *log = axis.replace("=", ":").split(":")
    return ":".join([f"{path}={low}", high, str(COUNTS[0]), *log])


def _is_drawn() -> bool:
    """True if a map of the picked scenario has been asked for."""
    kept: Wish | None = st.session_state.get(WISH)
    return kept is not None and kept.name == settings.name()


def _subject() -> Scenario:
    """A story as it is told; a scenario of one side with the levers of now. Raises UserError."""
    scenario, _ = settings.picked()
    whole = scenario.is_story and len(sides_of(scenario)) > 1
    return scenario if whole else settings.as_scenario(scenario.title)


def _wish(scenario: Scenario) -> Wish | None:
    """Draw the controls. Returns the map they ask for; None if both axes have the same lever."""
    sides, name, run = sides_of(scenario), settings.name(), _run(scenario)
    left, right = st.columns(2, gap="medium")
    first, second = axis_control.suggested(scenario, sides)
    with left:
        x = axis_control.choose("Horizontal axis", "x", name, sides, first, run.days)
    with right:
        y = axis_control.choose("Vertical axis", "y", name, sides, second, run.days)
    judge = scenario.judge or Judge("reach")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        outcome = choose_outcome("Colour by", _outcome_key(), judge.outcome, width=280)
        many = choose("Values on each axis", COUNTS, VALUES, 9)
        runs = st.number_input(
            "Runs per cell",
            LEAST,
            MOST,
            query_params.initial_value(_runs_key(), worlds_for(sides, run, FEWEST)),
            step=10,
            key=_runs_key(),
            persist_state="session",
            width=140,
            help="More runs make the colours more certain, and take longer.",
        )
    if x.path == y.path:
        st.info("Choose two different levers.")
        return None
    wish = Wish(
        name=name,
        scenario=scenario,
        x=x.text(many),
        y=y.text(many),
        run=run.model_copy(update={"worlds": runs}),
        judge=judge if outcome == judge.outcome else Judge(outcome),
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
    """The seed of now, with a story's own days or those of now."""
    _, here = settings.read()
    days = scenario.run.days if scenario.is_story else here.days
    return here.model_copy(update={"days": days, "worlds": RUNS})


def _outcome_key() -> str:
    return f"map-outcome-{settings.name()}"


def _runs_key() -> str:
    return f"map-worlds-{settings.name()}"


def _wanted(wish: Wish) -> None:
    st.session_state[WISH] = wish
    st.session_state[NUMBER] = st.session_state.get(NUMBER, 0) + 1


def _drawn(wish: Wish, runner: Runner, show: experiments.Show[Map]) -> Map:
    return draw(
        runner,
        wish.scenario,
        wish.x,
        wish.y,
        wish.run,
        judge=wish.judge,
        on_start=experiments.showing(runner, show),
    )


def _show(drawn: Map) -> None:
    drawing = heatmap.drawing(f"map-{st.session_state.get(NUMBER, 0)}", drawn, settings.now())
    st.header(plain(drawing.title), anchor=False)
    for sentence in (*heatmap.sentences(drawn), limit.sentence(drawn)):
        st.markdown(plain(sentence))
    selected = show(drawing, on_select="rerun", selection_mode="cell")
    _cell(drawn, selected.selection.get("cell") or _by_values(drawn))
    st.caption(plain(legend(drawn)))


def legend(drawn: Map) -> str:
    """The marks of the map, and how it was run."""
    if heatmap.is_story(drawn):
        marks = "Diamond: the story as it is told. Black line: break-even, a win rate of 50%."
    else:
        marks = "Diamond: today. Along the black line the result is the same as today."
    barred = f" {specs.BARRED}." if drawn.problems else ""
    return (
        f"{marks} Dot: your levers now.{barred} {drawn.run.worlds:,} simulated runs of "
        f"{drawn.run.days:g} days per cell, seed {drawn.run.seed}. Click a cell to open it."
    )


def _by_values(drawn: Map) -> list[dict[str, int]]:
    """Draw boxes to select a cell by its values: the chart cannot be reached by keyboard."""
    number = st.session_state.get(NUMBER, 0)
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


def _cell(drawn: Map, selected: list[dict[str, int]]) -> None:
    """Draw the cell that is selected, and the way into it."""
    for each in selected[:1]:
        column, row = int(each["column"]), int(each["row"])
        if column >= len(drawn.x.values) or row >= len(drawn.y.values):
            return
        x, y = (
            f"{named(axis.change.lever)} {stated(axis.change.lever, axis.values[place])}"
            for axis, place in ((drawn.x, column), (drawn.y, row))
        )
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(plain(f"{x}, {y}: {heatmap.found(drawn, column, row)}."))
            if not heatmap.problem(drawn, column, row) and st.button(
                "Open this cell in Explore", key="map-open", icon=":material/open_in_new:"
            ):
                set_levers(drawn, column, row)
                st.toast(plain(f"Levers changed: {x}, {y}."))
                navigation.go_to(navigation.EXPLORE)


def set_levers(drawn: Map, column: int, row: int) -> None:
    """Set every lever as the cell has it, on the picked side if both its levers change there."""
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
    *(axis_control.query_param(each, lambda: sides_of(_subject())) for each in ("x", "y")),
    query_params.bind("outcome", _outcome_key, lambda: OUTCOMES),
    query_params.bind("points", lambda: VALUES, lambda: COUNTS),
    query_params.bind("worlds", _runs_key, lambda: range(LEAST, MOST + 1)),
    query_params.bind_action("drawn", DRAW, _is_drawn),
    *importance.QUERY,
)
