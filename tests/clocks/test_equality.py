"""The two clocks give the same worlds: to the last event, in any order, on any threads."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from simulation.clocks import Live, Swift
from simulation.ensemble import simulate, table_of
from simulation.errors import UserError
from simulation.network.tables import Table
from simulation.parameters import Lever, Parameters, Run, Value, changed, groups, levers
from simulation.scenarios import shipped
from simulation.world import plan
from tests.worlds import record_of

pytestmark = pytest.mark.compiled

# Where a lever's own bounds would give a world too large or too dull for a test.
BOUNDS: dict[str, tuple[float, float]] = {
    **{f"followers.{name}.size": (0, 200) for name, _ in groups(Parameters().followers)},
    **{f"followers.{name}.audience": (0.0, 2_000.0) for name, _ in groups(Parameters().followers)},
    **{f"followers.{name}.mentions": (0.0, 0.1) for name, _ in groups(Parameters().followers)},
    "followers.fans.size": (1, 200),
    "network.population": (1_200, 2_000),
    "network.community_size": (2, 1_500),
    "public.audience": (0.0, 300.0),
    "public.audience_spread": (0.0, 3.0),
    "network.tail_from": (10.0, 5_000.0),
    "posts.count": (1, 8),
    "posts.every": (0.5, 60.0),
    "posts.delay": (0.01, 2_000.0),
    "posts.delay_spread": (0.0, 2.6),
    "feed.following": (0, 2_000),
    "dialogue.onlookers": (0, 50),
    "dialogue.minutes": (0.1, 90.0),
    "dialogue.patience": (0.1, 60.0),
    "fatigue.bears": (0.0, 8.0),
    "fatigue.bears_close": (0.0, 8.0),
    "network.large": (1, 500),
    "growth.ad_views": (0, 300),
    "growth.bought_day": (0.0, 10.0),
    "growth.purge_day": (0.0, 15.0),
    "weed.days": (0, 15),
    "weed.per_day": (0, 60),
    "weed.daily_cap": (0, 60),
    "weed.free_follows": (0, 300),
    "weed.after": (0.0, 6.0),
    "partners.count": (0, 4),
    "partners.audience": (0, 900),
    "partners.every": (1, 3),
    "feed.usual": (0.0005, 0.5),
    "money.order_value": (0.0, 100.0),
}


def some_value(lever: Lever) -> st.SearchStrategy[Value]:
    """Any value that keeps a world small, the ends of the range often among them."""
    if lever.path == "network.us":
        return st.sampled_from(["", "0", "7"])
    if lever.path == "network.table":
        return st.just("made up")
    if lever.type == "choice":
        return st.sampled_from(lever.choices)
    if lever.type == "switch":
        return st.booleans()
    low, high = BOUNDS.get(lever.path, (lever.low, lever.high))
    if lever.type == "integer":
        return st.one_of(st.integers(int(low), int(high)), st.sampled_from([int(low), int(high)]))
    return st.one_of(st.floats(low, high), st.sampled_from([float(low), float(high)]))


BASE: dict[str, Value] = {
    "network.population": 2_000,
    "partners.audience": 200,
    "network.table": "made up",
    "followers.casual.size": 200,
    "posts.count": 4,
    "posts.every": 20.0,
}


@st.composite
def tables(draw: Any) -> Table:
    """A random table of 40 to 300 accounts; the first 20 follow account 0."""
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    size = draw(st.integers(40, 300))
    ties = {(0, follower) for follower in range(1, 21)}
    ties |= {(int(a), int(b)) for a, b in rng.integers(0, size, (5 * size, 2)) if a != b}
    followed, follower = np.array(sorted(ties)).T
    indptr = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(followed, minlength=size), out=indptr[1:])
    chances = rng.random(len(ties)) if draw(st.booleans()) else None
    ids = tuple(map(str, range(size)))
    return Table("made up", ids, indptr, follower.astype(np.int32), chances, 0, 0)


@st.composite
def scenarios(draw: Any) -> tuple[Parameters, float, Table]:
    """Small scenarios that may differ from the defaults at any lever of the model."""
    free = {path: some_value(lever) for path, lever in levers().items()}
    chosen = draw(st.lists(st.sampled_from(list(free)), max_size=25, unique=True))
    given = {**BASE, **{path: draw(free[path]) for path in chosen}}
    table = draw(tables())
    try:
        return changed(Parameters(), given), draw(st.floats(1.0, 20.0)), table
    except UserError:
        assume(False)
        raise


@pytest.mark.law("two clocks")
@settings(max_examples=200)
@given(scenarios(), st.integers(0, 2**63 - 1), st.integers(0, 1_000))
def test_both_clocks_give_the_same_world(scenario, seed, number) -> None:  # type: ignore[no-untyped-def]
    p, days, table = scenario
    made, net = plan(p, Run(days=days), table)
    one = Live(made, net, seed, number).run()
    other = Swift(made, net, logging=True).run(seed, number)
    assert record_of(one) == record_of(other)


SIDES = {
    f"{each.id} {side.key}": (side.parameters, each.run.days)
    for each in shipped()
    for side in each.sides
}


def scaled_down(p: Parameters) -> Parameters:
    """The same scenario with fewer accounts and posts, if it has very many."""
    factor = max(1, p.network.population // 20_000)
    smaller: dict[str, Value] = {
        f"followers.{name}.size": -(-group.size // factor) for name, group in groups(p.followers)
    }
    smaller |= {
        "network.population": p.network.population // factor + 10,
        "partners.audience": p.partners.audience // factor,
        "growth.ad_views": p.growth.ad_views // factor,
        "posts.count": min(p.posts.count, 30),
    }
    return changed(p, smaller)


@pytest.mark.law("two clocks")
@pytest.mark.parametrize("name", SIDES)
def test_both_clocks_give_the_same_worlds_of_every_shipped_scenario(name: str) -> None:
    full, days = SIDES[name]
    p = scaled_down(full)
    made, net = plan(p, Run(days=min(days, 20.0)), table_of(p))
    clock = Swift(made, net, logging=True)
    for number in range(2):
        other = clock.run(1, number)
        assert other.tally.logged > 0
        assert record_of(Live(made, net, 1, number).run()) == record_of(other)


@settings(max_examples=40)
@given(scenarios(), st.permutations(range(4)))
def test_a_world_owes_nothing_to_those_before_it(scenario, order) -> None:  # type: ignore[no-untyped-def]
    p, days, table = scenario
    made, net = plan(p, Run(days=days), table)
    fresh = [record_of(Swift(made, net, logging=True).run(1, number)) for number in range(4)]
    used = Swift(made, net, logging=True)
    found = {number: record_of(used.run(1, number)) for number in order}
    assert [found[number] for number in range(4)] == fresh


EVERYTHING: dict[str, Value] = {
    **BASE,
    "weed.days": 10,
    "weed.per_day": 30,
    "partners.count": 3,
    "growth.ad_views": 100,
    "growth.purge_day": 8.0,
    "growth.bought_day": 3.0,
    "followers.bought.size": 100,
    "feed.strength": 1.0,
    "feed.ratio_penalty": True,
    "dialogue.order": "closest first",
    "growth.attract": 0.5,
    "followers.casual.mentions": 0.02,
    "fatigue.bears": 1.0,
    "posts.chance_per": "tie",
    "followers.fans.see": 0.5,
    "public.follow": 0.1,
}


def test_another_seed_or_world_is_another_story() -> None:
    made, net = plan(changed(Parameters(), EVERYTHING), Run(days=15.0))
    clock = Swift(made, net, logging=True)
    records = [record_of(clock.run(seed, number)) for seed, number in ((1, 0), (1, 1), (2, 0))]
    assert len({log for log, _, _ in records}) == 3


@pytest.mark.law("two clocks")
@pytest.mark.parametrize("threads", [2, 4])
def test_an_ensemble_is_the_same_on_any_number_of_threads(threads: int) -> None:
    p, run = changed(Parameters(), EVERYTHING), Run(worlds=61, days=10.0)
    alone, together = simulate(p, run, threads=1), simulate(p, run, threads=threads)
    assert alone.tallies.tobytes() == together.tallies.tobytes()
    assert alone.posts.tobytes() == together.posts.tobytes()


def test_an_ensemble_is_the_same_on_both_clocks() -> None:
    p = changed(Parameters(), EVERYTHING)
    swift = simulate(p, Run(worlds=6, days=10.0))
    live = simulate(p, Run(worlds=6, days=10.0, clock="live"))
    assert swift.tallies.tobytes() == live.tallies.tobytes()
    assert swift.posts.tobytes() == live.posts.tobytes()


@pytest.mark.law("longer run")
def test_a_longer_ensemble_begins_with_the_shorter() -> None:
    p = changed(Parameters(), EVERYTHING)
    few, many = (simulate(p, Run(worlds=worlds, days=5.0)) for worlds in (7, 30))
    assert many.tallies[:7].tobytes() == few.tallies.tobytes()
