"""Rates from a file of posts: values with their 90% ranges."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

Column = NDArray[np.float64]

LEVEL = 0.90  # confidence of every range
_TAIL = (1.0 - LEVEL) / 2
_NODES, _WEIGHTS = np.polynomial.hermite.hermgauss(12)
_LEAST, _MOST = 0.02, 3.0  # limits of the spread of ln appeal
_SAMPLE = 2_000  # most posts to estimate the spread from


@dataclass(frozen=True, slots=True)
class Range:
    """A value and the ends of its 90% range."""

    value: float
    low: float
    high: float

    def times(self, factor: float) -> "Range":
        """The range in another unit."""
        return Range(self.value * factor, self.low * factor, self.high * factor)


def rate(counts: Column, exposure: Column) -> Range:
    """Events per unit of exposure, as likes per impression. Both float64[posts], without NaN.

    The posterior of a Poisson rate under Jeffreys' prior, Gamma(k + 1/2, N) (Brown, Cai, DasGupta
    2001), with k and N divided by an overdispersion factor, which is widened for few posts as
    Student's t is. The factor, at least 1, is the larger of two: from the variance of the ratio
    k / N over posts (Cochran, Sampling Techniques, 1977, ch. 6), and from lognormal posts of this
    `spread`, which allows for hits that have not occurred yet.
    """
    k, total, number = float(counts.sum()), float(exposure.sum()), len(counts)
    if total <= 0.0:
        raise ValueError("the exposure is 0")
    value = k / total
    observed = expected = 1.0
    if k > 0.0:
        apart = counts - value * exposure
        observed = float(apart @ apart) * number / max(number - 1, 1) / k
        mean = value * float(exposure @ exposure) / total
        expected = 1.0 + mean * float(np.expm1(spread(counts) ** 2))
    from scipy.stats import (
        gamma,
        norm,
        t,
    )  # takes half a second to import, so only where it is needed

    few = float(t.ppf(1.0 - _TAIL, max(number - 1, 1)) / norm.ppf(1.0 - _TAIL))
    factor = max(1.0, observed, expected) * few**2
    low, high = (
        float(gamma.ppf(part, k / factor + 0.5, scale=factor / total))
        for part in (_TAIL, 1.0 - _TAIL)
    )
    return Range(value, min(low, value), max(high, value))


def spread(counts: Column) -> float:
    """The inequality of posts: the maximum likelihood standard deviation of ln appeal.

    counts: float64[posts], without NaN. A post's count is Poisson with a
    lognormal mean (Bulmer, Biometrics 1974); its likelihood is integrated by adaptive Gauss-Hermite
    quadrature (Liu and Pierce, Biometrika 1994).
    """
    from scipy.optimize import minimize_scalar  # takes long to import, so only where it is needed

    profile = _profile(counts)
    found = minimize_scalar(
        profile, bounds=(np.log(_LEAST), np.log(_MOST)), method="bounded", options={"xatol": 1e-3}
    )
    return math.exp(float(found.x))


def spread_range(counts: Column) -> Range:
    """`spread` with its likelihood-ratio range (Wilks 1938)."""
    from scipy.optimize import brentq  # takes long to import, so only where it is needed
    from scipy.stats import chi2  # takes half a second to import, so only where it is needed

    profile = _profile(counts)
    value = spread(counts)
    allowed = profile(float(np.log(value))) + float(chi2.ppf(LEVEL, 1)) / 2

    def beyond(ln: float) -> float:
        return profile(ln) - allowed

    ends = []
    for limit in (_LEAST, _MOST):
        far = float(np.log(limit))
        inside = beyond(far) <= 0.0
        ends.append(
            limit if inside else float(np.exp(brentq(beyond, far, np.log(value), rtol=1e-3)))
        )
    return Range(value, ends[0], ends[1])


def sample(column: Column) -> Column:
    """The posts to estimate the spread from, evenly chosen."""
    return column[:: -(-len(column) // _SAMPLE)]


def _profile(counts: Column) -> Callable[[float], float]:
    """Minus the profile log likelihood of ln spread."""
    from scipy.optimize import minimize_scalar  # takes long to import, so only where it is needed

    values, times = np.unique(sample(counts), return_counts=True)
    middle = math.log(max(float(counts.mean()), 1e-3))

    @lru_cache(maxsize=512)
    def at(ln: float) -> float:
        s = float(np.exp(ln))
        best: Any = minimize_scalar(
            lambda mean: -float(times @ _log_chance(values, mean - s * s / 2, s)),
            bounds=(middle - 4.0, middle + 4.0),
            method="bounded",
            options={"xatol": 1e-4},
        )
        return float(best.fun)

    return at


def _log_chance(k: Column, mean: float, s: float) -> Column:
    """Log chance of each count when the log of its mean is normal(mean, s)."""
    z = np.maximum(
        mean, np.log(k + 0.5)
    )  # right of the peak, from where Newton's method only descends
    for _ in range(60):
        step = (k - np.exp(z) - (z - mean) / s**2) / (np.exp(z) + s**-2)
        z += step
        if np.abs(step).max() < 1e-6:
            break
    width = np.sqrt(2.0 / (np.exp(z) + s**-2))
    at = z[:, None] + width[:, None] * _NODES
    height = k[:, None] * at - np.exp(at) - (at - mean) ** 2 / (2.0 * s * s) + _NODES**2
    peak = height.max(axis=1)
    area = np.log(np.exp(height - peak[:, None]) @ _WEIGHTS) + peak + np.log(width)
    return np.asarray(area - np.log(s * np.sqrt(2.0 * np.pi)) - gammaln(k + 1.0))
