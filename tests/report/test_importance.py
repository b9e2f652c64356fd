"""Importance in words: how many runs a ranking rests on."""

from dataclasses import replace

from simulation.experiment.sensitivity.importance import Importance
from simulation.outcomes import OUTCOMES, Summary
from simulation.parameters import Parameters, Run
from simulation.report.importance import made_of

NOTHING = Summary(None, None, None, None, None, None, 0)
FOUND = Importance(Parameters(), Run(worlds=100), OUTCOMES["reach"], NOTHING, (), None, (), None)


def test_it_says_where_most_levers_rest_on_few_runs() -> None:
    assert made_of(FOUND) == "100 runs for each end of a range"
    few = replace(FOUND, run=Run(worlds=6), rough=1)
    assert made_of(few) == (
        "one run for each end of a range, and 6 runs for each end of the 12 with the largest "
        "effects, as each run is large"
    )
