"""Running trials: every side on common random numbers, every effect with interval and verdict."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from simulation.experiment import Columns, Measurer, Setup
from simulation.experiment.comparison.precision import Precision
from simulation.parameters import Run
from simulation.trials.formula import effect
from simulation.trials.trial import Check, Trial
from simulation.trials.verdict import Verdict, judge, overall


@dataclass(frozen=True, slots=True)
class Finding:
    """A check and the model's effect, low to high with 95 % confidence; None where it has none."""

    check: Check
    value: float | None
    low: float | None
    high: float | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class TrialResult:
    """A trial, how it was run, and what was found for each of its checks."""

    trial: Trial
    run: Run
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """The verdict on the trial as a whole; "cannot say" where nothing can be run."""
        return overall(finding.verdict for finding in self.findings)


def run_trials(
    trials: Sequence[Trial], runner: Measurer, run_of: Callable[[Run], Run] = lambda run: run
) -> list[TrialResult]:
    """Run trials, in the order given. run_of: how one is run, from what its file suggests.

    Raises UserError for what cannot be run, and what `Runner.measure` raises.
    """
    runs = [run_of(trial.scenario.run) for trial in trials]
    setups = {
        (number, side.key): Setup(side.parameters, runs[number])
        for number, trial in enumerate(trials)
        for side in (trial.scenario.sides if trial.checks else ())
    }
    measured = dict(zip(setups, runner.measure(list(setups.values())), strict=True))
    return [
        TrialResult(trial, runs[number], _findings(trial, measured, number))
        for number, trial in enumerate(trials)
    ]


def _findings(
    trial: Trial, measured: Mapping[tuple[int, str], Columns], number: int
) -> tuple[Finding, ...]:
    """The findings of a trial, from what was measured by (number of the trial, side)."""
    columns = {
        (side.key, name): column
        for side in trial.scenario.sides
        for name, column in measured.get((number, side.key), {}).items()
    }
    return tuple(_finding(check, effect(check.effect, columns)) for check in trial.checks)


def _finding(check: Check, found: Precision | None) -> Finding:
    if found is None:
        return Finding(check, None, None, None, "too close to call")
    verdict = judge(found.low, found.high, check.tolerance)
    return Finding(check, found.figure, found.low, found.high, verdict)
