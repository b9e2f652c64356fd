"""Experiments: several scenarios under the same luck, and what follows from the difference."""

from simulation.experiment.cells import MODEL, Case
from simulation.experiment.lab import CellError, Columns, Lab, Progress, lab
from simulation.experiment.odds import Odds, beats, odds, odds_of
from simulation.experiment.store import Store, default_path

__all__ = [
    "MODEL",
    "Case",
    "CellError",
    "Columns",
    "Lab",
    "Odds",
    "Progress",
    "Store",
    "beats",
    "default_path",
    "lab",
    "odds",
    "odds_of",
]
