"""Scenarios: one side to simulate, or a story with two or more sides and a claim."""

from dataclasses import dataclass, field

from simulation.errors import unknown_name
from simulation.parameters import Parameters, Run


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison. key: a letter from "A" on."""

    key: str
    title: str
    parameters: Parameters


@dataclass(frozen=True, slots=True)
class Note:
    """A piece of evidence for or against a claim, and where it was read."""

    source: str
    says: str


@dataclass(frozen=True, slots=True)
class Judge:
    """The rule for a claim in one replicate: side A has at least `factor` times the outcome of B.

    outcome: a name in simulation.outcomes.OUTCOMES.
    """

    outcome: str
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Insight:
    """The headline of a story: a sentence whose figures are computed when the story is run.

    says: the sentence. In it {turn} stands for the value of `lever` at which side A comes to have
    `factor` times the judged outcome of side B; {A} for the typical outcome of a side; {A-C} and
    {A/C} for the difference between the means of two sides, as an amount and in percent.
    """

    says: str
    lever: str = ""
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """The content of one file. A story has a claim, a judge and at least the sides A and B.

    id: the name of the file without its ending. origin: where it came from, for messages only.
    run: suggested days and worlds; they are settings of the run, not of the model. breaks: paths
    of levers at which the claim may stop being true; "A:path" moves the lever on side A alone.
    insight: the headline, where the story has one of its own.
    """

    id: str
    title: str
    note: str
    origin: str = field(compare=False)
    sides: tuple[Side, ...]
    run: Run
    claim: str = ""
    judge: Judge | None = None
    bet: str = ""
    breaks: tuple[str, ...] = ()
    supports: tuple[Note, ...] = ()
    contradicts: tuple[Note, ...] = ()
    insight: Insight | None = None

    @property
    def is_story(self) -> bool:
        """True if the scenario makes a claim."""
        return self.judge is not None

    def side(self, key: str) -> Side:
        """The side with this letter. Raises UserError naming the sides of the scenario."""
        for side in self.sides:
            if side.key == key:
                return side
        raise unknown_name("side", key, [side.key for side in self.sides], self.origin)
