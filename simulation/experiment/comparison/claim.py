"""Claim: two sides, the outcome they are judged by, and the factor by which A has to beat B."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulation.errors import UserError
from simulation.experiment.comparison.confidence_sequence import win_rate_so_far
from simulation.experiment.comparison.lever_changes import Sides, sides_of
from simulation.experiment.comparison.verdict import Verdict, verdict
from simulation.experiment.comparison.win_rate import WinRate, paired_wins, win_rate, win_rate_of
from simulation.outcomes import Column, Outcome, outcome
from simulation.scenarios import Judge, Scenario


@dataclass(frozen=True)
class Claim:
    """Sides A and B, their titles, the outcome they are judged by and the factor A has to have."""

    titles: Mapping[str, str]
    sides: Sides
    outcome: Outcome
    factor: float

    def win_rate(self, a: Mapping[str, Column], b: Mapping[str, Column]) -> WinRate:
        """The win rate of A, from the outcomes of both by name."""
        name = self.outcome.name
        return win_rate(a[name], b[name], name, self.factor)

    def verdict(
        self,
        a: Mapping[str, Column],
        b: Mapping[str, Column],
        again: Mapping[str, Column],
        seed: int,
    ) -> Verdict:
        """The verdict on A, from the outcomes by name of both, and of A under fresh draws.

        seed: of the fresh draws.
        """
        name = self.outcome.name
        return verdict(a[name], b[name], again[name], seed, name, self.factor)

    def verdict_so_far(
        self, a: Mapping[str, Column], b: Mapping[str, Column], *, last: bool
    ) -> Verdict:
        """The verdict on A from the first replicates, which may be looked at as often as one likes.

        The interval of its win rate holds at every look (see `confidence_sequence`); at the last,
        whose number of replicates was fixed beforehand, the usual one does. The noise floor is
        that of A's own replicates.
        """
        name = self.outcome.name
        won = paired_wins(a[name], b[name], name, self.factor)
        rate = win_rate_of(won) if last else win_rate_so_far(won)
        return verdict(a[name], b[name], np.empty(0), 0, name, self.factor, rate=rate)


def claim(scenario: Scenario, judge: Judge | None = None) -> Claim:
    """A against B by `judge`, by the story's own, or by which side simply reaches more.

    Raises UserError for a scenario of one side and an unknown outcome.
    """
    if len(scenario.sides) < 2:
        raise UserError(f"{scenario.id}: it has one side only; this needs a story of two")
    rule = judge or scenario.judge or Judge("reach")
    titles = {side.key: side.title for side in scenario.sides}
    return Claim(titles, sides_of(scenario), outcome(rule.outcome), rule.factor)
