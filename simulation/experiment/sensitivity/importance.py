"""Importance: which lever moves an outcome most over its plausible range, and which together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.errors import UserError
from simulation.experiment.runner.cells import Columns, Setup
from simulation.experiment.runner.cost import worlds_for
from simulation.experiment.runner.runner import Measurer
from simulation.experiment.sensitivity.sobol import Indices, sobol
from simulation.outcomes import Outcome, Summary, outcome, summary
from simulation.parameters import Lever, Parameters, Run, Value, changed, levers, values

FEWEST = 10  # worlds a scenario, however large its worlds
TOP, POINTS, WORLDS = 4, 64, 50  # levers, points and worlds a point, for what they do together
_DECADES = 30.0  # a plausible range that spans so much is taken on a log scale


@dataclass(frozen=True, slots=True)
class Effect:
    """A lever at both ends of its plausible range, all others as they stand.

    low, high: the values. at_low, at_high: the outcome there. `swing` and `mean_swing`: what the
    median and the mean gain from one end to the other; None where the outcome has no meaning.
    """

    lever: Lever
    low: Value
    high: Value
    at_low: Summary
    at_high: Summary

    @property
    def swing(self) -> float | None:
        """The median at the high end less that at the low end."""
        return _gain(self.at_low.median, self.at_high.median)

    @property
    def mean_swing(self) -> float | None:
        """The mean at the high end less that at the low end."""
        return _gain(self.at_low.mean, self.at_high.mean)


@dataclass(frozen=True, eq=False)
class Importance:
    """Every lever that has a plausible range and may act, by how far it swings the outcome.

    run: how each was run; worlds may be fewer than asked where worlds are large. today: the outcome
    as all levers stand. effects: largest swing of the median first, then of the mean. left_out:
    (path, why) of levers with a plausible range that cannot act, or whose ends are not legal here.
    together: variance-based indices of the first few levers, None if not asked for.
    """

    parameters: Parameters
    run: Run
    outcome: Outcome
    today: Summary
    effects: tuple[Effect, ...]
    left_out: tuple[tuple[str, str], ...]
    together: Indices | None


def importance(
    runner: Measurer,
    parameters: Parameters,
    run: Run,
    name: str,
    *,
    top: int = TOP,
    points: int = POINTS,
    spans: Mapping[str, tuple[Value, Value]] | None = None,
) -> Importance:
    """The swing of the outcome by each lever; `points` (a power of two) 0: no indices.

    spans: both ends of further levers, which have no plausible range, by path.
    The indices are of the mean over `WORLDS` worlds, of the `top` levers, independent of one
    another and uniform over their plausible ranges, log-uniform where these span a factor of 30.
    Raises UserError.
    """
    which = outcome(name)
    run = run.model_copy(update={"worlds": worlds_for({"A": parameters}, run, FEWEST)})
    ends, left_out = _ends(parameters)
    ends |= spans or {}
    setups = [Setup(parameters, run)]
    for path, (low, high) in ends.items():
        setups += [Setup(changed(parameters, {path: end}), run) for end in (low, high)]
    today, *found = (summary(each[name]) for each in runner.measure(setups))
    effects = [
        Effect(levers()[path], *span, *pair)
        for (path, span), pair in zip(
            ends.items(), zip(found[::2], found[1::2], strict=True), strict=True
        )
    ]
    effects.sort(key=lambda each: (-abs(each.swing or 0.0), -abs(each.mean_swing or 0.0)))
    together = None
    acting = [each for each in effects if each.swing or each.mean_swing][:top]
    if points and len(acting) > 1:
        together = _together(runner, parameters, run, name, acting, points)
    return Importance(parameters, run, which, today, tuple(effects), tuple(left_out), together)


def _together(
    runner: Measurer,
    parameters: Parameters,
    run: Run,
    name: str,
    acting: Sequence[Effect],
    points: int,
) -> Indices:
    run = run.model_copy(update={"worlds": min(run.worlds, WORLDS)})

    def means(rows: NDArray[np.float64]) -> NDArray[np.float64]:
        setups = []
        for row in rows.tolist():
            parts = zip(acting, row, strict=True)
            setting = {each.lever.path: _within(each, part) for each, part in parts}
            setups.append(Setup(changed(parameters, setting), run))
        return np.array([_mean(each, name) for each in runner.measure(setups)])

    return sobol(means, [each.lever.path for each in acting], points, run.worlds)


def _mean(columns: Columns, name: str) -> float:
    mean = summary(columns[name]).mean
    if mean is None:
        raise UserError(f"{name} has no meaning at some plausible settings; choose another outcome")
    return mean


def _within(effect: Effect, part: float) -> Value:
    """The value a part of the way through the plausible range."""
    low, high = float(effect.low), float(effect.high)
    log = low > 0 and high / low >= _DECADES
    value = low * (high / low) ** part if log else low + part * (high - low)
    return round(value) if effect.lever.type == "integer" else value


def _ends(parameters: Parameters) -> tuple[dict[str, tuple[Value, Value]], list[tuple[str, str]]]:
    """Levers that may act, with both ends of what is plausible; and those left out, with why."""
    ends: dict[str, tuple[Value, Value]] = {}
    left_out = []
    for path, lever in levers().items():
        if lever.plausible is None:
            continue
        whole = lever.type == "integer"
        low, high = (round(end) if whole else float(end) for end in lever.plausible)
        why = asleep(parameters, path) or _illegal(parameters, path, (low, high))
        if why:
            left_out.append((path, why))
        else:
            ends[path] = (low, high)
    return ends, left_out


def asleep(parameters: Parameters, path: str) -> str:
    """The reason why a lever can do nothing as the others stand; empty where it may act."""
    conditions = levers()[path].active_if
    now = values(parameters) if conditions else {}
    for condition in conditions:
        if not any(now[other] for other in condition.paths):
            return condition.why
    return ""


def _illegal(parameters: Parameters, path: str, ends: tuple[Value, Value]) -> str:
    try:
        for end in ends:
            changed(parameters, {path: end})
    except UserError as error:
        return str(error)
    return ""


def _gain(low: float | None, high: float | None) -> float | None:
    return None if low is None or high is None else high - low
