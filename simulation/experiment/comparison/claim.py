"""What is compared when one side beats another: the sides, the outcome, and the rule."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulation.errors import UserError
from simulation.experiment.comparison.lever_changes import Sides, sides_of
from simulation.experiment.comparison.win_rate import WinRate, win_rate
from simulation.outcomes import Outcome, outcome
from simulation.outcomes.measures import Column
from simulation.scenario import Judge, Scenario


@dataclass(frozen=True)
class Claim:
    """Sides A and B, their titles, the outcome they are judged by and the factor A has to have."""

    titles: Mapping[str, str]
    sides: Sides
    outcome: Outcome
    factor: float

    def title(self, key: str) -> str:
        """A side as it is called in a sentence."""
        return f'"{self.titles[key]}"'

    def leads(self, key: str) -> str:
        """That this side leads; with a factor: that A has so many times B, or has not."""
        if self.factor == 1:
            return f"{self.title(key)} is ahead"
        return "the claim holds" if key == "A" else "the claim fails"

    def win_rate(self, a: Mapping[str, Column], b: Mapping[str, Column]) -> WinRate:
        """The odds of A, from the outcomes of both by name."""
        name = self.outcome.name
        return win_rate(a[name], b[name], name, self.factor)


def claim(scenario: Scenario, judge: Judge | None = None) -> Claim:
    """A against B by `judge`, by the story's own, or by who simply reaches more.

    Raises UserError for a scenario of one side and an outcome that is none.
    """
    if len(scenario.sides) < 2:
        raise UserError(f"{scenario.id}: it has one side only; this needs a story of two")
    rule = judge or scenario.judge or Judge("reach")
    titles = {side.key: side.title for side in scenario.sides}
    return Claim(titles, sides_of(scenario), outcome(rule.outcome), rule.factor)
