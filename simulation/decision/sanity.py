"""Remarks that a reader would ask for: idle hours, fakes, a full population, losses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from simulation.decision.goals import Goal
from simulation.decision.option import Option
from simulation.experiment import Columns
from simulation.outcomes import Column
from simulation.parameters import Parameters, Run, groups

FULL = 0.1  # of the people reached: from here on the size of the population shows in the result

Kind = Literal["rare", "full", "loss", "idle", "fakes"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a reader would ask about, true of some options, by number.

    kind: "rare": the share of runs without any of what is wanted, or without anything that its
    cost could be divided by. "full": `reached_share`. "loss":
    the share of runs that earn less than they cost. "idle": the share of paid hours in which there
    is nothing to answer. "fakes": the share of the list that is not people. shares: of these
    options.
    """

    kind: Kind
    places: tuple[int, ...]
    shares: tuple[float, ...]


Share = Callable[[Option, Columns, Run, Goal], float]


def remarks(
    options: tuple[Option, ...], today: tuple[Columns, ...], run: Run, goal: Goal
) -> tuple[Remark, ...]:
    """All remarks there are to make; first those that the answer itself rests on."""
    found = []
    for kind, (share, least) in _KINDS.items():
        shares = [share(*each, run, goal) for each in zip(options, today, strict=True)]
        places = tuple(place for place, value in enumerate(shares) if value >= least)
        if places:
            found.append(Remark(kind, places, tuple(shares[place] for place in places)))
    return tuple(found)


def fakes(parameters: Parameters) -> float:
    """The share of the list that is not people, 0 to 1."""
    kinds = [group for _, group in groups(parameters.followers)]
    return sum(each.size * (1 - each.real) for each in kinds) / sum(each.size for each in kinds)


def people(parameters: Parameters) -> float:
    """The people among all accounts simulated, in a synthetic network."""
    kinds = [group for _, group in groups(parameters.followers)]
    strangers = parameters.network.population - sum(each.size for each in kinds)
    return sum(each.size * each.real for each in kinds) + strangers * parameters.public.real


def reached_share(parameters: Parameters, reach: Column) -> float:
    """The share of the people simulated that is reached on average, 0 to 1.

    reach: float64[replicates]. 0 for a list of ties, which holds everybody there is.
    """
    if parameters.network.kind == "table":
        return 0.0
    return min(float(np.mean(reach)) / max(people(parameters), 1.0), 1.0)


def _rare(option: Option, today: Columns, run: Run, goal: Goal) -> float:
    """The share of runs with none of what is counted, or with none to divide a cost by."""
    column = today[goal.name]
    return float(((column == 0) if goal.counted else np.isnan(column)).mean())


def _full(option: Option, today: Columns, run: Run, goal: Goal) -> float:
    return reached_share(option.parameters, today["reach"])


def _loss(option: Option, today: Columns, run: Run, goal: Goal) -> float:
    return float((today["profit"] < 0).mean())


def _idle(option: Option, today: Columns, run: Run, goal: Goal) -> float:
    dialogue = option.parameters.dialogue
    paid = dialogue.hours * run.days
    busy = float(np.mean(today["answered"])) * dialogue.minutes / 60
    return max(0.0, 1 - busy / paid) if paid > 0 else 0.0


def _fakes(option: Option, today: Columns, run: Run, goal: Goal) -> float:
    return fakes(option.parameters)


# Each with the share from which on it is remarked on.
_KINDS: dict[Kind, tuple[Share, float]] = {
    "rare": (_rare, 0.5),
    "full": (_full, FULL),
    "loss": (_loss, 0.5),
    "idle": (_idle, 0.5),
    "fakes": (_fakes, 0.3),
}
