"""The feed: visibility, discounts and tiredness, computed by hand."""

import math

import pytest

from simulation.parameters import Value
from tests.worlds import both, by_post, counts, still

# A hundred fans see and like everything, a post a day.
RANKED: dict[str, Value] = {
    "followers.fans.size": 100,
    "followers.fans.like": 1.0,
    "network.population": 200,
    "posts.count": 4,
    "posts.every": 24.0,
    "feed.strength": 1.0,
    "feed.usual": 0.5,
    "feed.memory": 1.0,
    "feed.floor": 0.1,
    "feed.ceiling": 5.0,
}


def seen(levers: dict[str, Value]) -> list[float]:
    return by_post(both(still({**RANKED, **levers})), "visibility")


def test_visibility_is_our_engagement_against_the_usual() -> None:
    assert seen({}) == [1.0, 2.0, 2.0, 2.0]
    assert seen({"feed.usual": 1.0}) == [1.0, 1.0, 1.0, 1.0]


@pytest.mark.compiled
def test_strength_is_the_power_of_that_ratio() -> None:
    assert seen({"feed.strength": 0.0})[1] == 1.0
    assert seen({"feed.strength": 0.5})[1] == pytest.approx(math.sqrt(2.0), abs=1e-5)
    assert seen({"feed.strength": 2.0})[1] == 4.0


def test_visibility_stays_within_its_limits() -> None:
    assert seen({"feed.ceiling": 1.5})[1] == 1.5
    assert seen({"followers.fans.like": 0.0, "feed.floor": 0.25})[1:] == [0.25, 0.25, 0.25]
    nothing = both(still({**RANKED, "followers.fans.like": 0.0, "feed.floor": 0.0}))
    assert by_post(nothing, "reach") == [100, 0, 0, 0]


def test_the_ranking_forgets_as_fast_as_told() -> None:
    """Nobody likes after the first post, of which all tired: 2, then half of that, and so on."""
    tired = {"fatigue.bears": 1.0, "fatigue.bears_close": 0.0, "fatigue.drop": 1.0}
    assert seen({**tired, "feed.memory": 2.0}) == [1.0, 2.0, 1.0, 0.5]
    assert seen({**tired, "feed.memory": 1.0}) == [1.0, 2.0, 0.1, 0.1]


def test_faceless_followers_cost_visibility() -> None:
    """As many fakes as fans halve the engagement per follower."""
    fakes = {"followers.bought.size": 100, "network.population": 300}
    assert seen(fakes)[1] == seen({})[1] / 2


@pytest.mark.parametrize(("following", "penalised"), [(500, False), (501, True), (60, False)])
def test_following_many_with_few_followers_is_punished(following: int, penalised: bool) -> None:
    levers = {"feed.ratio_penalty": True, "feed.following": following, "feed.strength": 0.0}
    ratio = (1 + following) / 101
    expected = math.exp(-5 * (ratio - 0.6)) if penalised else 1.0
    assert seen(levers)[0] == pytest.approx(expected, abs=1e-5)
    assert seen({**levers, "feed.ratio_penalty": False})[0] == 1.0


@pytest.mark.parametrize(
    ("levers", "expected"),
    [
        ({"feed.ratio_from": 150}, 1.0),  # 150 follows are free
        ({"feed.ratio_from": 149}, math.exp(-5 * (151 / 101 - 0.6))),
        ({"feed.ratio_from": 0, "feed.ratio_free": 1.5}, 1.0),  # the ratio is 1.495
        ({"feed.ratio_from": 0, "feed.ratio_free": 1.0}, math.exp(-5 * (151 / 101 - 1.0))),
        ({"feed.ratio_from": 0, "feed.ratio_steepness": 1.0}, math.exp(-(151 / 101 - 0.6))),
        ({"feed.ratio_from": 0, "feed.ratio_steepness": 0.0}, 1.0),
    ],
)
def test_the_penalty_follows_its_levers(levers: dict[str, Value], expected: float) -> None:
    punished = {"feed.ratio_penalty": True, "feed.following": 150, "feed.strength": 0.0}
    assert seen({**punished, **levers})[0] == pytest.approx(expected, abs=1e-5)


@pytest.mark.compiled
def test_following_many_with_many_followers_is_not() -> None:
    levers = {
        "feed.ratio_penalty": True,
        "feed.following": 550,
        "feed.strength": 0.0,
        "followers.fans.size": 1_000,
        "network.population": 1_100,
    }
    assert seen(levers)[0] == 1.0


CROWD: dict[str, Value] = {
    "followers.fans.size": 4_000,
    "network.population": 5_000,
    "network.discount": 0.5,
    "followers.fans.ordinary": True,
    "followers.fans.like": 1.0,
}


@pytest.mark.compiled
@pytest.mark.parametrize(
    ("looks_away", "sees", "likes"),
    [(1.0, 0.5, 1.0), (0.0, 1.0, 0.5), (0.5, 0.5**0.5, 0.5**0.5)],
)
def test_the_size_discount_acts_on_crowds_marked_ordinary(
    looks_away: float, sees: float, likes: float
) -> None:
    """4,000 followers do half as much per head at a discount of 0.5, in noticing, in acting, or the
    root of a half in each. Within 4.5 deviations, at most 32: one seed in 50,000 fails."""
    world = both(still({**CROWD, "network.looks_away": looks_away}))
    reach, liked = counts(world, "reach", "likes")
    assert abs(reach - 4_000 * sees) < 4.5 * 32 if sees < 1 else reach == 4_000
    assert abs(liked - reach * likes) < 4.5 * 32 if likes < 1 else liked == reach
    assert world.posts[0].notice_discount == pytest.approx(sees)
    assert world.posts[0].act_discount == pytest.approx(likes)


