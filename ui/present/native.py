"""Figures as charts that PowerPoint draws itself, so that they can be edited there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars to a figure, each with a line over its range: one group of bars a name.

    series: what each bar of a group is called, and its (figure, low, high) for every name. axis:
    what is counted; number: how Excel formats it.
    """

    names: tuple[str, ...]
    series: tuple[tuple[str, tuple[tuple[float, float, float], ...]], ...]
    axis: str
    number: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Lines through points: series are what each is called, and its height at every point.

    number: how Excel formats the numbers across. log: whether these stand on a log scale. top:
    where the axis of the heights ends, if that is known.
    """

    points: tuple[float, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    across: str
    axis: str
    number: str
    log: bool = False
    top: float | None = None


@dataclass(frozen=True, slots=True)
class Stack:
    """Bars of parts that add up: series are what each part is called, and its size for each name.

    colours: "win", "tie" or "loss" for each series.
    """

    names: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    axis: str


NativeChart = Bars | Curve | Stack


def number_format(unit: str, share: bool) -> str:
    """The format of a unit in Excel's notation."""
    if share:
        return "0.##%"
    return '"$"#,##0;-"$"#,##0' if unit == "$" else "#,##0"
