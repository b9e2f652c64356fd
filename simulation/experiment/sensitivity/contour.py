"""Level lines through a grid of numbers: straight between grid points, as contourpy finds them."""

from typing import cast

import contourpy
import numpy as np
from numpy.typing import NDArray

Place = tuple[float, float]  # column, row, in steps of the grid
_DIGITS = 12  # of a place: the last bits are noise


def level_lines(field: NDArray[np.float64], level: float) -> list[list[Place]]:
    """Lines along which a field, float64[rows, columns], is at `level`.

    Each is a list of (column, row), closed ones with their first place again at the end. What is at
    the level itself counts as above. Squares with a NaN at a corner have no line. Where two
    lines could pass through a square either way, the mean of its corners decides.
    """
    if min(field.shape) < 2:
        return []
    grid = contourpy.contour_generator(z=np.ma.masked_invalid(field), corner_mask=False)
    just_below = np.nextafter(level, -np.inf)  # contourpy counts what is at the level as below it
    lines = cast(list[NDArray[np.float64]], grid.lines(just_below))
    return [[(x, y) for x, y in np.round(line, _DIGITS).tolist()] for line in lines]
