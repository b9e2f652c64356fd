"""Tables for people: short numbers, summaries, aligned columns."""

from collections.abc import Iterator, Sequence

from simulation.outcomes import Outcome, Summary
from simulation.report.quantities import POINTS, is_share

SUMMARY = ["median", "half of all runs", "9 of 10 runs", "mean"]  # heads of `summary_cells`


def number(value: float | None) -> str:
    """A number in short: thousands separated, about three digits where it is small, - for None."""
    if value is None:
        return "-"
    size = abs(value)
    if size >= 100 or value == round(value):
        return f"{value:,.0f}"
    return f"{value:,.1f}".removesuffix(".0") if size >= 10 else f"{value:.3g}"


def figure(value: float | None, unit: str) -> str:
    """A number in short with its unit where that is a sign: -$2,800, 43%, 12 points."""
    if value is None:
        return "-"
    if is_share(unit) or unit == POINTS:
        return f"{number(100 * value)}{'%' if is_share(unit) else ' points'}"
    sign = "-" if value < 0 and number(abs(value)) != "0" else ""
    return f"{sign}${number(abs(value))}" if unit == "$" else number(value)


def counted(outcome: Outcome) -> str:
    """The unit of an outcome as far as its figures do not show it: people, of reach."""
    return "" if outcome.unit == "$" else outcome.unit.removeprefix("share ")


def headed(outcome: Outcome) -> str:
    """The label of an outcome, and its unit where the figures do not show it: Reach (people)."""
    shown = outcome.unit == "$" or is_share(outcome.unit)
    return outcome.label if shown else f"{outcome.label} ({outcome.unit})"


def summary_cells(summary: Summary, unit: str = "") -> list[str]:
    """Median, the ranges that hold half and nine tenths of the runs, and the mean; see SUMMARY."""
    return [
        figure(summary.median, unit),
        _range(summary.low50, summary.high50, unit),
        _range(summary.low90, summary.high90, unit),
        figure(summary.mean, unit),
    ]


def _range(low: float | None, high: float | None, unit: str) -> str:
    return "-" if low is None else f"{figure(low, unit)} to {figure(high, unit)}"


def columns(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Iterator[str]:
    """Rows as lines of aligned columns. right: the numbers of the columns aligned to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
