"""The shape of what happened: over time, by hop, by group, and how a list thins out to buyers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.ensemble import Ensemble
from simulation.errors import UserError
from simulation.outcomes.summaries import Summary, summary
from simulation.world.state import BINS, GROUPS, HOPS, NEW_ORDERS, NEW_REACH, NEW_SHARES

_ROWS = {"reach": NEW_REACH, "orders": NEW_ORDERS, "shares": NEW_SHARES}
_LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, eq=False)
class Bands:
    """A running total over time.

    hours: float64[steps]; at each step the median, the mean, and the ranges holding 50 and 90 % of
    the replicates, all float64[steps].
    """

    hours: NDArray[np.float64]
    median: NDArray[np.float64]
    mean: NDArray[np.float64]
    low50: NDArray[np.float64]
    high50: NDArray[np.float64]
    low90: NDArray[np.float64]
    high90: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the waterfall: the people left at it, over all replicates."""

    name: str
    label: str
    people: Summary


def running_totals(
    ensemble: Ensemble, what: str = "reach"
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Total reach, orders or shares up to each moment of the time grid, from 0 on.

    Returns hours, float64[steps], and totals, float64[replicates, steps]. Raises UserError.
    """
    if what not in _ROWS:
        raise UserError(f"there is no {what!r} over time; there is {', '.join(_ROWS)}")
    new = ensemble.tallies["grid"][:, _ROWS[what]]
    totals = np.concatenate([np.zeros((len(new), 1)), np.cumsum(new, axis=1)], axis=1)
    return np.arange(BINS + 1) * ensemble.run.days * 24 / BINS, totals


def over_time(ensemble: Ensemble, what: str = "reach") -> Bands:
    """Bands of the total reach, orders or shares over time. Raises UserError."""
    hours, totals = running_totals(ensemble, what)
    low90, low50, median, high50, high90 = np.quantile(totals, _LEVELS, axis=0)
    return Bands(hours, median, totals.mean(axis=0), low50, high50, low90, high90)


def by_hop(ensemble: Ensemble) -> list[tuple[int, Summary]]:
    """People first reached at each hop (1: by us), up to the deepest that occurred."""
    hops = ensemble.tallies["by_hop"]
    deepest = max((hop + 1 for hop in range(HOPS) if hops[:, hop].any()), default=1)
    return [(hop + 1, summary(hops[:, hop].astype(float))) for hop in range(deepest)]


def by_group(ensemble: Ensemble) -> list[tuple[str, Summary]]:
    """People first reached, by the group they belonged to at that moment; empty ones left out."""
    reached = ensemble.tallies["by_group"]
    return [
        (name, summary(reached[:, number].astype(float)))
        for number, name in enumerate(GROUPS)
        if reached[:, number].any()
    ]


def waterfall(ensemble: Ensemble) -> list[Stage]:
    """The steps in which our list thins out: listed, real, saw, acted, shared, and the rest."""
    tallies = ensemble.tallies
    stages = (
        ("listed", "On our list", tallies["came"].sum(axis=1)),
        ("real", "Real people", tallies["people"].sum(axis=1)),
        ("saw", "Noticed a post", tallies["listed_saw"]),
        ("acted", "Acted on it", tallies["listed_acted"]),
        ("shared", "Passed it on", tallies["listed_shared"]),
        ("through_others", "Reached through others", tallies["reach_through_others"]),
        ("bought", "Bought", tallies["buyers"]),
    )
    return [Stage(name, label, summary(column.astype(float))) for name, label, column in stages]
