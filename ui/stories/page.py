"""The Stories page: claims to bet on; then how each comes out, and where it breaks."""

from functools import partial

import streamlit as st

from simulation.errors import UserError
from simulation.experiment.comparison.lever_changes import sides_of
from simulation.experiment.sensitivity.search_range import worlds_for
from simulation.experiment.story_result import StoryResult, run_story
from simulation.parameters import Run
from simulation.scenario import Note, Scenario
from ui.background import experiments
from ui.charts import data as columns
from ui.charts import specs as charts
from ui.charts.chart import Drawing, save_rows, show
from ui.controls import toolbar as bar
from ui.present.handout import leave_behind
from ui.present.slide import Slide
from ui.present.stage import Brand
from ui.state import navigation, query_params, settings
from ui.state.query_params import QueryParam
from ui.stories import deck as tale
from ui.text import plain

WORK = 1e7  # looks and messages one waits for before a story is told: about ten seconds
OPEN, BETS = "story", "bets"


def render() -> None:
    """Draw the page: the gallery, or the story that is open."""
    scenario = opened()
    if scenario is None:
        _gallery()
    else:
        _story(scenario)


def offered() -> dict[str, Scenario]:
    """The stories by id."""
    return {id: each for id, each in settings.shipped().items() if each.is_story}


def opened() -> Scenario | None:
    """The story that is open, here and on the page Present."""
    return offered().get(st.session_state.get(OPEN, ""))


def open(id: str | None) -> None:
    """Open a story, or none."""
    st.session_state[OPEN] = id


def run_of(scenario: Scenario) -> Run:
    """How a story is told: with its own days, and as many worlds as one can wait for."""
    run = scenario.run.model_copy(update={"seed": settings.now()["run.seed"]})
    return run.model_copy(update={"worlds": worlds_for(sides_of(scenario), run, most=WORK)})


def told_here(scenario: Scenario) -> StoryResult | None:
    """The story as far as it has been told; until it is whole progress is drawn."""
    run, place = run_of(scenario), f"story-{scenario.id}"
    experiments.stop_others(
        "story-", place
    )  # whoever turns to another story waits for that one alone
    return experiments.result_of(
        place,
        (scenario, run),
        lambda runner, show: run_story(runner, scenario, run, on_part=show),
    )


def foot(told: StoryResult) -> str:
    """What made it: at the bottom of everything that is carried away."""
    run = told.run
    return (
        f"Grapevine explores; it does not tell the future. Story {told.scenario.id}, "
        f"{run.worlds:,} worlds of {run.days:g} days, seed {run.seed}, model {told.model}."
    )


def brand() -> Brand:
    """Whose presentation it is, as set on the page Present."""
    found: Brand = st.session_state.get("brand", Brand())
    return found


def carry(told: StoryResult) -> None:
    """The story as files to take along, made when they are asked for."""
    name = f"grapevine-story-{told.scenario.id}"
    page = partial(leave_behind, told.scenario.title, tale.whole(told), brand(), foot(told))
    with st.container(horizontal=True):
        st.download_button(
            "Leave-behind (HTML)", page, f"{name}.html", "text/html", key="carry-html",
            on_click="ignore", icon=":material/description:",
            help="One file with live charts, to be read anywhere.",
        )  # fmt: skip
        st.download_button(
            "Slides (PowerPoint)", partial(_slides, _for_slides(told), brand(), foot(told)),
            f"{name}.pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            key="carry-pptx", on_click="ignore", icon=":material/slideshow:",
        )  # fmt: skip


def _slides(slides: list[Slide], brand: Brand, foot: str) -> bytes:
    from ui.present.powerpoint import powerpoint  # python-pptx takes a while to import

    return powerpoint(slides, brand, foot)


def _for_slides(told: StoryResult) -> list[Slide]:
    return [*tale.stage_beats(told), *tale.evidence(told)]


def _gallery() -> None:
    stories = list(offered().values())
    st.title(f"{len(stories)} claims about followers", anchor=False)
    st.caption(
        "Each is played in many simulated worlds, side against side with the same luck. Every one "
        "of them can come out against its claim. Open one and place your bet first."
    )
    grid = st.grid("auto", min_column_width=300, border=True, key="gallery")
    for scenario in stories:
        with grid.container(gap="small"):
            st.markdown(f"**{plain(scenario.title)}**")
            st.caption(plain(scenario.claim))
            st.button(
                f"Open story {scenario.id}", key=f"open-{scenario.id}", on_click=open,
                args=(scenario.id,),
            )  # fmt: skip


