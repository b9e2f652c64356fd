"""An outcome of every option with both kinds of doubt: bands, and how often one beats another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.decision.sample import Sample
from simulation.experiment import WinRate, paired_wins, win_rate, win_rate_of
from simulation.outcomes import Column, Outcome, Summary, outcome, summary

Grid = NDArray[np.float64]  # [settings, replicates]


@dataclass(frozen=True, slots=True)
class Bands:
    """A figure with both kinds of doubt.

    inner: of random draws alone, at today's setting. outer: of these and of what we do not know,
    over plausible settings. unknown: the part of the outer variance that comes from what we do not
    know, 0 to 1; None where it cannot be told.
    """

    inner: Summary
    outer: Summary
    unknown: float | None


@dataclass(frozen=True, slots=True)
class Pair:
    """One option against another, by number.

    today: in how many runs it beats the other as things stand. settings: in how many plausible
    settings it wins most runs; None where nothing is unknown. gap: of its outcome less the other's,
    run by run.
    """

    one: int
    other: int
    today: WinRate
    settings: WinRate | None
    gap: Bands


def bands(sample: Sample, name: str, place: int) -> Bands:
    """An outcome of one option. Raises UserError for an outcome that is none."""
    outcome(name)
    return _bands(sample.today[place][name], sample.drawn[place][name])


def pair(sample: Sample, name: str, one: int, other: int) -> Pair:
    """One option against another by an outcome. Raises UserError."""
    here, there = sample.drawn[one][name], sample.drawn[other][name]
    a, b = sample.today[one][name], sample.today[other][name]
    settings = None
    if sample.settings:
        settings = win_rate_of(_won(here, there, name))
    return Pair(one, other, win_rate(a, b, name), settings, _bands(a - b, here - there))


def signed(which: Outcome, column: Column) -> Column:
    """An outcome so that more is better."""
    return column if which.more_is_better else -column


def setting_means(sample: Sample, name: str) -> Grid:
    """The mean over the runs of each setting, float64[settings, options]; NaN without a meaning."""
    return np.stack([_row_means(each[name]) for each in sample.drawn], axis=1)


def _won(here: Grid, there: Grid, name: str) -> Column:
    """Setting by setting whether the first wins most runs: 1, 0, 0.5 as many, NaN no meaning."""
    share = _row_means(paired_wins(here.ravel(), there.ravel(), name).reshape(here.shape))
    return np.where(np.isnan(share), np.nan, np.where(share == 0.5, 0.5, (share > 0.5) * 1.0))


def _bands(today: Column, drawn: Grid) -> Bands:
    return Bands(summary(today), summary(drawn.ravel()), _unknown_part(drawn))


def _unknown_part(drawn: Grid) -> float | None:
    """The part of the variance between settings, by analysis of variance in one way.

    Searle, Casella, McCulloch, Variance Components (1992), ch. 3: settings differ by more than the
    runs within them would have it.
    """
    whole = drawn[~np.isnan(drawn).any(axis=1)]
    settings, replicates = whole.shape
    if settings < 2 or replicates < 2:
        return None
    within = float(whole.var(axis=1, ddof=1).mean())
    between = max(0.0, float(whole.mean(axis=1).var(ddof=1)) - within / replicates)
    return between / (between + within) if between + within > 0 else None


def _row_means(grid: Grid) -> Column:
    """Means of rows over what is known; NaN where nothing is."""
    known = ~np.isnan(grid)
    total = np.where(known, grid, 0.0).sum(axis=1)
    number = known.sum(axis=1)
    undefined = np.full(len(grid), np.nan)
    return np.asarray(np.divide(total, number, out=undefined, where=number > 0))
