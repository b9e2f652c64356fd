"""Replays: exact on worlds made by hand, and at the end equal to the outcomes of the world."""

import numpy as np
import pytest

from simulation.clocks import Swift
from simulation.outcomes import replay
from simulation.outcomes.replay import ASKED, US
from simulation.parameters import Parameters, Run, Value, changed
from simulation.rules import ACTIONS
from simulation.world import World, plan
from simulation.world.state import CASUAL, FANS, GROUPS, HOPS, PUBLIC
from tests.worlds import both, lines, still, swift, table_of

pytestmark = pytest.mark.compiled

TABLE: dict[str, Value] = {
    "network.kind": "table", "network.table": "by hand", "network.us": "0",
    "followers.fans.share": 1.0, "public.share": 1.0,
}  # fmt: skip
CHAIN = {0: [1], 1: [2], 2: [3]}
STAR: dict[int, dict[int, float] | list[int]] = {0: [1, 2, 3, 4]}


def by_hand(ties: dict, **settings: Value) -> World:
    levers = {path.replace("__", "."): value for path, value in settings.items()}
    return both(still({**TABLE, **levers}), table=table_of(ties))


def test_a_chain() -> None:
    found = replay(by_hand(CHAIN))
    assert found.account.tolist() == [0, 1, 2, 3]
    assert found.parent.tolist() == [0, 0, 1, 2]
    assert found.hop.tolist() == [0, 1, 2, 3]
    assert found.kind.tolist() == [US, FANS, PUBLIC, PUBLIC]
    assert found.brought.tolist() == [1, 1, 1, 0]
    noon = 12 * 3_600_000  # each notices a minute after it was put before them
    assert found.seen.tolist() == [noon, noon + 60_000, noon + 120_000, noon + 180_000]
    assert (found.touched, len(found.reached), len(found.through_others)) == (3, 3, 2)
    assert (found.deepest, found.best) == (3, (FANS, 1))
    assert found.shared.tolist() == found.seen[1:].tolist()
    did = [(row, ACTIONS[action], source) for _, action, row, _, source, _ in found.log.tolist()]
    assert did == [
        (0, "post", -1), (1, "see", 0), (1, "share", -1), (2, "see", 1), (2, "share", -1),
        (3, "see", 2), (3, "share", -1),
    ]  # fmt: skip


def test_a_star() -> None:
    found = replay(by_hand(STAR, followers__fans__share=0.0))
    assert sorted(found.account.tolist()) == [0, 1, 2, 3, 4]
    assert found.parent.tolist() == [0] * 5
    assert found.hop.tolist() == [0, 1, 1, 1, 1]
    assert found.brought.tolist() == [4, 0, 0, 0, 0]
    assert len(found.shared) == len(found.through_others) == 0
    assert (found.deepest, found.best) == (1, (US, 0))


def test_who_showed_it_first_is_the_one_it_was_had_from() -> None:
    """3 follows 1 and 2, sees it from both, and is counted for the first alone."""
    world = by_hand({0: [1, 2], 1: [3], 2: [3]})
    found = replay(world)
    sights = lines(world, "see")
    assert (sights["account"] == 3).sum() == 2
    first = sights["source"][sights["account"] == 3][0]
    assert found.account[found.parent[found.account.tolist().index(3)]] == first
    assert found.brought.sum() == found.touched == 3


def test_one_post_alone_is_counted_from_its_own_first_sights() -> None:
    world = by_hand(CHAIN, posts__count=3)
    for post in range(3):
        found = replay(world, post)
        assert found.account.tolist() == [0, 1, 2, 3]
        assert len(found.reached) == world.posts[post].reach
        assert set(found.log["post"]) == {post}
        assert found.seen[0] == lines(world, "post")["time"][post]
    assert len(replay(world).reached) == 3  # people, not views


