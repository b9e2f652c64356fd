"""One fake runner: a Measurer whose outcomes are made up, so that what follows is known."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from simulation.experiment import Columns, Measurer, Setup
from simulation.experiment.runner.runner import OnStart
from simulation.outcomes import OUTCOMES, Column
from simulation.parameters import values


class FakeRunner:
    """The outcomes of a setup are what `formula` makes of it, cut to its number of replicates.

    formula: gives one column, which is every outcome, or some outcomes by name; the others are
    unknown. measured: all that was asked for, in order.
    """

    def __init__(self, formula: Callable[[Setup], Column | Mapping[str, Column]]) -> None:
        self.formula = formula
        self.measured: list[Setup] = []

    def measure(
        self, setups: Sequence[Setup], /, *, on_start: OnStart[list[Columns]] | None = None
    ) -> list[Columns]:
        self.measured += setups
        found = [self._columns(setup) for setup in setups]
        if on_start:
            on_start(lambda: found)
        return found

    def _columns(self, setup: Setup) -> Columns:
        made, worlds = self.formula(setup), setup.run.worlds
        if not isinstance(made, Mapping):
            return dict.fromkeys(OUTCOMES, np.asarray(made, float)[:worlds])
        unknown = np.full(worlds, np.nan)
        return {name: np.asarray(made.get(name, unknown), float)[:worlds] for name in OUTCOMES}


def fake(formula: Callable[[Setup], Column | Mapping[str, Column]]) -> Measurer:
    return FakeRunner(formula)


def rigged(lever: str, chance: Callable[[float], float]) -> FakeRunner:
    """A fake runner whose win rate is known: 100 x chance(value of the lever), to 1 in 100.

    In a replicate side A has 1 where its draw is under the chance, else 0. Side B, which is told by
    a posts.count of 1, has 1/2.
    """

    def column(setup: Setup) -> Column:
        number = np.arange(setup.run.worlds)
        if setup.parameters.posts.count == 1:
            return np.full(len(number), 0.5)
        draw = (number * 0.618033988749895 + setup.run.seed * 0.1) % 1
        return np.where(draw < chance(lever_number(setup, lever)), 1.0, 0.0)

    return FakeRunner(column)


def lever_number(setup: Setup, lever: str) -> float:
    """The lever's value as a number; of a choice the length of its text."""
    value = values(setup.parameters)[lever]
    return float(len(value) if isinstance(value, str) else value)
