"""Text for people: numbers, tables in columns, and how far a run has come."""

import sys
import time
from collections.abc import Iterator, Sequence

from simulation.outcomes import Summary

_PATIENCE = 1.0  # seconds without a word


def number(value: float | None) -> str:
    """Short: thousands parted, three digits or so where the number is small."""
    if value is None:
        return "-"
    size = abs(value)
    if size >= 100 or value == round(value):
        return f"{value:,.0f}"
    return f"{value:,.1f}".removesuffix(".0") if size >= 10 else f"{value:.3g}"


def spread(summary: Summary) -> list[str]:
    """Median, the ranges of half and of nine in ten worlds, and the mean; see SPREAD."""
    return [
        number(summary.median),
        _range(summary.low50, summary.high50),
        _range(summary.low90, summary.high90),
        number(summary.mean),
    ]


SPREAD = ["median", "half of all worlds", "9 of 10 worlds", "mean"]  # what `spread` gives


def _range(low: float | None, high: float | None) -> str:
    return "-" if low is None else f"{number(low)} to {number(high)}"


def columns(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Iterator[str]:
    """Rows as lines with their columns aligned, those numbered in `right` to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


class Progress:
    """Says on a terminal how many (worlds) are done, once it has taken longer than a second."""

    def __init__(self, what: str = "worlds") -> None:
        """The second begins now."""
        self._what = what
        self._shows = sys.stderr.isatty()
        self._since = time.monotonic()
        self._shown = 0

    def __call__(self, done: int, total: int, more: str = "") -> None:
        """Take note that so many are done, and of what else there is to say about it."""
        if not self._shows or time.monotonic() - self._since < _PATIENCE:
            return
        text = f"{done:,} of {total:,} {self._what}{more}" if done < total else ""
        sys.stderr.write(f"\r{text.ljust(self._shown)}{'' if text else chr(13)}")
        sys.stderr.flush()
        self._shown = len(text)
