"""Does the model, on its defaults, have the shapes that were published? See evidence of each.

A population of accounts of realistic sizes posts; their posts' cascades are measured as the
sources measured theirs, and held against what they found.
"""

from simulation.validation.population import Design, Sample, sampled
from simulation.validation.scorecard import Check, Row, check, defaults_digest, last_record
from simulation.validation.statistics import STATISTICS, Statistic
from simulation.validation.targets import TARGETS, Target

__all__ = [
    "STATISTICS", "TARGETS", "Check", "Design", "Row", "Sample", "Statistic", "Target", "check",
    "defaults_digest", "last_record", "sampled",
]  # fmt: skip