def test_nobody_sees_anything() -> None:
    found = replay(swift(still({"followers.fans.see": 0.0})))
    assert found.account.tolist() == [0]
    assert found.touched == 0
    empty = replay(swift(still(), days=0.2))  # the end comes before the first post
    assert len(empty.events) == len(empty.log) == 0


# Everything that changes who somebody is to us while a world runs.
BUSY: dict[str, Value] = {
    "weed.days": 6, "weed.per_day": 50, "weed.after": 2.0, "growth.attract": 0.5,
    "public.follow": 0.2, "fatigue.unfollow": 0.3, "posts.every": 8.0,
    "followers.bought.size": 300, "followers.bought.real": 0.5, "followers.bought.see": 0.2,
    "growth.bought_day": 2.0, "growth.purge_day": 5.0, "growth.ad_views": 500,
    "partners.count": 3, "partners.agree": 1.0, "partners.every": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def busy() -> World:
    made, net = plan(changed(Parameters(), BUSY), Run(days=8))
    return Swift(made, net, logging=True).run(1, 0)


def test_at_the_end_its_counts_are_the_worlds_outcomes(busy: World) -> None:
    found, tally = replay(busy, most=10**9), busy.tally
    counted = [found.reached, found.through_others, found.shared, found.bought, found.events]
    names = ("reach", "reach_through_others", "shares", "orders", "logged")
    assert [len(times) for times in counted] == [int(tally[name]) for name in names]
    assert all((np.diff(times) >= 0).all() for times in counted)
    assert found.deepest == tally.deepest
    assert found.best[1] == found.brought[1:].max() > 0
    assert tally.follows > 0
    assert tally.unfollows > 0
    people = (found.kind != US) & (found.kind != ASKED)
    assert (found.kind == ASKED).sum() == tally.agreed == 3
    by_kind = np.bincount(found.kind[people], minlength=len(GROUPS))
    assert by_kind.tolist() == tally.by_group.tolist()
    assert np.count_nonzero(by_kind) > 4  # fans, casual, follow-backs, bought, public
    by_hop = np.bincount(np.minimum(found.hop[people], HOPS) - 1, minlength=HOPS)
    assert by_hop.tolist() == tally.by_hop.tolist()


def test_the_account_that_showed_it_came_before(busy: World) -> None:
    found = replay(busy, most=10**9)
    rows = np.arange(len(found.account))
    assert (found.parent[1:] < rows[1:]).all()
    assert (found.seen[found.parent] <= found.seen).all()
    of_a_partner = found.kind[found.parent] == ASKED
    assert of_a_partner.any()
    assert (found.hop[of_a_partner] == 2).all()


@pytest.mark.parametrize("most", [20, 200, 500])
def test_of_many_the_bringers_are_kept_and_the_rest_evenly(busy: World, most: int) -> None:
    whole, found = replay(busy, most=10**9), replay(busy, most=most)
    assert len(found.account) == most + 1
    assert found.touched == whole.touched == len(whole.account) - 1
    assert found.events.tolist() == whole.events.tolist()
    assert (found.deepest, found.best) == (whole.deepest, whole.best)
    where = {account: row for row, account in enumerate(whole.account.tolist())}
    same = [where[account] for account in found.account.tolist()]
    assert same == sorted(same)
    assert whole.account[whole.parent[same]].tolist() == found.account[found.parent].tolist()
    assert whole.brought[same].tolist() == found.brought.tolist()
    assert same[-1] > 0.9 * len(whole.account)  # to the end, not only those of the first hours
    assert set(found.log["account"].tolist()) <= set(range(most + 1))


def test_the_kinds_of_a_still_world() -> None:
    found = replay(swift(still({"followers.casual.size": 3, "followers.casual.see": 1.0,
                               "followers.casual.real": 1.0})))  # fmt: skip
    assert np.bincount(found.kind[1:]).tolist() == [5, 3]
    assert found.kind[found.account > 5].tolist() == [CASUAL] * 3
