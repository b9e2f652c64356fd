"""Do simulated posts look like the real ones, also those that the levers were not fitted to?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.account.audit import Shares
from simulation.account.calibration import levers_of, simulated
from simulation.account.csv_import import FEWEST, Posts
from simulation.account.fitting import SEED, Asked, Fit, match, target_of
from simulation.account.rates import SURE
from simulation.ensemble import Progress, simulate
from simulation.outcomes import Summary, summary, values
from simulation.parameters import Parameters, Run, changed

Column = NDArray[np.float64]

COMPARED = ("impressions", "shares", "likes", "replies", "clicks")
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
EARLIER = 0.7  # the part of the posts that the held-out check fits to
ENOUGH = 100  # simulated posts to take quantiles of, at least
FRESH = SEED + 1  # luck that nothing was fitted on


@dataclass(frozen=True, slots=True)
class Beside:
    """Quantiles (see QUANTILES) of what real and simulated posts got of one thing."""

    role: str
    actual: tuple[float, ...]
    simulated: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How many of the later posts lie in the range that holds 90 % of simulated ones.

    The levers were fitted to the earlier posts alone. low, high: that range.
    """

    role: str
    inside: int
    posts: int
    low: float
    high: float


def beside(posts: Posts, fit: Fit, on_progress: Progress | None = None) -> tuple[Beside, ...]:
    """Real and simulated posts side by side, for everything that the export counts."""
    parameters = fit.parameters(fit.asked.audit.at(0.5))
    found = simulated(parameters, FRESH, on_progress, ENOUGH)
    return tuple(
        Beside(role, _quantiles(posts.counts[role]), _quantiles(found.counts[role]))
        for role in COMPARED
        if role in posts.counts
    )


def held_out(
    posts: Posts, asked: Asked, on_progress: Progress | None = None
) -> tuple[HeldOut, ...]:
    """Fit the earlier posts, simulate, look at the later ones. Empty without dates, or too few."""
    cut = round(EARLIER * len(posts))
    if posts.time is None or min(cut, len(posts) - cut) < FEWEST:
        return ()
    earlier, later = posts.some(slice(cut)), posts.some(slice(cut, None))
    target, _ = target_of(earlier, asked)
    shares = asked.audit.at(0.5)
    settings = levers_of(match(target, asked, on_progress), shares, asked.followers)
    found = simulated(changed(Parameters(), settings), FRESH, on_progress, ENOUGH)
    rows = []
    for role in COMPARED:
        if role not in posts.counts:
            continue
        got = later.counts[role][~np.isnan(later.counts[role])]
        low, high = np.quantile(found.counts[role], [(1 - SURE) / 2, (1 + SURE) / 2])
        inside = int(((got >= np.floor(low)) & (got <= np.ceil(high))).sum())
        rows.append(HeldOut(role, inside, len(got), float(low), float(high)))
    return tuple(rows)


def outlook(
    fit: Fit, run: Run, names: tuple[str, ...], on_progress: Progress | None = None
) -> dict[str, Summary]:
    """Outcomes over worlds that differ in luck and in what the audit leaves open.

    The worlds are shared out among figures spread evenly over the audit's ranges, each lot with
    luck of its own, so that a range of the outcome includes the audit's. Raises UserError.
    """
    draws: list[Shares] = fit.asked.audit.draws()
    each = max(1, run.worlds // len(draws))
    found = []
    for number, shares in enumerate(draws):
        lot = run.model_copy(update={"worlds": each, "seed": run.seed + number})
        found.append(simulate(fit.parameters(shares), lot, on_progress=on_progress))
    return {
        name: summary(np.concatenate([values(ensemble, name) for ensemble in found]))
        for name in names
    }


def _quantiles(column: Column) -> tuple[float, ...]:
    known = column[~np.isnan(column)]
    return tuple(np.quantile(known, QUANTILES).tolist())
