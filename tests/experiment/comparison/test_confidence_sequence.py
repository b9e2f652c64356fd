"""Confidence sequence: the interval holds at every look, ties or not, and decides when it can."""

import numpy as np
import pytest
from scipy.special import betaln

from simulation.experiment.comparison.confidence_sequence import (
    evidence,
    interval_at_any_look,
    win_rate_so_far,
)
from simulation.experiment.comparison.win_rate import win_rate_of

MANY, REPLICATES = 4_000, 200


def drawn(rate: float, ties: float, seed: int = 1) -> np.ndarray:
    """Wins, ties and losses as 1, 0.5 and 0: float64[MANY, REPLICATES], with that true win rate."""
    chances = [1 - rate - ties / 2, ties, rate - ties / 2]
    return np.random.default_rng(seed).choice([0.0, 0.5, 1.0], (MANY, REPLICATES), p=chances)


def counted(won: np.ndarray) -> tuple[np.ndarray, ...]:
    """Wins, ties and losses after every replicate."""
    return tuple((won == kind).cumsum(axis=1) for kind in (1.0, 0.5, 0.0))


@pytest.mark.compiled
@pytest.mark.parametrize(
    ("rate", "ties"), [(0.5, 0.0), (0.5, 0.3), (0.5, 0.9), (0.7, 0.2), (0.9, 0.0), (0.98, 0.04)]
)
def test_all_looks_together_miss_the_truth_in_5_of_100_cases_at_most(
    rate: float, ties: float
) -> None:
    """A look after each of 200 replicates. Each is wrong where the evidence reaches 20.

    4,000 cases: the standard error of 5 % is 0.34 points, and 3 of them are allowed, which chance
    alone passes once in 700 seeds even if the interval is only just wide enough.
    """
    missed = (evidence(rate, *counted(drawn(rate, ties))) >= 20).any(axis=1)
    assert missed.mean() <= 0.05 + 3 * 0.0034


def test_looking_on_with_the_usual_interval_would_not_do() -> None:
    """It is wrong at some look in more than 3 of 10 cases."""
    won, looks = drawn(0.5, 0.0)[:400], np.arange(6, REPLICATES)
    usual = [[win_rate_of(row[:look]).leader for look in looks[::4]] for row in won]
    assert np.mean([any(row) for row in usual]) > 0.25


@pytest.mark.parametrize("number", [1, 6, 40, 400])
@pytest.mark.parametrize(("share", "ties"), [(0.5, 0.0), (0.8, 0.2), (0.25, 0.5), (1.0, 0.0)])
def test_the_interval_holds_what_there_is_no_evidence_against(
    number: int, share: float, ties: float
) -> None:
    low, high = interval_at_any_look(share, ties, number)
    assert 0 <= low <= share <= high <= 1
    tied = number * ties
    won = number * share - tied / 2
    for rate in np.linspace(0.01, 0.99, 99):
        against = evidence(rate, won, tied, number - won - tied)
        assert (low <= rate <= high) == (against < 20)


@pytest.mark.parametrize(("wins", "losses"), [(6, 0), (30, 12), (100, 99)])
@pytest.mark.parametrize("rate", [0.2, 0.5, 0.9])
def test_without_ties_it_is_the_beta_binomial_mixture(wins: int, losses: int, rate: float) -> None:
    """Which has a closed form, whose sum over a hundred rates is exact up to 199 replicates."""
    exact = betaln(wins + 0.25, losses + 0.25) - betaln(0.25, 0.25)
    exact -= wins * np.log(rate) + losses * np.log(1 - rate)
    assert np.log(evidence(rate, wins, 0, losses)) == pytest.approx(exact, abs=1e-8)


def test_six_wins_of_six_are_enough_and_five_are_not() -> None:
    for wins, leader in ((5, ""), (6, "A")):
        assert win_rate_so_far(np.ones(wins)).leader == leader
        assert win_rate_so_far(np.zeros(wins)).leader == leader.replace("A", "B")
    tied = np.array([1.0] * 6 + [0.5] * 30)  # ties neither help nor harm
    assert win_rate_so_far(tied).leader == "A"
    assert win_rate_so_far(np.full(500, 0.5)).leader == ""


@pytest.mark.compiled
def test_a_first_verdict_is_taken_back_in_fewer_than_1_of_20_cases() -> None:
    """The first leader at any look against the usual interval after all replicates.

    Whatever the true win rate; 4,000 cases each, 3 standard errors allowed as above.
    """
    for rate in (0.5, 0.55, 0.6, 0.7):
        won = drawn(rate, 0.0)
        wins, ties, losses = counted(won)
        sure = evidence(0.5, wins, ties, losses) >= 20
        first = sure.argmax(axis=1)
        places = np.arange(MANY)
        leads = np.sign(wins - losses)[places, first] * sure.any(axis=1)
        for after in (24, 100, 200):
            early = leads * (first < after)
            z = (wins - losses)[:, after - 1] / np.sqrt(after)
            settled = np.sign(z) * (np.abs(z) > 1.96)  # Wilson's interval is off 50
            taken_back = (early != 0) & (early != settled)
            assert taken_back.mean() <= 0.05 + 3 * 0.0034
