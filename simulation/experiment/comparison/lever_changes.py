"""Lever changes: the sides of a story on which a lever changes, and its value there today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulation.errors import UserError
from simulation.parameters import Lever, Parameters, Value, changed, levers, values
from simulation.scenarios import Scenario

JUDGED = ("A", "B")  # the sides that a claim compares

Sides = Mapping[str, Parameters]


@dataclass(frozen=True, slots=True)
class LeverChange:
    """A lever that changes. sides: where. today: its value there. alone: on one side only."""

    lever: Lever
    sides: tuple[str, ...]
    today: Value
    alone: bool

    def __str__(self) -> str:
        """The path, behind the side if it changes on that alone: as it is asked for."""
        return f"{self.sides[0]}:{self.lever.path}" if self.alone else self.lever.path


def sides_of(scenario: Scenario) -> dict[str, Parameters]:
    """The sides an experiment compares: A and B of a story, else the only one."""
    return {side.key: side.parameters for side in scenario.sides if side.key in JUDGED}


def move(sides: Sides, text: str) -> LeverChange:
    """The lever `path`, or `A:path` for one side alone. Raises UserError.

    A lever changes on both sides where they agree on it. Where they differ it changes on side A,
    the side that a story is about, unless B is named.
    """
    key, colon, path = text.strip().rpartition(":")
    if not colon:
        key = ""
    elif key not in sides or len(sides) == 1:
        there = ", ".join(sides) if len(sides) > 1 else "only one"
        raise UserError(f"{text}: there is no side {key!r} to change a lever on; there is {there}")
    if path not in levers():
        changed(Parameters(), {path: 0})  # says what is near
    today = {name: values(parameters)[path] for name, parameters in sides.items()}
    alone = len(sides) > 1 and (bool(key) or len(set(today.values())) > 1)
    moved = (key or next(iter(sides)),) if alone else tuple(sides)
    return LeverChange(levers()[path], moved, today[moved[0]], alone)


def moved(sides: Sides, settings: Iterable[tuple[LeverChange, Value]]) -> dict[str, Parameters]:
    """The sides with levers set; a lever that can do nothing on a side stays as it is there.

    So that side needs no other runs. Raises UserError where the levers are not legal together.
    """
    each: dict[str, dict[str, Value]] = {key: {} for key in sides}
    for which, value in settings:
        for key in which.sides:
            each[key][which.lever.path] = value
    return {key: _changed(sides[key], each[key]) if each[key] else sides[key] for key in sides}


def asleep(parameters: Parameters, path: str) -> str:
    """The reason why a lever can do nothing as the others stand; empty where it may act."""
    conditions = levers()[path].active_if
    now = values(parameters) if conditions else {}
    for condition in conditions:
        if not any(now[other] for other in condition.paths):
            return condition.why
    return ""


def _changed(side: Parameters, settings: Mapping[str, Value]) -> Parameters:
    there = changed(side, settings)
    acting = {path: value for path, value in settings.items() if not asleep(there, path)}
    if len(acting) == len(settings):
        return there
    return changed(side, acting) if acting else side
