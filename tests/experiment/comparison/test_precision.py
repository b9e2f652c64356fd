"""Enough worlds: intervals, what more would bring, and stopping that does not deceive."""

import numpy as np
import pytest
from scipy import stats

from simulation.errors import UserError
from simulation.experiment import Measurer, Setup
from simulation.experiment.comparison.precision import (
    Precision,
    mean_precision,
    median_interval,
    median_precision,
    planned,
    until_median,
    until_win_rate,
    win_rate_precision,
    win_rate_width_with,
)
from simulation.experiment.comparison.win_rate import win_rate
from simulation.outcomes import Column
from simulation.parameters import Parameters, Run, changed
from tests.experiment.fake_runner import FakeRunner, fake

SETUP = Setup(Parameters(), Run(seed=5))
OTHER = Setup(changed(Parameters(), {"posts.count": 1}), SETUP.run)
NAN = float("nan")


def column(worlds: int, seed: int = 1) -> Column:
    return np.random.default_rng(seed).lognormal(3, 1, worlds)


def test_the_median_and_the_mean_have_their_usual_intervals() -> None:
    found = np.array([*column(150), NAN])
    known = found[:-1]
    median, mean = median_precision(found), mean_precision(found)
    assert median is not None
    assert mean is not None
    assert (median.low, median.high) == median_interval(known)
    expected = stats.t.interval(0.95, 149, np.mean(known), stats.sem(known))
    assert (mean.low, mean.high) == pytest.approx(expected)
    assert median.worlds == mean.worlds == 150


def test_too_few_worlds_have_none() -> None:
    assert median_precision(np.ones(5)) is mean_precision(np.array([1.0, NAN])) is None
    assert win_rate_precision(win_rate(np.array([NAN]), np.array([1.0]), "reach")) is None
    assert win_rate_width_with(win_rate(np.array([NAN]), np.array([1.0]), "reach"), 100) is None


def test_four_times_the_worlds_halve_an_interval() -> None:
    sure = Precision("mean", 5.0, 3.0, 7.0, 100)
    assert (sure.width, sure.width_with(400)) == (4.0, 2.0)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_foretold_comes_about(seed: int) -> None:
    """From 400 worlds to 6,400: within 15 % for the mean and odds, a third for the median."""
    few, many = column(400, seed), column(6_400, seed)
    for sure, near in ((mean_precision, 0.2), (median_precision, 0.35)):
        now, then = sure(few), sure(many)
        assert now is not None
        assert then is not None
        assert now.width_with(6_400) == pytest.approx(then.width, rel=near)
    now, then = (win_rate(each, np.full(len(each), 15.0), "reach") for each in (few, many))
    assert then.low95 is not None
    assert then.high95 is not None
    assert win_rate_width_with(now, 6_400) == pytest.approx(then.high95 - then.low95, rel=0.15)


def test_odds_narrow_faster_at_the_ends() -> None:
    sure = win_rate(np.ones(100), np.zeros(100), "reach")
    assert win_rate_width_with(sure, 400) == pytest.approx(100 * 3.8415 / 403.8415, rel=1e-4)


@pytest.mark.parametrize(
    ("limit", "numbers"),
    [(100, (100,)), (101, (100, 101)), (400, (100, 200, 400)), (500, (100, 200, 400, 500))],
)
def test_looks_are_fixed_beforehand(limit: int, numbers: tuple[int, ...]) -> None:
    assert planned(limit) == numbers


def test_it_stops_at_the_first_look_that_is_narrow_enough() -> None:
    maker = FakeRunner(lambda setup: column(5_000, setup.run.seed))
    wide, found = median_precision(column(100, 5), 1 - 0.05 / 5), None
    found = until_median(SETUP, "reach", maker, 7.0, 1_600)
    assert wide is not None
    assert found.looks[0] == wide
    assert found.planned == (100, 200, 400, 800, 1_600)
    assert found.level == pytest.approx(0.99)
    assert found.reached
    assert all(look.width > 7.0 for look in found.looks[:-1])
    assert found.looks[-1].width <= 7.0
    assert [setup.run.worlds for setup in maker.measured] == list(found.planned[: len(found.looks)])
    assert 1 < len(found.looks) < 5


def test_the_limit_ends_it_all_the_same() -> None:
    found = until_win_rate(SETUP, OTHER, "reach", _coins(SETUP, 0.5), 1.0, 300)
    assert not found.reached
    assert found.worlds == 300
    assert [look.worlds for look in found.looks] == [100, 200, 300]


def _coins(one: Setup, chance: float, seed: int = 0) -> Measurer:
    """A wins a world with that chance, decided by the world's number."""
    won = (np.random.default_rng(seed).random(2_000) < chance) * 1.0
    return fake(
        lambda setup: won if setup == Setup(one.parameters, setup.run) else np.full(2_000, 0.5)
    )


@pytest.mark.parametrize("chance", [0.5, 0.8])
def test_looking_more_than_once_does_not_deceive(chance: float) -> None:
    """1,000 runs of up to five looks miss the truth in 5 % at most, three standard errors apart."""
    missed = 0
    for seed in range(1_000):
        last = until_win_rate(
            SETUP, OTHER, "reach", _coins(SETUP, chance, seed), 12.0, 1_600
        ).looks[-1]
        missed += not last.low <= 100 * chance <= last.high
    assert missed <= 50 + 3 * np.sqrt(1_000 * 0.05 * 0.95)


@pytest.mark.parametrize("width", [0.0, -1.0, NAN, float("inf")])
def test_a_width_that_is_none_is_refused(width: float) -> None:
    with pytest.raises(UserError, match=r"^until cannot be .* above 0"):
        until_median(SETUP, "reach", fake(lambda _: np.ones(9)), width, 100)


def test_what_cannot_be_told_is_refused() -> None:
    with pytest.raises(UserError, match=r"^limit cannot be 99"):
        planned(99)
    nothing = fake(lambda _: np.full(1_000, NAN))
    with pytest.raises(UserError, match="too few runs"):
        until_win_rate(SETUP, OTHER, "reach", nothing, 1.0, 100)
    with pytest.raises(UserError, match="no outcome"):
        until_median(SETUP, "reech", nothing, 1.0, 100)
