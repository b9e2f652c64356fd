"""The laws of the model, each exact in every single world or within a stated error."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.ensemble import Ensemble, simulate
from simulation.outcomes import waterfall
from simulation.parameters import Parameters, Run, Value, changed
from simulation.rules import log_of
from simulation.world import World
from simulation.world.state import DAY, HOUR
from tests.worlds import GROUPS, counts, lines, live, pairs, still, swift

pytestmark = pytest.mark.compiled

FULL: dict[str, Value] = {
    "followers.bought.size": 200,
    "followers.bought.real": 0.3,
    "followers.partners.size": 3,
    "followers.celebrities.size": 1,
    "growth.ad_views": 50,
    "partners.count": 2,
    "partners.audience": 300,
    "network.population": 3_000,
}


def ran(settings: dict[str, Value], worlds: int = 40, days: float = 28.0) -> Ensemble:
    return simulate(changed(Parameters(), settings), Run(worlds=worlds, days=days))


def column(e: Ensemble, name: str) -> np.ndarray:
    return np.asarray(e.tallies[name])


# Nobody


@pytest.mark.law("nobody sees")
def test_if_nobody_sees_nobody_is_reached() -> None:
    blind = {f"followers.{group}.see": 0.0 for group in GROUPS}
    e = ran({**blind, "followers.fans.size": 5_000, "growth.ad_views": 0})
    assert not column(e, "reach").any()
    assert not column(e, "impressions").any()


@pytest.mark.law("fakes")
def test_if_all_followers_are_fake_nothing_goes_onward() -> None:
    fake = {f"followers.{group}.real": 0.0 for group in GROUPS}
    seeing = {f"followers.{group}.see": 1.0 for group in GROUPS}
    e = ran({**fake, **seeing, "followers.bought.size": 5_000})
    for name in ("reach", "impressions", "likes", "shares", "orders", "follows"):
        assert not column(e, name).any()


@pytest.mark.law("fakes")
def test_bots_never_appear_in_the_log() -> None:
    p = still({"followers.fans.size": 40, "followers.fans.real": 0.5, "followers.fans.share": 1.0})
    seen = lines(swift(p), "see")["account"]
    assert np.unique(seen[seen <= 40]).tolist() == list(range(1, 21))


# The product formula


PRODUCT = {
    "followers.fans.size": 2_000,
    "followers.fans.real": 0.7,
    "followers.fans.see": 0.3,
    "network.population": 3_000,
}


@pytest.mark.law("nobody shares")
def test_if_nobody_shares_reach_is_real_followers_times_the_chance_to_see() -> None:
    """1,400 people with chance 0.3 in 400 worlds: 420 on average; 4.5 standard errors either way
    fail for one seed in 100,000. The spread is that of a binomial, held to 5 standard errors."""
    e = simulate(still(PRODUCT), Run(worlds=400, days=2.0))
    reach = column(e, "reach")
    variance = 1_400 * 0.3 * 0.7
    assert abs(reach.mean() - 420.0) < 4.5 * np.sqrt(variance / 400)
    assert abs(reach.var(ddof=1) / variance - 1.0) < 5 * np.sqrt(2 / 399)
    assert reach.max() <= 1_400
    assert np.array_equal(reach, column(e, "impressions"))


@pytest.mark.law("nobody shares")
def test_if_everybody_sees_reach_is_exactly_the_real_followers() -> None:
    e = simulate(still({**PRODUCT, "followers.fans.see": 1.0}), Run(worlds=5, days=2.0))
    assert set(column(e, "reach")) == {1_400}


# The reply queue


QUEUE: dict[str, Value] = {
    "followers.fans.size": 300,
    "followers.fans.reply": 1.0,
    "network.population": 1_000,
    "posts.count": 12,
    "posts.every": 12.0,
    "dialogue.opens": 10.0,
    "dialogue.hours": 2.5,
    "dialogue.minutes": 7.0,
    "dialogue.patience": 60.0,
}


@pytest.mark.law("answering hours")
@settings(max_examples=30)
@given(
    st.floats(0.0, 24.0),
    st.floats(0.0, 23.75),
    st.floats(0.5, 120.0),
    st.sampled_from(["first come", "closest first"]),
    st.floats(0.5, 100.0),
    st.floats(0.0, 4.0),
)
def test_answers_never_take_more_than_the_hours_spent_answering(  # type: ignore[no-untyped-def]
    hours, opens, minutes, order, patience, spread
) -> None:
    """Day by day, from the log: no two answers overlap, and none is given outside the hours."""
    p = still(
        {
            **QUEUE,
            "dialogue.hours": hours,
            "dialogue.opens": opens,
            "dialogue.order": order,
            "dialogue.minutes": minutes,
            "dialogue.patience": patience,
            "posts.delay_spread": spread,
            "posts.delay": 60.0,
        }
    )
    world = swift(p, days=9.0)
    done = lines(world, "answer")["time"]
    opened, takes = round(opens * HOUR), round(minutes * 60_000)
    ends = (done - opened) % DAY
    ends[ends == 0] = DAY
    assert np.all(ends - takes >= 0)
    assert np.all(ends <= round(hours * HOUR))
    assert np.all(np.diff(done) >= takes)
    answered, missed, mentions = counts(world, "answered", "missed", "mentions")
    assert answered == len(done)
    assert answered + missed <= mentions == len(lines(world, "reply"))


@pytest.mark.law("full queue")
def test_a_full_queue_gets_as_many_answers_however_many_write() -> None:
    """So twice the followers, all of whom write, get half the answers each."""
    answered = {
        size: counts(swift(still({**QUEUE, "followers.fans.size": size}), days=6.0), "answered")[0]
        for size in (150, 300, 600)
    }
    # 2 h 30 min hold 21 answers of 7 minutes, on each of the five and a half days from noon on:
    # 30 minutes of the first day hold 4.
    assert answered == {150: 4 + 5 * 21, 300: 4 + 5 * 21, 600: 4 + 5 * 21}


# More is never less


CHANCES = [f"followers.{group}.{deed}" for group in GROUPS for deed in ("see", "share")]
CHANCES += ["public.see", "public.share"]

# No feedback: nobody's list, mood or rank changes, so more of one is never less of another.
COUPLED: dict[str, Value] = {
    "public.follow": 0.0,
    "dialogue.silence_loss": 0.0,
    "dialogue.answer_gain": 0.0,
    "dialogue.onlooker_gain": 0.0,
    "fatigue.unfollow": 0.0,
    "feed.strength": 0.0,
    "network.onward_cap": 10.0,
    "network.population": 3_000,
    "partners.audience": 300,
    "posts.count": 5,
    "posts.every": 30.0,
    "followers.casual.size": 300,
    "partners.count": 1,
    "followers.bought.size": 50,
    "followers.bought.real": 0.5,
    "followers.followbacks.size": 50,
    "followers.partners.size": 5,
    "followers.celebrities.size": 1,
    "growth.ad_views": 20,
}


@pytest.mark.law("more is never less")
@settings(max_examples=80)
@given(
    st.sampled_from(CHANCES),
    st.floats(0, 0.5),
    st.floats(0, 1),
    st.sampled_from(["random", "communities", "small world", "hubs"]),
    st.sampled_from(["person", "tie"]),
    st.floats(1, 3),
    st.booleans(),
    st.floats(2.0, 15.0),
)
def test_a_higher_chance_never_lowers_reach_in_any_world(  # type: ignore[no-untyped-def]
    path, one, other, kind, per, second, ordinary, days
) -> None:
    base = {
        **COUPLED,
        "network.kind": kind,
        "posts.chance_per": per,
        "posts.second_look": second,
        "followers.casual.ordinary": ordinary,
        "public.share": 0.02,
    }
    low, high = sorted((one, other))
    less, more = (ran({**base, path: chance}, worlds=10, days=days) for chance in (low, high))
    assert np.all(column(more, "reach") >= column(less, "reach"))
    assert np.all(column(more, "shares") >= column(less, "shares"))
    assert np.all(more.posts["reach"] >= less.posts["reach"])
    if low == high:
        assert more.tallies.tobytes() == less.tallies.tobytes()


@pytest.mark.law("common random numbers")
def test_the_coupling_is_person_by_person() -> None:
    """Everyone who sees at the lower chance sees at the higher one, at the same time or sooner."""
    low, high = (
        swift(changed(Parameters(), {**COUPLED, "public.share": share, "public.see": 0.1}))
        for share in (0.01, 0.03)
    )

    def sights(world: World) -> dict[tuple[int, int], int]:
        rows = pairs(lines(world, "see")[::-1], "account", "post", "time")
        return {(account, post): time for account, post, time in rows}  # the first sight stays

    before, after = sights(low), sights(high)
    assert before.keys() < after.keys()
    assert all(after[who] <= time for who, time in before.items())


@pytest.mark.law("common random numbers")
def test_the_draws_of_others_stay_when_followers_come() -> None:
    """Six more at the end of our list, and nobody passes on: all others do as they did."""
    alone = {"followers.celebrities.size": 0, "partners.count": 0, "growth.ad_views": 0}
    base = {**COUPLED, **alone, **{f"followers.{group}.share": 0.0 for group in GROUPS}}
    one, other = (
        swift(changed(Parameters(), {**base, "followers.partners.size": size})) for size in (0, 6)
    )
    there = lines(other, "see")
    listed = 100 + 300 + 50 + 50
    assert np.array_equal(lines(one, "see"), there[there["account"] <= listed])
    assert len(there) > len(lines(one, "see")) > 0


# Conservation


@pytest.mark.law("conservation")
@settings(max_examples=25)
@given(
    st.floats(0, 1),
    st.floats(0, 0.3),
    st.sampled_from(["person", "tie"]),
    st.sampled_from([0.0, 3.0]),
    st.sampled_from([0.0, 5.0]),
    st.floats(0.0, 1.0),
)
def test_counts_are_conserved_along_the_waterfall(  # type: ignore[no-untyped-def]
    see, share, per, arrives, purged, attract
) -> None:
    e = ran(
        {
            **FULL,
            "followers.casual.see": see,
            "followers.casual.share": share,
            "posts.chance_per": per,
            "growth.bought_day": arrives,
            "growth.purge_day": purged,
            "growth.attract": attract,
            "public.follow": 0.1,
        },
        worlds=8,
        days=10.0,
    )
    stage = {each.name: each.people.median for each in waterfall(e)}
    assert stage["listed"] == 1_000 + 200 + 3 + 1
    assert stage["listed"] >= stage["real"]
    real = stage["real"]
    assert np.all(column(e, "listed_saw") <= real)
    for more, less in (
        ("listed_saw", "listed_acted"),
        ("listed_acted", "listed_shared"),
        ("acted", "listed_acted"),
        ("acted", "buyers"),
        ("reach", "acted"),
        ("impressions", "reach"),
        ("impressions", "direct_impressions"),
        ("clicks", "orders"),
        ("orders", "buyers"),
        ("reach", "niche_reach"),
        ("reach", "reach_through_others"),
        ("mentions", "replies"),
        ("shares", "large_shares"),
        ("people_answered", "listed_answered"),
        ("answered", "people_answered"),
        ("shares", "listed_shared"),
    ):
        assert np.all(column(e, more) >= column(e, less)), (more, less)
    reach = column(e, "reach")
    assert np.array_equal(column(e, "by_hop").sum(axis=1), reach)
    assert np.array_equal(column(e, "by_group").sum(axis=1), reach)
    assert np.array_equal(column(e, "grid")[:, 0].sum(axis=1), reach)
    listed = stage["listed"] + column(e, "follows") - column(e, "unfollows")
    assert np.array_equal(column(e, "listed"), listed)


@pytest.mark.law("cool-down")
def test_whoever_notices_after_a_short_pause_notices_after_a_longer_one() -> None:
    """Twelve posts, follower by follower and post by post, at ever longer pauses."""
    tireless = {
        "fatigue.drop": 0.0,
        "fatigue.unfollow": 0.0,
        "fatigue.cooldown": 0.8,
        "fatigue.cooldown_hours": 24.0,
        "dialogue.hours": 0.0,
        "growth.ad_views": 0,
        "partners.count": 0,
        "public.follow": 0.0,
        "posts.count": 12,
    }
    noticed = []
    for every in (1.0, 6.0, 12.0, 24.0, 36.0):
        world = swift(changed(Parameters(), {**COUPLED, **tireless, "posts.every": every}), 40.0)
        seen = lines(world, "see")
        noticed.append(set(pairs(seen[seen["source"] == 0], "account", "post")))
    for less, more in itertools.pairwise(noticed[:-1]):
        assert less < more
    assert noticed[-1] == noticed[-2]  # attention had recovered fully


@pytest.mark.law("conservation")
def test_the_log_holds_what_is_counted() -> None:
    busy = {
        "public.follow": 0.05,
        "weed.days": 5,
        "weed.per_day": 20,
        "dialogue.minutes": 50.0,
        "fatigue.bears": 0.0,
        "fatigue.bears_close": 0.0,
        "fatigue.unfollow": 0.05,
        "followers.casual.buy": 1.0,
        "followers.casual.click": 0.5,
    }
    p = changed(Parameters(), {**FULL, **busy})
    world = live(p, days=12.0)
    for action, name in (
        ("see", "impressions"),
        ("like", "likes"),
        ("reply", "replies"),
        ("click", "clicks"),
        ("buy", "orders"),
        ("share", "shares"),
        ("follow", "follows"),
        ("unfollow", "unfollows"),
        ("answer", "answered"),
        ("give up", "missed"),
        ("we follow", "followed"),
    ):
        assert len(lines(world, action)) == counts(world, name)[0] > 0, action
    seen = np.unique(lines(world, "see")["account"])
    assert len(seen) == counts(world, "reach")[0]
    assert np.all(np.diff(log_of(world)["time"]) >= 0)


@pytest.mark.law("longer run")
@pytest.mark.parametrize("horizon", [5.0, 10.0])
def test_a_longer_run_begins_with_the_shorter(horizon: float) -> None:
    p = changed(Parameters(), FULL)
    short, long = swift(p, days=horizon), swift(p, days=12.0)
    log, longer = log_of(short), log_of(long)
    assert np.array_equal(longer[: len(log)], log)
    assert longer["time"][len(log)] >= horizon * DAY
