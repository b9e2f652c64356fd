"""The layout: the same for the same tree, and no two nodes on top of each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.film.cascade_layout import positions


def tree(numbers: list[int]) -> np.ndarray:
    """Any list of numbers as a tree: each node's parent is one of those before it."""
    return np.array([0] + [number % (node + 1) for node, number in enumerate(numbers)])


def nearest(position: np.ndarray) -> float:
    """The least distance between two nodes."""
    apart = np.linalg.norm(position[:, None] - position[None], axis=2)
    return float((apart + np.diag(np.full(len(position), np.inf))).min())


def test_alone_and_in_a_pair() -> None:
    assert positions(np.array([0])).tolist() == [[0.0, 0.0]]
    one, other = positions(np.array([0, 0]))
    assert one.tolist() == [0.0, 0.0]
    assert np.linalg.norm(other) > 1.2


def test_a_star_is_a_disc_the_first_inmost() -> None:
    position = positions(np.zeros(201, np.int64))
    away = np.linalg.norm(position, axis=1)
    assert (np.diff(away) > 0).all()
    assert away.max() == pytest.approx(np.sqrt(200.5))
    assert np.abs(position.mean(axis=0)).max() < 0.5  # round


def test_a_chain_winds_outward_in_short_steps() -> None:
    position = positions(np.array([0, 0, 1, 2, 3]))
    assert (np.diff(np.linalg.norm(position, axis=1)) > 0).all()
    assert (np.linalg.norm(np.diff(position, axis=0), axis=1) < 4).all()


def test_a_bringer_stands_outside_the_disc_with_those_it_brought_around_it() -> None:
    position = positions(np.array([0] * 51 + [1] * 20))  # 1 brought twenty
    disc, cluster = position[2:51], position[51:]
    assert np.linalg.norm(cluster.mean(axis=0) - position[1]) < 1
    assert np.linalg.norm(cluster, axis=1).min() > np.linalg.norm(disc, axis=1).max()


@given(st.lists(st.integers(0, 10_000), max_size=60))
def test_nobody_stands_upon_anybody(numbers: list[int]) -> None:
    position = positions(tree(numbers))
    assert position.shape == (len(numbers) + 1, 2)
    assert np.isfinite(position).all()
    if numbers:
        assert nearest(position) > 1.2
    assert np.array_equal(position, positions(tree(numbers)))


def test_a_tree_of_two_thousand_fits_a_picture() -> None:
    """Bushy as word of mouth is: most had it from us or from a few; some room is left empty."""
    numbers = [node if node % 40 == 0 else node // 40 * 37 % 50 for node in range(2_000)]
    position = positions(tree(numbers))
    assert nearest(position) > 1.2
    assert np.linalg.norm(position, axis=1).max() < 150
