"""Choosing among options: what to do, how sure that is, and what would change the answer."""

from simulation.decision.doubt import Bands, Pair, bands, pair
from simulation.decision.goals import GOALS, Goal
from simulation.decision.information import Information, Worth, information
from simulation.decision.option import Option
from simulation.decision.recommendation import Recommendation, recommend, recommendations
from simulation.decision.sample import LOOKS, Sample, sample, sharpened
from simulation.decision.unknowns import Given, Unknown, ranges, unknowns
from simulation.decision.words import lines, sentences

__all__ = [
    "GOALS",
    "LOOKS",
    "Bands",
    "Given",
    "Goal",
    "Information",
    "Option",
    "Pair",
    "Recommendation",
    "Sample",
    "Unknown",
    "Worth",
    "bands",
    "information",
    "lines",
    "pair",
    "ranges",
    "recommend",
    "recommendations",
    "sample",
    "sentences",
    "sharpened",
    "unknowns",
]
