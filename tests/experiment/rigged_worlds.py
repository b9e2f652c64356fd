"""A lab whose worlds are made up, so that the odds are known: for tests of searches."""

from collections.abc import Callable, Sequence

import numpy as np

from simulation.experiment import Columns, Setup
from simulation.experiment.runner.runner import Runner
from simulation.outcomes import OUTCOMES
from simulation.parameters import Parameters, values


class RiggedLab(Runner):
    """In world i side A has 1 where luck i is under `chance`, else 0; side B has 1/2.

    lever: what `chance` is a function of. B is told by a posts.count of 1. asked: worlds by case.
    """

    def __init__(self, lever: str, chance: Callable[[float], float]) -> None:
        self.lever, self.chance = lever, chance
        self.asked: list[tuple[float, int]] = []

    def measure(self, setups: Sequence[Setup]) -> list[Columns]:
        return [self._columns(setup) for setup in setups]

    def _columns(self, setup: Setup) -> Columns:
        value = self._value(setup.parameters)
        self.asked.append((value, setup.run.worlds))
        luck = (np.arange(setup.run.worlds) * 0.618033988749895 + setup.run.seed * 0.1) % 1
        if setup.parameters.posts.count == 1:
            column = np.full(setup.run.worlds, 0.5)
        else:
            column = np.where(luck < self.chance(value), 1.0, 0.0)
        return dict.fromkeys(OUTCOMES, column)

    def _value(self, parameters: Parameters) -> float:
        found = values(parameters)[self.lever]
        return float(found) if not isinstance(found, str) else float(len(found))
