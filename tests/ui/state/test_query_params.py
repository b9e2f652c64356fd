"""What a page shows is in its address, and an address opens it; what it cannot open it says."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.stories.test_page import small
from ui.pages import PAGES, Page
from ui.state import settings, url
from ui.watch import page as watch

pytestmark = pytest.mark.usefixtures("own_store")


def _page(name: str) -> None:
    from ui.pages import PAGES
    from ui.state import url

    page = next(each for each in PAGES if each.path == name)
    url.sync(name, page.query)
    page.render()


def opened(name: str, **query: str) -> AppTest:
    at = AppTest.from_function(_page, args=(name,), default_timeout=120)
    for key, text in query.items():
        at.query_params[key] = text
    return at.run()


def address(at: AppTest) -> dict[str, str]:
    """What the address bar holds beside the model."""
    return {
        key: text[0] if isinstance(text, list) else text
        for key, text in at.query_params.items()
        if key != url.MODEL
    }


def complaint(at: AppTest) -> str:
    return " ".join(each.value.replace("\\", "") for each in at.warning)


def text(at: AppTest) -> str:
    said = " ".join(each.value for each in [*at.markdown, *at.caption, *at.header])
    return said.replace("\\", "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_no_parameter_has_the_name_of_another_or_of_a_lever(page: Page) -> None:
    keys = [part.key for part in page.query]
    assert len({*keys}) == len(keys)
    if page.levers:  # where the address holds them too
        assert not {*keys} & {url.SCENARIO, url.SIDE, url.MODEL, *settings.everything()}


@pytest.mark.compiled
def test_a_run_and_a_post_are_opened_and_kept_in_the_address() -> None:
    asked = {"run": "luckiest-7", "post": "3"}
    at = opened("watch", **asked)
    assert not at.exception
    assert not at.warning
    assert at.button_group(key="watch-run").value == watch.BEST
    assert "people noticed post 3" in text(at)
    assert "This is run 7 of seed 1" in text(at)
    assert address(at) == asked
    at.button_group(key="watch-run").set_value(watch.NUMBER).run()
    at.number_input(key="watch-number").set_value(12).run()
    at.selectbox(key="watch-post").set_value(watch.EVERY_POST).run()
    assert address(at) == {"run": "12"}
    again = opened("watch", run="12")
    assert again.number_input(key="watch-number").value == 12
    assert "This is run 12 of seed 1" in text(again)


@pytest.mark.compiled
def test_the_typical_run_is_named_by_its_number() -> None:
    at = opened("watch")
    (run,) = address(at).values()
    assert f"This is run {run.removeprefix('median-')} of seed 1" in text(at)
    assert text(opened("watch", run=run)) == text(at)
    assert text(opened("watch", world=run)) == text(at)  # as older links have it


@pytest.mark.compiled
@pytest.mark.parametrize(
    ("run", "said"),
    [
        ("999", "There is no run 999: they go from 0 to 199."),
        ("median-200", "There is no run 200: they go from 0 to 199."),
        ("best", "Run cannot be 'best' here."),
        ("best-3", "Run cannot be 'best-3' here."),
        ("-3", "Run cannot be '-3' here."),
        ("9" * 5_000, "Run cannot be '9999"),
        ("", "Run cannot be '' here."),
    ],
)
def test_a_run_that_is_not_there_is_said_and_the_rest_opened(run: str, said: str) -> None:
    at = opened("watch", run=run, post="2", extra="1")
    assert not at.exception
    assert said in complaint(at)
    assert "'extra' is not known here." in complaint(at)
    assert "people noticed post 2" in text(at)


@pytest.mark.compiled
def test_a_post_beyond_the_last_is_said() -> None:
    at = opened("watch", post="4", **{"posts.count": "3"})
    assert "Post cannot be '4' here." in complaint(at)
    assert "people noticed a post" in text(at)


@pytest.fixture
def _one_story(monkeypatch: pytest.MonkeyPatch) -> None:
    default = settings.shipped()["default"]
    monkeypatch.setattr(settings, "shipped", lambda: {"default": default, "4b": small()})


@pytest.mark.compiled
@pytest.mark.usefixtures("_one_story")
def test_an_open_story_and_its_bet() -> None:
    at = opened("stories", story="4b")
    assert "Place your bet" in text(at)
    assert address(at) == {"story": "4b"}
    at.slider(key="bet-4b").set_value(30).run()
    at.button(key="place-bet").click().run()
    assert address(at) == {"story": "4b", "bet": "30"}
    again = opened("stories", story="4b", bet="30")
    assert not again.exception
    assert "You bet on 30 of 100 runs; it happened in" in text(again)
    again.button(key="all-stories").click().run()
    assert address(again) == {}


@pytest.mark.usefixtures("_one_story")
def test_a_story_that_is_not_there_leaves_the_gallery() -> None:
    at = opened("stories", story="9z", bet="3")
    assert "There is no story '9z'." in complaint(at)
    assert "Bet cannot be '3' here." in complaint(at)
    assert "1 claims" in at.title[0].value
    at = opened("stories", story="4b", bet="101")
    assert "Bet cannot be '101' here." in complaint(at)
    assert "Place your bet" in text(at)


@pytest.mark.compiled
@pytest.mark.usefixtures("_one_story")
@pytest.mark.parametrize(("deck", "slide"), [("deck", "slide"), ("story", "beat")])
def test_the_deck_and_the_slide_where_it_was_left(deck: str, slide: str) -> None:
    """Under their names of today, and under those of links made before."""
    at = opened("present", **{deck: "4b", slide: "3"})
    assert not at.exception
    assert address(at) == {"deck": "4b", "slide": "3"}
    assert at.selectbox(key="present-deck").value == "4b"
    (mounted,) = [each for each in at.get("bidi_component") if "slides" in each.proto.json]
    assert json.loads(mounted.proto.json)["begin"] == 2


@pytest.mark.usefixtures("_one_story")
def test_a_deck_or_slide_that_is_not_there_is_said() -> None:
    at = opened("present", deck="9z", slide="x")
    assert "There is nothing to present called '9z'." in complaint(at)
    assert "Slide cannot be 'x' here." in complaint(at)
    assert "Slide cannot be '0' here." in complaint(opened("present", slide="0"))


@pytest.mark.compiled
def test_a_map_is_drawn_again_as_it_was() -> None:
    asked = {
        "x": "posts.count:2:20",
        "y": "public.share:0.001:0.1",
        "outcome": "orders",
        "points": "5",
        "worlds": "10",
        "drawn": "yes",
    }
    at = opened("map", **asked, **{"run.days": "3"})
    assert not at.exception
    assert not at.warning
    assert [each.value for each in at.header] == ["Orders by two levers"]
    assert at.select_slider(key="map-x-default-span-posts.count").value == (2, 20)
    assert "10 simulated runs of 3 days per cell" in text(at)
    assert address(at) == {**asked, "run.days": "3.0"}
    at.run()
    assert address(at) == {**asked, "run.days": "3.0"}
    assert "drawn" not in address(opened("map"))  # the first look comes unasked


def test_a_map_that_cannot_be_drawn_says_why() -> None:
    at = opened("map", x="posts.cuont", y="public.share:0.5:0.1", points="7", worlds="9")
    said = complaint(at)
    for each in (
        "X cannot be 'posts.cuont' here",
        "lower than",
        "Points cannot be '7' here",
        "\"Simulated runs\" cannot be '9' here",
    ):
        assert each in said
    assert not at.exception
    assert at.selectbox(key="map-y-default").value == "public.share"


@pytest.mark.compiled
def test_what_matters_most_is_ranked_again() -> None:
    asked = {"look": "one", "swings": "profit", "weighed": "yes"}
    levers = {"run.worlds": "20", "run.days": "2.0"}
    at = opened("map", **asked, **levers)
    assert not at.exception
    assert [each.value for each in at.header] == ["What you decide", "What we do not know"]
    assert address(at) == {**asked, **levers}


@pytest.mark.compiled
def test_a_comparison_travels_with_its_names_and_order() -> None:
    at = opened("compare", scenario="4b", **{"run.worlds": "20", "run.days": "3"})
    at.button(key="compare-add-sides").click().run()
    at.session_state["setting"] = settings.with_levers(
        at.session_state["setting"], {"dialogue.hours": 7.5}
    )
    at.run()
    at.button(key="compare-add-one").click().run()
    at.text_input(key="compare-name-0").set_value("Lost & found: 100%").run()
    at.selectbox(key="compare-outcome-close_fans").set_value("reach").run()
    assert not at.exception
    again = opened("compare", **address(at))
    assert not again.exception
    assert not again.warning
    assert again.session_state["entries"] == at.session_state["entries"]
    assert again.session_state["entries"][0].name == "Lost & found: 100%"
    assert again.selectbox(key="compare-outcome-close_fans").value == "reach"
    assert address(again) == address(at)
    assert len(str(address(at))) < 700


@pytest.mark.compiled
def test_what_an_entry_cannot_have_is_said_and_the_rest_compared() -> None:
    at = opened(
        "compare", entry1="name=One&posts.count=3&posts.cuont=4", entry3="scenario=9z&side=B"
    )
    assert "One: 'posts.cuont' is not known here." in complaint(at)
    assert "There is no scenario '9z'; the default is shown." in complaint(at)
    one, other = at.session_state["entries"]
    assert one.parameters.posts.count == 3
    assert other.parameters == settings.shipped()["default"].sides[0].parameters


@pytest.mark.compiled
def test_the_outcome_and_scale_on_explore() -> None:
    at = opened("explore", outcome="orders", scale="log")
    assert not at.exception
    assert at.selectbox(key="outcome").value == "orders"
    assert '"type": "log"' in at.get("vega_lite_chart")[0].proto.spec
    assert address(at) == {"outcome": "orders", "scale": "log"}


@pytest.mark.compiled
def test_back_and_forth_set_the_levers_and_the_page_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(url, "LATE", 600.0)
    at = opened("explore")
    first = address(at)
    at.text_input(key="lever-followers-fans-size").set_value("300").run()
    second = dict(at.query_params)
    assert address(at) == {"followers.fans.size": "300"}
    at.query_params.clear()
    late = at.run()  # a request that was under way when the address changed
    assert address(late) == {"followers.fans.size": "300"}
    monkeypatch.setattr(url, "LATE", 0.0)
    at.query_params.clear()
    at.run()
    assert address(at) == first == {}
    assert at.text_input(key="lever-followers-fans-size").value == "100"
    at.query_params.update(second)
    at.run()
    assert at.text_input(key="lever-followers-fans-size").value == "300"
    at.button(key="undo").click().run()
    assert at.text_input(key="lever-followers-fans-size").value == "100"


@pytest.mark.compiled
def test_back_closes_a_story(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(url, "LATE", 0.0)
    at = opened("stories")
    at.button(key="open-5b").click().run()
    assert address(at) == {"story": "5b"}
    at.query_params.clear()
    at.run()
    assert address(at) == {}
    assert at.button(key="open-5b").label == "Open story 5b"
