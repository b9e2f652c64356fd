"""Channels and same money: an amount costs what it says, in real worlds."""

import numpy as np
import pytest

from simulation.decision import CHANNELS, Option, scaled, spend, ways_to_spend
from simulation.decision.channels import channels, posts_in, price, usable
from simulation.errors import UserError
from simulation.experiment import Setup, open_runner
from simulation.parameters import Parameters, Run, changed
from tests.decision.made import option

DAYS = 14.0
WITH_FEE = changed(
    Parameters(),
    {
        "network.population": 20_000,
        "partners.fee": 50.0,
        "partners.audience": 500,
        "posts.count": 6,
    },
)


@pytest.mark.compiled
@pytest.mark.parametrize(
    ("key", "amount"),
    [
        ("ads", 30.0),
        ("creators", 400.0),
        ("answering", 10.5),
        ("posting", 3.0),
    ],
)
def test_an_amount_is_spent_and_is_what_a_scenario_is_said_to_spend(
    key: str, amount: float
) -> None:
    """What it costs is measured: that and nothing else, on average over 60 runs.

    Of creators half agree, so their mean cost is within four standard errors (12 % of it).
    """
    channel = CHANNELS[key]
    less, more = (spend(WITH_FEE, DAYS, {key: each}) for each in (amount, 2 * amount))
    assert channel.spent(less, DAYS) == pytest.approx(amount, rel=0.01)
    with open_runner() as runner:
        run = Run(worlds=60, days=DAYS)
        one, other = runner.measure([Setup(each, run) for each in (less, more)])
    extra = float(np.mean(other["cost"] - one["cost"]))
    assert extra == pytest.approx(amount * price(channel, less, DAYS), rel=0.12)


def test_ads_cost_the_same_however_many_posts_there_are() -> None:
    for posting in (0.5, 1.0, 4.0):
        there = spend(WITH_FEE, DAYS, {"ads": 500.0, "posting": posting})
        assert CHANNELS["ads"].spent(there, DAYS) == pytest.approx(500, rel=0.01)
        assert CHANNELS["posting"].spent(there, DAYS) == pytest.approx(posting, rel=0.1)


def test_posts_that_do_not_fit_in_the_period_are_not_counted() -> None:
    daily = changed(WITH_FEE, {"posts.count": 100, "posts.every": 24.0})
    assert posts_in(daily, DAYS) == 14
    assert posts_in(changed(daily, {"posts.count": 3}), DAYS) == 3


def test_nothing_is_nothing() -> None:
    none = spend(WITH_FEE, DAYS, dict.fromkeys(CHANNELS, 0.0))
    assert none.growth.ad_views == none.partners.count == none.dialogue.hours == 0
    assert none.posts.count == 1  # there has to be something to talk about


@pytest.mark.parametrize(
    ("settings", "key", "says"),
    [
        ({}, "creators", "creators: partners.fee and partners.agree must be above 0"),
        ({"money.ad_price": 0.0}, "ads", "ads: money.ad_price is 0"),
        ({"posts.minutes": 0.0}, "posting", "posting: posts.minutes is 0"),
    ],
)
def test_a_channel_that_cannot_be_used_says_why(
    settings: dict[str, float], key: str, says: str
) -> None:
    here = changed(Parameters(), settings)
    assert key not in usable(here)
    with pytest.raises(UserError, match=says):
        channels([key], here)
    with pytest.raises(UserError, match=says):
        spend(here, DAYS, {key: 10.0})


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        (["adds"], "there is no channel 'adds'; did you mean ads?"),
        (["ads", "ads"], "channels: ads is there twice"),
        ([], "channels: there is none"),
    ],
)
def test_channels_that_are_none_are_refused(keys: list[str], says: str) -> None:
    with pytest.raises(UserError, match=says):
        channels(keys, WITH_FEE)


@pytest.mark.parametrize("amount", [-1.0, float("nan"), float("inf")])
def test_an_amount_that_is_none_is_refused(amount: float) -> None:
    with pytest.raises(UserError, match=r"ads cannot be .*: it must be a number of 0 or more"):
        spend(WITH_FEE, DAYS, {"ads": amount})


@pytest.mark.compiled
def test_every_way_to_spend_costs_the_budget_on_top_of_today() -> None:
    ways = ways_to_spend(WITH_FEE, DAYS, 200.0)
    assert [each.title for each in ways] == [
        "Today",
        "12 posts a week",
        "4 hours a week of answering",
        "$200 of creators",
        "$200 of ads",
    ]
    assert ways[0].base
    with open_runner() as runner:
        run = Run(worlds=200, days=DAYS)
        today, *others = runner.measure([Setup(each.parameters, run) for each in ways])
    for columns in others:  # of eight creators half agree: $200 give or take $5
        assert np.mean(columns["cost"] - today["cost"]) == pytest.approx(200, rel=0.1)


def test_money_that_a_small_population_cannot_take_is_refused() -> None:
    """Every stranger of 1,000 accounts once for each of six posts, at $6 for 1,000 views."""
    small = changed(WITH_FEE, {"network.population": 2_000})
    assert CHANNELS["ads"].most(small, DAYS) == pytest.approx(36)
    with pytest.raises(UserError, match=r"^ads: 50 is more than the 36 that it can take; the sim"):
        ways_to_spend(small, DAYS, 50.0, ["ads"])
    ads = Option("Ads", spend(small, DAYS, {"ads": 10.0}))
    with pytest.raises(UserError, match=r"raise network\.population"):
        scaled([Option("Today", small, base=True), ads], DAYS, 50.0)


def test_options_are_scaled_to_one_budget_and_keep_their_proportions() -> None:
    base = Option("Today", WITH_FEE, base=True)
    ads = Option("Ads", spend(WITH_FEE, DAYS, {"ads": 30.0}))
    both = Option("Both", spend(WITH_FEE, DAYS, {"ads": 30.0, "creators": 100.0}))
    _, one, two = scaled([base, ads, both], DAYS, 260.0)
    assert CHANNELS["ads"].spent(one.parameters, DAYS) == pytest.approx(260, rel=0.01)
    assert CHANNELS["ads"].spent(two.parameters, DAYS) == pytest.approx(60, rel=0.01)
    assert CHANNELS["creators"].spent(two.parameters, DAYS) == pytest.approx(200, rel=0.01)


@pytest.mark.parametrize(
    ("options", "budget", "says"),
    [
        ((option("A"),), 10.0, "mark one option as the base"),
        ((option("A", base=True), option("B", {"posts.hour": 3.0})), 10.0, "B: it spends no more"),
        ((option("A", base=True),), 0.0, "budget cannot be 0.0: it must be a number above 0"),
    ],
)
def test_options_that_cannot_cost_the_same_are_refused(
    options: tuple[Option, ...], budget: float, says: str
) -> None:
    with pytest.raises(UserError, match=says):
        scaled(options, DAYS, budget)
