"""The figures of a story's judged outcome in words: typical, on average, or as a share of runs."""

from collections.abc import Sequence

from simulation.experiment.story_result import SideResult, StoryResult
from ui.text import quantity


def is_chance(result: StoryResult) -> bool:
    """True if a run either has the outcome or does not, so that its median says little."""
    return result.claim.outcome.unit == "chance"


def compared(result: StoryResult, sides: Sequence[SideResult]) -> tuple[str, list[str]]:
    """The kind of figure that tells these sides apart, "typically" or the like, and the figures.

    Medians, unless they all read the same and the means do not.
    """
    outcome = result.claim.outcome
    found = [each.summaries[outcome.name] for each in sides]
    if is_chance(result):
        return "in", [f"{quantity(each.mean, outcome.unit)} of runs" for each in found]
    medians = [quantity(each.median, outcome.unit) for each in found]
    means = [quantity(each.mean, outcome.unit) for each in found]
    if len(set(medians)) == 1 and len(set(means)) > 1:
        return "on average", means
    return "typically", medians
