"""Options beside one another in figures: the goal with both ranges, and the market's figures."""

from collections.abc import Iterator

import streamlit as st

from simulation.case.money import DOLLARS, Currency
from simulation.decision import Recommendation
from simulation.decision.market import FIGURES, long_run
from simulation.outcomes import Summary
from ui.charts.table import save_rows, show
from ui.decision.money import figure, span
from ui.text import headed, plain


def draw(found: Recommendation, money: Currency, key: str) -> None:
    """Draw both tables, and a way to save them."""
    titles, goal = [row.option.title for row in found.rows], found.goal.outcome
    show([["", *titles], *goal_rows(found, money)], f"{goal.label} and cost of every option")
    with st.expander("The market's figures: CPM, cost per click, ROAS", key=f"{key}-market"):
        show([["", *titles], *market_rows(found, money)], "The market's figures of every option")
        st.caption(plain(" ".join(_notes())))
        save_rows(f"{key}-options", rows(found))


def goal_rows(found: Recommendation, money: Currency) -> Iterator[list[str]]:
    """The rows of the first table, a figure each, in words."""
    goal, unit = found.goal, found.goal.outcome.unit

    def range90(each: Summary) -> str:
        low, high = each.low90, each.high90
        if goal.counted and low is not None and high is not None:  # nobody makes 1.6 orders
            low, high = round(low), round(high)
        return span(low, high, unit, money)

    yield ["Cost, mean", *(figure(row.cost.inner.mean, "$", money) for row in found.rows)]
    yield [
        f"{headed(goal.outcome)}, median",
        *(figure(row.figure.inner.median, unit, money) for row in found.rows),
    ]
    yield ["9 of 10 runs: random draws alone", *(range90(row.figure.inner) for row in found.rows)]
    if found.sample.settings:
        yield [
            "9 of 10 runs: with what we do not know",
            *(range90(row.figure.outer) for row in found.rows),
        ]
    if goal.outcome.per:
        together = (long_run(goal.outcome, columns) for columns in found.sample.today)
        yield ["All runs together", *(figure(each, unit, money) for each in together)]
    if goal.counted:
        yield [
            f"Cost of each {goal.one}",
            *(figure(row.per_result, "$", money) for row in found.rows),
        ]
    if goal.counted and found.sample.base is not None:
        yield [
            f"Cost of each extra {goal.one}",
            *("" if row.option.base else _extra(row.per_extra, money) for row in found.rows),
        ]


def _extra(value: float | None, money: Currency) -> str:
    return "no clear gain" if value is None else figure(value, "$", money)


def market_rows(found: Recommendation, money: Currency = DOLLARS) -> Iterator[list[str]]:
    """The rows of the second table: the market's figures in words."""
    for each in FIGURES:
        outcome = each.outcome
        cells = [figure(each.of(column), outcome.unit, money) for column in found.sample.today]
        label = outcome.label if money == DOLLARS else outcome.label.replace("$", money.symbol)
        yield [label, *cells]


def rows(found: Recommendation) -> list[list[object]]:
    """Everything in full figures, a header and a row an option."""
    name = found.goal.name
    head = ["option", "mean cost", f"{name} median", f"{name} mean"]
    head += [
        f"{name} {what}" for what in ("low90", "high90", "low90 plausible", "high90 plausible")
    ]
    head += ["cost per result", "cost per extra result", *(each.name for each in FIGURES)]
    made: list[list[object]] = [list(head)]
    for row, columns in zip(found.rows, found.sample.today, strict=True):
        inner, outer = row.figure.inner, row.figure.outer
        made.append(
            [
                row.option.title,
                row.cost.inner.mean,
                *(inner.median, inner.mean, inner.low90, inner.high90, outer.low90, outer.high90),
                *(row.per_result, row.per_extra),
                *(each.of(columns) for each in FIGURES),
            ]
        )
    return made


def _notes() -> Iterator[str]:
    yield "Each is the total of all runs divided by the total of all runs, as things stand."
    by_name = {each.name: each.outcome.help for each in FIGURES}
    yield f"CPM: {by_name['cost_per_thousand']}"
    yield f"ROAS: {by_name['sales_per_ad_dollar']}"
    yield f"Earned media value: {by_name['earned_media']}"
