"""Level lines through a grid of numbers: marching squares, straight between grid points."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Place = tuple[float, float]  # column, row, in steps of the grid
_Edge = tuple[int, int, int]  # row and column of a grid point; 0: to the right of it, 1: below it


def level_lines(field: NDArray[np.float64], level: float) -> list[list[Place]]:
    """Lines along which a field, float64[rows, columns], is at `level`.

    Each is a list of (column, row), closed ones with their first place again at the end. What is at
    the level itself counts as above. Squares with a NaN at a corner have no line. Where two
    lines could pass through a square either way, the mean of its corners decides.
    """
    ties: dict[_Edge, list[_Edge]] = {}
    rows, columns = field.shape
    for row in range(rows - 1):
        for column in range(columns - 1):
            corners = field[row : row + 2, column : column + 2]
            if not np.isnan(corners).any():
                for one, other in _segments(corners, level, row, column):
                    ties.setdefault(one, []).append(other)
                    ties.setdefault(other, []).append(one)
    return [[_place(field, level, edge) for edge in line] for line in _joined(ties)]


def _segments(
    corners: NDArray[np.float64], level: float, row: int, column: int
) -> Iterator[tuple[_Edge, _Edge]]:
    """The lines through one square, each from edge to edge."""
    (a, b), (c, d) = corners >= level
    top, bottom = (row, column, 0), (row + 1, column, 0)
    left, right = (row, column, 1), (row, column + 1, 1)
    cut = [
        edge
        for edge, crossed in ((top, a != b), (left, a != c), (right, b != d), (bottom, c != d))
        if crossed
    ]
    if len(cut) == 2:
        yield cut[0], cut[1]
    elif len(cut) == 4:  # a saddle
        together = (corners.mean() >= level) == a  # a and d are joined through the middle
        yield (top, right) if together else (top, left)
        yield (left, bottom) if together else (right, bottom)


def _joined(ties: dict[_Edge, list[_Edge]]) -> Iterator[list[_Edge]]:
    """Segments put together to lines: open ones from an end on, then closed ones."""
    left = dict(ties)
    for start in sorted(ties, key=lambda edge: len(ties[edge])):
        if start not in left:
            continue
        line, here = [start], start
        while here in left:
            ahead = [edge for edge in left.pop(here) if edge in left]
            if ahead:
                here = ahead[0]
                line.append(here)
        if len(ties[start]) == 2:
            line.append(start)
        yield line


def _place(field: NDArray[np.float64], level: float, edge: _Edge) -> Place:
    """Where on its edge the level is passed."""
    row, column, down = edge
    one = float(field[row, column])
    other = float(field[row + down, column + 1 - down])
    part = (level - one) / (other - one)
    return (column + (0.0 if down else part), row + (part if down else 0.0))
