import numpy as np
import pytest
from scipy.stats import binom

from simulation.experiment.comparison.precision import median_interval


@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_it_is_the_interval_of_order_statistics(level: float) -> None:
    for worlds in range(1, 1_200):
        rank = int(binom.ppf((1 - level) / 2, worlds, 0.5))
        expected = None if rank < 1 else (float(rank), float(worlds + 1 - rank))
        assert median_interval(np.arange(1.0, worlds + 1), level) == expected


def test_what_has_no_meaning_is_left_out() -> None:
    column = np.array([np.nan, 3.0, 1.0, 2.0, 6.0, 5.0, 4.0])
    assert median_interval(column) == (1.0, 6.0)
    assert median_interval(column[:6]) is None
