"""Experiments: several scenarios under the same luck, and what follows from the difference."""

from simulation.experiment.comparison.attribution import Explanation, Part, explain
from simulation.experiment.comparison.pairwise import Comparison, compare
from simulation.experiment.comparison.verdict import Verdict
from simulation.experiment.comparison.win_rate import Odds, beats, odds, odds_of
from simulation.experiment.runner.cells import MODEL, Case
from simulation.experiment.runner.runner import CellError, Columns, Lab, Progress, lab
from simulation.experiment.runner.store import Store, default_path

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
