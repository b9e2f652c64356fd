"""One way to go that can be chosen: a title, and the scenario it leads to."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulation.errors import UserError, illegal_value, quoted
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
        raise UserError(f"{len(options)} options; there must be from 1 to {MOST}", path="options")
    titles = [option.title for option in options]
    for place, title in enumerate(titles):
        if not title.strip():
            raise illegal_value("title", title, "a text", f"option {place + 1}")
        if title in titles[:place]:
            raise UserError(f"two options have the title {quoted(title)}", value=title)
    if sum(option.base for option in options) > 1:
        raise UserError("more than one option is marked as the base; one at most may be")
    return tuple(options)
