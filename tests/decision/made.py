"""A runner whose outcomes are made up: a formula of the levers, and noise of a known kind."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from simulation.decision import Given, Option, unknowns
from simulation.experiment import Columns, Measurer, Setup
from simulation.outcomes import OUTCOMES, Column
from simulation.parameters import Parameters, Run, Value, changed

RUN = Run(worlds=200)
# Levers for made formulas: their ranges are given by the tests.
X, Y, Z = "public.follow", "public.see", "public.share"

Formula = Callable[[Parameters, Column], Mapping[str, Column] | Column]


class Made:
    """Outcomes are what `formula` makes of the levers and of noise, normal(0, 1), one a replicate.

    Every option has the same noise, as long as it is run with the same seed.
    """

    def __init__(self, formula: Formula) -> None:
        self.formula = formula
        self.measured: list[Setup] = []

    def measure(self, setups: Sequence[Setup], /) -> list[Columns]:
        self.measured += setups
        return [self._columns(setup) for setup in setups]

    def _columns(self, setup: Setup) -> Columns:
        noise = np.random.default_rng(setup.run.seed).normal(size=setup.run.worlds)
        found = self.formula(setup.parameters, noise)
        columns = found if isinstance(found, Mapping) else dict.fromkeys(OUTCOMES, found)
        unknown = np.full(setup.run.worlds, np.nan)
        return {name: np.broadcast_to(columns.get(name, unknown), noise.shape) for name in OUTCOMES}


def made(formula: Formula) -> Measurer:
    return Made(formula)


def option(
    title: str, settings: Mapping[str, Value] | None = None, *, base: bool = False
) -> Option:
    return Option(title, changed(Parameters(), settings or {}), base)


def only(options: Sequence[Option], *kept: Given) -> tuple[Given, ...]:
    """Ranges under which nothing is unknown but what is given here."""
    paths = {each.path for each in kept}
    usual, _ = unknowns(options)
    return (
        *kept,
        *(
            Given(span.path, span.today, span.today)
            for each in usual
            for span in each.spans
            if span.path not in paths
        ),
    )
