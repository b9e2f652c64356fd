"""Rates, how unequal posts are, and whether their ranges hold the truth as often as they say."""

import numpy as np
import pytest
from scipy.stats import gamma

from simulation.account.rates import Range, rate, spread, spread_range


def posts(seed: int, number: int, likes: float, s: float) -> tuple[np.ndarray, np.ndarray]:
    """Counts and impressions of posts of lognormal appeal."""
    luck = np.random.default_rng(seed)
    views = np.round(1_000 * np.exp(luck.normal(0, 0.5, number)))
    counts = luck.poisson(views * likes * np.exp(luck.normal(-s * s / 2, s, number)))
    return counts.astype(float), views


@pytest.mark.compiled
@pytest.mark.parametrize("s", [0.5, 1.0, 1.5])
@pytest.mark.parametrize("number", [30, 200])
def test_the_range_of_a_rate_holds_it_nine_times_in_ten(s: float, number: int) -> None:
    """Of 100 files at least 84 must; were it 90 in truth, fewer than 84 came in 2 of 100 tests."""
    ranges = [rate(*posts(seed, number, 0.02, s)) for seed in range(100)]
    assert sum(each.low <= 0.02 <= each.high for each in ranges) >= 84


def test_alike_posts_have_the_range_of_a_poisson_count() -> None:
    views = np.full(10_000, 100.0)
    likes = np.tile([1.0, 2.0, 3.0, 2.0], 2_500)  # less unequal than chance
    found = rate(likes, views)
    assert found.value == 0.02
    low, high = gamma.ppf([0.05, 0.95], 20_000.5, scale=1e-6)
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-3)


def test_nothing_seen_to_happen_may_still_happen() -> None:
    found = rate(np.zeros(50), np.full(50, 100.0))
    assert (found.value, found.low) == (0.0, 0.0)
    assert 0.0 < found.high < 0.001


def test_a_rate_needs_exposure() -> None:
    with pytest.raises(ValueError, match="the exposure is 0"):
        rate(np.zeros(5), np.zeros(5))


@pytest.mark.parametrize("mean", [0.8, 20.0, 5_000.0])
@pytest.mark.parametrize("s", [0.4, 1.0, 1.5])
def test_the_spread_of_appeal_is_found_behind_the_luck_of_counting(mean: float, s: float) -> None:
    luck = np.random.default_rng(7)
    counts = luck.poisson(mean * np.exp(luck.normal(-s * s / 2, s, 2_000))).astype(float)
    assert spread(counts) == pytest.approx(s, abs=0.09)


@pytest.mark.compiled
def test_the_range_of_a_spread_holds_it_nine_times_in_ten() -> None:
    """Of 60 files at least 48 must; were it 90 % in truth, fewer came in 1 of 100 tests."""
    held = 0
    for seed in range(60):
        luck = np.random.default_rng(seed)
        found = spread_range(luck.poisson(5 * np.exp(luck.normal(-0.5, 1, 80))).astype(float))
        held += found.low <= 1.0 <= found.high
        assert found.low <= found.value <= found.high
    assert held >= 48


def test_posts_that_are_all_alike_have_no_spread() -> None:
    assert spread_range(np.full(100, 40.0)).value < 0.1


def test_another_unit() -> None:
    assert Range(1.0, 0.5, 2.0).times(10) == Range(10.0, 5.0, 20.0)
