"""Validation: the model with its defaults, compared with published figures of real cascades.

Accounts of realistic sizes post; the cascades of their posts are measured as the sources measured
theirs, and compared with what they found.
"""

from simulation.validation.population import Design, Sample, simulate_population
from simulation.validation.scorecard import Row, Scorecard, defaults_digest, last_record, score
from simulation.validation.statistics import STATISTICS, Statistic
from simulation.validation.targets import TARGETS, Target

__all__ = [
    "STATISTICS",
    "TARGETS",
    "Design",
    "Row",
    "Sample",
    "Scorecard",
    "Statistic",
    "Target",
    "defaults_digest",
    "last_record",
    "score",
    "simulate_population",
]
