"""Summary of an outcome over replicates: median, mean, and ranges."""

from dataclasses import dataclass

import numpy as np

from simulation.outcomes.formulas import Column


@dataclass(frozen=True, slots=True)
class Summary:
    """An outcome over replicates: median, mean, and the ranges holding 50 and 90 % of them.

    All None where no replicate has it. `worlds` counts the replicates that do.
    """

    median: float | None
    mean: float | None
    low50: float | None
    high50: float | None
    low90: float | None
    high90: float | None
    worlds: int


def summary(column: Column) -> Summary:
    """Median, mean and ranges of a column, over the replicates that have the outcome."""
    known = column[~np.isnan(column)]
    if len(known) == 0:
        return Summary(None, None, None, None, None, None, 0)
    low90, low50, median, high50, high90 = np.quantile(known, [0.05, 0.25, 0.5, 0.75, 0.95])
    return Summary(
        median=float(median),
        mean=float(np.mean(known)),
        low50=float(low50),
        high50=float(high50),
        low90=float(low90),
        high90=float(high90),
        worlds=len(known),
    )
