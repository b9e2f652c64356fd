"""Mistakes once made in the rules, each in its smallest case."""

import pytest

from simulation.parameters import Value
from tests.worlds import by_post, counts, lines, live, still, swift, table_of

T = {"network.kind": "table", "network.table": "by hand", "network.us": "0"}


def test_newcomer_in_weighted_table() -> None:
    # 1 follows us (weight 0: never passes on); an ad makes 2 follow; 2 then hears from us and
    # has no tie to us in the table: it must not pass on by somebody else's weight (ties[1] = 1.0)
    table = table_of({0: {1: 0.0}, 1: {3: 1.0}, 2: {3: 0.0}})
    p = still(
        {
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
    )
    w = live(p, table=table)
    assert len(lines(w, "share")) == 0


@pytest.mark.parametrize("like", [0.0, 1e-9])
def test_idle_appeal(like: float) -> None:
    p = still(
        {
            "followers.fans.size": 50,
            "followers.fans.share": 1.0,
            "followers.fans.like": like,
            "public.see": 0.0,
            "posts.count": 20,
            "posts.every": 24.0,
            "posts.appeal_spread": 1.0,
        }
    )
    w = swift(p)
    assert counts(w, "shares")[0] < 1000


@pytest.mark.parametrize("like", [0.0, 1e-9])
def test_idle_off_niche(like: float) -> None:
    p = still(
        {
            "public.share": 1.0,
            "public.like": like,
            "public.off_niche": 0.5,
            "public.interest": 0.0,
            "growth.ad_views": 90,
            "public.audience": 0.0,
        }
    )
    assert counts(swift(p), "shares")[0] < 80


@pytest.mark.parametrize("real", [1.0, 0.999999999])
def test_niche_in_table(real: float) -> None:
    table = table_of({0: [1], 1: list(range(2, 12))})
    p = still(
        {
            **T,
            "public.interest": 0.0,
            "public.real": real,
            "followers.fans.share": 1.0,
            "followers.fans.interest": 0.0,
        }
    )
    assert counts(swift(p, table=table), "reach", "niche_reach") == [11, 0]


def test_waterfall_bought_never_arrive() -> None:
    p = still(
        {
            "followers.bought.size": 20,
            "followers.bought.real": 1.0,
            "growth.bought_day": 20.0,
            "followers.fans.share": 1.0,
            "followers.fans.audience": 90.0,
        }
    )
    w = swift(p, days=5.0)
    assert counts(w, "listed_saw")[0] <= 5


def test_share_counts_people() -> None:
    p = still(
        {"followers.fans.share": 1.0, "posts.count": 3, "posts.every": 24.0, "public.see": 0.0}
    )
    w = swift(p)
    assert counts(w, "listed_shared", "listed_acted") == [5, 5]


def test_fake_onlookers() -> None:
    p = still(
        {
            "followers.fans.size": 1,
            "followers.fans.reply": 1.0,
            "followers.bought.size": 50,
            "dialogue.onlookers": 100,
            "dialogue.onlooker_gain": 0.1,
            "dialogue.answer_gain": 0.0,
        }
    )
    assert float(swift(p).tally.closeness) < 1.0


def test_late_followback_never_weeded() -> None:
    p = still(
        {
            "weed.days": 1,
            "weed.per_day": 90,
            "weed.follow_back": 1.0,
            "weed.after": 1.0,
            "weed.stay": 0.0,
            "posts.delay": 3000.0,
        }
    )
    assert counts(swift(p), "listed") == [5]


def test_partners_audience_default_refuses_small_worlds() -> None:
    from simulation.parameters import Parameters, changed

    changed(Parameters(), {"network.population": 2000})


def test_visibility_huge() -> None:
    p = still(
        {
            "followers.fans.size": 2000,
            "network.population": 3000,
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
    )
    assert by_post(swift(p), "visibility")[1] == 20.0


@pytest.mark.parametrize(("every", "bears"), [(24.0, 7), (168.0, 1), (12.0, 14), (100.0, 2)])
def test_a_week_counts_its_own_posts_only(every: float, bears: int) -> None:
    """So many posts fall into seven days: who bears them all stays, who bears one less leaves."""
    tiring: dict[str, Value] = {
        "posts.count": 20, "posts.every": every, "fatigue.bears_close": 0.0, "fatigue.drop": 0.0,
        "fatigue.unfollow": 1.0,
    }  # fmt: skip
    assert counts(swift(still({**tiring, "fatigue.bears": float(bears)}), 90.0), "unfollows") == [0]
    tired = still({**tiring, "fatigue.bears": float(bears - 1)})
    assert counts(swift(tired, 90.0), "unfollows") == [5]


def test_fakes_who_are_not_answered_lose_nothing() -> None:
    bots: dict[str, Value] = {
        "followers.bought.size": 20, "followers.bought.real": 0.0,
        "followers.bought.closeness": 0.5, "followers.bought.mentions": 1.0,
        "dialogue.hours": 0.0, "dialogue.patience": 1.0,
    }  # fmt: skip
    world = swift(still(bots), days=10.0)
    assert counts(world, "missed")[0] > 100
    assert float(world.tally.closeness) == 0.0


def test_the_share_that_follows_back_is_of_all_who_are_followed() -> None:
    """Half are people; a quarter of all is half of those. 900 of a binomial's 225: 4.5 deviations
    of 13 (one seed in 100,000)."""
    game: dict[str, Value] = {
        "network.population": 1_000, "public.real": 0.5, "weed.days": 10, "weed.per_day": 90,
        "weed.follow_back": 0.25, "weed.after": 0.0, "posts.delay_spread": 0.0,
    }  # fmt: skip
    world = swift(still(game), days=20.0)
    assert counts(world, "followed") == [900]
    assert abs(counts(world, "follows")[0] - 225) < 60
