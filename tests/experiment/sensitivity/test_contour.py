"""Level lines: where a plane and a cone pass a level, round holes, through saddles."""

import numpy as np
import pytest

from simulation.experiment.sensitivity.contour import level_lines

NAN = float("nan")


def test_a_plane_is_cut_in_one_straight_line() -> None:
    rows, columns = np.mgrid[0:5, 0:7]
    (line,) = level_lines(2.0 * columns + rows - 0.25, 6.0)
    assert all(2 * column + row - 0.25 == pytest.approx(6.0) for column, row in line)
    assert {line[0][1], line[-1][1]} == {0.0, 4.0}


def test_a_cone_is_cut_in_a_closed_line() -> None:
    rows, columns = np.mgrid[0:41, 0:41]
    (line,) = level_lines(np.hypot(rows - 20.0, columns - 20.0), 10.3)
    assert line[0] == line[-1]
    assert np.hypot(*(np.array(line) - 20.0).T) == pytest.approx(10.3, abs=0.02)
    steps = np.hypot(*np.diff(np.array(line), axis=0).T)
    assert steps.max() <= 2**0.5  # no step leaves its square


def test_nothing_is_cut_where_nothing_passes() -> None:
    assert level_lines(np.full((4, 4), 49.0), 50.0) == []
    assert level_lines(np.full((4, 4), 50.0), 50.0) == []
    assert level_lines(np.array([[0.0, 100.0]]), 50.0) == []


def test_what_is_not_known_has_no_line() -> None:
    field = np.array([[0.0, 100.0, 0.0], [0.0, 100.0, NAN]])
    (line,) = level_lines(field, 50.0)
    assert sorted(line) == [(0.5, 0.0), (0.5, 1.0)]


@pytest.mark.parametrize(("high", "joined"), [(100.0, True), (60.0, False)])
def test_a_saddle_is_decided_by_its_middle(high: float, joined: bool) -> None:
    """High at both ends of a diagonal: they are joined if the middle is high too."""
    lines = level_lines(np.array([[high, 20.0], [20.0, high]]), 50.0)
    assert len(lines) == 2
    corner = min(lines, key=lambda line: sum(sum(place) for place in line))
    beside = {place for place in corner if place[1] == 0.0}
    # Round the high corner when they are apart; round the low one beside it when joined.
    assert len(beside) == 1
    ends = sorted(corner)
    assert (ends[0][0] == 0.0 and ends[1][1] == 0.0) is not joined


def test_every_edge_that_the_level_passes_has_its_place() -> None:
    """On any grid: a place on every edge that the level passes, where a straight line has it."""
    field = np.random.default_rng(1).uniform(0, 100, (12, 15))
    lines = level_lines(field, 50.0)
    places = {place for line in lines for place in line}
    crossed = [
        (field[:, :-1] - 50) * (field[:, 1:] - 50) < 0,
        (field[:-1] - 50) * (field[1:] - 50) < 0,
    ]
    assert len(places) == sum(int(edges.sum()) for edges in crossed)
    for x, y in places:
        column, row = int(x), int(y)
        right, down = (column + 1, row) if x % 1 else (column, row + 1)
        one, other = field[row, column], field[down, right]
        assert one + (x % 1 + y % 1) * (other - one) == pytest.approx(50.0)


def test_a_plateau_at_the_level_is_above_it() -> None:
    (line,) = level_lines(np.array([[0.0, 50.0, 50.0], [0.0, 50.0, 50.0]]), 50.0)
    assert sorted(line) == [(1.0, 0.0), (1.0, 1.0)]
