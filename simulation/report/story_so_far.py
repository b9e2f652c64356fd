"""A story while its runs are being made, in words: a count, and a verdict as soon as it is sure."""

from simulation.experiment.comparison.win_rate import WinRate
from simulation.experiment.story_result import StorySoFar
from simulation.report.phrases import better, quoted
from simulation.report.verdict import explanation
from simulation.report.verdict import headline as settled_headline

FIRST = "The first runs are being made."
UNSURE = "Not sure yet."


def headline(found: StorySoFar) -> str:
    """The fate of the claim where it is sure already."""
    return settled_headline(found.verdict) if found.is_sure else UNSURE


def sentence(found: StorySoFar) -> str:
    """The number of runs so far in which one side does better, and how sure that makes it."""
    rate, name, factor = found.win_rate, found.claim.outcome.name, found.claim.factor
    if rate.worlds < 2:
        return FIRST
    one, other = (quoted(side.title) for side in found.scenario.sides[:2])
    if found.is_last:
        return explanation(found.verdict, (one, other))
    reversed_ = factor == 1 and rate.losses > rate.wins
    if reversed_:
        one, other = other, one
    count = rate.losses if reversed_ else rate.wins
    ties = f" ({rate.ties} ended in a tie)" if rate.ties else ""
    said = f"So far {better(name, one, other, factor)} in {_of(count, rate.worlds)}{ties}."
    if not found.verdict.winner:
        return said
    return f"{said} That is more than chance, however often one looks{_interval(rate, reversed_)}."


def remaining(found: StorySoFar) -> str:
    """The number of runs still to come, and what they are for."""
    if found.is_last:
        return "Next: what random draws alone change, and the other sides."
    number = found.run.worlds - found.known
    more = "One more run" if number == 1 else f"{number:,} more runs"
    return f"{more} will sharpen it." if found.is_sure else f"{more} to come."


def _interval(rate: WinRate, reversed_: bool) -> str:
    if rate.low95 is None or rate.high95 is None:
        return ""
    ends = (100 - rate.high95, 100 - rate.low95) if reversed_ else (rate.low95, rate.high95)
    halves = ", a tie counted half" if rate.ties else ""
    return f" (95% confident: {ends[0]:.0f} to {ends[1]:.0f} of 100{halves})"


def _of(part: int, number: int) -> str:
    """A part of a few runs, counted and not rounded: "7 of 9 runs"."""
    if part == number:
        return "both runs" if number == 2 else f"all {number:,} runs"
    return f"{part:,} of {number:,} runs" if part else f"none of {number:,} runs"
