"""Reach a target and split a budget: what is found is drawn, what is typed is understood."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from simulation.decision import CHANNELS, Seek, Split, seek_sentences, split_sentences
from simulation.parameters import Parameters, changed
from tests.decision.made import made
from tests.ui.tables import tables
from ui.background import experiments
from ui.decision import ground

pytestmark = pytest.mark.compiled

DAYS = 28.0


def _formula(p: Parameters, noise: np.ndarray) -> Mapping[str, np.ndarray]:
    """Reach grows with the root of what ads cost; answering brings nothing."""
    ads = CHANNELS["ads"].spent(p, DAYS)
    hours = CHANNELS["answering"].spent(p, DAYS)
    reach = 1_000 + 100 * np.sqrt(ads) + noise
    cost = ads + 100 * hours + 0 * noise
    return {"reach": reach, "cost": cost, "profit": reach - cost, "orders": reach / 100}


@pytest.fixture(autouse=True)
def runner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(experiments, "runner_of", lambda task, **_: made(_formula))


def _page() -> None:
    import streamlit as st

    from simulation.case.money import currency
    from simulation.parameters import Parameters, Run
    from ui.decision.budget import split_budget
    from ui.decision.target import reach_target

    money = currency("EUR")
    if st.session_state["which"] == "target":
        reach_target(Parameters(), Run(worlds=20), "try", money)
    else:
        split_budget(Parameters(), Run(worlds=20), "try", money)


def page(which: str) -> AppTest:
    at = AppTest.from_function(_page, default_timeout=120)
    at.session_state["which"] = which
    at.run()
    assert not at.exception
    return at


def texts(at: AppTest) -> str:
    every: list[Any] = [*at.markdown, *at.caption]
    return " ".join(each.value for each in every).replace("\\", "")


def result(at: AppTest) -> Any:
    return at.session_state["tasks"]["try"].result


def test_the_cheapest_way_to_a_target_is_found_and_kept() -> None:
    at = page("target")
    assert not tables(at)
    at.text_input(key="try-amount-reach").set_value("3k").run()
    at.button(key="try-find").click().run()
    assert not at.exception
    found: Seek = result(at)
    assert found.target.amount == 3_000
    assert found.single is not None
    key, way = found.single
    assert key == "ads"
    assert way.amounts["ads"] == pytest.approx(400, rel=0.1)  # 1,000 and 100 roots of 400
    for sentence in seek_sentences(found):
        assert sentence.replace("$", "€") in texts(at)
    (table,) = tables(at)
    assert len(table) == 2 + len(found.singles) + (found.mix is not None)
    at.text_input(key="try-amount-reach").set_value("4,000").run()
    assert result(at) is found
    assert "the answer to what you asked before" in texts(at)


@pytest.mark.parametrize("typed", ["many", "3k to 4k", ""])
def test_a_target_that_is_not_understood_is_refused(typed: str) -> None:
    at = page("target")
    at.text_input(key="try-amount-reach").set_value(typed).run()
    assert not at.exception
    assert at.button(key="try-find").disabled
    assert ":red[" in texts(at)


def test_a_budget_is_split_and_its_curves_are_drawn() -> None:
    at = page("budget")
    at.text_input(key="try-budget").set_value("€2,000").run()
    at.text_input(key="try-hours").set_value("5 hours").run()
    at.button(key="try-find").click().run()
    assert not at.exception
    found: Split = result(at)
    assert found.totals == {"money": 2_000, "hours": 5}
    assert found.amounts["ads"] == 2_000
    for sentence in split_sentences(found):
        assert sentence.replace("$", "€") in texts(at)
    assert len(at.get("vega_lite_chart")) == len(found.shares) + 1


def test_nothing_to_divide_is_said() -> None:
    at = page("budget")
    at.text_input(key="try-budget").set_value("0").run()
    at.text_input(key="try-hours").set_value("0").run()
    assert at.button(key="try-find").disabled
    assert "Say how much money" in texts(at)


def test_the_ground_has_room_for_the_whole_budget_and_a_price_for_creators() -> None:
    today = ground.priced(Parameters(), DAYS)
    assert not CHANNELS["creators"].needs(today)
    assert today.partners.count == 0
    assert ground.priced(today, DAYS) is today
    there = ground.roomy(today, DAYS, 2_000.0)
    assert CHANNELS["ads"].most(there, DAYS) > 10 * 2_000
    own = changed(Parameters(), {"network.population": 90_000_000})
    assert ground.roomy(own, DAYS, 2_000.0) is own
    assert ground.roomy_for(Parameters(), 1e5).network.population > 1_500_000
