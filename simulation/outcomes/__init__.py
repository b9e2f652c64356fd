"""Outcomes: what happened, in numbers and over time."""

from simulation.outcomes.formulas import Column
from simulation.outcomes.measures import OUTCOMES, Outcome, outcome, values
from simulation.outcomes.replay import Replay, replay
from simulation.outcomes.shape import (
    Bands,
    Stage,
    by_group,
    by_hop,
    over_time,
    running_totals,
    waterfall,
)
from simulation.outcomes.summaries import Summary, summary
from simulation.outcomes.tree import Tree, chain, structural_virality, trees

__all__ = [
    "OUTCOMES",
    "Bands",
    "Column",
    "Outcome",
    "Replay",
    "Stage",
    "Summary",
    "Tree",
    "by_group",
    "by_hop",
    "chain",
    "outcome",
    "over_time",
    "replay",
    "running_totals",
    "structural_virality",
    "summary",
    "trees",
    "values",
    "waterfall",
]
