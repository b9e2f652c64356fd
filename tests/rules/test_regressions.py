"""Mistakes once made in the rules, each in its smallest case; short cuts change no result.

Where nothing depends on a draw, the rules do without it (see `plan._find_certainties`). A chance of
1e-9 instead of 0 forbids the short cut and lets nobody act, so both must leave the same bytes.
"""

import pytest

from simulation.network.tables import Table
from simulation.parameters import Parameters, Value, changed
from simulation.world.state import ONE
from tests.worlds import (
    both,
    by_post,
    counts,
    lines,
    pairs,
    record_of,
    still,
    table_of,
)

T: dict[str, Value] = {"network.kind": "table", "network.table": "by hand", "network.us": "0"}
CHAIN = table_of({0: [1], 1: list(range(2, 12))})
SHORT_CUTS: dict[str, tuple[dict[str, Value], str, float, float, Table | None]] = {
    # levers, the one that allows the short cut, its value with and without, the table
    "only shares, with appeal": (
        {"followers.fans.size": 50, "followers.fans.share": 0.9, "public.see": 0.0,
         "posts.count": 20, "posts.every": 24.0, "posts.appeal_spread": 1.0},
        "followers.fans.like", 0.0, 1e-9, None,
    ),
    "only shares, outside the niche": (
        {"public.share": 1.0, "public.off_niche": 0.5, "public.interest": 0.0,
         "growth.ad_views": 90, "public.audience": 0.0},
        "public.like", 0.0, 1e-9, None,
    ),
    "always shares": (
        {**T, "public.share": 1.0, "followers.fans.share": 1.0, "growth.ad_views": 5},
        "public.click", 0.0, 1e-9, CHAIN,
    ),
    "a public without differences": (
        {**T, "public.interest": 0.0, "followers.fans.share": 1.0, "followers.fans.interest": 0.0},
        "public.real", 1.0, 0.999999999, CHAIN,
    ),
    "sharers without differences": (
        {"followers.fans.share": 1.0, "public.like": 0.5},
        "posts.pull_spread", 0.0, 1e-9, None,
    ),
    "no discount": (
        {"followers.fans.share": 1.0, "public.like": 0.5, "network.looks_away": 0.0},
        "network.discount", 0.0, 1e-12, None,
    ),
}  # fmt: skip


@pytest.mark.compiled
@pytest.mark.parametrize("name", SHORT_CUTS)
def test_a_short_cut_gives_the_result_of_the_long_way(name: str) -> None:
    levers, path, fast, slow, table = SHORT_CUTS[name]
    one, other = (both(still({**levers, path: value}), table=table) for value in (fast, slow))
    assert record_of(one) == record_of(other)
    assert counts(one, "shares")[0] > 0


def test_a_newcomer_does_not_share_by_the_chance_of_anothers_tie() -> None:
    """An ad makes 2 follow us; it has no tie to us, so no measured chance holds for it."""
    table = table_of({0: {1: 0.0}, 1: {3: 1.0}, 2: {3: 0.0}})
    levers = {
        **T,
        "growth.ad_views": 2,
        "public.follow": 1.0,
        "posts.count": 2,
        "posts.every": 24.0,
        "followers.fans.see": 0.0,
        "followers.casual.see": 1.0,
        "public.see": 0.0,
        "public.like": 1e-9,
    }
    assert counts(both(still(levers), table=table), "shares") == [0]


@pytest.mark.compiled
def test_low_appeal_makes_fewer_share() -> None:
    """50 followers: all share at an appeal of 1 or more, not all below 0.8 (0.8^50 is 1e-5)."""
    levers = {
        "followers.fans.size": 50,
        "followers.fans.share": 1.0,
        "public.see": 0.0,
        "posts.count": 20,
        "posts.every": 24.0,
        "posts.appeal_spread": 1.0,
    }
    world = both(still(levers))
    shares = [post for (post,) in pairs(lines(world, "share"), "post")]
    for post, appeal in enumerate(by_post(world, "appeal")):
        number = shares.count(post)
        assert number < 50 if appeal < 0.8 * ONE else number == 50 or appeal < ONE, post


def test_outside_the_niche_half_as_many_share_at_half_the_readiness() -> None:
    """90 strangers: 45 of a binomial, within 4.5 deviations of 4.7 (one seed in 100,000)."""
    levers = {
        "public.share": 1.0,
        "public.off_niche": 0.5,
        "public.interest": 0.0,
        "growth.ad_views": 90,
        "public.audience": 0.0,
    }
    assert abs(counts(both(still(levers)), "shares")[0] - 45) < 4.5 * (90 / 4) ** 0.5


