"""Every outcome by an example worked out by hand."""

import re

import numpy as np
import pytest

from simulation.ensemble import Ensemble, simulate
from simulation.errors import UserError
from simulation.outcomes import OUTCOMES, Outcome, Summary, outcome, summary, values
from simulation.parameters import Parameters, Run, Value, changed
from simulation.world.state import POST, TALLY
from tests.worlds import still


def ran(levers: dict[str, Value], worlds: int = 3, days: float = 10.0) -> Ensemble:
    return simulate(still(levers), Run(worlds=worlds, days=days))


def blank(worlds: int, days: float = 7.0, posts: int = 1) -> Ensemble:
    """Worlds in which nothing was counted, to fill in by hand."""
    return Ensemble(
        still(), Run(days=days), np.zeros(worlds, TALLY), np.zeros((worlds, posts), POST), "test"
    )


def test_every_outcome_has_its_words() -> None:
    assert len(OUTCOMES) > 30
    for name, each in OUTCOMES.items():
        assert each.name == name
        assert each.label
        assert each.unit
        assert each.help.endswith(".")
        assert len(each.help) > 8
    assert len({each.label for each in OUTCOMES.values()}) == len(OUTCOMES)


@pytest.mark.compiled
@pytest.mark.parametrize("name", OUTCOMES)
def test_every_outcome_is_a_number_a_world_even_if_nothing_happened(name: str) -> None:
    for e in (blank(4), blank(4, posts=0), ran({})):
        column = values(e, name)
        assert column.shape == (len(e.tallies),)
        assert column.dtype == np.float64
        assert not np.isinf(column).any()


def test_an_unknown_outcome_is_refused_with_a_hint() -> None:
    with pytest.raises(UserError, match=r"no outcome 'reech'; did you mean reach\?"):
        outcome("reech")
    with pytest.raises(UserError, match="there are reach, impressions"):
        values(blank(1), "xyzzy")


# Summaries


def test_a_summary_is_median_mean_and_ranges() -> None:
    found = summary(np.arange(101.0) ** 2)
    assert (found.median, found.low50, found.high50) == (2_500, 625, 5_625)
    assert (found.low90, found.high90, found.worlds) == (25, 9_025, 101)
    assert found.mean == pytest.approx(3_350)


def test_worlds_without_a_meaning_are_left_out() -> None:
    assert summary(np.array([np.nan, 3.0, np.nan, 5.0])).median == 4.0
    assert summary(np.array([np.nan, 3.0])).worlds == 1
    assert summary(np.full(3, np.nan)) == Summary(None, None, None, None, None, None, 0)


# Money


COSTLY: dict[str, Value] = {
    "followers.fans.size": 10, "followers.fans.price": 2.0, "followers.bought.size": 50,
    "followers.bought.price": 0.02, "followers.bought.real": 0.0,
    "posts.count": 4, "posts.every": 24.0, "posts.minutes": 30.0,
    "dialogue.hours": 1.5, "money.wage": 20.0, "money.ad_price": 6.0, "growth.ad_views": 25,
    "partners.count": 2, "partners.agree": 1.0, "partners.fee": 100.0,
    "weed.days": 3, "weed.per_day": 10, "weed.seconds": 36.0, "weed.follow_back": 0.0,
    "followers.fans.click": 1.0, "followers.fans.buy": 1.0, "money.order_value": 50.0,
    "money.margin": 0.4,
}  # fmt: skip


@pytest.mark.compiled
def test_costs_by_hand() -> None:
    e = ran(COSTLY, days=10.0)
    # Desk 1.5 h x 10 days, four posts of half an hour, 30 follows of 36 seconds.
    hours = 15.0 + 2.0 + 0.3
    assert values(e, "hours") == pytest.approx([hours] * 3)
    # Followers, 100 views, two partners, hours.
    cost = 20.0 + 1.0 + 0.6 + 200.0 + hours * 20.0
    assert values(e, "cost") == pytest.approx([cost] * 3)
    # Ten fans buy four times.
    assert values(e, "orders").tolist() == [40.0] * 3
    assert values(e, "revenue") == pytest.approx([40 * 50.0 * 0.4] * 3)
    assert values(e, "profit") == pytest.approx([800.0 - cost] * 3)
    assert values(e, "orders_per_cost") == pytest.approx([1_000 * 40 / cost] * 3)
    assert np.allclose(values(e, "cost_per_reach"), cost / values(e, "reach"))
    assert np.allclose(values(e, "cost_per_niche"), cost / values(e, "niche_reach"))


@pytest.mark.compiled
def test_the_markets_figures_are_what_they_say() -> None:
    """Of a run with ads, clicks and orders: each from the counts that it is made of."""
    e = ran(COSTLY)
    cost, tallies = values(e, "cost"), e.tallies
    engaged = sum(tallies[name] for name in ("likes", "replies", "clicks", "shares"))
    spent = tallies["ads"] * e.parameters.money.ad_price / 1_000
    assert (spent > 0).all()
    assert (engaged > 0).all()
    expected = {
        "cost_per_acted": cost / tallies["acted"],
        "cost_per_order": cost / tallies["orders"],
        "cost_per_click": cost / tallies["clicks"],
        "cost_per_engagement": cost / engaged,
        "cost_per_thousand": 1_000 * cost / tallies["impressions"],
        "sales_per_ad_dollar": tallies["orders"] * e.parameters.money.order_value / spent,
        "engagement_per_notice": engaged / tallies["impressions"],
        "engagement_per_follower": engaged / e.posts.shape[1] / tallies["came"].sum(axis=1),
        "earned_media": values(e, "impressions_through_others")
        * e.parameters.money.ad_price
        / 1_000,
    }
    for name, column in expected.items():
        assert values(e, name) == pytest.approx(column), name
    gained = values(e, "net_followers")
    assert np.array_equal(np.isnan(values(e, "cost_per_follower")), gained <= 0)


