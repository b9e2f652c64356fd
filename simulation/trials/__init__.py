"""Trials: published experiments repeated in the model.

Somebody changed something and published what came of it. A file in `simulation/trials/data/` says
which levers stand for that change, what is measured, and what was found; the model is run both ways
on common random numbers, and its effect is compared with the published one.
"""

from simulation.trials.form import load, loads, shipped
from simulation.trials.record import Results, last_record
from simulation.trials.run import Finding, TrialResult, run_trials
from simulation.trials.trial import Check, Study, Trial
from simulation.trials.verdict import Verdict

__all__ = [
    "Check",
    "Finding",
    "Results",
    "Study",
    "Trial",
    "TrialResult",
    "Verdict",
    "last_record",
    "load",
    "loads",
    "run_trials",
    "shipped",
]
