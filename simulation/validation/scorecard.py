"""The check: every statistic with its interval and its target; and the last one, kept on file."""

import hashlib
import json
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from scipy.stats import DegenerateDataWarning, bootstrap

from simulation.compiling import VERSION
from simulation.parameters import Parameters, values
from simulation.validation.population import Sample
from simulation.validation.statistics import STATISTICS, Statistic

RECORD = Path(__file__).parent / "record.json"
LEVEL = 0.95  # certainty of the intervals
_RESAMPLES = 200

Verdict = Literal["pass", "falls short", ""]


@dataclass(frozen=True, slots=True)
class Row:
    """A statistic held against what was published; without a target, verdict and target are empty.

    value, low and high are None where too few posts were reshared for it to have a meaning.
    tolerance: lowest and highest value that passes.
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
class Check:
    """All rows, and what made them: version of the model, digest of the defaults, posts, seed."""

    command: str
    version: str
    defaults: str
    posts: int
    accounts: int
    seed: int
    rows: tuple[Row, ...]

    @property
    def passed(self) -> int:
        """Targets met."""
        return sum(row.verdict == "pass" for row in self.rows)

    @property
    def targets(self) -> int:
        """Targets there are."""
        return sum(row.verdict != "" for row in self.rows)


def check(sample: Sample, resamples: int = _RESAMPLES) -> Check:
    """Measure every statistic of a sample, with bootstrap intervals over its accounts."""
    design = sample.design
    return Check(
        command=f"python -m simulation validate --posts {design.posts} --seed {design.seed} --json",
        version=VERSION,
        defaults=defaults_digest(design.base),
        posts=sample.shares.size,
        accounts=len(sample.followers),
        seed=design.seed,
        rows=tuple(_row(statistic, sample, resamples) for statistic in STATISTICS),
    )


def defaults_digest(parameters: Parameters | None = None) -> str:
    """A digest of the value of every lever, by default of the defaults."""
    text = json.dumps(values(parameters or Parameters()), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def plain(done: Check) -> dict[str, Any]:
    """The check as JSON holds it."""
    return asdict(done)


def last_record() -> Check:
    """The check on file, which is the output of its `command`: that puts a new one in `RECORD`."""
    content = json.loads(RECORD.read_text(encoding="utf-8"))
    rows = [
        Row(**row | {"tolerance": tuple(row["tolerance"]) if row["tolerance"] else None})
        for row in content.pop("rows")
    ]
    return Check(**content, rows=tuple(rows))


def _row(statistic: Statistic, sample: Sample, resamples: int) -> Row:
    units = len(sample.followers) if statistic.units == "accounts" else sample.clicks.shape[1]
    value = statistic.formula(sample, np.ones(units, np.int64))
    low, high = _interval(statistic, sample, units, resamples)
    target = statistic.target
    verdict: Verdict = ""
    if target is not None:
        verdict = "pass" if target.holds(value) else "falls short"
    return Row(
        name=statistic.name, label=statistic.label, unit=statistic.unit,
        value=_known(value), low=_known(low), high=_known(high),
        published=target.published if target else "",
        tolerance=(target.low, target.high) if target else None,
        source=target.source if target else "",
        verdict=verdict,
    )  # fmt: skip


def _interval(
    statistic: Statistic, sample: Sample, units: int, resamples: int
) -> tuple[float, float]:
    """Percentile bootstrap over the units; NaN where half of the resamples have no meaning.

    The lattice of accounts makes it somewhat too wide.
    """

    def again(drawn: np.ndarray[Any, Any]) -> float:
        return statistic.formula(sample, np.bincount(drawn, minlength=units))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DegenerateDataWarning)  # resamples without a meaning
        found = bootstrap(
            (np.arange(units),), again, vectorized=False, n_resamples=resamples,
            method="percentile", rng=sample.design.seed,
        )  # fmt: skip
    known = found.bootstrap_distribution[np.isfinite(found.bootstrap_distribution)]
    if len(known) < resamples / 2:
        return np.nan, np.nan
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _known(value: float) -> float | None:
    return float(f"{value:.6g}") if np.isfinite(value) else None
