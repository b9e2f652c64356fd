"""Choosing among options: what to do, how sure that is, and what would change the answer."""

from simulation.decision.channels import CHANNELS, Channel, spend
from simulation.decision.doubt import Bands, Pair, bands, pair
from simulation.decision.goals import GOALS, Goal
from simulation.decision.information import Information, Worth, information
from simulation.decision.option import Option
from simulation.decision.recommendation import Recommendation, recommend, recommendations
from simulation.decision.same_money import scaled, ways_to_spend
from simulation.decision.sample import LOOKS, Sample, sample, sharpened
from simulation.decision.seek import Seek, Target, Way, seek
from simulation.decision.split import Share, Split, split
from simulation.decision.unknowns import Given, Unknown, ranges, unknowns
from simulation.decision.words import lines, sections, seek_sentences, sentences, split_sentences

__all__ = [
    "CHANNELS",
    "GOALS",
    "LOOKS",
    "Bands",
    "Channel",
    "Given",
    "Goal",
    "Information",
    "Option",
    "Pair",
    "Recommendation",
    "Sample",
    "Seek",
    "Share",
    "Split",
    "Target",
    "Unknown",
    "Way",
    "Worth",
    "bands",
    "information",
    "lines",
    "pair",
    "ranges",
    "recommend",
    "recommendations",
    "sample",
    "scaled",
    "sections",
    "seek",
    "seek_sentences",
    "sentences",
    "sharpened",
    "spend",
    "split",
    "split_sentences",
    "unknowns",
    "ways_to_spend",
]
