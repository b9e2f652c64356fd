"""Instructions without a name in Python: compiled as in plain Python."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.compiling import compiled
from simulation.cpu_intrinsics import fetch, top_bit


@compiled
def highest(x):  # type: ignore[no-untyped-def]
    return top_bit(x)


@compiled
def fetched(array, index):  # type: ignore[no-untyped-def]
    fetch(array, index)


@given(st.integers(1, 2**63 - 1))
def test_the_highest_bit_is_that_of_the_binary_digits(x: int) -> None:
    assert highest(x) == top_bit(x) == len(f"{x:b}") - 1


@pytest.mark.parametrize("shape", [(0,), (5,), (5, 3)])
@pytest.mark.parametrize("kind", [np.uint8, np.int32, np.float64])
def test_fetching_changes_nothing_even_outside(shape: tuple[int, ...], kind: type) -> None:
    array = np.ones(shape, kind)
    for index in (0, 4, 2**40):
        fetched(array, index)
    assert (array == 1).all()
