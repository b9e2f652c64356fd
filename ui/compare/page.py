"""The Compare page: a starting point and up to three options, on the same random draws."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from simulation.ensemble import Ensemble
from simulation.errors import UserError
from simulation.experiment import Runner, Setup
from simulation.experiment.comparison.pairwise import Comparison, compare_all
from simulation.outcomes import OUTCOMES, summary, values
from simulation.parameters import Run
from simulation.parameters import values as levers_of
from ui.background import experiments
from ui.background.progress import show_error
from ui.charts import data as chart_data
from ui.charts import specs
from ui.charts.chart import Drawing, show
from ui.charts.table import save_rows
from ui.charts.table import show as show_table
from ui.compare import card, entries, example, saved
from ui.compare.deck import CARD, KEY, goal, options
from ui.compare.entries import MOST, Entry
from ui.controls import scenario_picker
from ui.controls.choice import choose_outcome
from ui.controls.sidebar import sidebar
from ui.decision.card import goal_param, recommendation_card
from ui.decision.plans import plans
from ui.present.opened import open_deck
from ui.state import navigation, query_params, settings
from ui.text import A_RUN, plain, quantity

HEADLINES = (
    "reach",
    "niche_reach",
    "word_of_mouth_share",
    "net_followers",
    "orders",
    "cost",
    "profit",
    "answered_share",
)
BANDS = 1_000  # runs that the bands over time are drawn from at most: each takes 5 kB
TROUBLE, PRESENT = "compare-trouble", "compare-present"


@dataclass(frozen=True, eq=False)
class Found:
    """The comparisons by outcome, each option with the starting point, and the runs of each."""

    compared: dict[str, list[Comparison]]
    drawn: list[Ensemble]


def render() -> None:
    """Draw the page."""
    st.title("Which option does better?", anchor=False)
    sidebar()
    _add()
    listed = entries.entries()
    _list(listed)
    try:
        _, run = settings.read()
    except UserError as error:
        show_error(error)
        return
    if not listed:
        example.draw(run)
    elif len(listed) == 1:
        st.info(
            "This is your starting point. Now add an alternative: change a lever at the left and "
            "press “Add these levers” again."
        )
    else:
        _compared(listed, run)
    today = listed[0].parameters if listed else example.today()
    st.header("Plan from the starting point", anchor=False)
    plans(today, run, "compare-plan")


def _compared(listed: Sequence[Entry], run: Run) -> None:
    """Draw the recommendation, then each option with the starting point, and all in figures."""
    answer = recommendation_card(options(listed), run, goal(), CARD)
    st.button(
        "Make a deck",
        key="compare-deck",
        icon=":material/present_to_all:",
        on_click=_present,
        help="Slides for a room, PowerPoint and a handout of this comparison.",
    )
    if st.session_state.pop(PRESENT, False):
        navigation.go_to("present")
    if answer is None or answer.sample.run != run:
        return  # one thing at a time: the answer first
    st.header("Each option with the starting point", anchor=False)
    name = _outcome()
    found = experiments.result_of(
        "compare", (listed, run, name), lambda runner, _: _found(listed, run, name, runner)
    )
    if found is None:
        return
    st.caption(plain(f"{A_RUN} Every option gets the same draws."))
    for place, each in enumerate(found.compared[name], 1):
        card.card(listed, place, each)
    _bands(listed, found.drawn)
    st.header("In figures", anchor=False)
    show_table(card.table(listed, found.compared), "Every outcome of every option")
    st.caption(
        f"Medians of {run.worlds:,} simulated runs, with the same random draws for every option "
        f"(seed {run.seed}). In brackets: the median difference from “{plain(listed[0].name)}”, in "
        "grey if random draws alone could make it."
    )
    save_rows("comparison", card.rows(listed, found.compared))


def _present() -> None:
    open_deck(KEY)
    st.session_state[PRESENT] = True  # a page cannot be left within a callback


def _add() -> None:
    scenario, _ = settings.picked()
    room = MOST - len(entries.entries())
    full = f"The list is full: at most {MOST} can be compared."
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare-add"):
        scenario_picker.folded()
        st.button(
            "Add these levers",
            key="compare-add-one",
            type="primary" if room else "secondary",
            icon=":material/add:",
            disabled=room < 1,
            help=None if room else full,
            on_click=_add_these,
        )
        if len(scenario.sides) > 1:
            which = "both sides" if len(scenario.sides) == 2 else "all sides"
            st.button(
                f"Add {which} of the story",
                key="compare-add-sides",
                disabled=room < 2,
                on_click=entries.add_sides,
                args=(scenario,),
            )
        saved.draw()
        if entries.entries():
            st.button("Clear", key="compare-clear", on_click=entries.clear, type="tertiary")
    if trouble := st.session_state.pop(TROUBLE, None):
        show_error(trouble)


def _add_these() -> None:
    try:
        parameters, _ = settings.read()
    except UserError as error:
        st.session_state[TROUBLE] = error
        return
    entries.add(entries.suggestion(), parameters)


def _list(listed: Sequence[Entry]) -> None:
    """Draw the names, to change, move and remove."""
    last = len(listed) - 1
    for place, entry in enumerate(listed):
        key = f"compare-name-{place}"
        st.session_state[key] = entry.name
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.text_input(
                "Starting point" if place == 0 else f"Option {place}",
                key=key,
                max_chars=entries.LENGTH,
                on_change=_renamed,
                args=(place,),
            )
            for what, icon, by, possible in (
                ("up", ":material/arrow_upward:", -1, place > 0),
                ("down", ":material/arrow_downward:", 1, place < last),
            ):
                st.button(
                    what.capitalize(),
                    icon=icon,
                    key=f"compare-{what}-{place}",
                    disabled=not possible,
                    help=f"Move {plain(entry.name)} {what}",
                    on_click=entries.move,
                    args=(place, by),
                )
            st.button(
                "Edit",
                icon=":material/tune:",
                key=f"compare-edit-{place}",
                help=f"Set the levers to those of {plain(entry.name)}",
                on_click=settings.move,
                args=(levers_of(entry.parameters),),
            )
            st.button(
                "Remove",
                icon=":material/close:",
                key=f"compare-remove-{place}",
                help=f"Remove {plain(entry.name)}",
                on_click=entries.remove,
                args=(place,),
            )


def _renamed(place: int) -> None:
    entries.rename(place, st.session_state[f"compare-name-{place}"])


def _outcome() -> str:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = choose_outcome("Compare by", _outcome_key(), settings.judge().outcome, width=320)
    st.caption(plain(OUTCOMES[name].help))
    return name


def _outcome_key() -> str:
    """The widget key of the outcome: a choice of its own for every outcome a story is judged by."""
    return f"compare-outcome-{settings.judge().outcome}"


def _found(listed: Sequence[Entry], run: Run, name: str, runner: Runner) -> Found:
    """Measure everything once: what is drawn in detail first, then the rest for the figures."""
    base, *setups = [Setup(entry.parameters, run) for entry in listed]
    detail = run.model_copy(update={"worlds": min(run.worlds, BANDS)})
    drawn = runner.ensembles([Setup(entry.parameters, detail) for entry in listed])
    names = list(dict.fromkeys((name, *HEADLINES)))
    return Found(compare_all(setups, base, names, runner), drawn)


def _bands(listed: Sequence[Entry], drawn: Sequence[Ensemble]) -> None:
    st.header("Reach over time", anchor=False)
    names = tuple(entry.name for entry in listed)
    named = list(zip(names, drawn, strict=True))
    ends = (
        f"{name}: {quantity(summary(values(each, 'reach')).median, 'people')}"
        for name, each in named
    )
    said = f"Median reach at the end. {'; '.join(ends)}."
    columns = chart_data.overlaid(named)
    show(Drawing("compared", "Reach over time", specs.overlaid(names), columns, said))
    st.caption("Lines: medians. Bands: 9 of 10 runs.")


QUERY = (
    *entries.QUERY,
    goal_param(CARD, goal),
    query_params.bind("outcome", _outcome_key, lambda: OUTCOMES),
)
