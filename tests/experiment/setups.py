"""Small cases for the tests of experiments: quick worlds that differ from one another."""

from simulation.experiment import Setup
from simulation.parameters import Parameters, Run, Value, changed

BASE = changed(Parameters(), {"network.population": 6_000, "posts.count": 3})


def setup(settings: dict[str, Value] | None = None, worlds: int = 20, seed: int = 1) -> Setup:
    return Setup(changed(BASE, settings or {}), Run(worlds=worlds, seed=seed, days=7.0))
