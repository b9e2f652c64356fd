"""What is compared when one side beats another: the sides, the outcome, and the rule."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulation.errors import UserError
from simulation.experiment.moves import Sides, sides_of
from simulation.experiment.odds import Odds, odds
from simulation.outcomes import Outcome
from simulation.outcomes import outcome as outcome_of
from simulation.outcomes.measures import Column
from simulation.scenario import Scenario


@dataclass(frozen=True)
class Match:
    """Sides A and B, their titles, the outcome they are judged by and the factor A has to have."""

    titles: Mapping[str, str]
    sides: Sides
    outcome: Outcome
    factor: float

    def odds(self, a: Mapping[str, Column], b: Mapping[str, Column]) -> Odds:
        """The odds of A, from the outcomes of both by name."""
        name = self.outcome.name
        return odds(a[name], b[name], name, self.factor)


def match(scenario: Scenario, outcome: str = "") -> Match:
    """A against B, by the story's judge, or by plainly more (or less, of a cost) of `outcome`.

    Raises UserError for a scenario of one side, and where there is neither a judge nor an outcome.
    """
    if len(scenario.sides) < 2:
        raise UserError(f"{scenario.id}: it has one side only; this needs a story of two")
    judge = scenario.judge
    if not outcome and judge is None:
        raise UserError(f"{scenario.id}: nothing is claimed; say by which --outcome it is judged")
    name = outcome or (judge.outcome if judge else "")
    factor = judge.factor if judge and judge.outcome == name else 1.0
    titles = {side.key: side.title for side in scenario.sides}
    return Match(titles, sides_of(scenario), outcome_of(name), factor)
