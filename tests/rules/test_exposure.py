"""Posts, shares, partners and advertising in worlds where every chance is 0 or 1."""

import numpy as np
import pytest

from simulation.parameters import Run, Value
from simulation.randomness import (
    PULL,
    REACT,
    lognormal_table,
    quantile,
    random_key,
    threshold,
    words,
)
from simulation.rules import log_of
from simulation.world import plan
from simulation.world.state import DAY, HOUR, MINUTE, ONE
from tests.worlds import both, by_post, counts, id_of, lines, pairs, still, table_of

TABLE: dict[str, Value] = {
    "network.kind": "table",
    "network.table": "by hand",
    "network.us": "0",
    "followers.fans.share": 1.0,
    "public.share": 1.0,
}


def test_everybody_does_everything_once_a_post() -> None:
    deeds = {f"followers.fans.{deed}": 1.0 for deed in ("like", "reply", "click", "buy", "share")}
    world = both(still({**deeds, "public.see": 0.0, "posts.count": 3, "posts.every": 24.0}))
    assert (
        counts(world, "impressions", "likes", "replies", "clicks", "orders", "shares") == [15] * 6
    )
    assert counts(world, "reach", "acted", "buyers", "listed_saw", "listed_bought") == [5] * 5
    assert by_post(world, "reach") == [5, 5, 5]
    assert by_post(world, "engaged") == [20, 20, 20]


def test_a_post_goes_up_on_time_and_is_noticed_a_minute_later() -> None:
    world = both(still({"posts.count": 3, "posts.every": 36.0}))
    noon, later = 12 * HOUR, 36 * HOUR
    assert lines(world, "post")["time"].tolist() == [noon, noon + later, noon + 2 * later]
    assert sorted(set(lines(world, "see")["time"])) == [noon + n * later + MINUTE for n in range(3)]


def test_nothing_happens_at_the_horizon_or_after() -> None:
    assert len(log_of(both(still(), days=0.5))) == 0
    minute = 1 / 24 / 60
    assert counts(both(still(), days=0.5 + minute), "logged", "reach") == [1, 0]
    assert counts(both(still(), days=0.5 + 1.5 * minute), "logged", "reach") == [6, 5]


def test_word_travels_a_chain_hop_by_hop() -> None:
    world = both(still(TABLE), table=table_of({n: [n + 1] for n in range(20)}))
    assert counts(world, "reach", "shares", "deepest", "reach_through_others") == [20, 20, 20, 19]
    assert world.tally.by_hop.tolist() == [1] * 15 + [5]
    assert pairs(lines(world, "see"), "source", "depth") == [(n, n + 1) for n in range(20)]


def test_who_follows_us_is_shown_a_post_by_us_and_by_friends() -> None:
    """1 and 2 follow us and each other, 3 follows both: five looks, three people, no echo to us."""
    world = both(still(TABLE), table=table_of({0: [1, 2], 1: [2, 3], 2: [1, 3], 3: [0]}))
    assert counts(world, "reach", "impressions", "direct_impressions") == [3, 6, 2]
    assert counts(world, "shares", "reach_through_others", "deepest") == [3, 1, 2]


@pytest.mark.parametrize("factor", [2.0, 10.0])
def test_a_second_look_can_make_up_the_mind(factor: float) -> None:
    """Half a chance at the first look is a whole one at the second, here a minute later."""
    twice = table_of({0: [1, 2], 1: [3], 2: [3]})
    levers = {**TABLE, "public.share": 0.5, "posts.second_look": factor}
    assert counts(both(still(levers), table=twice), "shares") == [3]


def test_without_a_second_look_one_chance_is_all_there_is() -> None:
    many = table_of({0: [1, 2, 3, 4], **{n: [5, 6, 7, 8, 9, 10, 11, 12] for n in range(1, 5)}})
    world = both(still({**TABLE, "public.share": 0.5}), table=many)
    assert 0 < counts(world, "shares")[0] - 4 < 8
    first = dict(pairs(lines(world, "see")[::-1], "account", "time"))
    for time, account in pairs(lines(world, "share"), "time", "account"):
        assert time == first[account]