def _story(scenario: Scenario) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.button(
            "All stories", key="all-stories", icon=":material/arrow_back:", type="tertiary",
            on_click=open, args=(None,),
        )  # fmt: skip
        bar.take_link()
    st.title(plain(scenario.title), anchor=False)
    st.markdown(f"**The claim.** {plain(scenario.claim)}")
    st.caption(plain(scenario.note))
    bets: dict[str, int] = st.session_state.setdefault(BETS, {})
    if scenario.id not in bets:
        _bet(scenario)
        return
    told = told_here(scenario)
    if told is None:
        return
    _reveal(told, bets[scenario.id])
    if told.breaks or told.whole:
        _breaks(told)
    _evidence(scenario)
    st.header("Take it along", anchor=False)
    carry(told)
    st.caption(plain(foot(told)))


def _bet(scenario: Scenario) -> None:
    with st.container(border=True):
        st.header("Place your bet", anchor=False)
        # Not escaped, as it is read aloud as it is written: a test keeps every question plain.
        st.slider(tale.question(scenario), 0, 100, 50, key=f"bet-{scenario.id}")
        st.button(
            "Place the bet and see", key="place-bet", type="primary", on_click=_placed,
            args=(scenario.id,),
        )  # fmt: skip


def _placed(id: str) -> None:
    st.session_state[BETS] = {**st.session_state[BETS], id: st.session_state[f"bet-{id}"]}


def _again(id: str) -> None:
    st.session_state[BETS] = {key: bet for key, bet in st.session_state[BETS].items() if key != id}


def _reveal(told: StoryResult, bet: int) -> None:
    beat, id = tale.reveal(told), told.scenario.id
    with st.container(border=True):
        left, right = st.columns([2, 3], gap="medium")
        with left:
            if beat.win_rate:
                drawn = columns.dots(beat.win_rate, *beat.sides)
                wins, even, losses = columns.hundred(beat.win_rate)
                said = f"{beat.sides[0]}: {wins}. Even: {even}. {beat.sides[1]}: {losses}."
                spec = charts.dots(*beat.sides)
                show(Drawing(f"odds-{id}", told.scenario.title, spec, drawn, said))
                st.caption(plain(said))
        with right:
            st.header(plain(beat.says), anchor=False)
            if told.win_rate.percent is not None:
                st.markdown(plain(tale.settled(told, bet)))
            for line in beat.lines:
                st.markdown(plain(line))
            with st.container(horizontal=True):
                st.button("Bet again", key="bet-again", on_click=_again, args=(id,))
                if st.button("Play with it on Explore", key="play", icon=":material/tune:"):
                    settings.open(told.scenario)
                    navigation.go_to(navigation.EXPLORE)
    st.header(tale.ranges(told).heading, anchor=False)
    show(tale.side_ranges(told))


def _breaks(told: StoryResult) -> None:
    beat = tale.breaks(told, most=None)
    st.header(beat.heading, anchor=False)
    st.markdown(plain(beat.says))
    for line in beat.lines:
        st.caption(plain(line))
    head, *rows = beat.rows
    lines = ["| " + " | ".join(map(plain, head)) + " |", "|---|--:|--:|"]
    st.markdown("\n".join([*lines, *("| " + " | ".join(map(plain, row)) + " |" for row in rows)]))
    save_rows(f"breaks-{told.scenario.id}", beat.rows)
    with st.expander("What each of them does", key="turns", on_change="rerun") as unfolded:
        if unfolded.open:
            for each in tale.nearest(told.breaks):
                st.markdown(plain(each.sentence))
                if each.crossings:
                    show(tale.curve(told, each))


def _evidence(scenario: Scenario) -> None:
    left, right = st.columns(2, gap="medium")
    for column, heading, notes in (
        (left, "What speaks for it", scenario.supports),
        (right, "What speaks against it", scenario.contradicts),
    ):
        with column:
            st.header(heading, anchor=False)
            for note in notes:
                _note(note)


def _note(note: Note) -> None:
    st.markdown(plain(note.says))
    st.caption(plain(note.source))


def _read_story(text: str) -> None:
    if text not in offered():
        raise UserError(f"there is no story {text[:60]!r}")
    open(text)


def _write_bet() -> str:
    return str(st.session_state.get(BETS, {}).get(st.session_state.get(OPEN), ""))


def _read_bet(text: str) -> None:
    scenario = opened()
    if scenario is None or text not in map(str, range(101)):
        raise query_params.illegal("bet", text)
    st.session_state[BETS] = {scenario.id: int(text)}


STORY = QueryParam("story", lambda: st.session_state.get(OPEN) or "", _read_story)
QUERY = (STORY, QueryParam("bet", _write_bet, _read_bet))
