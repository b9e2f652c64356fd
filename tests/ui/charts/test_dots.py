"""A hundred dots: every run once, in order, row by row."""

from collections import Counter

import pytest

from simulation.experiment.comparison.win_rate import WinRate, hundred
from ui.charts import data
from ui.charts.dots import Dot, dots


@pytest.mark.parametrize("counts", [(60, 2, 38), (100, 0, 0), (0, 0, 100), (1, 98, 1)])
def test_every_dot_has_a_place_of_its_own(counts: tuple[int, int, int]) -> None:
    drawn = dots(counts)
    assert Counter(dot.kind for dot in drawn) == +Counter(
        dict(zip(("win", "tie", "loss"), counts, strict=True))
    )
    assert [(dot.row, dot.column) for dot in drawn] == [(n // 10, n % 10) for n in range(100)]


def test_wins_come_first_then_ties_then_losses() -> None:
    assert dots((1, 1, 1)) == [Dot("win", 0, 0), Dot("tie", 1, 0), Dot("loss", 2, 0)]


def test_the_columns_of_a_chart_name_the_winners() -> None:
    rate = WinRate(
        wins=5, ties=1, losses=4, worlds=10, left_out=0, percent=55.0, low95=25.0, high95=80.0
    )
    drawn = data.dots(rate, "One", "Other")
    assert hundred(rate) == (50, 10, 40)
    assert Counter(drawn["winner"]) == {"One": 50, "tie": 10, "Other": 40}


def test_runs_that_are_still_to_come_leave_places_empty() -> None:
    rate = WinRate(
        wins=5, ties=1, losses=4, worlds=10, left_out=0, percent=55.0, low95=25.0, high95=80.0
    )
    drawn = data.dots(rate, "One", "Other", open_runs=10)
    assert Counter(drawn["winner"]) == {"One": 25, "tie": 5, "Other": 20}