def test_with_a_chance_per_tie_further_looks_count() -> None:
    crowd = table_of({0: list(range(1, 41)), **{n: [41] for n in range(1, 41)}})
    levers = {**TABLE, "public.share": 0.2, "posts.chance_per": "tie"}
    world = both(still(levers), table=crowd)
    assert counts(world, "shares", "impressions") == [41, 80]
    assert lines(world, "share")["account"][-1] == 41


@pytest.mark.compiled
def test_outside_the_niche_nobody_need_act() -> None:
    deeds = {f"public.{deed}": 1.0 for deed in ("like", "follow", "share")}
    levers = {
        **deeds,
        "public.off_niche": 0.0,
        "public.interest": 0.4,
        "network.population": 400,
        "network.clustering": 1.0,
        "followers.fans.share": 1.0,
    }
    world = both(still(levers))
    niche, reach = counts(world, "niche_reach", "reach")
    fans = round(5 * 0.8)
    assert 0 < niche < reach
    assert counts(world, "likes", "follows", "shares") == [niche - fans] * 2 + [niche - fans + 5]


def test_only_our_own_followers_feel_the_appeal_and_only_from_us() -> None:
    """Chances of 1 stay 1 at high appeal and fall below it at low appeal, for followers alone."""
    levers = {
        **TABLE,
        "posts.appeal_spread": 1.0,
        "posts.count": 30,
        "posts.every": 24.0,
        "public.like": 1.0,
        "followers.fans.like": 1.0,
    }
    world = both(still(levers), table=table_of({0: list(range(1, 31)), 1: [31], 2: [31]}))
    shared = set(pairs(lines(world, "share"), "post", "account"))
    appeals = np.array(by_post(world, "appeal")) / ONE
    shares = [sum((post, n) in shared for n in range(1, 31)) for post in range(28)]
    assert all(number == 30 for number, appeal in zip(shares, appeals, strict=False) if appeal >= 1)
    assert all(number < 30 for number, appeal in zip(shares, appeals, strict=False) if appeal < 0.7)
    assert appeals.min() < 0.7 < 1.0 < appeals.max()
    heard, liked = (
        {post for post, account in pairs(lines(world, name), "post", "account") if account == 31}
        for name in ("see", "like")
    )
    assert heard == liked
    assert heard


def test_sharers_differ_in_how_readily_others_act_on_what_they_show() -> None:
    """Of each sharer's audience those like whose word is below half of that sharer's pull."""
    levers = {
        "followers.fans.share": 1.0,
        "followers.fans.audience": 200.0,
        "public.like": 0.5,
        "network.population": 100_000,
        "posts.pull_spread": 1.2,
    }
    world = both(still(levers))
    seen = lines(world, "see")
    seen = seen[(seen["source"] > 0) & (seen["account"] > 5)]
    first = np.unique(seen["account"], return_index=True)[1]
    liked = set(lines(world, "like")["account"].tolist())
    pulls = set()
    for account, source in pairs(seen[first], "account", "source"):
        own, sharer = id_of(world.net, account), id_of(world.net, source)
        pull = quantile(world.plan.pulls, words(world.key, PULL, 0, sharer, 0)[0]) / ONE
        _, like, _, _ = words(world.key, REACT, 0, own, 0)
        assert (account in liked) == (like < threshold(0.5 * pull))
        pulls.add(pull)
    assert len(pulls) == 5
    assert len(seen) > 900


def test_sharers_find_as_many_on_average_however_they_differ() -> None:
    """A lognormal of mean 1: over 4,000 sharers the mean is within 4.5 standard errors of 1."""
    table = lognormal_table(np.exp(-(1.2**2) / 2), 1.2, ONE)
    made = plan(still({"posts.pull_spread": 1.2}), Run())[0]
    assert np.array_equal(made.pulls, table)
    pulls = [quantile(table, words(random_key(1, 0), PULL, 0, n, 0)[0]) / ONE for n in range(4_000)]
    assert abs(np.mean(pulls) - 1.0) < 4.5 * np.std(pulls) / 4_000**0.5


