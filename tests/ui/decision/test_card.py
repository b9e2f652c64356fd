"""The recommendation card: its figures are the recommendation's, in the visitor's currency."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from simulation.decision import Recommendation, sentences
from simulation.parameters import levers
from tests.decision.made import made, option
from tests.experiment.fake_runner import FakeRunner
from tests.ui.tables import tables
from ui.background import experiments
from ui.decision import unknowns
from ui.text import label, stated, whose

REACH, COST = {"Today": 100.0, "Ads": 200.0, "Creators": 190.0}, {"Ads": 300, "Creators": 700}
OPTIONS = (
    option("Today", base=True),
    option("Ads", {"growth.ad_views": 1}),
    option("Creators", {"partners.count": 1}),
)


def _formula(p: Any, noise: np.ndarray) -> Mapping[str, np.ndarray]:
    title = "Ads" if p.growth.ad_views else "Creators" if p.partners.count else "Today"
    cost = COST.get(title, 100) + 0 * noise
    reach = REACH[title] + noise
    return {
        "reach": reach,
        "cost": cost,
        "cost_per_reach": cost / reach,
        "profit": -cost,
        "impressions": 2 * reach,
    }


@pytest.fixture(autouse=True)
def runner(monkeypatch: pytest.MonkeyPatch) -> FakeRunner:
    """Outcomes that are made up, in place of those of the engine."""
    fake = made(_formula)
    monkeypatch.setattr(experiments, "runner_of", lambda task, **_: fake)
    return fake


def _page() -> None:
    import streamlit as st

    from simulation.case.money import currency
    from simulation.parameters import Run
    from tests.ui.decision.test_card import OPTIONS
    from ui.decision.card import recommendation_card

    st.session_state["found"] = recommendation_card(
        OPTIONS, Run(worlds=80), "reach", "try", money=currency(st.session_state["currency"])
    )


def page(currency: str = "USD") -> AppTest:
    at = AppTest.from_function(_page, default_timeout=120)
    at.session_state["currency"] = currency
    at.run()
    assert not at.exception
    return at


def found(at: AppTest) -> Recommendation:
    here: Recommendation = at.session_state["found"]
    return here


def texts(at: AppTest) -> str:
    every: Sequence[Any] = [*at.header, *at.markdown, *at.caption]
    return " ".join(each.value for each in every).replace("\\", "")


def row(at: AppTest, label: str) -> list[str]:
    """The cells of a line of the tables, without its label."""
    (line,) = [line for each in tables(at) for line in each if line[0] == label]
    return line[1:]


def test_the_winner_its_gain_and_its_sureness_are_on_the_card() -> None:
    at = page()
    said = texts(at)
    assert at.header[0].value.replace("\\", "") == "Recommended: Ads"
    for sentence in sentences(found(at)):
        assert sentence in said
    shown = {each.label.replace("\\", ""): each.value.replace("\\", "") for each in at.metric}
    assert shown == {
        "More than “Today”": "+100",
        "Cost of each extra person": "$2",
        "Wins as things stand": "100 of 100",
        "Wins with what we do not know": "100 of 100",
    }
    assert "Every option costs more than it earns in most runs." in said
    assert "80 simulated runs of 28 days for each option, and 8 at each of 64 plausible" in said


def test_the_table_has_every_option_with_both_ranges() -> None:
    at = page()
    here = found(at)
    assert row(at, "Cost, mean") == ["$100", "$300", "$700"]
    assert row(at, "Reach (people), median") == ["100", "200", "190"]
    assert row(at, "Cost of each extra person") == ["", "$2", "$6.7"]
    inner = row(at, "9 of 10 runs: random draws alone")
    outer = row(at, "9 of 10 runs: with what we do not know")
    assert len(inner) == len(outer) == len(here.rows)
    assert row(at, "Cost per 1,000 times noticed (CPM)") == ["$500", "$750", "$1,800"]
    assert row(at, "Cost per order") == ["no figure"] * 3


def test_another_goal_is_another_answer_and_the_first_is_kept(runner: FakeRunner) -> None:
    at = page()
    first = found(at)
    at.selectbox(key="try-goal-reach").set_value("profit").run()
    assert not at.exception
    assert at.header[0].value.replace("\\", "") == "Recommended: leave things as they are"
    assert "Leave things as they are" in texts(at)
    asked = len(runner.measured)
    at.selectbox(key="try-goal-reach").set_value("reach").run()
    assert found(at) is first
    assert len(runner.measured) == asked


def test_amounts_are_in_the_currency_of_the_case_and_titles_stay() -> None:
    at = page("EUR")
    said = texts(at)
    assert "at €2 for each extra person" in said
    assert row(at, "Cost, mean") == ["€100", "€300", "€700"]
    assert row(at, "Sales per €1 of advertising (ROAS)") == ["no figure"] * 3
    assert "$" not in said.split("ROAS: ")[0]


def test_a_cost_of_each_is_also_shown_over_all_runs_together() -> None:
    at = page()
    at.selectbox(key="try-goal-reach").set_value("cost_per_reach").run()
    assert not at.exception
    assert row(at, "All runs together") == ["$1", "$1.5", "$3.7"]
    assert at.header[0].value.replace("\\", "") == "Recommended: leave things as they are"


def test_what_is_not_known_is_listed_with_its_range() -> None:
    at = page()
    (fold,) = [each for each in at.expander if "things we do not know" in each.label]
    assert len(found(at).sample.unknowns) == int(fold.label.split()[1])
    listed = list(unknowns.rows(found(at)))
    assert len(listed) == len(found(at).sample.unknowns)
    by_name = {line[0]: line for line in listed}
    follow = levers()["public.follow"]
    today, between = by_name[label(follow, whose(follow.path))][1:3]
    assert today == stated(follow, follow.default)
    assert follow.plausible is not None
    assert between == " to ".join(stated(follow, end) for end in follow.plausible)


def test_where_no_option_has_the_outcome_there_is_no_chart() -> None:
    at = page()
    at.selectbox(key="try-goal-reach").set_value("cost_per_order").run()
    assert not at.exception
    assert at.header[0].value == "No option is clearly better"
    assert "No option has a figure for cost per order." in texts(at)
    assert not at.get("vega_lite_chart")
