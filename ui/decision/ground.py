"""The ground that budgets are spent on: a population large enough, creators with a price."""

from simulation.case.population import largest, population, sized, strangers_for
from simulation.case.ways import way
from simulation.decision import CHANNELS
from simulation.parameters import Parameters, changed, groups
from simulation.parameters.model import MAX_ACCOUNTS

CREATORS = "Creators are small ones, paid what published fees suggest."


def priced(today: Parameters, days: float) -> Parameters:
    """Today with what creators usually cost, where no fee is set and none is at work."""
    if not CHANNELS["creators"].needs(today) or today.partners.count:
        return today
    return changed(today, way("creators", today, days, {}).settings(0))


def roomy(today: Parameters, days: float, budget: float) -> Parameters:
    """Today in a population that the whole budget, spent on ads, does not fill."""
    most = changed(today, {"network.population": MAX_ACCOUNTS})
    if not CHANNELS["ads"].needs(today):
        most = changed(most, CHANNELS["ads"].settings(most, budget, days))
    return _at_least(today, population([most], days).size)


def roomy_for(today: Parameters, people: float) -> Parameters:
    """Today in a population in which so many people can be reached without filling it."""
    listed = sum(kind.size for _, kind in groups(today.followers))
    return _at_least(today, listed + strangers_for(people))


def _at_least(today: Parameters, size: int) -> Parameters:
    """Today in a population of that size; a larger one, and a list of ties, stay."""
    if today.network.kind == "table" or today.network.population >= size:
        return today
    return sized(today, min(size, largest(today)))
