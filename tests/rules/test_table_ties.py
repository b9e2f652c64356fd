"""Real networks: measured chances tie by tie, beside what people do of their own accord."""

from simulation.clocks import Swift
from simulation.parameters import Run, Value
from simulation.world import accounts_of, plan
from tests.worlds import both, counts, lines, pairs, record_of, still, table_of

LEVERS: dict[str, Value] = {
    "network.kind": "table",
    "network.table": "by hand",
    "network.us": "0",
    "followers.fans.see": 0.0,
    "public.see": 0.0,
}


def test_certain_ties_pass_on_and_impossible_ones_do_not() -> None:
    ties = {0: {1: 1.0, 2: 0.0}, 1: {3: 1.0, 4: 0.0}, 2: {5: 1.0}, 3: {6: 1.0}}
    world = both(still(LEVERS), table=table_of(ties))
    assert pairs(lines(world, "see"), "source", "account", "depth") == [
        (0, 1, 1),
        (1, 3, 2),
        (3, 6, 3),
    ]
    assert counts(world, "shares", "reach") == [3, 3]


def test_who_sees_of_their_own_accord_passes_on_by_the_tie_alone() -> None:
    """All see; the tie to 2 is never passed on along, whatever 2's own chance to share."""
    ties = {0: {1: 1.0, 2: 0.0}, 1: {3: 0.0}, 2: {4: 1.0}}
    levers = {**LEVERS, "followers.fans.see": 1.0, "public.see": 1.0, "followers.fans.share": 1.0}
    world = both(still({**levers, "public.share": 1.0}), table=table_of(ties))
    assert lines(world, "share")["account"].tolist() == [1]
    assert counts(world, "reach") == [3]


def test_strangers_reached_by_an_ad_pass_on_by_themselves() -> None:
    """No tie led there, so their own chance to share counts."""
    ties = {0: {1: 0.0}, 2: {3: 1.0}, 3: {4: 1.0}}
    levers = {**LEVERS, "growth.ad_views": 10, "public.share": 1.0}
    world = both(still(levers), table=table_of(ties))
    assert set(lines(world, "share")["account"]) == {2, 3, 4}


def test_the_next_post_runs_along_the_same_ties_with_its_own_draws() -> None:
    ties = {0: dict.fromkeys(range(1, 41), 0.5)}
    world = both(still({**LEVERS, "posts.count": 2, "posts.every": 24.0}), table=table_of(ties))
    sharers = [
        set(lines(world, "share")["account"][lines(world, "share")["post"] == n]) for n in (0, 1)
    ]
    assert sharers[0] != sharers[1]
    assert all(5 < len(each) < 35 for each in sharers)


def test_worlds_in_used_arrays_are_as_in_new_ones() -> None:
    ties = {n: {n + 1: 0.8, n + 2: 0.5} for n in range(10)}
    made, net = plan(still({**LEVERS, "followers.fans.reply": 1.0}), Run(), table_of(ties))
    used = Swift(made, net, logging=True)
    for number in range(4):
        assert record_of(used.run(1, number)) == record_of(
            Swift(made, net, logging=True).run(1, number)
        )


def test_ids_in_the_order_of_accounts() -> None:
    table = table_of({3: [1, 4], 1: [0, 3], 0: [4]})
    assert accounts_of(still({**LEVERS, "network.us": "3"}), table) == ("3", "1", "4", "0", "2")
