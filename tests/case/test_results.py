"""What the sides come to, what was assumed, and what is not known: none of it hidden."""

from dataclasses import replace

import numpy as np
import pytest

from simulation.case import assumptions, choices, currency, given, in_dollars, rows
from simulation.case.case import Case, Spend
from simulation.case.questions import answers
from simulation.decision import Given
from simulation.experiment import Columns, open_runner
from simulation.outcomes import OUTCOMES
from simulation.parameters import Parameters, Run, changed
from tests.case.cases import bakery


def columns(**known: list[float]) -> Columns:
    """Two replicates or more of every outcome, those named as given, the others 0."""
    worlds = max(map(len, known.values()))
    return {name: np.array(known.get(name, [0.0] * worlds), float) for name in OUTCOMES}


def test_a_gain_is_over_today_replicate_by_replicate_and_its_price_the_extra_cost() -> None:
    case = replace(bakery(), options=(Spend("ads"), Spend("posts")))
    found = choices(case)
    today, ads, posts = rows(
        found,
        [
            columns(reach=[1_000, 2_000, 3_000, 4_000], orders=[1, 1, 1, 1]),
            columns(reach=[1_400, 2_400, 3_400, 4_400], orders=[3, 0, 1, 1]),
            columns(reach=[900, 1_900, 2_900, 3_900], orders=[1, 1, 1, 1]),
        ],
    )
    assert today.found["reach"].median == 2_500
    assert today.gain == {"reach": None, "net_followers": None, "orders": None}
    assert ads.gain["reach"] == pytest.approx(400)
    assert ads.price["reach"] == pytest.approx(2_000 / 400, rel=0.001)
    assert ads.gain["orders"] is None  # a quarter of an order, within what random draws make
    assert ads.price["orders"] is None
    assert posts.gain["reach"] is None  # less than today
    assert posts.price["reach"] is None


def test_a_single_replicate_shows_no_noise_and_is_no_error() -> None:
    found = choices(replace(bakery(), options=(Spend("ads"),)))
    _, ads = rows(found, [columns(reach=[10.0]), columns(reach=[30.0])])
    assert ads.gain["reach"] == 20


@pytest.mark.compiled
def test_the_sides_of_a_case_are_measured_like_any_other() -> None:
    found = choices(replace(bakery(budget="$60"), days=7))
    with open_runner() as runner:
        measured = rows(found, runner.measure(found.setups(Run(worlds=20))))
    by_name = {row.option.name: row for row in measured}
    ads = by_name["$60 of ads"]
    assert ads.gain["reach"] == pytest.approx(10_000 * 0.8 * 1.3, rel=0.2)
    assert ads.found["cost"].median == pytest.approx(25 + 60, abs=0.5)
    assert not any(row.fullness.full for row in measured)


def test_what_was_not_answered_is_assumed_and_said() -> None:
    case = Case(answers=answers(followers="1k", posts="3/week", budget="$900"))
    found = choices(case)
    told = {each.label: each for each in assumptions(case, found)}
    assert told["Share of fakes"].text == "20% (5% to 45%)"
    assert told["Share of fakes"].evidence.key == "sparktoro"
    assert told["Hours a week spent answering"].text == "7 h a week"
    assert (
        told["How close followers are"].text
        == "80 fans and 720 casual followers among the real ones"
    )
    assert told["Fee of a small creator"].text == "$50 a post, 3 posts each"
    assert "Posts a week" not in told
    assert all(each.evidence.says for each in told.values())


def test_what_was_set_is_not_assumed() -> None:
    base = changed(Parameters(), {"money.wage": 40.0})
    case = replace(bakery(), base=base, options=(Spend("ads"),))
    texts = [each.text for each in assumptions(case, choices(case))]
    assert "$6 per 1,000 views" in texts
    assert not any("an hour" in text or "a post, 3" in text for text in texts)


def test_a_preset_is_what_an_assumption_rests_on() -> None:
    case = Case(preset="very large", answers=answers(followers="2m"))
    told = {each.label: each for each in assumptions(case, choices(case))}
    assert told["Share of fakes"].text == "41% (20% to 60%)"


def test_dollar_figures_in_another_currency_are_pointed_out() -> None:
    case = bakery()
    assert in_dollars(case, choices(case)) == ""
    yen = replace(case, currency=currency("JPY"))
    told = in_dollars(yen, choices(yen))
    assert told.startswith("Dollar figures, read as yen (JPY) one to one: ")
    assert "¥25 an hour" in told
    assert "¥85 (¥60 to ¥120)" in told
    base = changed(Parameters(), {"money.wage": 4_000.0, "money.ad_price": 900.0})
    told_all = replace(
        bakery(order_value="9000"), currency=currency("JPY"), base=base, options=(Spend("ads"),)
    )
    assert in_dollars(told_all, choices(told_all)) == ""


def test_a_range_that_was_answered_is_what_is_not_known() -> None:
    case = bakery(fakes="10% to 30%", order_value="$60 to $100")
    found = choices(case)
    fakes, value = given(case, found)
    followers = found.today.parameters.followers
    listed = followers.fans.size + followers.casual.size
    for end, share in ((fakes.high, 0.1), (fakes.low, 0.3)):
        real = followers.fans.size + followers.casual.size * end
        assert 1 - real / listed == pytest.approx(share)
    assert fakes.path == "followers.casual.real"
    assert value == Given("money.order_value", 60, 100, "the client's answer")


def test_a_single_answer_leaves_nothing_open_and_no_answer_what_is_assumed() -> None:
    case = bakery()
    assert given(case, choices(case)) == ()
    unasked = replace(case, answers=replace(case.answers, fakes=None))
    (fakes,) = given(unasked, choices(unasked))
    assert fakes.source == "SparkToro, 44,058 active accounts"
