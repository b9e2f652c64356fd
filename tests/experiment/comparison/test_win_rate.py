"""Win rate: the rule of a win, and how sure a share of replicates is."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import binomtest, multinomial

from simulation.errors import UserError
from simulation.experiment.comparison.win_rate import (
    interval,
    paired_wins,
    win_rate,
    win_rate_of,
)

NAN = float("nan")


def one(a: float, b: float, name: str = "profit", factor: float = 1.0) -> float:
    return float(paired_wins(np.array([a]), np.array([b]), name, factor)[0])


@pytest.mark.parametrize(
    ("a", "b", "factor", "won"),
    [
        (3, 2, 1, 1), (2, 2, 1, 0.5), (1, 2, 1, 0), (-1, -2, 1, 1), (-2, -1, 1, 0), (0, 0, 1, 0.5),
        # Twice as much, twice as good; exactly so is enough.
        (4, 2, 2, 1), (3.99, 2, 2, 0), (5, 2, 2, 1), (-1, -2, 2, 1), (-1.01, -2, 2, 0),
        (0, -2, 2, 1), (-1, 0, 2, 0), (0, 0, 2, 0.5), (1, 0, 2, 1), (-1, 1, 2, 0),
        # At least half as much; no more than twice the loss.
        (1, 2, 0.5, 1), (0.99, 2, 0.5, 0), (-4, -2, 0.5, 1), (-4.01, -2, 0.5, 0), (0, 0, 0.5, 0.5),
        # 1.1 times 100 is 110.00000000000001 to a computer.
        (110, 100, 1.1, 1), (109, 100, 1.1, 0), (0.3, 0.1 + 0.2, 1, 0.5),
        (NAN, 1, 1, NAN), (1, NAN, 1, NAN), (NAN, NAN, 2, NAN),
    ],
)  # fmt: skip
def test_who_wins_a_world(a: float, b: float, factor: float, won: float) -> None:
    assert one(a, b, "profit", factor) == pytest.approx(won, nan_ok=True)
    # Where less is better, the mirror image.
    assert one(-a, -b, "cost", factor) == pytest.approx(won, nan_ok=True)


@pytest.mark.parametrize("factor", [0.5, 1.0, 1.1, 2.0])
@pytest.mark.parametrize("name", ["profit", "cost"])
def test_more_on_the_other_side_never_helps(name: str, factor: float) -> None:
    """Monotone through zero, which plain multiplication is not for money that may be lost."""
    values = np.linspace(-4, 4, 33)
    rising = 1 if name == "profit" else -1
    for own in values:
        row = [one(own, other, name, factor) for other in np.linspace(-20, 20, 81)]
        assert all(rising * (later - sooner) <= 0 for sooner, later in pairwise(row))
        assert len(set(row)) > 1


def test_odds_count_worlds_and_leave_out_those_without_a_meaning() -> None:
    a = np.array([3.0, 2.0, 1.0, NAN, 5.0])
    b = np.array([2.0, 2.0, 2.0, 1.0, NAN])
    found = win_rate(a, b, "reach")
    assert (found.wins, found.ties, found.losses) == (1, 1, 1)
    assert (found.worlds, found.left_out, found.percent) == (3, 2, 50.0)


def test_the_other_way_round_the_odds_are_the_rest() -> None:
    a, b = np.arange(10.0), np.array([4.0, *range(9)])
    there, back = win_rate(a, b, "reach"), win_rate(b, a, "reach")
    assert there.percent is not None
    assert there.low95 is not None
    assert back.percent == pytest.approx(100 - there.percent)
    assert back.high95 == pytest.approx(100 - there.low95)


def test_no_world_no_odds() -> None:
    found = win_rate(np.array([NAN, 1.0]), np.array([1.0, NAN]), "reach")
    assert (found.worlds, found.left_out) == (0, 2)
    assert found.percent is found.low95 is found.high95 is None
    assert found.leader == ""


@pytest.mark.parametrize(
    ("wins", "of"), [(0, 20), (7, 20), (20, 20), (83, 100), (1, 1), (400, 777)]
)
def test_the_interval_is_that_of_scipy(wins: int, of: int) -> None:
    expected = binomtest(wins, of).proportion_ci(0.95, method="wilson")
    assert interval(wins / of, 0.0, of) == pytest.approx((expected.low, expected.high), abs=1e-12)
    won = np.array([1.0] * wins + [0.0] * (of - wins))
    found = win_rate_of(won)
    assert (found.low95, found.high95) == pytest.approx((100 * expected.low, 100 * expected.high))


@pytest.mark.parametrize(
    ("win", "tie"),
    [(0.05, 0), (0.5, 0), (0.83, 0), (0.98, 0), (0.3, 0.3), (0.05, 0.9), (0.02, 0.9), (0.0, 0.95),
     (0.01, 0.98), (0.6, 0.39)],
)  # fmt: skip
def test_the_interval_holds_the_truth_nearly_as_often_as_it_says(win: float, tie: float) -> None:
    """Exactly, over all results of 100 worlds: the interval wavers about its 95 %."""
    worlds, covered = 100, 0.0
    for wins in range(worlds + 1):
        for ties in range(worlds + 1 - wins):
            losses = worlds - wins - ties
            chance = multinomial.pmf([wins, ties, losses], worlds, [win, tie, 1 - win - tie])
            if chance < 1e-9:
                continue
            low, high = interval((wins + ties / 2) / worlds, ties / worlds, worlds)
            covered += chance if low <= win + tie / 2 <= high else 0
    assert 0.93 <= covered <= 1


def test_ties_are_no_reason_to_doubt_the_decided_worlds() -> None:
    """Thirty worlds to none, and 970 even: clearly B, as a sign test would say too."""
    found = win_rate_of(np.array([0.5] * 970 + [0.0] * 30))
    assert found.leader == "B"
    assert binomtest(0, 30).pvalue < 1e-8
    assert win_rate_of(np.array([0.5] * 998 + [0.0] * 2)).leader == ""


def test_a_leader_is_named_only_where_the_interval_leaves_50_out() -> None:
    assert win_rate_of(np.array([1.0] * 60 + [0.0] * 40)).leader == "A"
    assert win_rate_of(np.array([1.0] * 59 + [0.0] * 41)).leader == ""
    assert win_rate_of(np.array([0.0] * 60 + [1.0] * 40)).leader == "B"
    assert win_rate_of(np.full(1_000, 0.5)).leader == ""


@pytest.mark.parametrize("factor", [0.0, -1.0, NAN, float("inf"), 1_000.1])
def test_a_factor_that_is_none_is_refused(factor: float) -> None:
    with pytest.raises(UserError, match=r"^factor cannot be .* above 0, at most 1,000$"):
        one(1, 1, "reach", factor)


def test_an_outcome_that_is_none_is_refused() -> None:
    with pytest.raises(UserError, match="did you mean reach"):
        one(1, 1, "reech")


@pytest.mark.parametrize("of", [50, 100, 200])
def test_percents_have_no_noise_in_their_last_bits(of: int) -> None:
    """100 x 0.58 is 57.99999999999999 to a computer."""
    for wins in range(of + 1):
        found = win_rate_of(np.array([1.0] * wins + [0.0] * (of - wins)))
        assert found.percent == 100 * wins / of
        assert len(str(found.percent)) <= 4 or found.percent == 100.0
        assert max(len(str(found.low95)), len(str(found.high95))) <= 13
