"""How sure a median is, given so many worlds."""

import math

import numpy as np
from scipy.special import bdtrik

from simulation.outcomes.measures import Column


def median_interval(column: Column, level: float = 0.95) -> tuple[float, float] | None:
    """Where the median of endlessly many worlds lies, with at least this certainty.

    The interval between two order statistics, free of any assumption about the distribution:
    the number of worlds below the true median is binomial(worlds, 1/2). None when there are too
    few worlds (under 6 for 95 %). NaN, an outcome without a meaning, is left out.
    """
    known = np.sort(column[~np.isnan(column)])
    worlds = len(known)
    if 2 * 0.5**worlds > 1 - level:
        return None
    # What scipy.stats.binom.ppf computes; scipy.stats alone takes half a second to import.
    below = math.ceil(bdtrik((1 - level) / 2, worlds, 0.5)) - 1
    return float(known[below]), float(known[worlds - 1 - below])
