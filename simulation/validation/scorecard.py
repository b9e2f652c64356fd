"""The scorecard: every statistic with its interval and its target; and the last one on file."""

import hashlib
import json
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from scipy.stats import DegenerateDataWarning, bootstrap

from simulation.compiling import MODEL
from simulation.parameters import Parameters, values
from simulation.validation.population import Sample
from simulation.validation.statistics import STATISTICS, Statistic

RECORD = Path(__file__).parent / "record.json"
LEVEL = 0.95  # confidence of the intervals
_RESAMPLES = 200

Verdict = Literal["pass", "fail", ""]


@dataclass(frozen=True, slots=True)
class Row:
    """A statistic compared with its target; without a target, the fields of the target are empty.

    value, low and high are None if too few posts were reshared. tolerance: the lowest and the
    highest value that pass.
    """

    name: str
    label: str
    unit: str
    value: float | None
    low: float | None
    high: float | None
    published: str
    tolerance: tuple[float, float] | None
    source: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All rows, and what made them.

    model: the version of the model. defaults: a digest of the default levers.
    """

    command: str
    model: str
    defaults: str
    posts: int
    accounts: int
    seed: int
    rows: tuple[Row, ...]

    @property
    def passed(self) -> int:
        """The number of targets met."""
        return sum(row.verdict == "pass" for row in self.rows)

    @property
    def targets(self) -> int:
        """The number of targets."""
        return sum(row.verdict != "" for row in self.rows)


def score(sample: Sample, resamples: int = _RESAMPLES) -> Scorecard:
    """Measure every statistic of a sample, with bootstrap intervals over its accounts."""
    design = sample.design
    return Scorecard(
        command=f"python -m simulation validate --posts {design.posts} --seed {design.seed} --json",
        model=MODEL,
        defaults=defaults_digest(design.base),
        posts=sample.shares.size,
        accounts=len(sample.followers),
        seed=design.seed,
        rows=tuple(_row(statistic, sample, resamples) for statistic in STATISTICS),
    )


def defaults_digest(parameters: Parameters | None = None) -> str:
    """A digest of the value of every lever; without parameters, of the defaults."""
    text = json.dumps(values(parameters or Parameters()), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def plain(done: Scorecard) -> dict[str, Any]:
    """A scorecard as plain values, ready for JSON."""
    return asdict(done)


def last_record() -> Scorecard:
    """The scorecard in the file RECORD, which holds the output of its `command`."""
    content = json.loads(RECORD.read_text(encoding="utf-8"))
    rows = [
        Row(**row | {"tolerance": tuple(row["tolerance"]) if row["tolerance"] else None})
        for row in content.pop("rows")
    ]
    return Scorecard(**content, rows=tuple(rows))


def _row(statistic: Statistic, sample: Sample, resamples: int) -> Row:
    units = len(sample.followers) if statistic.units == "accounts" else sample.clicks.shape[1]
    value = statistic.formula(sample, np.ones(units, np.int64))
    low, high = _interval(statistic, sample, units, resamples)
    target = statistic.target
    verdict: Verdict = ""
    if target is not None:
        verdict = "pass" if target.holds(value) else "fail"
    return Row(
        name=statistic.name,
        label=statistic.label,
        unit=statistic.unit,
        value=_known(value),
        low=_known(low),
        high=_known(high),
        published=target.published if target else "",
        tolerance=(target.low, target.high) if target else None,
        source=target.source if target else "",
        verdict=verdict,
    )


def _interval(
    statistic: Statistic, sample: Sample, units: int, resamples: int
) -> tuple[float, float]:
    """The percentile bootstrap interval over the units; NaN if half of the resamples are NaN.

    The lattice of accounts makes it somewhat too wide.
    """

    def of_resample(drawn: np.ndarray[Any, Any]) -> float:
        return statistic.formula(sample, np.bincount(drawn, minlength=units))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DegenerateDataWarning)  # resamples that are NaN
        found = bootstrap(
            (np.arange(units),),
            of_resample,
            vectorized=False,
            n_resamples=resamples,
            method="percentile",
            rng=sample.design.seed,
        )
    known = found.bootstrap_distribution[np.isfinite(found.bootstrap_distribution)]
    if len(known) < resamples / 2:
        return np.nan, np.nan
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _known(value: float) -> float | None:
    return float(f"{value:.6g}") if np.isfinite(value) else None
