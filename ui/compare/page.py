"""The Compare page: up to four scenarios against a base, under the same luck."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from simulation.ensemble import Ensemble, simulate
from simulation.errors import UserError
from simulation.experiment import Progress, Runner, Setup
from simulation.experiment.comparison.pairwise import Comparison, compare_all
from simulation.outcomes import OUTCOMES, Column, summary
from simulation.parameters import Run
from ui.background import experiments
from ui.charts import data as columns
from ui.charts import specs as charts
from ui.charts.chart import Drawing, save_rows, show
from ui.compare import card as versus
from ui.compare import entries
from ui.compare import saved as shelf
from ui.compare.entries import MOST, Entry
from ui.controls import lever as levers
from ui.controls import scenario_picker as picker
from ui.state import query_params, settings
from ui.text import in_labels, plain, quantity

HEADLINES = ("reach", "niche_reach", "word_of_mouth_share", "orders", "profit", "answered_share")
BANDS = 100  # worlds that the bands over time are drawn from at most


def render() -> None:
    """Draw the page."""
    st.title("Which of them does better?", anchor=False)
    levers.sidebar()
    _add()
    listed = entries.entries()
    if not listed:
        st.info(
            "Nothing to compare yet. Set the levers and add them, change them and add them again; "
            "or pick a story and add its sides."
        )
        return
    _list(listed)
    if len(listed) < 2:
        st.info("This one is the base. Add another to hold against it.")
        return
    try:
        _, run = settings.read()
    except UserError as error:
        st.error(plain(in_labels(str(error)) + "."))
        return
    name = _outcome()
    found = experiments.result_of(
        "compare",
        (listed, run, name),
        lambda runner, _: _compared(listed, run, name, runner),
    )
    if found is None:
        return
    for place, each in enumerate(found[name], 1):
        versus.card(listed, place, each)
    _bands(listed, run)
    st.header("In figures", anchor=False)
    st.markdown(versus.table(listed, found))
    st.caption(
        f"Medians of {run.worlds:,} worlds, all with the same luck (seed {run.seed}). In brackets: "
        "the median of the difference from the base. Grey: inside what luck alone makes."
    )
    save_rows("comparison", versus.rows(listed, found))


def _add() -> None:
    scenario, _ = settings.picked()
    room = MOST - len(entries.entries())
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare-add"):
        picker.folded()
        st.button(
            "Add these levers",
            key="compare-add-one",
            type="primary" if room else "secondary",
            icon=":material/add:",
            disabled=room < 1,
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
        shelf.draw()
        if entries.entries():
            st.button("Clear", key="compare-clear", on_click=entries.clear, type="tertiary")
    if trouble := st.session_state.pop("compare-trouble", None):
        st.error(plain(trouble))


def _add_these() -> None:
    try:
        parameters, _ = settings.read()
    except UserError as error:
        st.session_state["compare-trouble"] = in_labels(str(error)) + "."
        return
    entries.add(entries.suggestion(), parameters)


def _list(listed: Sequence[Entry]) -> None:
    """The names, to change, move and take away; the first is the base."""
    last = len(listed) - 1
    for place, entry in enumerate(listed):
        key = f"compare-name-{place}"
        st.session_state[key] = entry.name
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.text_input(
                "The base" if place == 0 else f"Against it, {place}",
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
                "Remove",
                icon=":material/close:",
                key=f"compare-remove-{place}",
                help=f"Take {plain(entry.name)} off",
                on_click=entries.remove,
                args=(place,),
            )


def _renamed(place: int) -> None:
    entries.rename(place, st.session_state[f"compare-name-{place}"])


def _outcome() -> str:
    """By what they are compared; what the story is judged by to begin with."""
    names, first = list(OUTCOMES), query_params.initial_value(_by(), settings.judge().outcome)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "Compared by",
            names,
            index=names.index(first),
            key=_by(),
            format_func=lambda each: OUTCOMES[each].label,
            persist_state="session",
            width=320,
        )
    st.caption(plain(OUTCOMES[name].help))
    return name


def _by() -> str:
    """The key of what they are compared by: for each judge a choice of its own."""
    return f"compare-outcome-{settings.judge().outcome}"


def _compared(
    listed: Sequence[Entry], run: Run, name: str, runner: Runner
) -> dict[str, list[Comparison]]:
    """By outcome, each entry after the base against the base.

    Who is ahead counts, by however little: what a claim asks beyond that is for its story.
    Everything is measured once, for all outcomes.
    """
    base, *setups = [Setup(entry.parameters, run) for entry in listed]
    return compare_all(setups, base, list(dict.fromkeys((name, *HEADLINES))), runner)


def _bands(listed: Sequence[Entry], run: Run) -> None:
    short = run.model_copy(update={"worlds": min(run.worlds, BANDS)})
    found = experiments.result_of(
        "compare-bands", (listed, short), lambda runner, _: _ensembles(listed, short, runner)
    )
    if found is None:
        return
    st.header("Reach over time", anchor=False)
    names = tuple(entry.name for entry in listed)
    drawn = columns.overlaid(list(zip(names, found, strict=True)))
    ends = (
        f"{name}: {quantity(_reach(each), 'people')}"
        for name, each in zip(names, found, strict=True)
    )
    said = f"Median reach at the end. {'; '.join(ends)}."
    show(Drawing("compared", "Reach over time", charts.overlaid(names), drawn, said))
    st.caption("Lines: medians. Bands: 90% of worlds.")


def _reach(ensemble: Ensemble) -> float | None:
    reach: Column = ensemble.tallies["reach"].astype(np.float64)
    return summary(reach).median


def _ensembles(listed: Sequence[Entry], run: Run, runner: Runner) -> list[Ensemble]:
    found = []
    for place, entry in enumerate(listed):

        def told(done: int, total: int, before: int = place * run.worlds) -> None:
            if runner.on_progress:
                runner.on_progress(Progress(before + done, len(listed) * total, 0, None, None))

        found.append(simulate(entry.parameters, run, stop=runner.stop, on_progress=told))
    return found


QUERY = (*entries.QUERY, query_params.bind("outcome", _by, lambda: OUTCOMES))
