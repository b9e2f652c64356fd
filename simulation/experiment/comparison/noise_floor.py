"""Noise floor: what random draws alone change; a smaller difference is not called one."""

import hashlib
import math
from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv, ndtri

from simulation.outcomes import Column

LEVEL = 0.95
_GRID = 400  # values that stand for the medians of all runs there could be


@dataclass(frozen=True, slots=True)
class NoiseFloor:
    """The difference that random draws alone make between two runs of one scenario.

    median, mean: the 95 % level of the absolute difference of the two runs' medians, and means.
    seed: that of the second run; shift_median, shift_mean: by how much it came out higher, 0 where
    there was none.
    """

    seed: int
    median: float
    mean: float
    shift_median: float
    shift_mean: float


def fresh_seed(seed: int) -> int:
    """The seed of fresh draws beside `seed`: a hash of it, below 2**63."""
    digest = hashlib.blake2b(f"fresh luck beside {seed}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def noise_floor_of(own: Column, again: Column, seed: int) -> NoiseFloor | None:
    """The floor, from one scenario run twice with different draws, `again` with this seed.

    Both runs together stand for all replicates there could be. The median of a run drawn from them
    is spread as a beta distribution of ranks (Maritz and Jarrett, J. Am. Stat. Assoc. 1978): exact,
    nothing is drawn. For the means the normal approximation is good even where single replicates
    decide them, as a difference of two runs is symmetric. None where no replicate has the outcome.
    An `again` of no replicates leaves the floor to the first run alone, which needs two.
    """
    asked = len(again) > 0
    own, again = own[~np.isnan(own)], again[~np.isnan(again)]
    worlds = len(own)
    if worlds == 0 or worlds + len(again) < 2 or (asked and len(again) == 0):
        return None
    pooled = np.concatenate([own, again])
    half = (worlds + 1) / 2
    ranks = betaincinv(half, half, (np.arange(_GRID) + 0.5) / _GRID)
    medians = np.quantile(pooled, ranks)
    apart = np.abs(medians[:, None] - medians[None, :])
    spread = float(np.std(pooled, ddof=1)) * math.sqrt(2 / worlds)
    return NoiseFloor(
        seed=seed,
        median=float(np.quantile(apart, LEVEL)),
        mean=float(ndtri(0.5 + LEVEL / 2)) * spread,
        shift_median=float(np.median(again) - np.median(own)) if asked else 0.0,
        shift_mean=float(np.mean(again) - np.mean(own)) if asked else 0.0,
    )
