"""The recommendation card: what to do, how sure that is, and what would change the answer."""

from collections.abc import Callable, Iterator, Sequence

import streamlit as st

from simulation.case.money import DOLLARS, Currency
from simulation.decision import GOALS, Given, Option, Recommendation, sections, sentences
from simulation.decision.words.recommendation import DOUBT
from simulation.experiment import WinRate
from simulation.outcomes import OUTCOMES
from simulation.parameters import Run
from simulation.report.phrases import quoted
from ui.charts.chart import show
from ui.charts.metric import metric
from ui.decision import chart, table, unknowns
from ui.decision.measure import Question, recommended
from ui.decision.money import figure, in_currency, span
from ui.state import query_params
from ui.state.query_params import QueryParam
from ui.text import between, plain

UNSURE = "No option is clearly better"
AS_IT_IS = "Recommended: leave things as they are"


def recommendation_card(
    options: Sequence[Option],
    run: Run,
    goal: str,
    key: str,
    *,
    money: Currency = DOLLARS,
    given: tuple[Given, ...] = (),
    on_goal: Callable[[str], None] | None = None,
) -> Recommendation | None:
    """Draw the card. Returns what it shows, None while there is nothing yet.

    goal: the one it starts with; the visitor picks. key: of the widgets, unique on all pages.
    given: ranges in place of the published ones. on_goal: told of another goal that was picked, by
    a page that keeps it and passes it as `goal` from then on. The same question, asked again, is
    answered at once.
    """
    with st.container(border=True, key=f"{key}-card"):
        heading = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
        with heading:
            title = st.container()
            picked = _kept_goal(key, goal, on_goal) if on_goal else _goal(key, goal)
        found = recommended(f"{key}-recommendation", Question(tuple(options), picked, run, given))
        with title:
            st.header(plain(_headline(found)), anchor=False)
        if found is not None:
            _answer(found, money)
            _figures(found, money)
            if any(each.figure.inner.worlds for each in found.rows):
                show(chart.drawing(f"{key}-bands", found, money))
                st.caption("Upright line: the typical run (median).")
            _reasons(found, money)
            table.draw(found, money, key)
            unknowns.draw(found, key)
            st.caption(plain(_how(found)))
    return found


def goal_param(key: str, goal: Callable[[], str]) -> QueryParam:
    """The picked goal in the address of the page that draws the card with this key."""
    return query_params.bind("goal", lambda: _goal_key(key, goal()), lambda: GOALS)


def picked_goal(key: str, goal: str) -> str:
    """The goal that the visitor picked on the card with this key, or will find picked there."""
    return query_params.current_value(_goal_key(key, goal), goal)


def _goal_key(key: str, goal: str) -> str:
    """The widget key of the goal: a choice of its own for every goal a card starts with."""
    return f"{key}-goal-{goal}"


def _goal(key: str, goal: str) -> str:
    widget = _goal_key(key, goal)
    names = list(GOALS)
    found: str = st.selectbox(
        "Goal",
        names,
        names.index(query_params.initial_value(widget, goal)),
        key=widget,
        format_func=lambda name: OUTCOMES[name].label,
        persist_state="session",
        width=260,
    )
    return found


def _kept_goal(key: str, goal: str, on_goal: Callable[[str], None]) -> str:
    """Draw the goal as the page keeps it."""
    widget = f"{key}-goal"
    st.session_state[widget] = goal
    st.selectbox(
        "Goal",
        list(GOALS),
        key=widget,
        format_func=lambda name: OUTCOMES[name].label,
        on_change=lambda: on_goal(st.session_state[widget]),
        width=260,
    )
    return goal


def _headline(found: Recommendation | None) -> str:
    if found is None:
        return "Recommendation"
    if found.answer == "alone":
        return "Nothing to choose from yet"
    if found.winner and found.winner.base:
        return AS_IT_IS
    return f"Recommended: {found.winner.title}" if found.winner else UNSURE


