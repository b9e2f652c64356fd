"""The break-evens of a story, the levers at which its answer changes: in order, and in words."""

import math
from collections.abc import Sequence

from simulation.experiment.sensitivity.break_even import BreakEven
from simulation.experiment.sensitivity.crossing_search import Crossing
from simulation.report.break_even import break_even_value, wins
from simulation.report.phrases import quoted
from simulation.report.quantities import said
from ui.text import label, whose

HEAD = ("Lever", "The answer changes at", "Here")


def nearest_first(found: Sequence[BreakEven]) -> list[BreakEven]:
    """Those that change the answer nearest to today's value first, those that never do last."""
    return sorted(found, key=_distance)


def row(found: BreakEven) -> tuple[str, str, str]:
    """A row below `HEAD`."""
    lever = found.change.lever
    if found.scale == "choices":  # of a switch too: the winner with each
        winners = {key: wins(found.claim, key) for key in "AB"} | {"": "too close to call"}
        changes = "; ".join(
            f"{said(lever, each.value)}: {winners[each.verdict.winner]}"
            for each in found.points
            if each.verdict
        )
    else:
        changes = ", ".join(said(lever, break_even_value(found, each)) for each in found.crossings)
    return lever_name(found), changes or "no value tried", said(lever, found.change.today)


def lever_name(found: BreakEven) -> str:
    """A lever as its control names it; where it is changed on one side alone, which."""
    return label(found.change.lever, whose(found.change.lever.path)) + _alone(found, ", ")


def in_a_sentence(found: BreakEven) -> str:
    """The same inside a sentence."""
    lever = found.change.lever
    return quoted(label(lever, whose(lever.path))) + _alone(found, " for ")


def _alone(found: BreakEven, joint: str) -> str:
    if not found.change.alone:
        return ""
    return f"{joint}{quoted(found.claim.titles[found.change.sides[0]])} alone"


def nearest_crossing(found: BreakEven) -> Crossing:
    """The crossing nearest to today's value, of a lever that has one."""
    today = float(found.change.today)
    return min(found.crossings, key=lambda each: abs(each.value - today))


def _distance(found: BreakEven) -> float:
    """Doublings from today's value to where the answer changes; infinite if it never does."""
    if not found.crossings:
        return math.inf
    today, nearest = float(found.change.today), nearest_crossing(found).value
    if today <= 0 or nearest <= 0:
        return 100.0 + abs(nearest - today)
    return abs(math.log2(nearest / today))
