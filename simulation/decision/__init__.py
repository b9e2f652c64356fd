"""Choosing among options: what to do, how sure that is, and what would change the answer."""

from simulation.decision.doubt import Bands, Pair, bands, pair
from simulation.decision.information import Information, Worth, information
from simulation.decision.option import Option
from simulation.decision.sample import LOOKS, Sample, sample, sharpened
from simulation.decision.unknowns import Given, Unknown, ranges, unknowns

__all__ = [
    "LOOKS",
    "Bands",
    "Given",
    "Information",
    "Option",
    "Pair",
    "Sample",
    "Unknown",
    "Worth",
    "bands",
    "information",
    "pair",
    "ranges",
    "sample",
    "sharpened",
    "unknowns",
]
