"""The front page: doors that lead somewhere, and a film of a run that is what it is called."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from simulation.case import Case
from simulation.case.store import CaseStore
from simulation.ensemble import simulate
from simulation.parameters import Parameters, Run
from ui.front import page as front
from ui.pages import PAGES
from ui.text import plain
from ui.watch.page import MEDIAN, by_reach

ROOT = Path(__file__).parents[3]


def opened() -> AppTest:
    app = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=60).run()
    assert not app.exception
    return app


@pytest.mark.compiled
def test_it_says_what_grapevine_is_and_plays_a_film() -> None:
    app = opened()
    assert app.title[0].value == "Grapevine"
    assert app.markdown[0].value == front.PURPOSE
    assert app.get("bidi_component")
    assert not app.query_params


@pytest.mark.compiled
@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("path", [door.path for door in front.DOORS])
def test_every_door_leads_to_its_page(path: str) -> None:
    app = opened()
    app.button(key=f"door-{path}").click().run()
    assert not app.exception
    assert app.title[0].value != "Grapevine"


def test_doors_lead_to_pages_that_there_are() -> None:
    assert {door.path for door in front.DOORS} <= {page.path for page in PAGES}


@pytest.mark.compiled
def test_the_run_that_is_filmed_is_the_typical_one_of_two_hundred() -> None:
    ensemble = simulate(Parameters(), Run())
    reach = ensemble.tallies["reach"]
    assert len(reach) == 200
    assert by_reach(ensemble, MEDIAN) == front.FILMED
    assert abs(reach - np.median(reach)).min() == abs(reach[front.FILMED] - np.median(reach))


@pytest.mark.compiled
def test_a_case_that_was_kept_is_one_click_away(own_cases: CaseStore) -> None:
    assert "Go on with a case" not in " ".join(each.value for each in opened().caption)
    kept = own_cases.add(Case(client="Corner Bakery"))
    app = opened()
    app.button(key=f"recent-{kept.id}").click().run()
    assert not app.exception
    assert app.title[0].value == "My client's question"
    assert app.query_params["case"] == kept.id


@pytest.mark.compiled
def test_a_link_from_when_explore_had_no_path_opens_explore_levers_and_all() -> None:
    app = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=60)
    app.query_params["posts.count"] = "3"
    app.run()
    assert app.title[0].value == "How far does the word travel?"
    assert app.query_params["posts.count"] == "3"
    assert plain("3 posts to") in " ".join(each.value for each in app.markdown)
