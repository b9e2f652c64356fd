"""Ensembles: many worlds of one scenario, the same however they are shared out."""

import threading

import numpy as np
import pytest

from simulation.compiling import VERSION
from simulation.ensemble import Stopped, simulate
from simulation.errors import UserError
from simulation.parameters import Parameters, Run, changed
from simulation.world.state import TALLY
from tests.worlds import still, swift, table_of

pytestmark = pytest.mark.compiled

SMALL = changed(Parameters(), {"network.population": 6_000, "posts.count": 3})


def test_what_comes_back_says_what_made_it() -> None:
    run = Run(worlds=12, days=7.0)
    e = simulate(SMALL, run)
    assert (e.parameters, e.run, e.version) == (SMALL, run, VERSION)
    assert e.tallies.dtype == TALLY
    assert e.tallies.shape == (12,)
    assert e.posts.shape == (12, 3)


def test_world_number_n_is_row_n() -> None:
    e = simulate(SMALL, Run(worlds=30, days=7.0, seed=5), threads=3)
    for number in (0, 7, 29):
        world = swift(SMALL, 7.0, 5, number)
        assert world.tally.reach == e.tallies["reach"][number]
        assert np.array_equal(world.posts["reach"], e.posts["reach"][number])


def test_worlds_and_seeds_differ() -> None:
    one, other = (simulate(SMALL, Run(worlds=20, days=7.0, seed=seed)) for seed in (1, 2))
    assert len(set(one.tallies["impressions"])) > 10
    assert not np.array_equal(one.tallies["impressions"], other.tallies["impressions"])


def test_large_seeds_are_as_good_as_small_ones() -> None:
    seeds = (0, 2**32, 2**63 - 1)
    reach = [simulate(SMALL, Run(worlds=5, days=7.0, seed=seed)).tallies["reach"] for seed in seeds]
    assert len({tuple(row) for row in reach}) == 3


def test_a_run_without_posts_is_quiet() -> None:
    e = simulate(SMALL, Run(worlds=3, days=0.1))
    assert e.posts.shape == (3, 0)
    assert not e.tallies["impressions"].any()


@pytest.mark.parametrize("clock", ["swift", "live"])
def test_progress_is_told_and_ends_at_the_end(clock: str) -> None:
    told: list[tuple[int, int]] = []
    simulate(
        SMALL,
        Run(worlds=9, days=3.0, clock=clock),
        on_progress=lambda done, total: told.append((done, total)),
    )
    assert told[-1] == (9, 9)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.parametrize("clock", ["swift", "live"])
def test_a_run_can_be_stopped(clock: str) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        simulate(SMALL, Run(worlds=50, clock=clock), stop=stop)


def test_a_table_is_read_if_none_is_given() -> None:
    congress = {"network.kind": "table", "network.table": "congress"}
    e = simulate(changed(Parameters(), congress), Run(worlds=4, days=3.0))
    assert np.all(e.tallies["reach"] <= 474)
    missing = {"network.kind": "table", "network.table": "no such file"}
    with pytest.raises(UserError, match="no such file"):
        simulate(changed(Parameters(), missing), Run(worlds=1))


def test_a_table_given_is_used() -> None:
    levers = {"network.kind": "table", "network.table": "by hand", "network.us": "0"}
    e = simulate(still(levers), Run(worlds=3, days=2.0), table=table_of({0: [1, 2, 3]}))
    assert set(e.tallies["reach"]) == {3}


def test_too_large_a_run_is_refused() -> None:
    large = changed(Parameters(), {"network.population": 50_000_000})
    with pytest.raises(UserError, match="more than memory"):
        simulate(large, Run(memory=0.5))


def test_ten_followers_more_are_the_same_worlds_with_ten_followers_more() -> None:
    """Ahead in 97 of 100 replicates; with independent draws, in about 54. The seed is fixed."""
    before = Parameters()
    more = changed(before, {"followers.fans.size": before.followers.fans.size + 10})
    one, other = (simulate(each, Run(worlds=200)).tallies["reach"] for each in (before, more))
    assert np.mean(other > one) > 0.9
    assert np.corrcoef(one, other)[0, 1] > 0.9
