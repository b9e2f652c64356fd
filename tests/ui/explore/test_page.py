"""The page as its visitor's clicks see it, without a browser."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from simulation.compiling import VERSION
from simulation.experiment import ResultMemory
from simulation.parameters import values
from ui.background import experiments
from ui.controls import lever, typed
from ui.controls.sections import SECTIONS
from ui.state import settings
from ui.text import plain, whose

ROOT = Path(__file__).parents[3]
TIMEOUT = 60


@pytest.fixture
def app() -> AppTest:
    """The page opened on the default scenario."""
    page = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=TIMEOUT)
    page.query_params["model"] = VERSION  # as in a link from when Explore had no path
    page.run()
    assert not page.exception
    return page


def widget(page: AppTest, path: str) -> object:
    kinds = (
        "slider",
        "select_slider",
        "toggle",
        "selectbox",
        "button_group",
        "text_input",
    )
    found = [each for kind in kinds for each in page.get(kind) if each.key == lever.key_of(path)]  # type: ignore[attr-defined]
    assert len(found) == 1, f"{len(found)} controls for {path}"
    return found[0]


def set_to(page: AppTest, path: str, value: float) -> None:
    """Set a lever by its control, as a number or typed."""
    drawn = widget(page, path)
    drawn.set_value(str(value) if drawn.type == "text_input" else value).run()  # type: ignore[attr-defined]


def value_of(page: AppTest, path: str) -> object:
    """The value that the control of a lever shows."""
    drawn = widget(page, path)
    shown = drawn.value  # type: ignore[attr-defined]
    is_typed = settings.everything()[path].low is not None and drawn.type == "text_input"  # type: ignore[attr-defined]
    return typed.value_of(settings.everything()[path], shown) if is_typed else shown


def sentence(page: AppTest) -> str:
    return next(each.value for each in page.main.markdown if each.value.startswith("**Over "))


def changes(page: AppTest) -> str:
    tables = [each.value for each in page.main.markdown if each.value.startswith("| Lever")]
    return tables[0].replace("\\", "")


def test_every_lever_stands_on_the_page_once() -> None:
    shown = [path for section in SECTIONS for path in (*section.front, *section.folded())]
    shown += [path for path in settings.everything() if path.startswith("followers.")]
    assert sorted(shown) == sorted(settings.everything())


def test_every_lever_has_a_control_that_shows_its_default() -> None:
    def every_control() -> None:
        from ui.controls.lever import control
        from ui.state import settings
        from ui.text import whose

        for path in settings.everything():
            control(path, of=whose(path))

    page = AppTest.from_function(every_control, default_timeout=TIMEOUT).run()
    assert not page.exception
    for path, value in {path: each.default for path, each in settings.everything().items()}.items():
        drawn = widget(page, path)
        assert value_of(page, path) == value, path
        label = drawn.label  # type: ignore[attr-defined]
        assert settings.everything()[path].label[1:] in label
        assert not whose(path) or label.startswith(whose(path))


@pytest.mark.parametrize(
    ("path", "stops"),
    [
        ("posts.count", {1, 2, 5, 12, 100, 2_000}),
        ("followers.casual.see", {0.0, 0.001, 0.05, 0.5, 1.0}),
        ("posts.every", {0.1, 1.0, 48.0, 2_000.0}),
        ("run.worlds", {1, 200, 100_000}),
    ],
)
def test_a_slider_reaches_both_ends_and_holds_the_default(path: str, stops: set[float]) -> None:
    of = settings.everything()[path]
    found = lever.slider_values(of, 77)
    assert stops <= set(found)
    assert 77 in found
    assert found == sorted(set(found))
    assert {type(stop) for stop in found if stop != 77} == {type(of.default)}


@pytest.mark.compiled
def test_moving_a_lever_changes_what_happened_and_putting_it_back_undoes_it(app: AppTest) -> None:
    before = sentence(app)
    set_to(app, "posts.count", 5)
    assert "5 posts" in sentence(app)
    assert "| Posts | 12 | 5 |" in changes(app)
    captions = [each.value.replace("\\", "") for each in app.caption]
    assert "Based on “A small account, twelve posts”; 1 lever changed." in captions
    app.button(key="put-back").click().run()
    assert sentence(app) == before
    assert value_of(app, "posts.count") == 12


@pytest.mark.compiled
def test_moves_are_undone_and_done_again_one_by_one(app: AppTest) -> None:
    assert app.button(key="undo").disabled
    before = sentence(app)
    set_to(app, "posts.count", 5)
    set_to(app, "followers.fans.size", 300)
    assert "| Fans: how many | 100 | 300 |" in changes(app)
    after = sentence(app)
    app.button(key="undo").click().run()
    assert "Fans" not in changes(app)
    app.button(key="undo").click().run()
    assert sentence(app) == before
    assert app.button(key="undo").disabled
    app.button(key="redo").click().run()
    app.button(key="redo").click().run()
    assert sentence(app) == after
    assert value_of(app, "followers.fans.size") == 300
    assert app.button(key="redo").disabled


@pytest.mark.compiled
def test_more_runs_are_one_click_away(app: AppTest) -> None:
    assert "With 200 simulated runs" in " ".join(each.value for each in app.caption)
    assert app.button(key="more-worlds").label == "Simulate 800 runs"
    app.button(key="more-worlds").click().run()
    assert "With 800 simulated runs" in " ".join(each.value for each in app.caption)
    assert value_of(app, "run.worlds") == 800
    assert not app.exception


@pytest.mark.compiled
def test_the_reach_can_be_drawn_on_a_logarithmic_scale(app: AppTest) -> None:
    switch = next(each for each in app.get("button_group") if each.key == "log-reach")
    switch.set_value("log").run()  # type: ignore[attr-defined]
    assert not app.exception
    assert '"type": "log"' in app.get("vega_lite_chart")[0].proto.spec


@pytest.mark.compiled
def test_a_story_moves_the_levers_and_its_other_side_moves_them_again(app: AppTest) -> None:
    story = settings.shipped()["2d"]
    app.selectbox(key="scenario").set_value("2d").run()
    assert not app.exception
    for side in story.sides:
        app.get("button_group")  # sides are there
        next(each for each in app.get("button_group") if each.key == "side").set_value(
            side.key
        ).run()  # type: ignore[attr-defined]
        assert not app.exception
        for path in ("posts.count", "dialogue.hours", "network.population"):
            assert value_of(app, path) == values(side.parameters)[path]
        table = app.session_state["setting"].table
        assert all(table[path] == value for path, value in values(side.parameters).items())
    assert any(plain(story.claim) in each.value for each in app.caption)


@pytest.mark.compiled
def test_a_kind_of_follower_can_be_added(app: AppTest) -> None:
    assert not [each for each in app.text_input if each.key == "lever-followers-bought-size"]
    app.selectbox(key="add-kind").set_value("bought").run()
    assert value_of(app, "followers.bought.size") == 10
    assert "1,000 followers" in sentence(app)  # 1,010 in two figures
    set_to(app, "followers.bought.size", 5_000)
    assert "6,000 followers" in sentence(app)


@pytest.mark.compiled
def test_what_does_not_fit_together_is_one_plain_line_and_the_last_results_stay(
    app: AppTest,
) -> None:
    before = sentence(app)
    set_to(app, "followers.casual.size", 60_000)
    assert not app.exception
    assert len(app.error) == 1
    said = app.error[0].value.replace("\\", "")
    assert "You have more followers (60,100) than the simulated population (50,000)" in said
    assert 'raise "Accounts simulated"' in said
    assert sentence(app) == before
    set_to(app, "followers.casual.size", 800)
    assert not app.error
    assert sentence(app) != before


@pytest.mark.compiled
def test_a_setting_beyond_its_range_is_refused_by_the_server_too(app: AppTest) -> None:
    here = app.session_state["setting"]
    app.session_state["setting"] = replace(here, table={**here.table, "posts.count": 2_001})
    app.run()
    assert not app.exception
    assert '"Posts" cannot be 2001' in app.error[0].value.replace("\\", "")


@pytest.mark.compiled
@pytest.mark.usefixtures("impatient")
def test_a_long_run_shows_progress_and_can_be_stopped(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(experiments, "MEMORY", ResultMemory())
    set_to(app, "run.worlds", 100_000)
    assert not app.exception
    app.button(key="stop-run").click().run()
    assert re.search(r"Stopped after [\d,]+ of 100,000 simulated runs", app.warning[0].value)
    app.button(key="go-on-run").click().run()
    assert not app.warning
    app.session_state["tasks"]["run"].stop()


@pytest.mark.compiled
def test_the_page_says_what_the_run_was(app: AppTest) -> None:
    said = " ".join(each.value.replace("\\", "") for each in app.caption)
    for fact in ("Seed 1", "200 simulated runs of 28 days", "model "):
        assert fact in said
    assert "forecast" not in said


@pytest.mark.compiled
def test_a_link_sets_scenario_side_levers_and_seed_and_says_what_it_could_not() -> None:
    page = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=TIMEOUT)
    asked = {"scenario": "2d", "side": "B", "posts.count": "3", "run.seed": "9", "nonsense": "1"}
    for name, value in asked.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    assert value_of(page, "posts.count") == 3
    assert value_of(page, "run.seed") == 9
    assert page.selectbox(key="scenario").value == "2d"
    assert "'nonsense' is not known here" in page.warning[0].value.replace("\\", "")
    assert "nonsense" not in page.query_params
    set_to(page, "posts.count", 4)
    assert not page.warning  # said once is enough
    assert page.query_params["posts.count"] == "4"
    assert page.query_params["side"] == "B"
    page.button(key="undo").click().run()
    assert page.button(key="undo").disabled  # a visit begins where its link says
