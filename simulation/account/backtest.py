"""Tests of a fit: simulated against real posts, a backtest on later posts, and an outlook."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.account.audit import AuditFigures
from simulation.account.calibration import levers_of, simulate_posts
from simulation.account.csv_import import FEWEST, Posts
from simulation.account.fitting import SEED, AccountInfo, Fit, calibrate_account, target_of
from simulation.account.rates import LEVEL
from simulation.ensemble import Progress, simulate
from simulation.outcomes import Summary, summary, values
from simulation.parameters import Parameters, Run, changed

Column = NDArray[np.float64]

COMPARED = ("impressions", "shares", "likes", "replies", "clicks")
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
EARLIER = 0.7  # the part of the posts that the backtest fits to
ENOUGH = 100  # fewest simulated posts to take quantiles of
FRESH = SEED + 1  # random draws that the fit did not use


@dataclass(frozen=True, slots=True)
class PostComparison:
    """Quantiles (see QUANTILES) of one count over the real and over the simulated posts."""

    role: str
    actual: tuple[float, ...]
    simulated: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class BacktestRow:
    """The backtest of one count: the later posts inside the 90% range of simulated posts.

    The levers were fitted to the earlier posts alone. low, high: the range.
    """

    role: str
    inside: int
    posts: int
    low: float
    high: float


def compare_posts(
    posts: Posts, fit: Fit, on_progress: Progress | None = None
) -> tuple[PostComparison, ...]:
    """Quantiles of real and simulated posts, for every count of the export."""
    parameters = fit.parameters(fit.info.audit.at(0.5))
    found = simulate_posts(parameters, FRESH, on_progress, ENOUGH)
    return tuple(
        PostComparison(role, _quantiles(posts.counts[role]), _quantiles(found.counts[role]))
        for role in COMPARED
        if role in posts.counts
    )


def run_backtest(
    posts: Posts, info: AccountInfo, on_progress: Progress | None = None
) -> tuple[BacktestRow, ...]:
    """Fit the earlier posts, simulate, and look at the later ones. Empty without dates or posts."""
    cut = round(EARLIER * len(posts))
    if posts.time is None or min(cut, len(posts) - cut) < FEWEST:
        return ()
    earlier, later = posts.part(slice(cut)), posts.part(slice(cut, None))
    target, _ = target_of(earlier, info)
    shares = info.audit.at(0.5)
    settings = levers_of(calibrate_account(target, info, on_progress), shares, info.followers)
    found = simulate_posts(changed(Parameters(), settings), FRESH, on_progress, ENOUGH)
    rows = []
    for role in COMPARED:
        if role not in posts.counts:
            continue
        actual = later.counts[role][~np.isnan(later.counts[role])]
        low, high = np.quantile(found.counts[role], [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        inside = int(((actual >= np.floor(low)) & (actual <= np.ceil(high))).sum())
        rows.append(BacktestRow(role, inside, len(actual), float(low), float(high)))
    return tuple(rows)


def outlook(
    fit: Fit, run: Run, names: tuple[str, ...], on_progress: Progress | None = None
) -> dict[str, Summary]:
    """Outcomes over replicates that differ in random draws and in the figures of the audit.

    The replicates are divided among figures spread evenly over the ranges of the audit, each part
    with its own seed, so that the range of an outcome includes the uncertainty of the audit.
    Raises UserError.
    """
    draws: list[AuditFigures] = fit.info.audit.sample()
    each = max(1, run.worlds // len(draws))
    found = []
    for number, shares in enumerate(draws):
        part = run.model_copy(update={"worlds": each, "seed": run.seed + number})
        found.append(simulate(fit.parameters(shares), part, on_progress=on_progress))
    return {
        name: summary(np.concatenate([values(ensemble, name) for ensemble in found]))
        for name in names
    }


def _quantiles(column: Column) -> tuple[float, ...]:
    known = column[~np.isnan(column)]
    return tuple(np.quantile(known, QUANTILES).tolist())
