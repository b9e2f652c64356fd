"""Importance in words: how many runs a ranking of levers rests on."""

from simulation.experiment.sensitivity.importance import CLOSER, Importance
from simulation.report.phrases import runs


def made_of(found: Importance) -> str:
    """The number of simulated runs for each end of a lever's range."""
    each = f"{runs(found.run.worlds)} for each end"
    if found.rough is None:
        return f"{each} of a range"
    return (
        f"{runs(found.rough)} for each end of a range, and {each} of the {CLOSER} with the largest "
        "effects, as each run is large"
    )
