"""The room that texts and tables take on a slide, so that type can be chosen that fits."""

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import NamedTuple

# Width of a letter, of its height, in the widest font that may stand in for the theme's.
BOLD, NORMAL = 0.66, 0.58
GAP = 0.2  # inches between one thing and the next below
SMALLEST = 16  # points of a statement
LARGEST_CELL = 20  # points
NARROWEST = 0.12  # of a table's width, that a column has at least


class Sizes(NamedTuple):
    """Sizes of type in points."""

    statement: int
    lines: int
    table: int


def fitted(
    statements: Sequence[str],
    lines: Sequence[str],
    table: Sequence[Sequence[str]],
    wide: float,
    room: float,
    *,
    largest: int,
) -> Sizes:
    """The largest sizes with which everything fits into a room of that width and height, inches."""
    for sizes in _choices(largest):
        high = sum(height(each, sizes.statement, wide, BOLD) + GAP for each in statements)
        high += sum(height(line, sizes.lines, wide) for line in lines)
        high += GAP + table_height(table, sizes.table, wide) if table else 0.0
        if high <= room:
            break
    return sizes


def _choices(largest: int) -> Iterator[Sizes]:
    for size in range(largest, SMALLEST - 1, -2):
        small = round(0.52 * size)
        yield Sizes(size, min(24, max(12, small)), min(LARGEST_CELL, max(10, round(0.55 * size))))


def height(text: str, size: int, wide: float, letter: float = NORMAL) -> float:
    """About how high a text of that size in points stands in a box of that width, in inches."""
    a_line = max(1, int(wide * 72 / (letter * size)))
    return 1.3 * size / 72 * max(1, -(-len(text) // a_line)) + 0.1


def table_height(rows: Sequence[Sequence[str]], size: int, wide: float) -> float:
    """About how high a table stands."""
    if not rows or not rows[0]:
        return 0.0
    widths = column_widths(rows, wide)
    return sum(
        max(
            height(cell, size, max(0.3, column - 0.2))
            for cell, column in zip(row, widths, strict=True)
        )
        for row in rows
    )


def column_widths(rows: Sequence[Sequence[str]], wide: float) -> list[float]:
    """Widths of the columns in inches: more for longer texts, but not in proportion."""
    longest = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    weights = [sqrt(max(4, each)) for each in longest]
    least = min(NARROWEST, 0.8 / len(weights))
    shares = [max(least, each / sum(weights)) for each in weights]
    return [wide * each / sum(shares) for each in shares]
