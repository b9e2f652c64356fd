"""The Stories page: claims to bet on; then how each comes out, and where its answer changes."""

import streamlit as st

from simulation.errors import UserError
from simulation.experiment import Runner
from simulation.experiment.comparison.lever_changes import sides_of
from simulation.experiment.comparison.win_rate import WinRate
from simulation.experiment.runner.cost import worlds_for
from simulation.experiment.story_result import StoryResult, StorySoFar, run_story
from simulation.parameters import Run
from simulation.report import break_even, story_so_far
from simulation.scenarios import Note, Scenario
from ui.background import experiments
from ui.charts import data, specs
from ui.charts.chart import Drawing, show
from ui.charts.metric import metric
from ui.charts.table import markdown, save_rows
from ui.controls import toolbar
from ui.film.clips import Clip, filmed
from ui.present import brand, downloads
from ui.present.deck import EXPLORES, Deck, DeckSource, against_bet, dots_note
from ui.present.edits import arranged
from ui.present.opened import open_deck
from ui.state import navigation, settings
from ui.state.query_params import QueryParam, illegal
from ui.stories import break_evens
from ui.stories import deck as slides
from ui.stories.charts import side_ranges, win_rate_curve
from ui.text import central, headed, nine_in_ten, plain, quantity

PATIENCE = 1e7  # posts seen and messages simulated before a story's first result: about 10 seconds
OPEN, BETS = "story", "bets"


def render() -> None:
    """Draw the page: the gallery, or the story that is open."""
    scenario = opened()
    if scenario is None:
        _gallery()
    else:
        _story(scenario)


def deck_sources() -> list[DeckSource]:
    """The stories as decks, for the page Present."""

    def source(scenario: Scenario) -> DeckSource:
        def build() -> Deck | None:
            result = result_so_far(scenario)
            return deck_of(result) if isinstance(result, StoryResult) else None

        return DeckSource(scenario.id, f"Story {scenario.id}: {scenario.title}", build)

    return [source(each) for each in offered().values()]


def offered() -> dict[str, Scenario]:
    """The stories by id."""
    return {id: each for id, each in settings.shipped().items() if each.is_story}


def opened() -> Scenario | None:
    """The story that is open."""
    return offered().get(st.session_state.get(OPEN, ""))


def open(id: str | None) -> None:
    """Open a story, here and on the page Present; or none."""
    st.session_state[OPEN] = id
    if id:
        open_deck(id)


def run_of(scenario: Scenario) -> Run:
    """The story's own days, and as many runs as one can wait for."""
    run = scenario.run.model_copy(update={"seed": settings.now()["run.seed"]})
    worlds = worlds_for(sides_of(scenario), run, most=PATIENCE)
    return run.model_copy(update={"worlds": worlds})


def result_so_far(scenario: Scenario) -> StoryResult | StorySoFar | None:
    """The story's result as far as it is known; until it is whole progress is drawn."""
    run, place = run_of(scenario), f"story-{scenario.id}"
    experiments.stop_others("story-", place)  # one waits for the story that is open alone

    def work(
        runner: Runner, show: experiments.Show[StoryResult | StorySoFar]
    ) -> StoryResult | StorySoFar:
        looks = experiments.showing(runner, show)
        return run_story(runner, scenario, run, on_start=looks, on_part=show)

    return experiments.result_of(place, (scenario, run), work)


def deck_of(result: StoryResult) -> Deck:
    """The story's deck, with a film of its first two sides once everything else is there."""
    return slides.story_deck(result, brand.current(), _films(result) if result.whole else ())


def _films(result: StoryResult) -> tuple[Clip, ...]:
    sides = [(each.side.title, each.side.parameters) for each in result.sides[:2]]
    with st.spinner("Preparing the film"):
        return filmed(sides, result.run, result.sides[0].values.tolist())


def _gallery() -> None:
    stories = list(offered().values())
    st.title(f"{len(stories)} claims about followers", anchor=False)
    st.caption(
        "Each claim is tested in many simulated runs. A run plays the same weeks once more, with "
        "other random draws of who looks, likes, passes on and buys; both sides get the same "
        "draws. No result is written in: every claim can turn out true or false. Open one and "
        "place your bet."
    )
    grid = st.grid("auto", min_column_width=300, border=True, key="gallery")
    for scenario in stories:
        with grid.container(gap="small"):
            st.markdown(f"**{plain(scenario.title)}**")
            st.caption(plain(scenario.claim))
            name = f"Open story {scenario.id}"
            st.button(name, key=f"open-{scenario.id}", on_click=open, args=(scenario.id,))


def _story(scenario: Scenario) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.button(
            "All stories",
            key="all-stories",
            icon=":material/arrow_back:",
            type="tertiary",
            on_click=open,
            args=(None,),
        )
        toolbar.take_link()
    st.title(plain(scenario.title), anchor=False)
    st.markdown(f"**The claim.** {plain(scenario.claim)}")
    st.caption(plain(scenario.note))
    bets: dict[str, int] = st.session_state.setdefault(BETS, {})
    if scenario.id not in bets:
        _bet(scenario)
        return
    result = result_so_far(scenario)
    if result is None:
        return
    if isinstance(result, StorySoFar):
        _so_far(result, bets[scenario.id])
        return
    _reveal(result, bets[scenario.id])
    if result.breaks or result.whole:
        _changes(result)
    _advice(result)
    _evidence(scenario)
    st.header("Present it", anchor=False)
    if st.button("Show it full screen", key="present", icon=":material/present_to_all:"):
        navigation.go_to("present")
    downloads.buttons(arranged(deck_of(result)))
    st.caption(plain(_origin(result)))


