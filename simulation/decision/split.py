"""The best split: how to divide a budget and hours among channels, and how much that matters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from simulation.decision.allocation import Allocation, Lattice, OnTried, Search, mean
from simulation.decision.channels import (
    CHANNELS,
    Channel,
    Resource,
    capped,
    channels,
    spend,
    usable,
)
from simulation.decision.doubt import signed
from simulation.decision.goals import Goal, goal
from simulation.decision.option import Option
from simulation.decision.recommendation import Recommendation, recommend
from simulation.decision.sample import LOOKS
from simulation.decision.unknowns import Given
from simulation.errors import UserError, illegal_value
from simulation.experiment import Columns, Measurer, Setup
from simulation.experiment.comparison.noise_floor import fresh_seed
from simulation.experiment.runner.cost import expected_cost, worlds_for
from simulation.outcomes import Summary, summary
from simulation.parameters import Parameters, Run

FLAT = 0.02  # of the best: what is called as good
CURVE = 9  # amounts of a response curve
BEST, EVEN, TODAY = "Best split", "Equal parts", "Today"


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The goal with this amount in one channel, all others as in the best split."""

    amount: float
    figure: Summary


@dataclass(frozen=True, slots=True)
class Share:
    """One channel of the best split.

    amount: dollars for the period, or hours a week. low, high: the least and the most of it in any
    split that was tried and is as good to within 2 %. curve: from none to all of the resource here,
    the other channels unchanged.
    """

    channel: Channel
    amount: float
    low: float
    high: float
    curve: tuple[CurvePoint, ...]


@dataclass(frozen=True, eq=False)
class Split:
    """The best split of a budget and of hours.

    totals, kept: of each resource, and what is left of it unspent. amounts: by channel. parameters:
    the scenario. figure: the goal, under the draws it was chosen by, which flatter it; so what
    counts is `recommendation`: the best split, all in one channel, equal parts and today, under
    other draws and with both kinds of doubt. tried: how many splits were run, `worlds` times each.
    """

    goal: Goal
    totals: dict[Resource, float]
    kept: dict[Resource, float]
    amounts: dict[str, float]
    shares: tuple[Share, ...]
    parameters: Parameters
    figure: Summary
    tried: int
    worlds: int
    recommendation: Recommendation


def split(
    today: Parameters,
    name: str,
    runner: Measurer,
    run: Run,
    *,
    budget: float = 0.0,
    hours: float = 0.0,
    keys: Sequence[str] = (),
    given: Iterable[Given] = (),
    looks: Sequence[int] = LOOKS,
    on_progress: OnTried | None = None,
) -> Split:
    """The best split of dollars for the period and of hours a week for the goal `name`.

    Both are totals, in place of what these channels have today. keys: the channels, by default all
    that the scenario can use and there is something for. on_progress: told how many splits of about
    how many were tried. The same call tries the same splits, so with a store it goes on where it
    was stopped. Raises UserError, and what `Runner.measure` raises.
    """
    wanted = goal(name)
    totals: dict[Resource, float] = {"money": budget, "hours": hours}
    chosen = _chosen(today, totals, keys)
    lattice = _lattice(chosen, totals, wanted)
    few = _few(today, lattice, run)

    def scenario(amounts: dict[str, float]) -> Parameters:
        return spend(today, run.days, amounts)

    def value(columns: Columns) -> float:
        return mean(signed(wanted.outcome, columns[wanted.name]))

    def figures(amounts: Sequence[dict[str, float]]) -> list[Summary]:
        found = runner.measure([Setup(scenario(each), few) for each in amounts])
        return [summary(columns[wanted.name]) for columns in found]

    search = Search(lattice, scenario, value, runner, few, on_progress)
    best = search.best()
    amounts = capped(today, run.days, lattice.amounts(best))

    def share(channel: Channel) -> Share:
        total = totals[channel.resource]
        tried = sorted({*np.linspace(0.0, total, CURVE).tolist(), amounts[channel.key]})
        curve = figures([{**amounts, channel.key: amount} for amount in tried])
        low, high = _flat(search, best, channel.key)
        points = tuple(CurvePoint(*each) for each in zip(tried, curve, strict=True))
        return Share(channel, amounts[channel.key], low, high, points)

    again = run.model_copy(update={"seed": fresh_seed(run.seed)})
    options = _options(today, lattice, amounts, run.days)
    return Split(
        goal=wanted,
        totals={kind: total for kind, total in totals.items() if total},
        kept=_kept(chosen, totals, amounts),
        amounts=amounts,
        shares=tuple(share(channel) for channel in chosen),
        parameters=scenario(amounts),
        figure=figures([amounts])[0],
        tried=len(search.values),
        worlds=few.worlds,
        recommendation=recommend(
            options, name, runner, again, given=given, looks=looks, search=False
        ),
    )


