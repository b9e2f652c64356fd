"""Cascades as trees, read from the log of one world: who had it from whom."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.rules import ACTIONS

POST, SEE, SHARE = ACTIONS.index("post"), ACTIONS.index("see"), ACTIONS.index("share")


@dataclass(frozen=True, eq=False)
class Tree:
    """The cascade of one post: the post itself is node 0, its resharers follow in order of time.

    account, parent: int64[nodes] (the root is its own parent), time: int64[nodes] in ms. A parent
    is the sharer whose showing was noticed last before the share (attribution by follower graph).
    """

    post: int
    account: NDArray[np.int64]
    parent: NDArray[np.int64]
    time: NDArray[np.int64]


def trees(log: NDArray[np.void]) -> list[Tree]:
    """The cascade of every post in a log, see `rules.log_of`, in order of posts."""
    nodes: dict[int, list[tuple[int, int, int]]] = {}
    number: dict[tuple[int, int], int] = {}
    shown_by: dict[tuple[int, int], int] = {}
    for time, action, account, post, source, _ in log.tolist():
        if action == POST:
            nodes[post] = [(0, 0, time)]
        elif action == SEE:
            shown_by[post, account] = source
        elif action == SHARE:
            cascade = nodes[post]
            number[post, account] = len(cascade)
            parent = number.get((post, shown_by[post, account]), 0)
            cascade.append((account, parent, time))
    found = []
    for post, cascade in sorted(nodes.items()):
        account, parent, time = np.array(cascade, np.int64).T
        found.append(Tree(post, account, parent, time))
    return found


def chain(tree: Tree) -> int:
    """The most shares in a row, each found by the one before; 0 for a lone post."""
    depth = np.zeros(len(tree.parent), np.int64)
    for node in range(1, len(depth)):
        depth[node] = depth[tree.parent[node]] + 1
    return int(depth.max())


def structural_virality(tree: Tree) -> float | None:
    """Mean distance between two nodes of a cascade (Goel and others 2016); None for a lone post.

    Sums over edges the number of pairs that an edge parts, s x (n - s) for a subtree of s nodes.
    """
    nodes = len(tree.parent)
    if nodes < 2:
        return None
    below = np.ones(nodes, np.int64)
    for node in range(nodes - 1, 0, -1):
        below[tree.parent[node]] += below[node]
    parted = below[1:] * (nodes - below[1:])
    return float(2 * parted.sum() / (nodes * (nodes - 1)))