@pytest.mark.compiled
def test_it_leaves_other_crowds_alone() -> None:
    alone = {"followers.fans.ordinary": False, "network.looks_away": 0.5}
    assert counts(both(still({**CROWD, **alone})), "reach", "likes") == [4_000, 4_000]


def test_small_crowds_are_more_attentive_and_readier() -> None:
    levers = {
        "followers.fans.size": 10,
        "followers.fans.ordinary": True,
        "network.discount": 1.0,
        "network.looks_away": 0.5,
        "followers.fans.see": 0.1,
        "followers.fans.like": 0.1,
    }
    assert counts(both(still(levers)), "reach", "likes") == [10, 10]


@pytest.mark.compiled
@pytest.mark.parametrize(("audience", "likes"), [(10, 1.0), (1_000, 0.5), (4_000, 0.25)])
def test_what_a_sharer_shows_is_acted_on_by_the_size_of_their_audience(
    audience: int, likes: float
) -> None:
    """At a discount of 0.5, all in acting: half of those who like at 1,000 do so at 4,000. Within
    4.5 deviations of a binomial: one seed in 150,000 fails."""
    levers = {
        "followers.fans.size": 1,
        "followers.fans.share": 1.0,
        "network.looks_away": 0.0,
        "followers.fans.audience": float(audience),
        "network.population": 20_000,
        "network.discount": 0.5,
        "public.like": 0.5,
    }
    world = both(still(levers))
    seen, liked = counts(world, "impressions", "likes")
    assert seen == audience + 1
    assert abs(liked - likes * audience) <= 4.5 * (likes * (1 - likes) * audience) ** 0.5


# Tiredness


def test_posts_beyond_what_they_bear_are_not_looked_at() -> None:
    levers = {
        "posts.count": 12,
        "posts.every": 24.0,
        "fatigue.drop": 1.0,
        "fatigue.bears": 3.0,
        "fatigue.bears_close": 10.0,
    }
    for closeness, borne in ((0.0, 3), (0.1, 4), (0.5, 12)):
        world = both(still({**levers, "followers.fans.closeness": closeness}))
        # A week of daily posts is eight of them, this one included.
        assert by_post(world, "reach") == [5] * borne + [0] * (12 - borne)


def test_seldom_posts_tire_nobody() -> None:
    levers = {
        "posts.count": 6,
        "posts.every": 100.0,
        "fatigue.drop": 1.0,
        "fatigue.bears": 2.0,
        "fatigue.bears_close": 0.0,
    }
    assert by_post(both(still(levers)), "reach") == [5] * 6


@pytest.mark.compiled
def test_each_post_too_many_costs_the_same_part_of_attention() -> None:
    """Half is lost with each: 1,000 people look, then about 500, 250, 125; 5 deviations each."""
    levers = {
        "posts.count": 5,
        "posts.every": 24.0,
        "fatigue.drop": 0.5,
        "fatigue.bears": 2.0,
        "fatigue.bears_close": 0.0,
        "followers.fans.size": 1_000,
        "network.population": 1_100,
    }
    reach = by_post(both(still(levers)), "reach")
    assert reach[:2] == [1_000, 1_000]
    for number, left in zip(reach[2:], (0.5, 0.25, 0.125), strict=True):
        assert abs(number - 1_000 * left) < 5 * math.sqrt(1_000 * left * (1 - left))


@pytest.mark.parametrize(
    ("every", "cooldown", "hours", "expected"),
    [
        (6.0, 0.5, 24.0, 0.625),  # a quarter of the way back: 0.5 + 0.5 / 4
        (12.0, 0.5, 24.0, 0.75),
        (24.0, 0.5, 24.0, 1.0),
        (48.0, 0.5, 24.0, 1.0),
        (1.0, 1.0, 8.0, 0.125),
        (1.0, 0.0, 1_000.0, 1.0),
    ],
)
def test_attention_recovers_in_proportion_to_the_pause(
    every: float, cooldown: float, hours: float, expected: float
) -> None:
    levers = {"posts.every": every, "fatigue.cooldown": cooldown, "fatigue.cooldown_hours": hours}
    assert seen({**levers, "feed.strength": 0.0}) == [1.0, expected, expected, expected]


def test_the_cool_down_comes_on_top_of_the_ranking() -> None:
    """Half of the pause leaves three quarters of what the last post's likes would give."""
    levers = {"posts.every": 12.0, "fatigue.cooldown": 0.5, "feed.usual": 1.0}
    world = both(still({**RANKED, **levers}))
    likes = [engaged / 100 for engaged in by_post(world, "engaged")]
    expected = [1.0, *(0.75 * rate for rate in likes[:-1])]
    assert min(likes) > 0.1  # the lowest visibility
    assert by_post(world, "visibility") == pytest.approx(expected, abs=1e-5)


def test_who_sees_a_post_too_many_may_leave() -> None:
    levers = {
        "posts.count": 4,
        "posts.every": 24.0,
        "fatigue.bears": 2.0,
        "fatigue.unfollow": 1.0,
        "fatigue.bears_close": 0.0,
    }
    world = both(still(levers))
    assert by_post(world, "reach") == [5, 5, 5, 0]
    assert counts(world, "unfollows", "listed") == [5, 0]
