"""The Map page: a first look unasked, a map when asked for, its cells open in Explore."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from simulation.parameters import levers
from ui.map.page import ONE

pytestmark = pytest.mark.usefixtures("own_store")


def _page() -> None:
    import streamlit as st

    from ui.map import page
    from ui.state import settings

    if "begun" not in st.session_state:
        st.session_state["begun"] = True
        settings.move({"run.worlds": 20, "run.days": 7.0, "network.population": 6_000})
    page.render()


def _story() -> None:
    import streamlit as st

    from ui.map import page
    from ui.state import settings

    if "begun" not in st.session_state:
        st.session_state["begun"] = True
        settings.pick("2d")
    page.render()


def page(of: object = _page) -> AppTest:
    return AppTest.from_function(of, default_timeout=120).run()  # type: ignore[arg-type]


def drawn(at: AppTest, name: str) -> AppTest:
    at.number_input(key=f"map-worlds-{name}").set_value(10)
    at.segmented_control(key="map-points").set_value(5).run()
    return at.button(key="map-draw").click().run()


def text(at: AppTest) -> str:
    said = [each.value for each in [*at.markdown, *at.caption, *at.info, *at.error]]
    return " ".join(said).replace("\\", "")


@pytest.mark.compiled
def test_a_first_look_at_plausible_ranges_is_drawn_unasked() -> None:
    at = page()
    assert not at.exception
    for axis, path in (("x", "followers.casual.see"), ("y", "public.share")):
        assert at.selectbox(key=f"map-{axis}-default").value == path
        ends = at.select_slider(key=f"map-{axis}-default-span-{path}").value
        assert ends == levers()[path].plausible
    assert "A first look: 5 by 5 cells." in text(at)
    assert len(at.get("vega_lite_chart")) == 1
    drawn(at, "default")
    assert "A first look" not in text(at)


@pytest.mark.compiled
def test_a_scenario_of_one_side_is_coloured_by_its_outcome() -> None:
    at = drawn(page(), "default")
    assert not at.exception
    assert [each.value for each in at.header] == ["Reach by two levers"]
    assert "The typical reach (median) goes from" in text(at)
    assert len(at.get("vega_lite_chart")) == 1
    at.selectbox(key="map-pick-column-1").set_value(0)
    at.selectbox(key="map-pick-row-1").set_value(4).run()
    assert "better than today in" in text(at)
    assert at.button(key="map-open").label == "Open this cell in Explore"
    at.number_input(key="map-worlds-default").set_value(20).run()
    assert "Draw it again" in text(at)
    assert "10 simulated runs of 7 days per cell" in text(at)


@pytest.mark.compiled
def test_a_story_is_coloured_by_its_win_rate_with_levers_that_may_break_it() -> None:
    at = page(_story)
    assert at.selectbox(key="map-x-2d").value == "network.discount"
    assert at.selectbox(key="map-y-2d").value == "followers.fans.see"
    at.select_slider(key="map-y-2d-span-followers.fans.see").set_value((0.05, 0.5))
    drawn(at, "2d")
    assert not at.exception
    assert at.header[0].value.startswith("Runs of 100 in which")
    assert re.search(r"In (all|\d+ of) 25 cells, ", text(at))


def test_one_lever_twice_is_no_map() -> None:
    at = page()
    at.selectbox(key="map-y-default").set_value("followers.casual.see").run()
    assert not at.exception
    assert "Choose two different levers." in text(at)
    assert "map-draw" not in [each.key for each in at.button]


@pytest.mark.compiled
def test_what_matters_most_is_ranked_when_asked_for() -> None:
    at = page()
    at.segmented_control(key="map-which").set_value(ONE).run()
    assert not at.get("vega_lite_chart")
    at.button(key="tornado-draw").click().run()
    assert not at.exception
    assert text(at).count("matters most") == 2
    assert [each.value for each in at.header] == ["What you decide", "What we do not know"]
    assert len(at.get("vega_lite_chart")) == 2


def _opened() -> None:
    import streamlit as st

    from tests.ui.map.test_heatmap import made
    from ui.map import page
    from ui.state import settings

    if "begun" not in st.session_state:
        st.session_state["begun"] = True
        settings.pick("2d", "B")
        settings.move({"posts.count": 3})
        page.set_levers(made(), 1, 2)
        st.session_state["table"] = dict(settings.now())
        st.session_state["side"] = settings.picked()[1].key
        st.session_state["moved"] = settings.moved()


def test_a_cell_sets_every_lever_as_it_has_it() -> None:
    state = page(_opened).session_state
    assert state["side"] == "B"
    assert state["table"]["network.discount"] == 0.25
    assert state["table"]["followers.fans.see"] == 1.0
    assert set(state["moved"]) == {"network.discount", "followers.fans.see"}