def _origin(result: StoryResult) -> str:
    run = result.run
    return (
        f"{EXPLORES} Story {result.scenario.id}, {run.worlds:,} simulated runs of {run.days:g} "
        f"days, seed {run.seed}, model {result.model}."
    )


def _bet(scenario: Scenario) -> None:
    with st.container(border=True):
        st.header("Place your bet", anchor=False)
        # Not escaped, as it is read aloud as it is written: a test keeps every question plain.
        st.slider(slides.question(scenario), 0, 100, 50, key=f"bet-{scenario.id}")
        st.button(
            "Place the bet and see",
            key="place-bet",
            type="primary",
            on_click=_place_bet,
            args=(scenario.id,),
        )


def _place_bet(id: str) -> None:
    st.session_state[BETS] = {**st.session_state[BETS], id: st.session_state[f"bet-{id}"]}


def _bet_again(id: str) -> None:
    st.session_state[BETS] = {key: bet for key, bet in st.session_state[BETS].items() if key != id}


def _reveal(result: StoryResult, bet: int) -> None:
    slide, id = slides.reveal(result), result.scenario.id
    with st.container(border=True):
        left, right = st.columns([2, 3], gap="medium")
        with left:
            if slide.dots:
                wins, ties, losses = data.hundred(slide.dots)
                said = f"{slide.sides[0]}: {wins}. Tie: {ties}. {slide.sides[1]}: {losses}."
                _dots(result.scenario, slide.dots, slide.sides, said)
                st.caption(plain(f"{said} {dots_note(slide.dots)}"))
        with right:
            st.header(plain(slide.statement), anchor=False)
            if slide.dots:
                st.markdown(plain(against_bet(slide.dots, bet)))
            st.markdown(plain(slides.explanation(result)))
            _figures(result)
            with st.container(horizontal=True):
                st.button("Bet again", key="bet-again", on_click=_bet_again, args=(id,))
                if st.button("Change its levers on Explore", key="play", icon=":material/tune:"):
                    settings.open(result.scenario)
                    navigation.go_to(navigation.EXPLORE)
    st.header(slides.ranges(result).heading, anchor=False)
    show(side_ranges(result))


def _so_far(found: StorySoFar, bet: int) -> None:
    """The dots that are known, and the verdict once it is sure."""
    rate, sides = found.win_rate, slides.dot_names(found)
    with st.container(border=True):
        left, right = st.columns([2, 3], gap="medium")
        with left:
            if rate.worlds:
                said = f"{sides[0]}: {rate.wins}. Tie: {rate.ties}. {sides[1]}: {rate.losses}."
                _dots(found.scenario, rate, sides, said, found.run.worlds - rate.worlds)
                st.caption(plain(f"{said} {story_so_far.remaining(found)}"))
        with right:
            st.header(plain(story_so_far.headline(found)), anchor=False)
            st.markdown(plain(f"You bet on {bet} of 100 runs."))
            st.markdown(plain(story_so_far.sentence(found)))


def _dots(
    scenario: Scenario, rate: WinRate, sides: tuple[str, str], said: str, open_runs: int = 0
) -> None:
    drawn = data.dots(rate, *sides, open_runs)
    show(Drawing(f"win-rate-{scenario.id}", scenario.title, specs.dots(*sides), drawn, said))


def _figures(result: StoryResult) -> None:
    """The judged outcome of every side."""
    outcome = result.claim.outcome
    st.caption(f"**{plain(headed(outcome))}**")
    grid = st.grid(3, min_column_width=140)
    for each in result.sides:
        found = each.summaries[outcome.name]
        value = quantity(central(found, outcome.unit), outcome.unit)
        chance = outcome.unit == "chance"
        below = "of runs" if chance else f"median; {nine_in_ten(found, outcome.unit)}"
        metric(grid, each.side.title, value, below)


def _changes(result: StoryResult) -> None:
    slide = slides.changes(result)
    st.header(slide.heading, anchor=False)
    st.markdown(plain(slide.statement))
    for line in slide.lines:
        st.caption(plain(line))
    if not slide.table:
        return
    head, *rows = slide.table
    st.markdown(markdown(head, rows))
    save_rows(f"breaks-{result.scenario.id}", slide.table)
    with st.expander("Lever by lever", key="turns", on_change="rerun") as unfolded:
        if unfolded.open:
            for each in break_evens.nearest_first(result.breaks):
                st.markdown(plain(break_even.sentence(each)))
                if each.crossings:
                    show(win_rate_curve(result, each))


def _advice(result: StoryResult) -> None:
    slide = slides.advised(result)
    st.header(slide.heading, anchor=False)
    st.markdown(f"**{plain(slide.statement)}**")
    st.markdown("\n".join(f"- {plain(line)}" for line in slide.lines))


def _evidence(scenario: Scenario) -> None:
    left, right = st.columns(2, gap="medium")
    for column, heading, notes in (
        (left, "Evidence for the claim", scenario.supports),
        (right, "Evidence against it", scenario.contradicts),
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
        raise illegal("bet", text)
    st.session_state[BETS] = {scenario.id: int(text)}


QUERY = (
    QueryParam(
        "story",
        lambda: st.session_state.get(OPEN) or "",
        _read_story,
        lambda text: open(text or None),
    ),
    QueryParam("bet", _write_bet, _read_bet),
)
