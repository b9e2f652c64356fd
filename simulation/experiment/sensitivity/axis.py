"""Axis: the values a lever takes, legal ones between two ends, or every choice there is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulation.errors import UserError, illegal_value
from simulation.experiment.comparison.lever_changes import LeverChange, Sides, move
from simulation.parameters import Lever, Value, parse

MOST = 100  # values on an axis

Scale = Literal["linear", "log", "choices"]


@dataclass(frozen=True, slots=True)
class Axis:
    """A lever and the values it takes, in order; scale "choices" for a switch or a choice."""

    change: LeverChange
    values: tuple[Value, ...]
    scale: Scale

    def places(self, values: Iterable[Value] | None = None) -> NDArray[np.float64]:
        """Positions of values (its own, by default) on the axis, float64: logs on a log scale."""
        chosen = self.values if values is None else tuple(values)
        if self.scale == "choices":
            return np.array([self.values.index(value) for value in chosen], float)
        found = np.array(chosen, float)
        return np.log(found) if self.scale == "log" else found

    def value(self, place: float) -> float:
        """The number that stands at a place."""
        return float(np.exp(place)) if self.scale == "log" else float(place)


def axis(sides: Sides, text: str) -> Axis:
    """An axis from `lever=low:high:n[:log]`, or from `lever` alone for a switch or choice.

    The lever may name a side, as in `B:followers.casual.size`. Raises UserError.
    """
    name, equals, span = text.partition("=")
    chosen = move(sides, name)
    lever = chosen.lever
    if lever.low is None:
        if equals:
            raise UserError(f"{text}: {lever.path} is no number; write it without '='")
        return Axis(chosen, choices(lever), "choices")
    parts = span.split(":")
    if not equals or len(parts) not in (3, 4) or parts[3:] not in ([], ["log"]):
        raise UserError(f"{text}: write {name}=low:high:n or {name}=low:high:n:log")
    low, high = (number(lever, part, text) for part in parts[:2])
    return between(chosen, low, high, _many(parts[2], text), log=len(parts) == 4)


def between(chosen: LeverChange, low: float, high: float, many: int, *, log: bool = False) -> Axis:
    """An axis of `many` legal values from low to high, fewer where whole numbers run out.

    Ends are kept as given. In between, whole numbers are rounded; others to the lever's step where
    that is finer than the spacing, on a log scale to three figures. Raises UserError.
    """
    lever, here = chosen.lever, f"{chosen}={low:g}:{high:g}"
    low, high = check(lever, low, here), check(lever, high, here)
    if low >= high:
        raise UserError(f"{here}: the first must be lower than the second")
    if log and low <= 0:
        raise UserError(f"{here}: a log scale must begin above 0")
    if not 2 <= many <= MOST:
        raise UserError(f"{here}: {many} values; there must be from 2 to {MOST}")
    inner = (np.geomspace if log else np.linspace)(low, high, many)[1:-1].tolist()
    step = lever.step or 0.0
    if lever.type == "integer":
        inner = [round(value) for value in inner]
    elif log:
        inner = [float(f"{value:.3g}") for value in inner]
    elif 0 < step <= (high - low) / (many - 1):
        inner = [float(f"{round(value / step) * step:.12g}") for value in inner]
    found = dict.fromkeys([low, *(value for value in inner if low < value < high), high])
    whole = lever.type == "integer"
    return Axis(
        chosen, tuple(int(v) if whole else float(v) for v in found), "log" if log else "linear"
    )


def choices(lever: Lever) -> tuple[Value, ...]:
    """Every value of a switch or a choice. Raises UserError for a text."""
    if lever.type == "switch":
        return (False, True)
    if not lever.choices:
        raise UserError(f"{lever.path} is a text; only numbers, choices and switches can be moved")
    return lever.choices


def number(lever: Lever, text: str, origin: str) -> float:
    """A number from text. Raises UserError where it is none or not legal for the lever."""
    return check(lever, float(parse(lever.path, text, origin)), origin)


def check(lever: Lever, value: float, origin: str) -> float:
    """The value, if it is legal for the lever. Raises UserError."""
    low, high = lever.low or 0.0, lever.high or 0.0
    fits = low <= value <= high and (lever.type != "integer" or value == round(value))
    if not fits:  # nan neither
        raise illegal_value(lever.path, value, lever.range, origin)
    return value


def _many(text: str, origin: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise UserError(f"{origin}: {text!r} must be how many values there are, from 2 to {MOST}")
    return int(text[:6])
