"""Importance: which lever moves an outcome most over its plausible range, and which together.

Where replicates cost much, every end is run in a few of them, and only the levers with the largest
effects in more. On common random numbers a few replicates tell large effects from small ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.errors import UserError
from simulation.experiment.comparison.lever_changes import asleep
from simulation.experiment.runner.cells import Columns, Setup
from simulation.experiment.runner.cost import expected_cost, worlds_for
from simulation.experiment.runner.runner import Measurer
from simulation.experiment.sensitivity.sobol import Indices, sobol
from simulation.outcomes import Outcome, Summary, outcome, summary
from simulation.parameters import Lever, Parameters, Run, Value, changed, levers

FEWEST = 10  # worlds a scenario, however large its worlds
CLOSER = 12  # levers that are run in all replicates where these cost much
PASS = 3.5e8  # about what a first pass over all ends may cost then, see `expected_cost`
TOP, POINTS, WORLDS = 4, 64, 50  # levers, points and worlds a point, for what they do together
Ends = tuple[Value, Value]
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
    as all levers stand. effects: largest swing of the median first, then of the mean. rough: the
    replicates of each end, of all but the CLOSER levers with the largest effects; None where all
    have as many as `run` says. left_out: (path, why) of levers with a plausible range that cannot
    act, or whose ends are not legal here. together: variance-based indices of the first few
    levers, None if not asked for.
    """

    parameters: Parameters
    run: Run
    outcome: Outcome
    today: Summary
    effects: tuple[Effect, ...]
    rough: int | None
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
    spans: Mapping[str, Ends] | None = None,
) -> Importance:
    """The swing of the outcome by each lever; `points` (a power of two) 0: no indices.

    spans: both ends of further levers, which have no plausible range, by path.
    The indices are of the mean over `WORLDS` worlds, of the `top` levers, independent of one
    another and uniform over their plausible ranges, log-uniform where these span a factor of 30.
    Raises UserError.
    """
    which = outcome(name)
    run = _sized(run, worlds_for({"A": parameters}, run, FEWEST))
    ends, left_out = _ends(parameters)
    ends |= spans or {}
    rough = _rough(parameters, ends, run)
    (columns,) = runner.measure([Setup(parameters, run)])
    effects = _effects(runner, parameters, _sized(run, rough or run.worlds), name, ends)
    if rough:
        closer = {each.lever.path: (each.low, each.high) for each in effects[:CLOSER]}
        again = _effects(runner, parameters, run, name, closer)
        effects = sorted([*again, *effects[CLOSER:]], key=_smallness)
    together = None
    acting = [each for each in effects if each.swing or each.mean_swing][:top]
    if points and len(acting) > 1:
        together = _together(runner, parameters, run, name, acting, points)
    return Importance(
        parameters=parameters,
        run=run,
        outcome=which,
        today=summary(columns[name]),
        effects=tuple(effects),
        rough=rough,
        left_out=tuple(left_out),
        together=together,
    )


def _rough(parameters: Parameters, ends: Mapping[str, Ends], run: Run) -> int | None:
    """The replicates of each end in a first pass; None where all of them cost little."""
    whole = sum(
        expected_cost(changed(parameters, {path: end}), run.days)
        for path, pair in ends.items()
        for end in pair
    )
    return max(1, int(PASS / whole)) if run.worlds * whole > 2 * PASS else None


def _sized(run: Run, worlds: int) -> Run:
    return run.model_copy(update={"worlds": worlds})


def _effects(
    runner: Measurer, parameters: Parameters, run: Run, name: str, ends: Mapping[str, Ends]
) -> list[Effect]:
    """The effects of these levers, the largest first."""
    setups = [
        Setup(changed(parameters, {path: end}), run) for path, pair in ends.items() for end in pair
    ]
    found = [summary(each[name]) for each in runner.measure(setups)]
    effects = (
        Effect(levers()[path], *span, *pair)
        for (path, span), pair in zip(
            ends.items(), zip(found[::2], found[1::2], strict=True), strict=True
        )
    )
    return sorted(effects, key=_smallness)


def _smallness(effect: Effect) -> tuple[float, float]:
    """The sort key of an effect: the largest comes first."""
    return -abs(effect.swing or 0.0), -abs(effect.mean_swing or 0.0)


def _together(
    runner: Measurer,
    parameters: Parameters,
    run: Run,
    name: str,
    acting: Sequence[Effect],
    points: int,
) -> Indices:
    run = _sized(run, min(run.worlds, WORLDS))

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


def _ends(parameters: Parameters) -> tuple[dict[str, Ends], list[tuple[str, str]]]:
    """Levers that may act, with both ends of what is plausible; and those left out, with why."""
    ends: dict[str, Ends] = {}
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


def _illegal(parameters: Parameters, path: str, ends: tuple[Value, Value]) -> str:
    try:
        for end in ends:
            changed(parameters, {path: end})
    except UserError as error:
        return str(error)
    return ""


def _gain(low: float | None, high: float | None) -> float | None:
    return None if low is None or high is None else high - low
