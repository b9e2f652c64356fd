"""The Compare page: what is added is measured, what differs is listed, and no more is claimed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from simulation.experiment import Store
from simulation.outcomes import OUTCOMES
from ui import errands


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(errands, "PATIENCE", 60.0)
    with Store(tmp_path / "kept.sqlite", len(OUTCOMES)) as store:
        monkeypatch.setattr(errands, "_store", lambda: store)
        yield


def _page() -> None:
    from ui import compare, settings

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
    assert "In every world" in said or "of 100 worlds" in said
    at.toggle(key="compare-explain-1").set_value(True).run()
    assert not at.exception
    assert "Adds to the mean" in text(at)


def test_names_are_changed_and_entries_moved_and_removed() -> None:
    at = page()
    for _ in range(2):
        at.button(key="compare-add-one").click().run()
    at.text_input(key="compare-name-1").set_value("*Bold* $x$").run()
    assert r"\*Bold\*" in " ".join(each.value for each in at.subheader)
    at.button(key="compare-up-1").click().run()
    assert at.text_input(key="compare-name-0").value == "*Bold* $x$"
    at.button(key="compare-remove-1").click().run()
    assert "This one is the base" in text(at)
    at.button(key="compare-clear").click().run()
    assert "Nothing to compare yet" in text(at)
