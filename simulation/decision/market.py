"""The market's figures of an option: CPM, cost per click and per order, ROAS, engagement rates.

Each is a total over all runs divided by a total over all runs, so that runs without any click or
order count as what they are: money spent for none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulation.experiment import Columns
from simulation.outcomes import OUTCOMES, Outcome
from simulation.outcomes.formulas import ENGAGEMENTS


@dataclass(frozen=True, slots=True)
class MarketFigure:
    """A figure by the outcome it is called after: the sum of `above` over the sum of `below`.

    times: of how many of `below`. Without `below` it is the mean of the outcome itself.
    """

    name: str
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    times: float = 1.0

    @property
    def outcome(self) -> Outcome:
        """The outcome it is called after."""
        return OUTCOMES[self.name]

    def of(self, columns: Columns) -> float | None:
        """The figure over all runs; None where there is nothing to divide by."""
        if not self.below:
            return _mean(columns, (self.name,))
        above, below = _mean(columns, self.above), _mean(columns, self.below)
        if above is None or below is None or below <= 0:
            return None
        return self.times * above / below


COST = ("cost",)
FIGURES = (
    MarketFigure("cost_per_thousand", COST, ("impressions",), 1_000),
    MarketFigure("cost_per_reach", COST, ("reach",)),
    MarketFigure("cost_per_engagement", COST, ENGAGEMENTS),
    MarketFigure("cost_per_click", COST, ("clicks",)),
    MarketFigure("cost_per_follower", COST, ("net_followers",)),
    MarketFigure("cost_per_order", COST, ("orders",)),
    MarketFigure("sales_per_ad_dollar"),
    MarketFigure("engagement_per_follower"),
    MarketFigure("engagement_per_notice", ENGAGEMENTS, ("impressions",)),
    MarketFigure("earned_media"),
)


def long_run(outcome: Outcome, columns: Columns) -> float | None:
    """A ratio of two outcomes over all runs together; None for what is no such ratio."""
    if outcome.per is None:
        return None
    above, below = outcome.per
    return MarketFigure(outcome.name, (above,), (below,)).of(columns)


def _mean(columns: Columns, names: Sequence[str]) -> float | None:
    """The sum of these outcomes, averaged over the runs that have them all; None where none has."""
    total = np.sum([columns[name] for name in names], axis=0)
    known = total[~np.isnan(total)]
    return float(known.mean()) if len(known) else None
