"""One way to go that can be chosen: a title, and the scenario it leads to."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulation.errors import UserError
from simulation.parameters import Parameters

MOST = 12  # options of one decision: 66 pairs


@dataclass(frozen=True)
class Option:
    """One way to go. base: whether it is to leave everything as it is, which gains count from."""

    title: str
    parameters: Parameters
    base: bool = False


def check(options: Sequence[Option]) -> tuple[Option, ...]:
    """The options, if they can be told apart. Raises UserError."""
    if not 0 < len(options) <= MOST:
        raise UserError(f"options: {len(options)}; there must be from 1 to {MOST}")
    titles = [option.title for option in options]
    for place, title in enumerate(titles):
        if not title.strip():
            raise UserError(f"option {place + 1}: the title is empty")
        if title in titles[:place]:
            raise UserError(f"options: two have the title {title!r}")
    if sum(option.base for option in options) > 1:
        raise UserError("options: more than one is marked as the base; one at most may be")
    return tuple(options)
