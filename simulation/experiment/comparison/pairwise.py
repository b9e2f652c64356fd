"""Pairwise comparison: A against B on common random numbers, by one outcome or by many."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulation.errors import UserError
from simulation.experiment.comparison import attribution
from simulation.experiment.comparison.attribution import Explanation
from simulation.experiment.comparison.noise_floor import NoiseFloor, fresh_seed
from simulation.experiment.comparison.verdict import Verdict, verdict
from simulation.experiment.comparison.win_rate import WinRate, legal_factor
from simulation.experiment.runner.cells import Columns, Setup
from simulation.experiment.runner.runner import Measurer
from simulation.outcomes import Column, Summary, outcome, summary
from simulation.parameters import Value, differences


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two setups compared by one outcome, replicate by replicate.

    a_values, b_values: float64[replicates]; again: A's under fresh draws. a, b: their summaries;
    difference: that of A less B in one replicate. ratio_medians, ratio_means: A over B, None unless
    B's is above zero and A's not below. changed: the levers that differ, path to (A's value, B's
    value). shared_draws: whether both sides had the same random draws. parts: what each of these
    differences explains, None unless asked for.
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
    verdict: Verdict
    changed: dict[str, tuple[Value, Value]]
    shared_draws: bool
    parts: Explanation | None

    @property
    def win_rate(self) -> WinRate:
        """The win rate of A."""
        return self.verdict.win_rate

    @property
    def floor(self) -> NoiseFloor | None:
        """The change that random draws alone make; None where A has the outcome in no replicate."""
        return self.verdict.floor


def compare(
    a: Setup,
    b: Setup,
    name: str,
    runner: Measurer,
    factor: float = 1.0,
    *,
    explain: bool = False,
) -> Comparison:
    """Compare two setups of as many replicates by the outcome `name`.

    With a factor, A has to have at least that many times B (see `win_rate.paired_wins`). Costs
    three runs: A, B, and A under fresh draws. explain: also split the difference among the levers.
    Raises UserError, and what `Runner.measure` raises.
    """
    outcome(name), legal_factor(factor)
    again = _fresh_next_to(a, b)
    columns = runner.measure([a, b, again])
    parts = attribution.explain(a, b, name, runner) if explain else None
    return _comparison(a, b, name, factor, columns, parts)


def compare_all(
    setups: Sequence[Setup], base: Setup, names: Sequence[str], runner: Measurer
) -> dict[str, list[Comparison]]:
    """Comparisons by outcome: each setup as A against the base as B. Everything is measured once.

    Costs two runs a setup (as it is, and under fresh draws) and one of the base, however many
    outcomes are asked for. Raises as `compare` does.
    """
    for name in names:
        outcome(name)
    again = [_fresh_next_to(setup, base) for setup in setups]
    reference, *columns = runner.measure([base, *setups, *again])
    own, fresh_ones = columns[: len(setups)], columns[len(setups) :]
    return {
        name: [
            _comparison(setup, base, name, 1.0, [mine, reference, redrawn], None)
            for setup, mine, redrawn in zip(setups, own, fresh_ones, strict=True)
        ]
        for name in names
    }


def fresh(setup: Setup) -> Setup:
    """The same scenario under other random draws, see `fresh_seed`."""
    return Setup(
        setup.parameters, setup.run.model_copy(update={"seed": fresh_seed(setup.run.seed)})
    )


def _fresh_next_to(a: Setup, b: Setup) -> Setup:
    if a.run.worlds != b.run.worlds:
        raise UserError(f"{a.run.worlds:,} runs of A cannot be compared with {b.run.worlds:,} of B")
    return fresh(a)


def _comparison(
    a: Setup,
    b: Setup,
    name: str,
    factor: float,
    columns: Sequence[Columns],
    parts: Explanation | None,
) -> Comparison:
    own, other, again = (each[name] for each in columns)
    one, two = summary(own), summary(other)
    return Comparison(
        a_setup=a,
        b_setup=b,
        outcome=name,
        factor=factor,
        a_values=own,
        b_values=other,
        again=again,
        a=one,
        b=two,
        difference=summary(own - other),
        ratio_medians=_ratio(one.median, two.median),
        ratio_means=_ratio(one.mean, two.mean),
        verdict=verdict(own, other, again, fresh_seed(a.run.seed), name, factor),
        changed=differences(a.parameters, b.parameters),
        shared_draws=(a.run.seed, a.run.days) == (b.run.seed, b.run.days),
        parts=parts,
    )


def _ratio(a: float | None, b: float | None) -> float | None:
    return a / b if a is not None and b is not None and a >= 0 and b > 0 else None