def test_a_public_without_a_niche_has_none() -> None:
    levers = {
        **T,
        "public.interest": 0.0,
        "followers.fans.share": 1.0,
        "followers.fans.interest": 0.0,
    }
    assert counts(both(still(levers), table=CHAIN), "reach", "niche_reach") == [11, 0]


def test_bought_followers_who_never_arrive_are_not_counted_as_listed() -> None:
    levers = {
        "followers.bought.size": 20,
        "followers.bought.real": 1.0,
        "growth.bought_day": 20.0,
        "followers.fans.share": 1.0,
        "followers.fans.audience": 90.0,
    }
    assert counts(both(still(levers), days=5.0), "listed_saw") == [5]


def test_who_shares_three_posts_is_one_who_shared() -> None:
    levers = {
        "followers.fans.share": 1.0,
        "posts.count": 3,
        "posts.every": 24.0,
        "public.see": 0.0,
    }
    world = both(still(levers))
    assert counts(world, "shares", "listed_shared", "listed_acted") == [15, 5, 5]


def test_fake_onlookers_gain_no_closeness() -> None:
    """One person among 51 followers: no more than full closeness can be gained."""
    levers = {
        "followers.fans.size": 1,
        "followers.fans.reply": 1.0,
        "followers.bought.size": 50,
        "dialogue.onlookers": 100,
        "dialogue.onlooker_gain": 0.1,
        "dialogue.answer_gain": 0.0,
    }
    assert 0.0 < both(still(levers)).tally.closeness < 1.0


def test_who_follows_back_after_we_unfollowed_stays_or_leaves_like_the_others() -> None:
    levers = {
        "weed.days": 1,
        "weed.per_day": 90,
        "weed.follow_back": 1.0,
        "weed.after": 1.0,
        "weed.stay": 0.0,
        "posts.delay": 3000.0,
    }
    assert counts(both(still(levers)), "listed") == [5]


def test_a_small_population_is_legal_without_partners() -> None:
    """A partner's default audience of 5,000 does not matter where no partner is asked."""
    assert changed(Parameters(), {"network.population": 2_000}).partners.audience > 2_000


@pytest.mark.compiled
def test_visibility_stops_at_its_highest_value_even_where_almost_nobody_is_left() -> None:
    levers = {
        "followers.fans.size": 2_000,
        "network.population": 3_000,
        "followers.fans.like": 1.0,
        "posts.count": 2,
        "posts.every": 24.0,
        "fatigue.bears": 0.0,
        "fatigue.bears_close": 0.0,
        "fatigue.unfollow": 1.0,
        "feed.strength": 2.0,
        "feed.usual": 1e-5,
        "feed.ceiling": 20.0,
    }
    assert by_post(both(still(levers)), "visibility")[1] == 20.0


@pytest.mark.compiled
@pytest.mark.parametrize(("every", "bears"), [(24.0, 7), (168.0, 1), (12.0, 14), (100.0, 2)])
def test_a_week_counts_its_own_posts_only(every: float, bears: int) -> None:
    """Followers who accept all posts of seven days stay; those who accept one fewer leave."""
    tiring: dict[str, Value] = {
        "posts.count": 20,
        "posts.every": every,
        "fatigue.bears_close": 0.0,
        "fatigue.drop": 0.0,
        "fatigue.unfollow": 1.0,
    }
    assert counts(both(still({**tiring, "fatigue.bears": float(bears)}), 90.0), "unfollows") == [0]
    tired = still({**tiring, "fatigue.bears": float(bears - 1)})
    assert counts(both(tired, 90.0), "unfollows") == [5]


@pytest.mark.compiled
def test_fakes_who_are_not_answered_lose_nothing() -> None:
    bots: dict[str, Value] = {
        "followers.bought.size": 20,
        "followers.bought.real": 0.0,
        "followers.bought.closeness": 0.5,
        "followers.bought.mentions": 1.0,
        "dialogue.hours": 0.0,
        "dialogue.patience": 1.0,
    }
    world = both(still(bots), days=10.0)
    assert counts(world, "missed")[0] > 100
    assert float(world.tally.closeness) == 0.0


@pytest.mark.compiled
def test_the_share_that_follows_back_is_of_all_who_are_followed() -> None:
    """Half are people; a quarter of all is half of those. 900 of a binomial's 225: 4.5 deviations
    of 13 (one seed in 100,000)."""
    game: dict[str, Value] = {
        "network.population": 1_000,
        "public.real": 0.5,
        "weed.days": 10,
        "weed.per_day": 90,
        "weed.follow_back": 0.25,
        "weed.after": 0.0,
        "posts.delay_spread": 0.0,
    }
    world = both(still(game), days=20.0)
    assert counts(world, "followed") == [900]
    assert abs(counts(world, "follows")[0] - 225) < 60
