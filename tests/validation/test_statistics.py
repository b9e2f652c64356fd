"""The statistics of a sample, each by hand on a few posts."""

import numpy as np
import pytest

from simulation.validation import STATISTICS, TARGETS, Design, Sample
from simulation.validation.population import CLOCK, MACRO, NANO

FORMULAS = {each.name: each.formula for each in STATISTICS}


def sample(**columns: object) -> Sample:
    """Two accounts with three posts each; the second account's 12 and 100 reshares are direct."""
    shares = np.array([[0, 0, 3], [0, 12, 100]])
    views = np.zeros((2, len(CLOCK) - 1), np.int64)
    many = np.ones(112, np.int64)
    given = {
        "design": Design(posts=6),
        "followers": np.array([10, 1_000]),
        "shares": shares,
        "likes": np.array([15, 330]),
        "views": views,
        "by": np.array([0, 0, 0, *many]),
        "hop": np.array([1, 2, 3, *many]),
        "age": np.array([60.0, 600.0, 4_000.0, *(many * 90_000.0)]),
        "offspring": np.array([1, 1, 0, *(many * 0)]),
        "inside": np.array([-1, 1, 0, *(many * -1)]),
        "cascade_by": np.array([0, 1, 1]),
        "size": np.array([3, 12, 100]),
        "virality": np.array([5 / 3, 1.85, 1.98]),
        "clicks": np.array([[2, 4], [6, 6]]),
    }
    return Sample(**(given | columns))  # type: ignore[arg-type]


def value(name: str, of: Sample | None = None, times: tuple[int, int] = (1, 1)) -> float:
    return FORMULAS[name](of or sample(), np.array(times))


@pytest.mark.parametrize(
    ("name", "expected", "of_the_first"),
    [
        ("never_reshared", 3 / 6, 2 / 3),
        ("ten_or_more", 2 / 6, 0.0),
        ("hundred_or_more", 1 / 6, 0.0),
        ("mean_reshares", 115 / 6, 1.0),
        ("hop_1", 113 / 115, 1 / 3),
        ("hop_2", 1 / 115, 1 / 3),
        ("hop_3", 1 / 115, 1 / 3),
        ("mean_offspring", 2 / 115, 2 / 3),
        ("no_offspring", 113 / 115, 1 / 3),
        ("within_10_minutes", 2 / 115, 2 / 3),
        ("within_an_hour", 2 / 115, 2 / 3),
        ("within_a_day", 3 / 115, 1.0),
        ("inside_community", 0.5, 0.5),
        ("virality", (5 / 3 + 1.85 + 1.98) / 3, 5 / 3),
        ("likes_per_reshare", 3.0, 5.0),
    ],
)
def test_shares_and_means(name: str, expected: float, of_the_first: float) -> None:
    assert value(name) == pytest.approx(expected)
    assert value(name, times=(3, 0)) == pytest.approx(of_the_first)


def test_virality_from_a_size_on() -> None:
    assert value("virality_10") == pytest.approx((1.85 + 1.98) / 2)
    assert value("virality_100") == pytest.approx(1.98)
    assert np.isnan(value("virality_10", times=(1, 0)))


def test_the_tail_exponent_is_found_in_a_power_law() -> None:
    """Of 20,000 sizes with exponent 2.4 the estimate has a standard error of 0.01."""
    size = np.floor(9.5 * np.linspace(0.5 / 20_000, 1.0, 20_000) ** (-1 / 1.4) + 0.5).astype(int)
    of = sample(size=size, cascade_by=np.zeros(20_000, int), virality=np.ones(20_000))
    assert value("tail_exponent", of) == pytest.approx(2.4, abs=0.03)


def test_virality_with_size_looks_at_the_large_alone() -> None:
    of = sample(
        size=np.array([5, 100, 1_000, 10_000]),
        virality=np.array([9.0, 2.0, 3.0, 4.0]),
        cascade_by=np.zeros(4, int),
    )
    assert value("virality_and_size", of) == pytest.approx(1.0)
    assert np.isnan(value("virality_and_size"))  # a single one


def test_medians_over_time() -> None:
    views = np.zeros((2, len(CLOCK) - 1), np.int64)
    views[0, 80], views[1, 100] = 30, 10
    of = sample(views=views)
    half = np.interp(20 / 30, [0, 1], CLOCK[80:82]) / 60
    assert value("half_life", of) == pytest.approx(half)
    assert value("time_to_half", of) == 1_500.0
    assert value("time_to_half", of, (1, 0)) == 10.0


def accounts(followers: list[int], shares: list[list[int]]) -> Sample:
    return sample(followers=np.array(followers), shares=np.array(shares))


def test_rank_correlations_and_elasticity() -> None:
    growing = 4 ** np.arange(1, 101, dtype=float) ** 0.5
    of = accounts(list(range(1, 101)), [[int(1e6 * each), 0] for each in growing])
    ones = np.ones(100, np.int64)
    assert FORMULAS["spearman_all"](of, ones) == pytest.approx(1.0)
    top = accounts(list(range(1, 101)), [[number % 91, 0] for number in range(100)])
    assert FORMULAS["spearman_top_10"](top, ones) == pytest.approx(
        np.corrcoef(np.arange(10), [9, *range(9)])[0, 1]
    )
    followers = np.geomspace(1e3, 1e7, 100).astype(int)
    root = accounts(list(followers), [[int(1e4 * each**0.5)] * 2 for each in followers])
    assert FORMULAS["elasticity"](root, ones) == pytest.approx(0.5, abs=0.01)
    posts = accounts([1, 2], [[1, 3], [2, 4]])
    assert value("spearman_posts", posts) == pytest.approx(2 / 20**0.5, abs=1e-9)


def test_the_most_reshared_posts_have_their_part() -> None:
    of = accounts([1, 2], [[0] * 50, [0] * 40 + list(range(1, 11))])
    assert value("top_1", of) == pytest.approx(10 / 55)
    assert value("top_10", of) == pytest.approx(1.0)


def test_revenue_per_follower_of_small_and_large_accounts() -> None:
    assert value("nano_to_macro") == pytest.approx((6 / NANO) / (12 / MACRO))
    assert value("nano_to_macro", times=(0, 2)) == pytest.approx((8 / NANO) / (12 / MACRO))


def test_every_target_is_of_a_statistic_and_holds_within_its_tolerance() -> None:
    assert set(TARGETS) < set(FORMULAS)
    for target in TARGETS.values():
        assert target.holds(target.low)
        assert target.holds(target.high)
        assert not target.holds(target.low - 1e-9)
        assert not target.holds(target.high + 1e-9)
        assert not target.holds(float("nan"))
    assert all(each.target is TARGETS.get(each.name) for each in STATISTICS)
