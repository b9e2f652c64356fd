"""Tables for people: short numbers, summaries, aligned columns."""

from collections.abc import Iterator, Sequence

from simulation.outcomes import Summary

SUMMARY = ["median", "half of all runs", "9 of 10 runs", "mean"]  # heads of `summary_cells`


def number(value: float | None) -> str:
    """A number in short: thousands separated, about three digits where it is small, - for None."""
    if value is None:
        return "-"
    size = abs(value)
    if size >= 100 or value == round(value):
        return f"{value:,.0f}"
    return f"{value:,.1f}".removesuffix(".0") if size >= 10 else f"{value:.3g}"


def summary_cells(summary: Summary) -> list[str]:
    """Median, the ranges that hold half and nine tenths of the runs, and the mean; see SUMMARY."""
    return [
        number(summary.median),
        _range(summary.low50, summary.high50),
        _range(summary.low90, summary.high90),
        number(summary.mean),
    ]


def _range(low: float | None, high: float | None) -> str:
    return "-" if low is None else f"{number(low)} to {number(high)}"


def columns(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Iterator[str]:
    """Rows as lines of aligned columns. right: the numbers of the columns aligned to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
