"""A hundred dots, whatever the number of worlds."""

import pytest

from simulation.experiment.comparison.win_rate import WinRate
from ui.charts.data import hundred as dots


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
