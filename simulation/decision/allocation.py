"""Allocations: ways to divide resources into parts, and the search for the best of them.

A resource is divided in equal steps, so that a search comes back to the same allocations and an
answer can be said in round numbers.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from simulation.experiment import Columns, Measurer, Setup
from simulation.outcomes import Column
from simulation.parameters import Parameters, Run

STEPS = 20  # that a resource is divided in
TRIES = 30

Allocation = tuple[int, ...]  # steps for each part, resource after resource
OnTried = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Lattice:
    """Every way to divide some resources in whole steps.

    groups: for each resource the names of those it is divided among. totals: of each. keep: whether
    a part of each may stay unspent; it is the last. steps: that each is divided in.
    """

    groups: tuple[tuple[str, ...], ...]
    totals: tuple[float, ...]
    keep: bool
    steps: int = STEPS

    @property
    def parts(self) -> tuple[int, ...]:
        """The number of parts of each resource."""
        return tuple(len(group) + self.keep for group in self.groups)

    @property
    def dimensions(self) -> int:
        """The count of numbers that place an allocation."""
        return sum(parts - 1 for parts in self.parts)

    def at(self, place: Sequence[float]) -> Allocation:
        """The allocation at a place in the unit cube.

        Each number is the share that the next part takes of what is left; the last part has what
        nobody took.
        """
        numbers, found = iter(place), list[int]()
        for parts in self.parts:
            left = self.steps
            for _ in range(parts - 1):
                taken = round(next(numbers) * left)
                found.append(taken)
                left -= taken
            found.append(left)
        return tuple(found)

    def corners(self) -> list[Allocation]:
        """Each resource all for one part, in every combination; and everything in equal parts."""
        shapes: list[Allocation] = [()]
        for parts in self.parts:
            whole = [tuple(self.steps * (i == part) for i in range(parts)) for part in range(parts)]
            shapes = [(*shape, *each) for shape in shapes for each in whole]
        return [*shapes, self.even()]

    def even(self) -> Allocation:
        """Each resource in equal parts, to the step; nothing is kept."""
        found = list[int]()
        for group in self.groups:
            share, rest = divmod(self.steps, len(group))
            found += [share + (place < rest) for place in range(len(group))]
            found += [0] * self.keep
        return tuple(found)

    def divided_anew(self, here: Allocation) -> Iterator[Allocation]:
        """Every way to divide what any two parts of a resource have, the others unchanged."""
        start = 0
        for parts in self.parts:
            for one, other in combinations(range(start, start + parts), 2):
                both = here[one] + here[other]
                for first in range(both + 1):
                    there = list(here)
                    there[one], there[other] = first, both - first
                    yield tuple(there)
            start += parts

    def amounts(self, here: Allocation) -> dict[str, float]:
        """The amount that each has, by name."""
        found, start = {}, 0
        for group, total, parts in zip(self.groups, self.totals, self.parts, strict=True):
            for place, name in enumerate(group):
                found[name] = total * here[start + place] / self.steps
            start += parts
        return found


class Search:
    """The search for the best allocation of a lattice, on common random numbers throughout.

    scenario: of given amounts. value: what is to be large, of the outcomes of a scenario; -inf
    where it has no meaning. values: of every allocation that was run. tries: how many DIRECT may
    look at, for each dimension.
    """

    def __init__(
        self,
        lattice: Lattice,
        scenario: Callable[[dict[str, float]], Parameters],
        value: Callable[[Columns], float],
        runner: Measurer,
        run: Run,
        on_progress: OnTried | None = None,
        tries: int = TRIES,
    ) -> None:
        self.lattice, self.run = lattice, run
        self.values: dict[Allocation, float] = {}
        self._scenario, self._value, self._runner = scenario, value, runner
        self._on_tried, self._tries = on_progress, tries

    def best(self) -> Allocation:
        """The best allocation found, of equals the one found first.

        Corners and equal parts; scipy's DIRECT over everything (Jones, Perttunen, Stuckman,
        Journal of Optimization Theory and Applications 79, 1993), which never looks at corners;
        from the best of these on, two parts at a time divided in every way, until that brings
        nothing. Raises what `Measurer.measure` raises.
        """
        from scipy.optimize import (
            Bounds,
            direct,
        )  # takes a while to import: not before it is needed

        self._try(self.lattice.corners())
        dimensions = self.lattice.dimensions
        if dimensions:
            cube = Bounds(np.zeros(dimensions), np.ones(dimensions))
            direct(self._loss, cube, maxfun=self._tries * dimensions, locally_biased=False)
        here = None
        while here != (here := self._top()):
            self._try(list(self.lattice.divided_anew(here)))
        return here

    def _loss(self, place: NDArray[np.float64]) -> float:
        """The value at a place in the unit cube, less being better; DIRECT needs a finite one."""
        return -max(self._try([self.lattice.at(place.tolist())])[0], -1e300)

    def _try(self, allocations: Sequence[Allocation]) -> list[float]:
        new = [each for each in dict.fromkeys(allocations) if each not in self.values]
        amounts = [self.lattice.amounts(each) for each in new]
        setups = [Setup(self._scenario(each), self.run) for each in amounts]
        for each, columns in zip(new, self._runner.measure(setups) if new else [], strict=True):
            self.values[each] = self._value(columns)
        if self._on_tried and new:
            done, most = len(self.values), self._tries * (1 + self.lattice.dimensions)
            self._on_tried(done, max(done, most))
        return [self.values[each] for each in allocations]

    def _top(self) -> Allocation:
        return max(self.values, key=lambda each: self.values[each])


def mean(column: Column) -> float:
    """The mean over what is known; -inf where nothing is."""
    known = column[~np.isnan(column)]
    return float(known.mean()) if len(known) else -np.inf
