"""The cost of a side before anything is run: the outcome `cost` on what is known of it.

Followers bought, views of ads, hours of answering, writing and following as planned are certain;
of the partners who agree the mean is taken.
"""

import numpy as np

from simulation.case.population import published
from simulation.compiling import VERSION
from simulation.ensemble import Ensemble
from simulation.outcomes import values
from simulation.parameters import Parameters, Run, groups
from simulation.world.state import BOUGHT, POST, PUBLIC, TALLY

_ROWS = 100  # so that the mean number of partners who agree comes out to a hundredth


def expected_cost(parameters: Parameters, days: float) -> float:
    """The mean cost of a side over its replicates, in the currency of the case."""
    p, posts = parameters, published(parameters, days)
    sizes = [group.size for _, group in groups(p.followers)]
    tallies = np.zeros(_ROWS, TALLY)
    tallies["came"][:, :PUBLIC] = sizes
    if p.growth.bought_day > days:
        tallies["came"][:, BOUGHT] = 0
    tallies["ads"] = posts * min(p.growth.ad_views, p.network.population - sum(sizes))
    agreed = p.partners.count * p.partners.agree if posts else 0.0
    tallies["agreed"] = np.floor(agreed + (np.arange(_ROWS) + 0.5) / _ROWS)
    tallies["followed"] = min(p.weed.days, int(days)) * min(p.weed.per_day, p.weed.daily_cap)
    run = Run(days=days, worlds=_ROWS)
    ensemble = Ensemble(p, run, tallies, np.zeros((_ROWS, posts), POST), VERSION)
    return float(values(ensemble, "cost").mean())
