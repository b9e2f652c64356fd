"""Made options, and outcomes made of a formula of the levers and noise of a known kind."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from simulation.decision import Given, Option, unknowns
from simulation.experiment import Setup
from simulation.outcomes import Column
from simulation.parameters import Parameters, Run, Value, changed
from tests.experiment.fake_runner import FakeRunner

RUN = Run(worlds=200)
# Levers for made formulas: their ranges are given by the tests.
X, Y, Z = "public.follow", "public.see", "public.share"

Formula = Callable[[Parameters, Column], Mapping[str, Column] | Column]


def made(formula: Formula) -> FakeRunner:
    """A fake runner: outcomes are what `formula` makes of the levers and of noise, normal(0, 1).

    Every option has the same noise, one number a replicate, as long as the seed is the same.
    """

    def outcomes(setup: Setup) -> Mapping[str, Column] | Column:
        noise = np.random.default_rng(setup.run.seed).normal(size=setup.run.worlds)
        return formula(setup.parameters, noise)

    return FakeRunner(outcomes)


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