def _answer(found: Recommendation, money: Currency) -> None:
    """Draw the two sentences, and how rough they are while they are."""
    what, sure = (in_currency(each, money) for each in sentences(found))
    st.markdown(f"**{plain(what)}** {plain(sure)}")
    if not found.whole:
        runs, settings = found.sample.run.worlds, found.sample.settings
        rest = f" and {settings:,} plausible settings" if settings else ", as things stand"
        text = f"A first answer from {runs:,} simulated runs{rest}; it gets sharper while you look."
        st.caption(plain(text))


def _figures(found: Recommendation, money: Currency) -> None:
    """Draw the figures of the best option: gain, cost of a result, how often it wins."""
    if found.best is None or found.rival is None:
        return
    shown = [*_gain(found, found.best, money), *_sure(found, found.best, found.rival)]
    grid = st.grid(len(shown), min_column_width=150)
    for title, value, below, about in shown:
        metric(grid, title, value, below, about)


Figure = tuple[str, str, str, str]


def _gain(found: Recommendation, best: int, money: Currency) -> Iterator[Figure]:
    row, base, goal = found.rows[best], found.sample.base, found.goal
    unit = goal.outcome.unit
    if row.gain is not None and base is not None and row.gain.inner.worlds:
        gain, of = row.gain.inner, between(unit)
        sign = "+" if (gain.median or 0) > 0 else ""
        yield (
            f"More than {quoted(found.rows[base].option.title)}",
            sign + figure(gain.median, of, money),
            f"9 of 10 runs: {span(gain.low90, gain.high90, of, money)}",
            "The gain in the same run with the same random draws.",
        )
    if row.per_extra is not None:
        yield (
            f"Cost of each extra {goal.one}",
            figure(row.per_extra, "$", money),
            f"{figure(row.per_result, '$', money)} each over all {goal.many}",
            f"The extra cost divided by the extra {goal.many}; below, all of the cost divided by "
            f"all {goal.many}.",
        )
    elif row.per_result is not None:
        yield f"Cost of each {goal.one}", figure(row.per_result, "$", money), "all of the cost", ""


def _sure(found: Recommendation, best: int, rival: int) -> Iterator[Figure]:
    pair, against = found.pair(best, rival), quoted(found.rows[rival].option.title)
    if pair.today.worlds:
        yield (
            "Wins as things stand",
            _of_100(pair.today),
            f"runs against {against}{_confident(pair.today)}",
            "Random draws differ from run to run; every setting is as you have it.",
        )
    if pair.settings is not None and pair.settings.worlds:
        yield (
            "Wins with what we do not know",
            _of_100(pair.settings),
            f"plausible settings against {against}{_confident(pair.settings)}",
            "For each plausible setting all that is not known is drawn anew within its range.",
        )


def _of_100(rate: WinRate) -> str:
    return f"{round(100 * rate.wins / rate.worlds)} of 100"


def _confident(rate: WinRate) -> str:
    if rate.low95 is None or rate.high95 is None:
        return ""
    return f" (95% confident: {rate.low95:.0f} to {rate.high95:.0f})"


def _reasons(found: Recommendation, money: Currency) -> None:
    """Draw what else to know, heading by heading; the chart and the table show the doubt."""
    grid = st.grid(2, min_column_width=300)
    for heading, lines in sections(found).items():
        if heading != DOUBT:
            texts = "\n".join(f"- {plain(in_currency(each, money))}" for each in lines)
            grid.container(gap="xxsmall").markdown(f"**{heading}**\n\n{texts}")


def _how(found: Recommendation) -> str:
    sample, run = found.sample, found.sample.run
    text = f"{run.worlds:,} simulated runs of {run.days:g} days for each option"
    if sample.settings:
        text += (
            f", and {sample.replicates} at each of {sample.settings} plausible settings of "
            f"{len(sample.unknowns)} things we do not know"
        )
    return f"{text}; the same random draws for every option (seed {run.seed})."
