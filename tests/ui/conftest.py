"""The engine is loaded before any page is timed out on, and results are small ones."""

import pytest

from simulation.ensemble import Ensemble, simulate
from simulation.parameters import Parameters, Run


@pytest.fixture(scope="session", autouse=True)
def small() -> Ensemble:
    return simulate(Parameters(), Run(worlds=40, days=7))
