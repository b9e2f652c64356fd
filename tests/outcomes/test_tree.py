"""Trees of who had it from whom, and how viral their shape is."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.outcomes import Tree, structural_virality, trees
from simulation.rules import ACTIONS, log_of
from tests.worlds import still, swift, table_of

POST, SEE, SHARE, LIKE = (ACTIONS.index(name) for name in ("post", "see", "share", "like"))


def tree(parents: list[int]) -> Tree:
    nodes = np.arange(len(parents))
    return Tree(0, nodes, np.array(parents), nodes)


def by_brute_force(parents: list[int]) -> float:
    """Mean distance of all pairs, by walking up from both until they meet."""

    def way_up(node: int) -> list[int]:
        way = [node]
        while way[-1] != 0:
            way.append(parents[way[-1]])
        return way

    def distance(one: int, other: int) -> int:
        up, across = way_up(one), way_up(other)
        meeting = next(node for node in up if node in across)
        return up.index(meeting) + across.index(meeting)

    pairs = list(itertools.combinations(range(len(parents)), 2))
    return sum(distance(a, b) for a, b in pairs) / len(pairs)


def test_known_shapes() -> None:
    assert structural_virality(tree([0])) is None
    assert structural_virality(tree([0, 0])) == 1.0
    assert structural_virality(tree([0, 0, 1, 2])) == pytest.approx(10 / 6)  # a chain of four
    star = structural_virality(tree([0] * 50))
    assert star == pytest.approx(2 * 49 / 50)  # Goel and others: nearly 2


@given(st.lists(st.integers(0, 1_000), min_size=1, max_size=20))
def test_virality_is_the_mean_distance(numbers: list[int]) -> None:
    parents = [0] + [number % (node + 1) for node, number in enumerate(numbers)]
    assert structural_virality(tree(parents)) == pytest.approx(by_brute_force(parents))


def test_a_tree_from_a_log_by_hand() -> None:
    """7 and 8 had it from us; 9 saw it from 7, then from 8, and shared; 5 had it from an ad."""
    log = np.array(
        [
            [0, POST, 0, 0, -1, 0],
            [10, SEE, 7, 0, 0, 1],
            [10, SHARE, 7, 0, -1, 1],
            [20, SEE, 8, 0, 0, 1],
            [20, SHARE, 8, 0, -1, 1],
            [30, SEE, 9, 0, 7, 2],
            [40, SEE, 9, 0, 8, 2],
            [40, LIKE, 9, 0, -1, 2],
            [40, SHARE, 9, 0, -1, 2],
            [45, SEE, 5, 0, -1, 1],
            [45, SHARE, 5, 0, -1, 1],
            [50, POST, 0, 1, -1, 0],
            [60, SEE, 7, 1, 9, 2],
        ]
    )
    first, second = trees(log)
    assert (first.post, second.post) == (0, 1)
    assert first.account.tolist() == [0, 7, 8, 9, 5]
    assert first.parent.tolist() == [0, 0, 0, 2, 0]
    assert first.time.tolist() == [0, 10, 20, 40, 45]
    assert second.account.tolist() == [0]


@pytest.mark.compiled
def test_trees_of_a_simulated_world_are_its_cascades() -> None:
    levers = {
        "network.kind": "table",
        "network.table": "by hand",
        "network.us": "0",
        "followers.fans.share": 1.0,
        "public.share": 1.0,
        "posts.count": 2,
    }
    world = swift(still(levers), table=table_of({0: [1, 2], 2: [3], 3: [4, 5], 5: [6]}))
    found = trees(log_of(world))
    assert len(found) == 2
    for each in found:
        nodes = dict(zip(each.account.tolist(), each.parent.tolist(), strict=True))
        had_from = {node: int(each.account[parent]) for node, parent in nodes.items()}
        assert had_from == {0: 0, 1: 0, 2: 0, 3: 2, 4: 3, 5: 3, 6: 5}


def test_no_log_no_trees() -> None:
    assert trees(np.zeros((0, 6), np.int64)) == []
