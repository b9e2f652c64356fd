"""The insight of a story in words: its own sentence, with the figures that were computed."""

import re

from simulation.experiment.story_result import StoryResult
from simulation.report.break_even import break_even_value
from simulation.report.quantities import quantity, said, two_figures


def insight(result: StoryResult) -> str:
    """The sentence; empty where the story has none, or a figure of it was not found."""
    asked = result.scenario.insight
    if asked is None:
        return ""
    names = re.findall(r"\{(.*?)\}", asked.says)
    figures = {name: _figure(result, name) for name in names}
    if None in figures.values():
        return ""
    return re.sub(r"\{(.*?)\}", lambda found: figures[found[1]] or "", asked.says)


def _figure(result: StoryResult, name: str) -> str | None:
    """A figure by its name, see `Insight`; None where it is not known."""
    if name == "turn":
        return _turn(result)
    outcome, sides = result.claim.outcome, {each.side.key: each for each in result.sides}
    one, between, other = name[:1], name[1:2], name[2:]
    first = sides[one].summaries[outcome.name]
    if not between:
        return None if first.median is None else quantity(first.median, outcome.unit)
    a, b = first.mean, sides[other].summaries[outcome.name].mean
    if a is None or b is None:
        return None
    if between == "-":
        return _signed(a - b, outcome.unit)
    return _signed(a / b - 1, "share") if b > 0 else None


def _turn(result: StoryResult) -> str | None:
    """The only value at which the answer changes; None where there are several, or none."""
    if result.turn is None or len(result.turn.crossings) != 1:
        return None
    lever, value = result.turn.change.lever, break_even_value(result.turn, result.turn.crossings[0])
    return two_figures(int(value)) if lever.type == "integer" else said(lever, value)


def _signed(difference: float, unit: str) -> str:
    """A difference with its sign: +0.5, -3, +88%, -$20."""
    text = quantity(difference, unit)
    return f"+{text}" if difference > 0 and two_figures(difference) != "0" else text
