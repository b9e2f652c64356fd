"""The Compare page: its figures are those of the comparison, and it claims no more than these."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from simulation.experiment import Setup
from simulation.experiment.comparison.attribution import Part, explain
from simulation.experiment.comparison.pairwise import Comparison, compare
from simulation.experiment.runner.runner import open_runner
from simulation.outcomes import OUTCOMES
from simulation.parameters import Parameters, Run, Value, changed
from simulation.report.verdict import sentence
from tests.ui.tables import Table, tables
from ui.charts.data import hundred
from ui.charts.table import Cell, csv
from ui.compare import card, example
from ui.compare.entries import MOST, Entry
from ui.decision import measure
from ui.text import central, quantity, range90

pytestmark = pytest.mark.usefixtures("own_store")

RUN = Run(worlds=40, days=7.0)
FANS = "followers.fans.size"
BASE = "Accounts simulated: 6,000"  # as the page below names what it begins with


LISTED = (Entry("Base", Parameters()), Entry("Option", Parameters()))


def _page() -> None:
    import streamlit as st

    from ui.compare import page
    from ui.state import settings

    if "begun" not in st.session_state:
        st.session_state["begun"] = True
        settings.move({"run.worlds": 40, "run.days": 7.0, "network.population": 6_000})
    page.render()


def page() -> AppTest:
    return AppTest.from_function(_page, default_timeout=120).run()


def two_options(fans: int = 400) -> AppTest:
    """The page with today's levers, and with another number of fans."""
    at = page()
    at.button(key="compare-add-one").click().run()
    at.text_input(key="lever-followers-fans-size").set_value(str(fans)).run()
    at.button(key="compare-add-one").click().run()
    assert not at.exception
    return at


def text(at: AppTest) -> str:
    said = [each.value for each in [*at.markdown, *at.caption, *at.info, *at.error]]
    return " ".join(said).replace("\\", "")


def compared(name: str, fans: int = 400) -> Comparison:
    """The same two, compared without a page."""
    base = changed(Parameters(), {"network.population": 6_000})
    more = changed(base, {FANS: fans})
    with open_runner() as runner:
        return compare(Setup(more, RUN), Setup(base, RUN), name, runner)


@pytest.fixture(autouse=True)
def rough(monkeypatch: pytest.MonkeyPatch) -> None:
    """The card looks at a few settings only: its own tests look at all of them."""
    monkeypatch.setattr(measure, "LOOKS", (16,))


def table(at: AppTest, heading: str) -> Table:
    """The table whose first column is headed so, heading first."""
    (found,) = [each for each in tables(at) if each[0][0] == heading]
    return found


@pytest.mark.compiled
def test_a_comparison_that_is_empty_shows_an_example_to_start_from() -> None:
    at = page()
    assert not at.exception
    assert "Make it your own: set up today's situation" in text(at)
    assert at.header[0].value.replace("\\", "") == "Recommended: $500 of ads"
    at.button(key="compare-example-take").click().run()
    assert not at.exception
    names = [at.text_input(key=f"compare-name-{place}").value for place in range(4)]
    assert names == ["Today", "$500 of ads", "5 more hours a week of answering", "3 small creators"]
    assert at.header[0].value.replace("\\", "") == "Recommended: $500 of ads"


def test_a_starting_point_asks_for_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(example, "draw", lambda run: None)
    at = page()
    at.button(key="compare-add-one").click().run()
    assert "This is your starting point." in text(at)
    assert not at.metric


@pytest.mark.compiled
def test_the_card_has_the_figures_of_the_comparison() -> None:
    at, found = two_options(), compared("reach")
    shown = [(each.label.replace("\\", ""), each.value.replace("\\", "")) for each in at.metric]
    assert shown[-3:] == [
        ("Fans: 400", quantity(found.a.median, "people")),
        (BASE, quantity(found.b.median, "people")),
        ("Difference", quantity(found.difference.median, "people")),
    ]
    for each in (found.a, found.b, found.difference):
        assert f"9 of 10 runs: {range90(each, 'people')}" in text(at)
    wins, ties, losses = hundred(found.win_rate)
    assert ties == 0
    names = "“Fans: 400”", f"“{BASE}”"
    assert f"Of 100 runs, {names[0]} wins {wins} and {names[1]} {losses}." in text(at)
    assert f"**{sentence(found.verdict, names)}**" in text(at)


@pytest.mark.compiled
def test_every_run_is_simulated_once() -> None:
    at = two_options()
    progress = at.session_state["tasks"]["compare"].progress
    # Both again for the chart over time; the option under fresh draws is known from the card.
    assert progress.total == 2 * RUN.worlds
    at.selectbox(key="compare-outcome-reach").set_value("orders").run()
    progress = at.session_state["tasks"]["compare"].progress
    assert progress.total == 0