def _chosen(
    today: Parameters, totals: dict[Resource, float], keys: Sequence[str]
) -> tuple[Channel, ...]:
    """The channels there is something for. Raises UserError where there are none."""
    for kind, total in totals.items():
        if not 0 <= total < np.inf:
            name = "budget" if kind == "money" else kind
            raise illegal_value(name, total, "a number of 0 or more")
    named = channels(keys or usable(today), today)
    chosen = tuple(each for each in named if totals[each.resource] > 0)
    for kind, total in totals.items():
        if total and not any(each.resource == kind for each in chosen):
            raise UserError(f"there is no channel for {kind}; its channels cannot be used here")
    if not chosen:
        raise UserError("there is nothing to divide: give a budget, or hours a week")
    return chosen


def _lattice(chosen: Sequence[Channel], totals: dict[Resource, float], wanted: Goal) -> Lattice:
    """Keep a part of the budget where the goal is in money, as what is not spent counts too."""
    groups = {kind: tuple(each.key for each in chosen if each.resource == kind) for kind in totals}
    used = [kind for kind in totals if groups[kind]]
    return Lattice(
        groups=tuple(groups[kind] for kind in used),
        totals=tuple(totals[kind] for kind in used),
        keep=wanted.outcome.unit == "$",
    )


def _few(today: Parameters, lattice: Lattice, run: Run) -> Run:
    """The run of each split: fewer replicates where the costliest corner is a lot of work."""
    corners = [spend(today, run.days, lattice.amounts(each)) for each in lattice.corners()]
    largest = max(corners, key=lambda each: expected_cost(each, run.days))
    return run.model_copy(update={"worlds": worlds_for({"A": largest}, run)})


def _flat(search: Search, best: Allocation, key: str) -> tuple[float, float]:
    """The least and the most that a channel has in any split that is as good."""
    top = search.values[best]
    as_good = [
        search.lattice.amounts(each)[key]
        for each, value in search.values.items()
        if value >= top - FLAT * abs(top)
    ]
    return min(as_good), max(as_good)


def _kept(
    chosen: Sequence[Channel], totals: dict[Resource, float], amounts: dict[str, float]
) -> dict[Resource, float]:
    left = dict(totals)
    for channel in chosen:
        left[channel.resource] -= amounts[channel.key]
    used = {channel.resource for channel in chosen}
    return {kind: max(0.0, amount) for kind, amount in left.items() if kind in used}


def _options(
    today: Parameters, lattice: Lattice, amounts: dict[str, float], days: float
) -> list[Option]:
    """The best split and what it is compared with, each scenario once."""
    named = {BEST: amounts}
    for group, total in zip(lattice.groups, lattice.totals, strict=True):
        for key in group if len(group) > 1 else ():
            title = f"All {CHANNELS[key].resource} in {key}"
            named[title] = {**amounts, **dict.fromkeys(group, 0.0), key: total}
    named[EVEN] = lattice.amounts(lattice.even())
    made = {title: spend(today, days, each) for title, each in named.items()}
    titles = {today: TODAY}
    for title, parameters in made.items():
        titles.setdefault(parameters, title)
    return [Option(title, each, base=title == TODAY) for each, title in titles.items()]
