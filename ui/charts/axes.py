"""Axes and scales that charts share, and how figures are written on them."""

from dataclasses import dataclass
from typing import Any

import altair as alt


@dataclass(frozen=True, slots=True)
class Ruler:
    """An axis along a lever, from end to end. share, money: how its values are written."""

    title: str
    low: float
    high: float
    ticks: tuple[float, ...]
    log: bool
    share: bool
    money: bool

    def scale(self) -> alt.Scale:
        """The scale from end to end, however much of it is drawn so far."""
        return scale(self.log, domain=[self.low, self.high])

    def axis(self) -> alt.Axis:
        """The axis with ticks at the values that were run."""
        return alt.Axis(
            values=list(self.ticks),
            grid=False,
            labelExpr=figures(self.share, self.money, 2 if self.log else 3),
            labelOverlap="greedy",
        )


def days() -> alt.X:
    """The days of a run, which end where it ends."""
    axis = alt.Axis(grid=False, tickCount=8)
    return alt.X("day:Q", title="Days since the start", axis=axis, scale=alt.Scale(nice=False))


def scale(log: bool, **more: Any) -> alt.Scale:
    """A scale that ends where its values do."""
    kind = {"type": "log"} if log else {"type": "linear", "zero": False}
    return alt.Scale(nice=False, **kind, **more)


def figures(
    share: bool = False, money: bool = False, digits: int = 3, value: str = "datum.value"
) -> str:
    """A Vega expression for a value as the rest of the screen writes it: 5%, 0.6, 12k, -$300."""
    percent, short, whole = (f"format(abs({value}), '.{digits}~{kind}')" for kind in "psr")
    plain = percent if share else f"(abs({value}) >= 1000 ? {short} : {whole})"
    sign = f"({value} < 0 ? '-' : '')"
    return f"{sign} + '$' + {plain}" if money else f"{sign} + {plain}"
