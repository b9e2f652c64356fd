"""About the model: all of it drawn from the code."""

from pathlib import Path
from typing import get_args

import pytest
from streamlit.testing.v1 import AppTest

from simulation import __version__
from simulation.mechanisms import LAWS, MECHANISMS
from simulation.outcomes import OUTCOMES
from simulation.parameters import SOURCES, Parameters, levers
from simulation.parameters.evidence import Strength
from ui.about import page as about
from ui.state import settings
from ui.text import plain

TABS = ["How it works", "Levers and evidence", "Outcomes", "Laws and checks", "Cite and licence"]


def opened(tab: str) -> AppTest:
    def page() -> None:
        from ui.about import page as about

        about.render()

    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["about"] = tab
    app.run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.text, app.code, app.header)
    return "\n".join(each.value for kind in kinds for each in kind)


@pytest.mark.parametrize("tab", TABS)
def test_every_part_is_drawn(tab: str) -> None:
    assert [each.label for each in opened(tab).tabs] == TABS


def test_every_mechanism_is_explained_with_the_defaults_of_the_model() -> None:
    app = opened(TABS[0])
    said = words(app)
    for each in MECHANISMS:
        assert plain(each.title) in said
    assert plain("a chance of 15%, a casual follower with 5%") in said
    assert len(app.expander) == len(Parameters.model_fields)
    assert all(plain(lever.help) in said for lever in levers().values())


def test_every_lever_has_a_row_with_the_source_of_its_default() -> None:
    rows = about.evidence()
    assert rows["Name in files and links"] == list(settings.everything())
    assert all(len(column) == len(settings.everything()) for column in rows.values())
    assert all(rows["Source of the default"])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", len(settings.everything())),
        ("network.within", 1),
        ("NETWORK.WITHIN higgs", 1),
        ("no such thing anywhere", 0),
        ("run.", 5),
    ],
)
def test_the_levers_can_be_searched(asked: str, found: int) -> None:
    assert len(about.matching(about.evidence(), asked)["Lever"]) == found


def test_searching_shows_what_was_found() -> None:
    app = opened(TABS[1])
    app.text_input(key="lever-search").set_value("Kwak").run()
    table = app.dataframe[0].value
    assert 0 < len(table) < 30
    assert any("Kwak" in text for text in table["Source of the default"])
    app.text_input(key="lever-search").set_value("xyzzy").run()
    assert f"0 of {len(settings.everything())} levers" in words(app)


def test_every_source_and_its_strength_is_listed_and_explained() -> None:
    found = about.sources()
    assert sorted(found["Source"]) == sorted(each.title for each in SOURCES.values())
    assert set(found["Strength"]) <= set(about.STRENGTHS) == set(get_args(Strength))
    assert sum(found["Levers based on it"]) == len(settings.everything())


def test_every_outcome_and_every_law_is_listed() -> None:
    table = opened(TABS[2]).dataframe[0].value
    assert list(table["What it counts"]) == [each.help for each in OUTCOMES.values()]
    said = words(opened(TABS[3]))
    assert all(plain(law.says) in said for law in LAWS.values())


def test_it_says_how_to_cite_and_under_what_licence() -> None:
    said = words(opened(TABS[4]))
    assert f"The Grapevine authors (2026). Grapevine, version {__version__}." in said
    assert "MIT License" in said
    assert "Congress" in said
    assert [path.name for path in about.notices()]
    assert all(path.is_relative_to(Path(about.ROOT)) for path in about.notices())