@pytest.mark.compiled
@pytest.mark.parametrize("name", ["reach", "profit", "word_of_mouth_share"])
def test_the_table_has_the_medians_of_every_headline_outcome(name: str) -> None:
    found, outcome = compared(name), OUTCOMES[name]
    rows = table(two_options(), "Outcome")
    _, base, option = next(row for row in rows if row[0].startswith(outcome.label))
    assert base == quantity(central(found.b, outcome.unit), outcome.unit)
    assert option.startswith(quantity(central(found.a, outcome.unit), outcome.unit))
    (_, _, cell), *_ = [row for row in card.table(LISTED, {name: [found]}) if row[0] != "Outcome"]
    assert isinstance(cell, Cell)
    assert cell.faint == (found.verdict.kind in ("close", "same"))


@pytest.mark.compiled
def test_two_of_the_same_are_no_different() -> None:
    at = page()
    for _ in range(2):
        at.button(key="compare-add-one").click().run()
    assert not at.exception
    said = text(at)
    assert "Both have the same levers." in said
    assert "No difference" in said
    assert f"wins 0 and “{BASE}” 0; 100 are ties." in said
    assert [each.value for each in at.metric][-1] == "0"
    assert table(at, "Outcome")[1][-1].endswith(" (0)")
    assert len(at.get("vega_lite_chart")) == 3  # both kinds of uncertainty, dots, reach over time


@pytest.mark.compiled
def test_what_differs_is_listed_and_its_parts_add_up_to_the_difference() -> None:
    at = page()
    at.button(key="compare-add-one").click().run()
    at.text_input(key="lever-followers-fans-size").set_value("400").run()
    at.text_input(key="lever-followers-casual-size").set_value("300").run()
    at.button(key="compare-add-one").click().run()
    assert not at.exception
    _, *rows = table(at, "What differs")
    assert rows == [["Fans: how many", "100", "400"], ["Casual followers: how many", "900", "300"]]
    at.toggle(key="compare-explain-1").set_value(True).run()
    assert not at.exception
    head, *rows = table(at, "What differs")
    assert head[-1] == "Adds to the mean"
    base = changed(Parameters(), {"network.population": 6_000})
    other = changed(base, {FANS: 400, "followers.casual.size": 300})
    with open_runner() as runner:
        parts = explain(Setup(other, RUN), Setup(base, RUN), "reach", runner).parts
    shown = [match[1] for row in rows if (match := re.search(r"\((-?\d+)%\)$", row[-1]))]
    assert [int(each) for each in shown] == [round(100 * (part.share or 0)) for part in parts]
    assert sum(part.share or 0 for part in parts) == pytest.approx(1.0)


@pytest.mark.compiled
def test_the_figures_are_saved_in_full() -> None:
    found = compared("reach", 800)
    listed = (Entry("=A", found.b_setup.parameters), Entry("B", found.a_setup.parameters))
    head, row = card.rows(listed, {"reach": [found]})
    assert head[2:4] == ["=A: median", "B: median"]
    assert row == [
        "Reach",
        "people",
        found.b.median,
        found.a.median,
        found.difference.median,
        found.difference.low90,
        found.difference.high90,
        "this",
    ]
    assert csv([head, row]).startswith(b"outcome,unit,'=A: median")


@pytest.mark.compiled
def test_an_outcome_without_a_figure_is_said_once() -> None:
    nobody = {"followers.fans.see": 0.0, "followers.casual.see": 0.0}
    with open_runner() as runner:
        found = compare(
            Setup(changed(Parameters(), nobody), RUN),
            Setup(Parameters(), RUN),
            "cost_per_reach",
            runner,
        )
    listed = (Entry("Base", Parameters()), Entry("Nobody", Parameters()))
    *_, row = card.table(listed, {"cost_per_reach": [found]})
    assert row[-1] == Cell("no figure", faint=True)


def test_levers_that_changed_together_have_one_figure() -> None:
    both: dict[str, tuple[Value, Value]] = {FANS: (0, 9), "followers.casual.size": (5, 0)}
    part = Part(both, np.full(3, -500.0), -500.0, -600.0, -400.0, 1.0)
    said = [card._added(path, part, "people") for path in both]
    assert said == ["-500 (100%)", "together with the above"]


def test_a_full_list_says_why_nothing_can_be_added() -> None:
    at = page()
    for _ in range(MOST):
        at.button(key="compare-add-one").click().run()
    add = at.button(key="compare-add-one")
    assert add.disabled
    assert add.help == "The list is full: at most 7 can be compared."


@pytest.mark.compiled
def test_names_are_changed_and_entries_moved_and_removed() -> None:
    at = page()
    for _ in range(2):
        at.button(key="compare-add-one").click().run()
    at.text_input(key="compare-name-1").set_value("*Bold* $x$").run()
    assert r"\*Bold\*" in " ".join(each.value for each in at.header)
    at.button(key="compare-up-1").click().run()
    assert at.text_input(key="compare-name-0").value == "*Bold* $x$"
    at.button(key="compare-remove-1").click().run()
    assert "This is your starting point." in text(at)
    at.button(key="compare-clear").click().run()
    assert "Make it your own" in text(at)
