"""The verdict on an effect, by its interval and the tolerance."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.trials.verdict import Verdict, judge, overall

INF = math.inf
numbers = st.floats(-1e9, 1e9)
ranges = st.tuples(numbers, numbers).map(sorted).map(tuple)
ends = st.floats(allow_nan=False)
tolerances = st.tuples(ends, ends).map(sorted).filter(lambda two: two[0] < two[1]).map(tuple)


@pytest.mark.parametrize(
    ("low", "high", "tolerance", "verdict"),
    [
        (1.2, 1.4, (1, 2), "in"),
        (1.2, 1.4, (1, INF), "in"),
        (-3.0, -2.0, (-INF, 0), "in"),
        (0.5, 0.9, (1, 2), "out"),
        (2.1, 2.2, (1, 2), "out"),
        (0.9, 1.1, (1, 2), "too close to call"),
        (1.9, 2.1, (1, 2), "too close to call"),
        (0.5, 2.5, (1, 2), "too close to call"),
        (1.0, 1.0, (1, INF), "out"),  # exactly no effect is not a rise
        (1.0, 1.0, (0, 1), "out"),  # and no fall
        (1.0, 1.0, (0.9, 1.1), "in"),
    ],
)
def test_verdicts(low: float, high: float, tolerance: tuple[float, float], verdict: str) -> None:
    assert judge(low, high, tolerance) == verdict


@given(ranges, tolerances, st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_wider_tolerance_never_puts_out_what_was_in(
    interval: tuple[float, float], tolerance: tuple[float, float], down: float, up: float
) -> None:
    if judge(*interval, tolerance) == "in":
        assert judge(*interval, (tolerance[0] - down, tolerance[1] + up)) == "in"


@given(ranges, tolerances, st.floats(0, 1), st.floats(0, 1))
def test_a_narrower_interval_never_takes_a_verdict_back(
    interval: tuple[float, float], tolerance: tuple[float, float], one: float, other: float
) -> None:
    """More runs settle what was too close to call; what was settled stays."""
    low, high = interval
    within = sorted((low + one * (high - low), low + other * (high - low)))
    inside = (max(low, within[0]), min(high, within[1]))
    if judge(*interval, tolerance) != "too close to call":
        assert judge(*inside, tolerance) == judge(*interval, tolerance)


@given(ranges, tolerances)
def test_the_verdict_does_not_depend_on_the_sign(
    interval: tuple[float, float], tolerance: tuple[float, float]
) -> None:
    mirrored = judge(-interval[1], -interval[0], (-tolerance[1], -tolerance[0]))
    assert mirrored == judge(*interval, tolerance)


@pytest.mark.parametrize(
    ("checks", "verdict"),
    [
        (["in", "in"], "in"),
        (["in", "too close to call"], "too close to call"),
        (["too close to call", "out", "in"], "out"),
        ([], "cannot say"),
    ],
)
def test_the_worst_check_decides(checks: list[Verdict], verdict: Verdict) -> None:
    assert overall(checks) == verdict
