"""Trials: a published experiment, the scenarios that stand for it, and what is compared."""

from dataclasses import dataclass
from typing import Literal, get_args

from simulation.scenarios import Scenario
from simulation.trials.formula import Formula

Known = Literal["read", "summary", "remembered", "direction"]
KNOWN: tuple[Known, ...] = get_args(Known)


@dataclass(frozen=True, slots=True)
class Study:
    """A published experiment.

    known: how its figures are known: "read" in the source, in a "summary" of it, "remembered", or
    only in which "direction" the effect goes. changed: what was changed, and for whom. found: what
    came of it.
    """

    authors: str
    year: int
    where: str
    link: str
    known: Known
    changed: str
    found: str


@dataclass(frozen=True, slots=True)
class Check:
    """An effect to be compared. The ends of the tolerance lie outside, and may be infinite.

    measures: the effect in words. published: the effect as its source has it. interval: its 95 %
    interval there, None where there is none.
    """

    measures: str
    effect: Formula
    published: str
    interval: tuple[float, float] | None
    tolerance: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Trial:
    """The content of a file. scenario: its note says what stands for what.

    missing: the mechanism that the model lacks; without checks, why it cannot say anything.
    held_back: whether it may never be used to fit a default.
    """

    id: str
    study: Study
    scenario: Scenario
    checks: tuple[Check, ...]
    missing: str
    held_back: bool
