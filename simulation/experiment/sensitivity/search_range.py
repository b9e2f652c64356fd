"""Default ranges of a search, from the inputs alone, never from a clock.

So the same question has the same answer on every machine.
"""

from dataclasses import replace

from simulation.errors import UserError
from simulation.experiment.comparison.lever_changes import LeverChange, Sides, moved
from simulation.experiment.runner.cost import branching, expected_cost
from simulation.experiment.sensitivity.axis import Axis, between, check
from simulation.parameters import Lever, Parameters

_WIDER = 10  # times what is plausible, or stands today, where a scale has no natural end
_NATURAL = 2.0  # scales that end here or below are searched from end to end
_COSTLIER = 4  # times today's cost may a replicate in the range have,
_ENDLESS = 1.4  # further sharers of a sharer, by an estimate on the high side: everybody is reached
_FLOOD = 5e7  # times noticed, where everybody notices every post: a minute for one replicate
_CHEAP = 10_000.0  # or this much in any case
_DECADES = 50.0  # from here on a range without a natural end is searched on a log scale
_SMALLEST = 100  # a chance is searched down to this part of its step

MANY, FEW = 9, 5  # points that a search begins with: usually, and where replicates are few


def span_of(sides: Sides, chosen: LeverChange, days: float) -> tuple[float, float]:
    """The range of a number to search, today's value always within.

    All of a chance, a share, and of every scale that ends at 2 or below. Otherwise from the lowest
    legal value to ten times the largest of what is plausible, what stands today and the default, or
    as far as is legal. The upper end comes down until the scenario is legal, and costs no more than
    four times what it costs today.
    """
    lever, today = chosen.lever, float(chosen.today)
    low, high = lever.low or 0.0, lever.high or 0.0
    if high > _NATURAL:
        usual = max(today, lever.plausible[1] if lever.plausible else 0.0, float(lever.default))
        high = min(high, _WIDER * (usual or 10 * (lever.step or 1.0)))
    most = max(_CHEAP, _COSTLIER * max(expected_cost(each, days) for each in sides.values()))
    while high > today and _too_much(sides, chosen, high, days, most):
        high = max(today, _rounded(lever, high / 1.5))
    return (low, high) if low < high else (low, check(lever, lever.high or 0.0, lever.path))


def grid(chosen: LeverChange, low: float, high: float, many: int) -> Axis:
    """The values a search begins with: on a log scale where the range spans decades; today too.

    A log scale reaches down to the lever's step, a chance to a hundredth of it, then to `low`.
    """
    lever, today = chosen.lever, float(chosen.today)
    smallest = min(value for value in (lever.step or 1.0, today, high) if value > 0)
    if lever.unit == "chance":
        smallest /= _SMALLEST
    if lever.type == "integer":
        smallest = max(1.0, round(smallest))
    start = max(low, smallest)
    endless = lever.unit == "chance" or (lever.high or 0.0) > _NATURAL
    log = endless and start * _DECADES < high
    axis = between(chosen, start if log else low, high, many, log=log)
    inside = {low, today} if low <= today <= high else {low}
    whole = lever.type == "integer"
    found = sorted({*axis.values, *(int(v) if whole else v for v in inside)})
    return replace(axis, values=tuple(found))


def _too_much(sides: Sides, chosen: LeverChange, value: float, days: float, most: float) -> bool:
    whole = chosen.lever.type == "integer"
    try:
        there = moved(sides, [(chosen, int(value) if whole else value)])
    except UserError:
        return True
    if any(map(_floods, there.values())):
        return True
    return max(expected_cost(each, days) for each in there.values()) > most


def _floods(side: Parameters) -> bool:
    """True if cascades may reach everybody there is, and these are too many to simulate."""
    noticed = side.network.population * side.posts.count
    return noticed > _FLOOD and branching(side) > _ENDLESS


def _rounded(lever: Lever, value: float) -> float:
    """A value to two figures, enough for an end of a range."""
    short = float(f"{value:.2g}")
    return max(round(short), lever.low or 0) if lever.type == "integer" else short
