"""The Watch page as its visitor's clicks see it, without a browser."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from simulation.ensemble import Ensemble, one_world, simulate
from simulation.parameters import Parameters, Run, changed
from simulation.rules import log_of
from ui.state import settings
from ui.watch import page as watch

pytestmark = pytest.mark.compiled

TIMEOUT = 60


@pytest.fixture
def app() -> AppTest:
    """The page opened on the default scenario."""

    def page() -> None:
        from ui.watch import page as watch

        watch.render()

    opened = AppTest.from_function(page, default_timeout=TIMEOUT).run()
    assert not opened.exception
    return opened


def shown(page: AppTest) -> dict[str, Any]:
    (component,) = page.get("bidi_component")
    found: dict[str, Any] = json.loads(component.proto.json)
    return found


def reach(page: AppTest) -> int:
    return int(shown(page)["counters"][0]["counts"][-1])


def sentence(page: AppTest) -> str:
    """The sentence in bold."""
    return next(each.value for each in page.markdown if each.value.startswith("**")).replace(
        "\\", ""
    )


@pytest.fixture(scope="module")
def ensemble() -> Ensemble:
    """All runs of the default scenario."""
    return simulate(*_default())


def _default() -> tuple[Parameters, Run]:
    first = next(iter(settings.shipped().values()))
    return first.sides[0].parameters, first.run


def test_it_opens_on_a_typical_run(app: AppTest, ensemble: Ensemble) -> None:
    column = ensemble.tallies["reach"]
    assert reach(app) in column
    assert abs(reach(app) - np.median(column)) == np.abs(column - np.median(column)).min()
    assert f"{reach(app):,} people noticed a post" in sentence(app)
    assert "on the live clock" in app.caption[-1].value.replace("\\", "")


def test_the_best_run_and_any_other(app: AppTest, ensemble: Ensemble) -> None:
    app.button_group(key="watch-run").set_value(watch.BEST).run()
    assert reach(app) == ensemble.tallies["reach"].max()
    app.button_group(key="watch-run").set_value(watch.NUMBER).run()
    app.number_input(key="watch-number").set_value(7).run()
    assert not app.exception
    assert reach(app) == ensemble.tallies["reach"][7]
    counts = [counter["counts"] for counter in shown(app)["counters"]]
    names = ("reach", "reach_through_others", "shares", "orders")
    assert [max(each, default=0) for each in counts] == [
        int(ensemble.tallies[name][7]) for name in names
    ]


def test_one_post_alone(app: AppTest, ensemble: Ensemble) -> None:
    app.button_group(key="watch-run").set_value(watch.NUMBER).run()
    app.selectbox(key="watch-post").set_value(3).run()
    assert reach(app) == ensemble.posts["reach"][0, 2]
    assert len(shown(app)["posts"]) == 1
    assert "people noticed post 3" in sentence(app)


def test_another_choice_is_another_film_and_a_rerun_the_same(app: AppTest) -> None:
    before = shown(app)["id"]
    assert shown(app.run())["id"] == before
    app.selectbox(key="watch-post").set_value(1).run()
    assert shown(app)["id"] != before


def test_a_scenario_with_fewer_posts_forgets_the_chosen_one(app: AppTest) -> None:
    app.selectbox(key="watch-post").set_value(12).run()
    settings_of(app, {"posts.count": 2})
    assert app.selectbox(key="watch-post").value == watch.EVERY_POST
    assert len(shown(app)["posts"]) == 2


def test_of_fewer_runs_the_last_takes_the_place_of_a_later_one(app: AppTest) -> None:
    app.button_group(key="watch-run").set_value(watch.NUMBER).run()
    app.number_input(key="watch-number").set_value(150).run()
    settings_of(app, {"run.worlds": 50})
    assert app.number_input(key="watch-number").value == 49
    settings_of(app, {"run.worlds": 1})
    assert app.number_input(key="watch-number").value == 0


def test_nobody_seeing_anything_is_said_so(app: AppTest) -> None:
    settings_of(app, {"followers.fans.see": 0.0, "followers.casual.see": 0.0})
    assert "Nobody noticed a post" in sentence(app)
    assert not app.get("bidi_component")
    assert not any("A line leads" in each.value for each in app.caption)


def test_what_does_not_fit_together_is_said_in_a_line(app: AppTest) -> None:
    settings_of(app, {"followers.fans.size": 60_000})
    assert "You have more followers" in app.error[0].value


def test_more_people_than_can_be_drawn_are_counted_all_the_same(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "MOST", 100)
    watch._film.cache_clear()
    settings_of(app, {"posts.count": 3})
    assert len(shown(app)["x"]) == 101
    assert reach(app) == shown(app)["touched"] > 100
    assert f"Drawn: 100 of {reach(app):,}" in app.caption[-1].value.replace("\\", "")
    watch._film.cache_clear()


def settings_of(page: AppTest, moves: dict[str, float]) -> None:
    """Move levers as another page would, and come back."""
    here = page.session_state["setting"]
    page.session_state["setting"] = replace(here, table={**here.table, **moves})
    page.run()
    assert not page.exception


def test_long_runs_are_left_to_the_swift_clock_which_gives_the_same(ensemble: Ensemble) -> None:
    assert watch.clock(ensemble, 0) == "live"
    assert watch.clock(ensemble, 10**6) == "swift"  # not run yet, so of unknown length
    long = simulate(changed(Parameters(), {"growth.ad_views": 20_000}), Run(worlds=1, days=7))
    assert watch.clock(long, 0) == "swift"
    parameters, run = _default()
    logs = [
        one_world(parameters, run.model_copy(update={"clock": clock}), 5)
        for clock in ("live", "swift")
    ]
    live, swift = (log_of(world) for world in logs)
    assert np.array_equal(live, swift)
