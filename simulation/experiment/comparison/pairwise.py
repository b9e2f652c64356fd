"""A against B under the same luck: odds, differences, what luck alone makes, and a verdict."""

from dataclasses import dataclass

import numpy as np

from simulation.errors import UserError
from simulation.experiment.comparison.attribution import Explanation, Known, explained
from simulation.experiment.comparison.noise_floor import NoiseFloor, fresh_seed, noise_floor_of
from simulation.experiment.comparison.precision import mean_precision
from simulation.experiment.comparison.verdict import Gap, Verdict, verdict
from simulation.experiment.comparison.win_rate import WinRate, legal_factor, wanted, win_rate
from simulation.experiment.runner.cells import Setup
from simulation.experiment.runner.runner import Runner
from simulation.outcomes import Summary, outcome, summary
from simulation.outcomes.measures import Column
from simulation.parameters import Value, differences


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two cases judged by one outcome, world against world.

    a_values, b_values: float64[worlds]; again: A's under fresh luck. a, b: their summaries, and
    difference: that of A less B in one world. ratio_medians, ratio_means: A over B, None unless B's
    is above zero and A's not below. floor: None where A has the outcome in no world. changed: the
    levers that differ, path to (A's value, B's value). shared_luck: whether both had the same.
    parts: what each of these differences explains, None unless asked for.
    """

    a_setup: Setup
    b_setup: Setup
    outcome: str
    factor: float
    a_values: Column
    b_values: Column
    again: Column
    a: Summary
    b: Summary
    difference: Summary
    ratio_medians: float | None
    ratio_means: float | None
    win_rate: WinRate
    floor: NoiseFloor | None
    verdict: Verdict
    changed: dict[str, tuple[Value, Value]]
    shared_luck: bool
    parts: Explanation | None


def compare(
    a: Setup,
    b: Setup,
    name: str,
    runner: Runner,
    factor: float = 1.0,
    *,
    explain: bool = False,
    names: tuple[str, str] = ("A", "B"),
) -> Comparison:
    """Compare two setups of as many worlds by the outcome `name`.

    With a factor, A is asked to have so many times B (`odds.beats` has the rule). Costs three runs:
    A, B, and A under fresh luck. names: what the verdict calls them. Raises UserError, and what
    `Lab.measure` raises.
    """
    outcome(name), legal_factor(factor)
    if a.run.worlds != b.run.worlds:
        raise UserError(
            f"worlds: {a.run.worlds:,} of A cannot be compared with {b.run.worlds:,} of B"
        )
    again = fresh(a)
    columns = [found[name] for found in runner.measure([a, b, again])]
    parts = None
    if explain:
        known: Known = dict(zip((a, b, again), columns, strict=True))
        parts = explained(a, b, name, runner, known)
    return _comparison(a, b, name, factor, columns, parts, names)


def fresh(setup: Setup) -> Setup:
    """The same scenario under other luck, see `fresh_seed`."""
    return Setup(
        setup.parameters, setup.run.model_copy(update={"seed": fresh_seed(setup.run.seed)})
    )


def _comparison(
    a: Setup,
    b: Setup,
    name: str,
    factor: float,
    columns: list[Column],
    parts: Explanation | None,
    names: tuple[str, str],
) -> Comparison:
    own, other, again = columns
    both = ~(np.isnan(own) | np.isnan(other))
    ours, theirs, target = own[both], other[both], wanted(other[both], name, factor)
    one, two = summary(own), summary(other)
    floor, found = (
        noise_floor_of(own, again, fresh_seed(a.run.seed)),
        win_rate(own, other, name, factor),
    )
    sure = mean_precision(ours - target)
    gap = Gap(
        median=float(np.median(ours) - np.median(target)) if both.any() else 0.0,
        mean=sure.figure if sure else 0.0,
        error=sure.width / 2 if sure else 0.0,
    )
    return Comparison(
        a_setup=a, b_setup=b, outcome=name, factor=factor,
        a_values=own, b_values=other, again=again, a=one, b=two,
        difference=summary(own - other),
        ratio_medians=_ratio(one.median, two.median),
        ratio_means=_ratio(one.mean, two.mean),
        win_rate=found, floor=floor,
        verdict=verdict(name, factor, found, summary(ours), summary(theirs), gap, floor, names),
        changed=differences(a.parameters, b.parameters),
        shared_luck=(a.run.seed, a.run.days) == (b.run.seed, b.run.days),
        parts=parts,
    )  # fmt: skip


def _ratio(a: float | None, b: float | None) -> float | None:
    return a / b if a is not None and b is not None and a >= 0 and b > 0 else None
