"""Experiments: several scenarios on common random numbers, and what follows from the difference."""

from simulation.compiling import MODEL
from simulation.experiment.comparison.attribution import Explanation, Part, explain
from simulation.experiment.comparison.pairwise import Comparison, compare, compare_all
from simulation.experiment.comparison.verdict import Verdict
from simulation.experiment.comparison.win_rate import WinRate, paired_wins, win_rate, win_rate_of
from simulation.experiment.runner.cells import Columns, Setup
from simulation.experiment.runner.memory import ResultMemory
from simulation.experiment.runner.runner import (
    CellError,
    Measurer,
    Progress,
    Runner,
    open_runner,
)
from simulation.experiment.runner.store import ResultStore, default_path

__all__ = [
    "MODEL",
    "CellError",
    "Columns",
    "Comparison",
    "Explanation",
    "Measurer",
    "Part",
    "Progress",
    "ResultMemory",
    "ResultStore",
    "Runner",
    "Setup",
    "Verdict",
    "WinRate",
    "compare",
    "compare_all",
    "default_path",
    "explain",
    "open_runner",
    "paired_wins",
    "win_rate",
    "win_rate_of",
]
