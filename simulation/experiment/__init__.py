"""Experiments: several scenarios under the same luck, and what follows from the difference."""

from simulation.experiment.cells import MODEL, Case
from simulation.experiment.compare import Comparison, compare
from simulation.experiment.explain import Explanation, Part, explain
from simulation.experiment.lab import CellError, Columns, Lab, Progress, lab
from simulation.experiment.odds import Odds, beats, odds, odds_of
from simulation.experiment.store import Store, default_path
from simulation.experiment.verdict import Verdict

__all__ = [
    "MODEL",
    "Case",
    "CellError",
    "Columns",
    "Comparison",
    "Explanation",
    "Lab",
    "Odds",
    "Part",
    "Progress",
    "Store",
    "Verdict",
    "beats",
    "compare",
    "default_path",
    "explain",
    "lab",
    "odds",
    "odds_of",
]
