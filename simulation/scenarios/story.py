"""What a scenario is: one side to simulate, or a story with two or more sides and a claim."""

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
    """How a claim is decided in one world: side A has at least `factor` times the outcome of B.

    outcome: a name in simulation.outcomes.OUTCOMES. statistic: "odds", the share of worlds in which
    the claim holds, is the only one so far.
    """

    outcome: str
    statistic: str = "odds"
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """What one file holds. A story has a claim, a judge and at least the sides A and B.

    id: the name of the file without its ending. origin: where it came from, for messages only.
    run: suggested days and worlds; they are settings of the run, not of the model. breaks: paths
    of levers by which the claim may stop being true, behind "A:" where side A alone moves.
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

    @property
    def is_story(self) -> bool:
        """Whether something is claimed."""
        return self.judge is not None

    def side(self, key: str) -> Side:
        """The side of that letter. Raises UserError naming the sides there are."""
        for side in self.sides:
            if side.key == key:
                return side
        raise unknown_name("side", key, [side.key for side in self.sides], self.origin)
