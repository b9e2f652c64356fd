"""The front page: doors that lead somewhere, and a film of a run that is what it is called."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from simulation.ensemble import simulate
from simulation.parameters import Parameters, Run
from ui.front import page as front
from ui.pages import PAGES
from ui.text import plain

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
@pytest.mark.parametrize("path", [door.path for door in front.DOORS])
def test_every_door_leads_to_its_page(path: str) -> None:
    app = opened()
    app.button(key=f"door-{path}").click().run()
    assert not app.exception
    assert app.title[0].value != "Grapevine"


def test_doors_lead_to_pages_that_there_are() -> None:
    assert {door.path for door in front.DOORS} <= {page.path for page in PAGES}


@pytest.mark.compiled
def test_the_run_that_is_filmed_is_a_typical_one() -> None:
    reach = simulate(Parameters(), Run()).tallies["reach"]
    assert reach[front.FILMED] == pytest.approx(np.median(reach), rel=0.02)


@pytest.mark.compiled
def test_a_link_from_when_explore_had_no_path_opens_explore_levers_and_all() -> None:
    app = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=60)
    app.query_params["posts.count"] = "3"
    app.run()
    assert app.title[0].value == "How far does the word travel?"
    assert app.query_params["posts.count"] == "3"
    assert plain("3 posts to") in " ".join(each.value for each in app.markdown)
