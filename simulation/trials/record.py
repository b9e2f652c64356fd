"""The results of all trials as plain values, and the last ones on file."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from simulation.compiling import MODEL
from simulation.parameters import Parameters
from simulation.trials.run import Finding, TrialResult
from simulation.trials.trial import Known
from simulation.trials.verdict import Verdict
from simulation.validation import defaults_digest

RECORD = Path(__file__).parent / "record.json"

Ends = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A check and what the model gives, as plain values.

    None: an end that the tolerance does not have, or a figure that the model does not have.
    """

    measures: str
    effect: str
    published: str
    interval: Ends | None
    tolerance: Ends
    model: float | None
    low: float | None
    high: float | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Entry:
    """A trial and its verdict. stands_for: what in the model stands for what was changed."""

    id: str
    title: str
    authors: str
    year: int
    where: str
    link: str
    known: Known
    changed: str
    found: str
    stands_for: str
    missing: str
    held_back: bool
    worlds: int
    days: float
    verdict: Verdict
    checks: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """The results of some trials, and what made them.

    model: the version of the model. defaults: a digest of the default levers.
    """

    command: str
    model: str
    defaults: str
    seed: int
    trials: tuple[Entry, ...]

    def having(self, *verdicts: Verdict) -> list[Entry]:
        """The trials with one of these verdicts."""
        return [each for each in self.trials if each.verdict in verdicts]


def results(found: Sequence[TrialResult], command: str, seed: int) -> Results:
    """The results of trials as plain values."""
    return Results(command, MODEL, defaults_digest(Parameters()), seed, tuple(map(_entry, found)))


def plain(done: Results) -> dict[str, Any]:
    """Results ready for JSON."""
    return asdict(done)


def last_record() -> Results:
    """The results in the file RECORD, which holds the output of its `command`."""
    content = json.loads(RECORD.read_text(encoding="utf-8"))
    trials = tuple(
        Entry(**each | {"checks": tuple(map(_row_of, each["checks"]))})
        for each in content.pop("trials")
    )
    return Results(**content, trials=trials)


def _entry(found: TrialResult) -> Entry:
    trial, study = found.trial, found.trial.study
    return Entry(
        id=trial.id,
        title=trial.scenario.title,
        **asdict(study),
        stands_for=trial.scenario.note,
        missing=trial.missing,
        held_back=trial.held_back,
        worlds=found.run.worlds if trial.checks else 0,
        days=found.run.days,
        verdict=found.verdict,
        checks=tuple(map(_row, found.findings)),
    )


def _row(finding: Finding) -> Row:
    check = finding.check
    return Row(
        measures=check.measures,
        effect=check.effect.text,
        published=check.published,
        interval=_ends(check.interval) if check.interval else None,
        tolerance=_ends(check.tolerance),
        model=_short(finding.value),
        low=_short(finding.low),
        high=_short(finding.high),
        verdict=finding.verdict,
    )


def _ends(ends: tuple[float, float]) -> Ends:
    low, high = (end if math.isfinite(end) else None for end in ends)
    return low, high


def _row_of(content: dict[str, Any]) -> Row:
    interval = content["interval"]
    return Row(
        **content
        | {
            "interval": tuple(interval) if interval else None,
            "tolerance": tuple(content["tolerance"]),
        }
    )


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")
