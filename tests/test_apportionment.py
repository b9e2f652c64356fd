"""Largest remainders: whole numbers, the right sum, and never one away from the exact share."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.apportionment import largest_remainders


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (10, [7, 2, 1], [7, 2, 1]),
        (3, [0, 5, 5], [0, 2, 1]),
        (0, [3, 4], [0, 0]),
        (7, [1], [7]),
    ],
)
def test_parts_by_hand(total: int, weights: list[int], parts: list[int]) -> None:
    assert largest_remainders(total, weights) == parts


@given(st.integers(0, 1_000), st.lists(st.integers(0, 1_000), min_size=1, max_size=8))
def test_parts_add_up_and_stay_within_one_of_the_exact_share(
    total: int, weights: list[int]
) -> None:
    weights[0] += 1
    parts = largest_remainders(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1