@pytest.mark.compiled
def test_a_figure_of_nothing_is_no_figure() -> None:
    quiet = ran({"followers.fans.see": 0.0})
    for name in (
        "cost_per_order",
        "cost_per_click",
        "cost_per_engagement",
        "cost_per_thousand",
        "sales_per_ad_dollar",
        "engagement_per_notice",
        "cost_per_follower",
    ):
        assert np.isnan(values(quiet, name)).all(), name
    assert (values(quiet, "engagement_per_follower") == 0).all()


@pytest.mark.compiled
def test_bought_followers_cost_nothing_until_they_arrive() -> None:
    late = {**COSTLY, "growth.bought_day": 11.0}
    saved = values(ran(COSTLY), "cost") - values(ran(late), "cost")
    assert saved == pytest.approx([1.0] * 3)


# Shares and rates


def test_rates_by_hand() -> None:
    e = blank(3)
    e.tallies["reach"] = [0, 10, 40]
    e.tallies["reach_through_others"] = [0, 5, 10]
    e.tallies["acted"] = [0, 4, 8]
    e.tallies["came"][:, 0] = 5
    e.tallies["listed"] = [5, 7, 4]
    e.tallies["follows"] = [0, 3, 0]
    e.tallies["unfollows"] = [0, 1, 1]
    e.tallies["mentions"] = [0, 8, 4]
    e.tallies["answered"] = [0, 2, 4]
    e.tallies["listed_answered"] = [0, 2, 1]
    e.tallies["large_shares"] = [0, 3, 1]
    found = {name: values(e, name).tolist()[1:] for name in OUTCOMES}
    assert found["word_of_mouth_share"] == [0.5, 0.25]
    assert found["acted_per_follower"] == [0.8, 1.6]
    assert found["answered_share"] == [0.25, 1.0]
    assert found["ever_answered"] == [0.4, 0.2]
    assert found["net_followers"] == [2.0, -1.0]
    assert found["large_chance"] == [1.0, 1.0]
    assert np.isnan(values(e, "word_of_mouth_share")[0])
    assert np.isnan(values(e, "answered_share")[0])
    assert values(e, "large_chance")[0] == 0.0


def test_the_time_to_half_is_found_within_a_step() -> None:
    """Seven days are 168 steps of an hour; the first post is at noon."""
    e = blank(4)
    grid = e.tallies["grid"][:, 0]
    grid[0, 12] = 10  # all within the first hour: half of it after half an hour
    grid[1, [13, 15]] = [5, 5]  # half at the end of the second hour
    grid[2, [12, 20]] = [2, 8]  # three of the eight are needed: 3/8 of an hour into the ninth
    found = values(e, "time_to_half")
    assert found[:3].tolist() == pytest.approx([0.5, 2.0, 8.375])
    assert np.isnan(found[3])


def test_lately_means_the_posts_of_the_last_week() -> None:
    e = blank(1, posts=10)
    e.posts["reach"][0] = np.arange(10)
    daily = Ensemble(still({"posts.every": 24.0}), e.run, e.tallies, e.posts, "test")
    monthly = Ensemble(still({"posts.every": 720.0}), e.run, e.tallies, e.posts, "test")
    assert values(daily, "post_reach").tolist() == [6.0]  # the mean of 3 to 9
    assert values(monthly, "post_reach").tolist() == [9.0]


@pytest.mark.compiled
def test_closeness_counts_are_those_of_the_end() -> None:
    e = ran(
        {
            "followers.fans.closeness": 0.5,
            "followers.casual.size": 20,
            "followers.casual.real": 0.5,
            "followers.casual.closeness": 0.6,
        }
    )
    assert values(e, "close_fans").tolist() == [5.0] * 3
    assert values(e, "close").tolist() == [15.0] * 3


@pytest.mark.compiled
def test_the_defaults_with_some_advertising_give_every_outcome_a_meaning() -> None:
    e = simulate(changed(Parameters(), {"growth.ad_views": 100}), Run(worlds=60))
    for name in OUTCOMES:
        assert not np.isnan(values(e, name)).all(), name


@pytest.mark.compiled
def test_bought_followers_count_when_they_come_and_when_they_are_purged() -> None:
    bought = {"followers.bought.size": 20, "followers.bought.real": 0.0, "growth.bought_day": 2.0}
    assert values(ran(bought), "net_followers").tolist() == [20.0] * 3
    purged = {**bought, "growth.purge_day": 4.0, "growth.purge_share": 1.0}
    assert values(ran(purged), "net_followers").tolist() == [0.0] * 3


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
def test_sentences_count_by_what_the_figures_count_by(outcome: Outcome) -> None:
    """Orders per $1,000 are not orders per dollar in a sentence."""
    by = re.findall(r"\$?\d[\d,]*", outcome.label)
    for words in (outcome.noun, outcome.better):
        assert re.findall(r"\$?\d[\d,]*", words) == by


def test_a_cost_of_each_says_what_it_is_a_ratio_of() -> None:
    each = [name for name in OUTCOMES if name.startswith("cost_per_") or name.endswith("_per_cost")]
    assert len(each) > 5
    assert all(OUTCOMES[name].per for name in each)
