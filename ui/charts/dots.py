"""A win rate as a hundred dots in ten rows: wins of A, then ties, then wins of B."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["win", "tie", "loss"]
KINDS: tuple[Kind, ...] = ("win", "tie", "loss")
ROW = 10  # dots


@dataclass(frozen=True, slots=True)
class Dot:
    """One dot: what it stands for, and its place from the upper left corner, both from 0."""

    kind: Kind
    column: int
    row: int


def dots(counts: Sequence[int]) -> list[Dot]:
    """The dots for the number of wins of A, of ties and of wins of B."""
    kinds = [kind for kind, count in zip(KINDS, counts, strict=True) for _ in range(count)]
    return [Dot(kind, place % ROW, place // ROW) for place, kind in enumerate(kinds)]
