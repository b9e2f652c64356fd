"""Scenario files: read, write, list and check what is simulated and what is claimed."""

from simulation.scenarios.files import load, loads, name_and_side, shipped
from simulation.scenarios.form import dumps
from simulation.scenarios.session import dumps_session, loads_session
from simulation.scenarios.story import Insight, Judge, Note, Scenario, Side

__all__ = [
    "Insight",
    "Judge",
    "Note",
    "Scenario",
    "Side",
    "dumps",
    "dumps_session",
    "load",
    "loads",
    "loads_session",
    "name_and_side",
    "shipped",
]