def test_audiences_of_a_size_count_as_large() -> None:
    levers = {"followers.fans.share": 1.0, "followers.fans.audience": 30.0, "public.see": 0.0}
    for large, number in ((30, 5), (31, 0)):
        assert counts(both(still({**levers, "network.large": large})), "large_shares") == [number]


# Partners and advertising


PARTNERS: dict[str, Value] = {
    "partners.count": 3,
    "partners.agree": 1.0,
    "partners.audience": 20,
    "partners.overlap": 0.2,
    "posts.count": 4,
    "posts.every": 24.0,
}


def test_partners_show_a_post_to_their_whole_audience() -> None:
    world = both(still(PARTNERS))
    assert counts(world, "agreed") == [3]
    assert len(lines(world, "partner")) == 12
    seen = lines(world, "see")
    for partner in (101, 102, 103):
        for post in range(4):
            found = seen["account"][(seen["source"] == partner) & (seen["post"] == post)]
            assert len(set(found)) == len(found) == 20
            assert (found <= 5).sum() == 1  # a fifth of the five that could know us
    assert set(seen["depth"][seen["source"] > 100]) == {2}


def test_partners_join_in_with_every_other_post() -> None:
    world = both(still({**PARTNERS, "partners.every": 2}))
    assert sorted(set(lines(world, "partner")["post"])) == [0, 2]


def test_partners_who_refuse_do_nothing() -> None:
    world = both(still({**PARTNERS, "partners.agree": 0.0}))
    assert counts(world, "agreed", "reach", "impressions") == [0, 5, 20]


def test_an_audience_that_all_follows_us_brings_nobody_new() -> None:
    levers = {**PARTNERS, "partners.overlap": 1.0, "partners.audience": 5}
    assert counts(both(still(levers)), "reach", "reach_through_others") == [5, 0]


def test_the_size_discount_acts_on_a_partners_audience() -> None:
    """A hundred thousandth of 1,000 people's attention each: nobody sees."""
    levers = {**PARTNERS, "public.see": 1e-9, "network.discount": 1.0, "network.looks_away": 1.0}
    assert counts(both(still(levers)), "reach", "agreed") == [5, 3]


def test_each_view_paid_for_is_a_stranger_once_a_post() -> None:
    levers = {"growth.ad_views": 40, "posts.count": 3, "posts.every": 24.0, "public.real": 1.0}
    world = both(still(levers))
    seen = lines(world, "see")
    paid = seen[seen["source"] == -1]
    assert counts(world, "ads") == [120] == [len(paid)]
    groups = [set(paid["account"][paid["post"] == post].tolist()) for post in range(3)]
    assert all(len(group) == 40 and min(group) > 5 for group in groups)
    assert groups[0] != groups[1]
    assert counts(world, "reach_through_others") == [0]


def test_there_are_no_more_strangers_than_there_are() -> None:
    world = both(still({"growth.ad_views": 10_000}))
    assert counts(world, "ads", "reach") == [95, 100]


@pytest.mark.compiled
def test_lists_longer_than_a_burst_are_gone_through_to_the_end() -> None:
    """2,600 followers, one of whom has 2,500 of them and an ad for 2,400 more strangers."""
    levers: dict[str, Value] = {
        "followers.fans.size": 2_600,
        "network.population": 6_000,
        "growth.ad_views": 2_400,
        "partners.count": 1,
        "partners.agree": 1.0,
        "partners.audience": 2_300,
        "partners.overlap": 0.0,
        "followers.celebrities.size": 1,
        "public.share": 0.0,
        "followers.celebrities.see": 1.0,
        "followers.celebrities.share": 1.0,
        "followers.celebrities.audience": 2_500.0,
    }
    world = both(still(levers), days=2.0)
    seen = lines(world, "see")
    by_source = {int(n): int((seen["source"] == n).sum()) for n in np.unique(seen["source"])}
    assert by_source == {-1: 2_400, 0: 2_601, 2_601: 2_500, 6_001: 2_300}
    assert counts(world, "direct_impressions") == [2_601 + 2_400]
    assert seen["time"][-1] < DAY
