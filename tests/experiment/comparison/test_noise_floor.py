"""The noise floor: what luck alone makes between two runs of one scenario."""

import numpy as np
import pytest

from simulation.experiment.comparison.noise_floor import fresh_seed, noise_floor_of


def test_fresh_seeds_are_legal_and_their_own() -> None:
    seeds = [0, 1, 2, 2**32, 2**63 - 1]
    fresh = [fresh_seed(seed) for seed in seeds]
    assert all(0 <= seed < 2**63 for seed in fresh)
    assert len({*seeds, *fresh}) == 10


@pytest.mark.compiled
@pytest.mark.parametrize(("worlds", "near"), [(20, 0.2), (75, 0.08), (400, 0.06)])
def test_the_floor_is_what_drawing_again_and_again_would_give(worlds: int, near: float) -> None:
    """Against 4,000 pairs of runs drawn from a skewed distribution.

    The mean of 200 floors has a standard error of 2.8, 1.8 and 1.2 %, the quantile one of 2 %;
    with 20 runs a floor is a tenth too low besides. Beyond that 3 of these are allowed, which
    chance passes in 1 of 400 seeds; this seed is fixed.
    """
    luck = np.random.default_rng(3)
    pairs = luck.lognormal(3, 1, (2, 4_000, worlds))
    medians, means = (np.abs(np.diff(f(pairs, axis=2), axis=0)) for f in (np.median, np.mean))
    floors = [noise_floor_of(*luck.lognormal(3, 1, (2, worlds)), seed=1) for _ in range(200)]
    found = [(floor.median, floor.mean) for floor in floors if floor]
    middle, mean = np.mean(found, axis=0)
    assert middle == pytest.approx(np.quantile(medians, 0.95), rel=near)
    assert mean == pytest.approx(np.quantile(means, 0.95), rel=near)


def test_what_luck_does_not_touch_has_no_floor() -> None:
    floor = noise_floor_of(np.full(50, 7.0), np.full(50, 7.0), 9)
    assert floor is not None
    assert (floor.seed, floor.median, floor.mean) == (9, 0, 0)


def test_it_tells_how_far_the_second_run_came_out_apart() -> None:
    floor = noise_floor_of(np.array([1.0, 2.0, 6.0, np.nan]), np.array([2.0, 4.0, 6.0]), 1)
    assert floor is not None
    assert (floor.shift_median, floor.shift_mean) == (2.0, 1.0)


def test_no_world_no_floor() -> None:
    nothing, some = np.full(5, np.nan), np.ones(5)
    assert noise_floor_of(nothing, some, 1) is noise_floor_of(some, nothing, 1) is None
