"""A hundred dots, whatever the number of runs, and what is said of them."""

import pytest

from simulation.experiment.comparison.win_rate import WinRate
from ui.charts.data import hundred as dots
from ui.present.deck import against_bet, dots_note


@pytest.mark.parametrize(
    ("counted", "drawn"),
    [
        ((83, 4, 13), (83, 4, 13)),
        ((1, 1, 1), (34, 33, 33)),
        ((0, 200, 0), (0, 100, 0)),
        ((1, 0, 2), (33, 0, 67)),
        ((333, 333, 334), (33, 33, 34)),
        ((1, 0, 0), (100, 0, 0)),
    ],
)
def test_dots_are_whole_and_a_hundred(
    counted: tuple[int, int, int], drawn: tuple[int, int, int]
) -> None:
    wins, ties, losses = counted
    found = dots(WinRate(wins, ties, losses, sum(counted), 0, 50.0, 40.0, 60.0))
    assert found == drawn
    assert sum(found) == 100


def test_a_bet_stands_beside_the_dots_not_beside_a_rate_that_counts_ties_half() -> None:
    some = WinRate(20, 160, 20, 200, 0, 50.0, 45.0, 55.0)
    assert against_bet(some, 30) == (
        "You bet on 30 of 100 runs; it happened in 10. 80 ended in a tie."
    )
    every = WinRate(200, 0, 0, 200, 0, 100.0, 98.0, 100.0)
    assert against_bet(every, 30) == "You bet on 30 of 100 runs; it happened in 100."


def test_a_bet_beside_few_runs_says_how_few() -> None:
    few = WinRate(13, 0, 11, 24, 0, 54.0, 35.0, 72.0)
    assert against_bet(few, 30) == (
        "You bet on 30 of 100 runs; it happened in 54 of 100, counted in 24 runs."
    )


def test_dots_say_how_many_runs_they_stand_for() -> None:
    assert dots_note(WinRate(13, 0, 11, 24, 0, 54.0, 35.0, 72.0)) == (
        "The 100 dots stand for 24 simulated runs, each with its own random draws."
    )
