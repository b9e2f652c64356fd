"""The Compare page: what is added is measured, what differs is listed, and no more is claimed."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from simulation.experiment import Setup
from simulation.experiment.comparison.attribution import Part
from simulation.experiment.comparison.pairwise import compare
from simulation.experiment.runner.runner import open_runner
from simulation.parameters import Parameters, Run, Value, changed
from ui.charts.chart import as_csv
from ui.compare import card as versus
from ui.compare.entries import Entry

pytestmark = pytest.mark.usefixtures("own_store", "patient")


def _page() -> None:
    from ui.compare import page as compare
    from ui.state import settings

    settings.move({"run.worlds": 40, "run.days": 7.0, "network.population": 6_000})
    compare.render()


def page() -> AppTest:
    return AppTest.from_function(_page, default_timeout=120).run()


def text(at: AppTest) -> str:
    return " ".join(each.value for each in [*at.markdown, *at.caption, *at.info, *at.error])


def test_an_empty_comparison_says_what_to_do() -> None:
    at = page()
    assert not at.exception
    assert "Nothing to compare yet" in text(at)


def test_two_of_the_same_are_no_different() -> None:
    at = page()
    for _ in range(2):
        at.button(key="compare-add-one").click().run()
    assert not at.exception
    assert "Nothing differs in the levers" in text(at)
    assert "No difference" in text(at)
    assert ":gray" in text(at)
    assert len(at.get("vega_lite_chart")) == 2  # dots, and reach over time


def test_what_differs_is_listed_and_explained() -> None:
    at = page()
    at.button(key="compare-add-one").click().run()
    at.number_input(key="lever-followers-fans-size").set_value(400).run()
    at.number_input(key="lever-followers-casual-size").set_value(300).run()
    at.button(key="compare-add-one").click().run()
    assert not at.exception
    said = text(at)
    assert "Only this differs" in said
    assert "Fans" in said
    assert re.search(r"In (all \d+|\d+ of 100) runs, |Too close to call: ", said)
    at.toggle(key="compare-explain-1").set_value(True).run()
    assert not at.exception
    assert "Adds to the mean" in text(at)


def test_the_figures_are_saved_in_full() -> None:
    run = Run(worlds=20, days=3.0)
    fewer, more = (
        changed(Parameters(), {"network.population": 6_000, "followers.fans.size": fans})
        for fans in (100, 800)
    )
    with open_runner() as one:
        found = compare(Setup(more, run), Setup(fewer, run), "reach", one)
    listed = (Entry("=A", fewer), Entry("B", more))
    head, row = versus.rows(listed, {"reach": [found]})
    assert head[2:4] == ["=A: median", "B: median"]
    assert row[2:5] == [found.b.median, found.a.median, found.difference.median]
    assert row[-1] == "this"
    assert as_csv([head, row]).startswith(b"outcome,unit,'=A: median")


def test_what_has_no_figure_differs_by_none_and_is_said_once() -> None:
    run = Run(worlds=20, days=3.0)
    nobody = {"followers.fans.see": 0.0, "followers.casual.see": 0.0}
    with open_runner() as one:
        found = compare(
            Setup(changed(Parameters(), nobody), run),
            Setup(Parameters(), run),
            "cost_per_reach",
            one,
        )
    listed = (Entry("Base", Parameters()), Entry("Nobody", Parameters()))
    *_, row = versus.table(listed, {"cost_per_reach": [found]}).splitlines()
    assert row.endswith("| no figure |")


def test_levers_that_moved_together_have_one_figure() -> None:
    both: dict[str, tuple[Value, Value]] = {
        "followers.fans.size": (0, 9),
        "followers.casual.size": (5, 0),
    }
    part = Part(both, np.full(3, -500.0), -500.0, -600.0, -400.0, 1.0)
    said = [versus._added(path, part, "people") for path in both]
    assert said == ["-500 (100%)", "together with the above"]


def test_names_are_changed_and_entries_moved_and_removed() -> None:
    at = page()
    for _ in range(2):
        at.button(key="compare-add-one").click().run()
    at.text_input(key="compare-name-1").set_value("*Bold* $x$").run()
    assert r"\*Bold\*" in " ".join(each.value for each in at.header)
    at.button(key="compare-up-1").click().run()
    assert at.text_input(key="compare-name-0").value == "*Bold* $x$"
    at.button(key="compare-remove-1").click().run()
    assert "This one is the base" in text(at)
    at.button(key="compare-clear").click().run()
    assert "Nothing to compare yet" in text(at)
