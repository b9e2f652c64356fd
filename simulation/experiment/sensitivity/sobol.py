"""Variance-based importance: what a lever explains alone, and what together with others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulation.errors import illegal_value

SEED = 1  # of the sampling: the same points at every asking
RESAMPLES = 200
MOST = 4_096  # points


@dataclass(frozen=True, slots=True)
class Index:
    """One lever. first: the part of the variance it explains alone; total: and with others.

    Each with its 95 % interval from resampling the points. Estimates may lie a little outside 0 to
    1. A total well above the first says that the lever acts together with others.
    """

    path: str
    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float


@dataclass(frozen=True, slots=True)
class Indices:
    """Sobol's indices of some levers, from `points` points of `worlds` worlds each."""

    levers: tuple[Index, ...]
    points: int
    worlds: int


def sobol(
    function: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    paths: Sequence[str],
    points: int,
    worlds: int,
) -> Indices:
    """Indices of a function of the unit cube, float64[rows, levers] to float64[rows].

    It is called once, with points x (levers + 2) rows: a Sobol sequence, scrambled with a fixed
    seed, and the estimators of Saltelli and others (Computer Physics Communications 181, 2010), as
    scipy has them. Raises UserError unless `points` is a power of two, at least 8.
    """
    if not 8 <= points <= MOST or points & (points - 1):
        raise illegal_value("points", points, f"a power of 2, 8 to {MOST:,}")
    # Half a second to import, and needed here alone.
    from scipy.stats import bootstrap, qmc, sobol_indices

    many = len(paths)
    drawn = qmc.Sobol(2 * many, rng=SEED).random(points)
    a, b = drawn[:, :many], drawn[:, many:]
    mixed = [np.where(np.arange(many) == place, b, a) for place in range(many)]
    found = function(np.concatenate([a, b, *mixed])).reshape(many + 2, points)

    def both(which: NDArray[np.int64]) -> NDArray[np.float64]:
        """First and total indices from these points, float64[2, levers]."""
        chosen = found[:, which]
        parts: dict[Literal["f_A", "f_B", "f_AB"], NDArray[np.float64]] = {
            "f_A": chosen[:1],
            "f_B": chosen[1:2],
            "f_AB": chosen[2:, None, :],
        }
        result = sobol_indices(func=parts, n=points)
        return np.stack([np.atleast_1d(result.first_order), np.atleast_1d(result.total_order)])

    interval = bootstrap(
        (np.arange(points),),
        both,
        n_resamples=RESAMPLES,
        vectorized=False,
        method="percentile",
        rng=SEED,
    ).confidence_interval
    figures = np.stack([both(np.arange(points)), interval.low, interval.high], axis=1)
    return Indices(
        tuple(
            Index(path, *each)
            for path, each in zip(paths, figures.reshape(6, many).T.tolist(), strict=True)
        ),
        points,
        worlds,
    )
