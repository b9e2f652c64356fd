"""Reach a target: the cheapest single change that gets there, and the cheapest mix."""

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from simulation.case.money import DOLLARS, Currency
from simulation.decision import CHANNELS, GOALS, Seek, Target, Way, seek, seek_sentences
from simulation.decision.goals import Goal
from simulation.parameters import Parameters, Run
from simulation.report.quantities import two_figures
from ui.background import experiments
from ui.background.task import BackgroundTask
from ui.charts.table import Row, Rows, show
from ui.decision import boxes, ground
from ui.decision.money import figure, in_currency
from ui.decision.tries import on_tried
from ui.decision.wish import found_for
from ui.text import plain

RUNS = 100  # of each amount that is tried
USUAL, OF_TEN = "10,000", 8
WANTED = tuple(goal for goal in GOALS.values() if goal.counted or goal.name == "profit")


@dataclass(frozen=True, slots=True)
class Wish:
    """A target as it was asked for, and what it is asked of."""

    today: Parameters
    run: Run
    target: Target


def reach_target(today: Parameters, run: Run, key: str, money: Currency = DOLLARS) -> None:
    """Draw the controls, and what was found for the last target that was asked for.

    key: of the widgets, unique on all pages.
    """
    wish = _asked(today, run, key, money)
    found = found_for(wish, key, "Find the cheapest way", _found)
    if found is not None:
        _draw(found, money)


def _asked(today: Parameters, run: Run, key: str, money: Currency) -> Wish | None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        goal: Goal = st.selectbox(
            "What to reach",
            WANTED,
            key=f"{key}-goal",
            format_func=lambda goal: goal.outcome.label,
            persist_state="session",
            width=220,
        )
        measure = boxes.NUMBER if goal.counted else boxes.MONEY
        start = USUAL if goal.name == "reach" else "0" if not goal.counted else "100"
        amount = boxes.amount("At least", f"{key}-amount-{goal.name}", start, measure, money)
        of_ten: int = st.selectbox(
            "In how many of 10 runs",
            range(5, 11),
            OF_TEN - 5,
            key=f"{key}-share",
            format_func=lambda number: f"{number} of 10",
            persist_state="session",
            width=180,
        )
    if amount is None:
        return None
    few = run.model_copy(update={"worlds": min(run.worlds, RUNS)})
    people = amount if goal.outcome.unit == "people" else 0.0
    there = ground.roomy_for(ground.priced(today, run.days), people)
    return Wish(there, few, Target(goal.name, amount, of_ten / 10))


def _found(wish: Wish, task: BackgroundTask[Seek]) -> Seek:
    runner = experiments.runner_of(task)
    return seek(wish.today, wish.target, runner, wish.run, on_progress=on_tried(task, runner))


def _draw(found: Seek, money: Currency) -> None:
    first, *others = (in_currency(each, money) for each in seek_sentences(found))
    st.markdown(f"{plain(first)} **{plain(' '.join(others))}**")
    show(rows(found, money), "Ways to the target: what they cost and how often they get there")
    run, notes = found.run, [f"{found.run.worlds:,} simulated runs of each amount that was tried"]
    notes.append(f"{found.today.parameters.network.population:,} people and accounts simulated")
    text = f"{'; '.join(notes)} (seed {run.seed})."
    if not CHANNELS["creators"].needs(found.today.parameters):
        text += f" {ground.CREATORS}"
    st.caption(plain(text))


def rows(found: Seek, money: Currency) -> Rows:
    """The ways, a heading first: today, each channel alone, and the mix."""
    which = found.target.outcome
    share = two_figures(10 * found.target.share)
    head = ["", "More than today", "Gets there in", f"{which.label} in {share} of 10 runs"]
    return [head, *(_row(name, way, which.unit, money) for name, way in _ways(found, money))]


def _ways(found: Seek, money: Currency) -> Iterator[tuple[str, Way]]:
    yield "Today", found.today
    for key, way in found.singles.items():
        yield _named(way, money) or f"No {key}", way
    if found.mix:
        yield f"Mix: {_named(found.mix, money)}", found.mix


def _named(way: Way, money: Currency) -> str:
    parts = [
        f"{_amount(key, amount, money)} of {key}" for key, amount in way.amounts.items() if amount
    ]
    return " and ".join(parts)


def _amount(key: str, amount: float, money: Currency) -> str:
    if CHANNELS[key].resource == "money":
        return figure(amount, "$", money)
    return f"{two_figures(amount)} h a week"


def _row(name: str, way: Way, unit: str, money: Currency) -> Row:
    met = f"{round(100 * way.met)} of 100 runs"
    if not way.enough:
        met += ", not enough"
    level = None if way.level != way.level else way.level
    return [name, figure(way.extra, "$", money), met, figure(level, unit, money)]
