"""Split a budget: the best division of money and hours, and how much that division matters."""

from dataclasses import dataclass

import altair as alt
import streamlit as st

from simulation.case.money import DOLLARS, Currency
from simulation.decision import GOALS, Share, Split, sentences, split, split_sentences
from simulation.parameters import Parameters, Run
from ui.background import experiments
from ui.background.task import BackgroundTask
from ui.charts import axes
from ui.charts.chart import Drawing
from ui.charts.chart import show as show_chart
from ui.charts.data import Columns
from ui.charts.specs import GREY, Spec, spec_of
from ui.charts.table import show as show_table
from ui.decision import boxes, chart, ground, table
from ui.decision.money import figure, in_currency, span
from ui.decision.tries import on_tried
from ui.decision.wish import found_for
from ui.text import is_share, plain

RUNS = 40  # of each split that is tried: on common random numbers a few tell them apart
LOOKS = (32,)  # plausible settings of the best split and what it is compared with
NOTHING = "Say how much money or how many hours a week there are to divide."


@dataclass(frozen=True, slots=True)
class Wish:
    """A split as it was asked for, and what it is asked of."""

    today: Parameters
    run: Run
    goal: str
    budget: float
    hours: float


def split_budget(
    today: Parameters,
    run: Run,
    key: str,
    money: Currency = DOLLARS,
    *,
    goal: str = "reach",
    budget: float = 1_000.0,
    hours: float = 10.0,
) -> None:
    """Draw the controls, and the best split of what was last asked for.

    goal, budget (for the period), hours (a week): what they start with. key: of the widgets, unique
    on all pages.
    """
    wish = _asked(today, run, key, money, Wish(today, run, goal, budget, hours))
    found = found_for(wish, key, "Find the best split", _found)
    if found is not None:
        _draw(found, key, money)


def _asked(today: Parameters, run: Run, key: str, money: Currency, start: Wish) -> Wish | None:
    names = list(GOALS)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        goal: str = st.selectbox(
            "Goal",
            names,
            names.index(start.goal),
            key=f"{key}-goal",
            format_func=lambda name: GOALS[name].outcome.label,
            persist_state="session",
            width=220,
        )
        text = money.exact(start.budget)
        budget = boxes.amount("Budget", f"{key}-budget", text, boxes.MONEY, money)
        hours = boxes.amount("Hours a week", f"{key}-hours", f"{start.hours:g}", boxes.HOURS, money)
    if budget is None or hours is None:
        return None
    if budget <= 0 and hours <= 0:
        st.caption(NOTHING)
        return None
    few = run.model_copy(update={"worlds": min(run.worlds, RUNS)})
    there = ground.roomy(ground.priced(today, run.days), run.days, budget)
    return Wish(there, few, goal, budget, hours)


def _found(wish: Wish, task: BackgroundTask[Split]) -> Split:
    runner = experiments.runner_of(task)
    return split(
        wish.today,
        wish.goal,
        runner,
        wish.run,
        budget=wish.budget,
        hours=wish.hours,
        looks=LOOKS,
        on_progress=on_tried(task, runner),
    )


def _draw(found: Split, key: str, money: Currency) -> None:
    first, *others = (in_currency(each, money) for each in split_sentences(found))
    st.markdown(f"**{plain(first)}** {plain(' '.join(others))}")
    grid = st.grid(2, min_column_width=300)
    for share in found.shares:
        with grid.container():
            show_chart(curve(found, share, key, money))
    st.caption(
        "Each curve: more or less in one channel, the others as in the best split. Where it "
        "flattens, more brings little. Grey line: the best split. Band: 9 of 10 runs."
    )
    what, sure = (in_currency(each, money) for each in sentences(found.recommendation))
    st.markdown(
        f"**Compared with other ways to spend it, under new random draws.** {plain(what)} "
        f"{plain(sure)}"
    )
    show_chart(chart.drawing(f"{key}-bands", found.recommendation, money))
    titles = [row.option.title for row in found.recommendation.rows]
    show_table(
        [["", *titles], *table.goal_rows(found.recommendation, money)],
        "The best split and other ways to spend the same",
    )
    text = f"{found.tried:,} splits tried, {found.worlds:,} simulated runs each."
    if "creators" in found.amounts:
        text += f" {ground.CREATORS}"
    st.caption(plain(text))


def curve(found: Split, share: Share, key: str, money: Currency = DOLLARS) -> Drawing:
    """The response curve of a channel."""
    outcome, channel = found.goal.outcome, share.channel
    dollars = money == DOLLARS
    of_money = channel.resource == "money"
    unit = money.symbol if of_money else "hours a week"
    title = f"{channel.key.capitalize()} ({unit})"
    points = [each for each in share.curve if each.figure.mean is not None]
    columns: Columns = {
        "amount": [each.amount for each in points],
        "mean": [each.figure.mean for each in points],
        "low": [each.figure.low90 for each in points],
        "high": [each.figure.high90 for each in points],
        "best": [share.amount] * len(points),
        "said": [
            f"{figure(each.figure.mean, outcome.unit, money)} on average; 9 of 10 runs: "
            f"{span(each.figure.low90, each.figure.high90, outcome.unit, money)}"
            for each in points
        ],
    }
    ends = [points[0], points[-1]] if points else []
    said = "; ".join(
        f"{figure(each.amount, '$' if of_money else '', money)} of {channel.key}: "
        f"{figure(each.figure.mean, outcome.unit, money)} on average"
        for each in ends
    )
    spec = response(
        title,
        outcome.label,
        is_share(outcome.unit),
        dollars and outcome.unit == "$",
        dollars and of_money,
    )
    return Drawing(f"{key}-{channel.key}", f"{outcome.label} by {channel.key}", spec, columns, said)


def response(across: str, upward: str, share: bool, dollars: bool, of_dollars: bool) -> Spec:
    """A curve with its band, and where the best split is. Columns: see `curve`."""
    x = alt.X(
        "amount:Q",
        title=across,
        axis=alt.Axis(labelExpr=axes.figures(money=of_dollars), grid=False, tickCount=5),
    )
    y = alt.Axis(labelExpr=axes.figures(share, dollars), tickCount=5)
    base = alt.Chart().encode(x=x)
    tips = [alt.Tooltip("amount:Q", title=across), alt.Tooltip("said:N", title=upward)]
    return spec_of(
        alt.layer(
            base.mark_area(opacity=0.16).encode(
                y=alt.Y("low:Q", title=upward, axis=y), y2="high:Q"
            ),
            base.mark_line(point=True, strokeWidth=2.5).encode(y="mean:Q", tooltip=tips),
            alt.Chart().mark_rule(strokeWidth=2, color=GREY).encode(x="max(best):Q"),
        ),
        height=220,
    )
