"""A decision in words: recommendations, splits and the ways to a target."""

from simulation.decision.words.plans import seek_sentences, split_sentences
from simulation.decision.words.recommendation import lines, sections, sentences

__all__ = ["lines", "sections", "seek_sentences", "sentences", "split_sentences"]
