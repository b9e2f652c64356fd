"""The size of the simulated population: so large that it does not decide the result.

In a population that is too small, paid views and word of mouth meet the same people again and
again. Measured with ads for $2,000 (333,000 views) on a list of 20,000: with 15 strangers for each
contact expected with strangers, ten times as many add 3 % to the reach; with 5 they add 11 %, with
1 59 %. A million strangers at least, because no audience can be larger than the population.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log, log10

from simulation.decision.sanity import FULL, people, reached_share
from simulation.outcomes import Column
from simulation.parameters import Parameters, Run, changed, groups
from simulation.parameters.model import MAX_ACCOUNTS
from simulation.report.quantities import quantity, two_figures
from simulation.world import memory
from simulation.world.plan import onward

TIMES = 15  # strangers for each contact expected with strangers
FEWEST = 1_000_000  # strangers
MEMORY = Run().memory / 2  # GB of one replicate, so that two run at a time
_REFERENCE = 1_000.0  # followers at which the size discount is neutral
_RUNAWAY = 0.95  # further sharers that a sharer finds, counted at most


@dataclass(frozen=True, slots=True)
class Population:
    """The number of people and accounts simulated, and the reason for it.

    followers: on our list. contacts: times that strangers are expected to come across a post.
    needed: the size by the rule, where `size` is what memory allows or somebody set.
    """

    size: int
    followers: int
    contacts: float
    needed: int

    @property
    def line(self) -> str:
        """The rule in one line, or what took its place."""
        strangers = self.size - self.followers
        contacts = two_figures(self.contacts)
        if self.size != self.needed:
            ratio = two_figures(strangers / max(self.contacts, 1.0))
            others = f"{ratio} strangers for each of the {contacts} contacts expected with them"
            others += f", where {TIMES} would be enough ({self.needed:,} in all)"
        elif strangers > FEWEST:
            others = f"{TIMES} strangers for each of the {contacts} contacts expected with them"
        else:
            others = f"a million strangers, with whom {contacts} contacts are expected"
        return (
            f"{self.size:,} people and accounts are simulated: {self.followers:,} followers, and "
            f"{others}."
        )


@dataclass(frozen=True, slots=True)
class Fullness:
    """The part of the simulated population that a run reached.

    share: reach over people, on average. better: the size that would not fill up, as far as can
    be told; the same size where none is larger.
    """

    share: float
    size: int
    better: int

    @property
    def full(self) -> bool:
        """True if the size shows in the result."""
        return self.share >= FULL

    @property
    def sentence(self) -> str:
        """The warning; empty where there is room enough."""
        if not self.full:
            return ""
        begin = (
            f"The simulated population of {self.size:,} is {quantity(self.share, 'share')} reached"
            ": the same people are met again and again, so reach comes out too low."
        )
        if self.better > self.size:
            return f"{begin} {self.better:,} would be large enough."
        return f"{begin} Memory does not allow a larger one."


def population(sides: Sequence[Parameters], days: float) -> Population:
    """The population that all sides of a comparison need: as large as the neediest asks for.

    One for all, so that random draws can be common to them.
    """
    contacts, neediest = max(
        ((contacts_with_strangers(side, days), side) for side in sides), key=lambda pair: pair[0]
    )
    followers = max(map(_followers, sides))
    needed = followers + strangers_for(contacts)
    return Population(min(needed, largest(neediest)), followers, contacts, needed)


def sized(parameters: Parameters, size: int) -> Parameters:
    """The same with a population of that size, or of what memory allows where that is less."""
    return changed(parameters, {"network.population": min(size, largest(parameters))})


def strangers_for(contacts: float) -> int:
    """The strangers that a number of contacts needs, rounded up to two figures."""
    return max(FEWEST, _two_figures(TIMES * contacts, ceil))


def contacts_with_strangers(parameters: Parameters, days: float) -> float:
    """The times that strangers are expected to meet a post, in a population without end.

    Ads' views, the listeners of partners, accounts followed in the hope of a follow; and those who
    hear of it from the sharers among all of these and among our followers, wave after wave.
    """
    p = parameters
    posts = published(p, days)
    ads = p.growth.ad_views * posts
    shows = p.partners.count * p.partners.agree * ceil(posts / p.partners.every)
    audience = max(p.partners.audience, 1) / _REFERENCE
    on_noticing = p.network.discount * p.network.looks_away
    strangers = p.partners.audience * (1.0 - p.partners.overlap)
    heard = shows * strangers * min(1.0, p.public.see * audience**-on_noticing)
    followed = min(p.weed.days, days) * min(p.weed.per_day, p.weed.daily_cap)
    ready = p.public.interest + (1.0 - p.public.interest) * p.public.off_niche
    found = onward(p)
    cut = min(1.0, p.network.onward_cap / max(found, 1e-300))
    kinds = [group for _, group in groups(p.followers)]
    sharers = posts * sum(g.size * g.real * min(1.0, g.see) * g.share for g in kinds)
    eager = ads + heard * audience ** (on_noticing - p.network.discount)
    sharers += eager * p.public.real * p.public.share * ready * cut
    through_others = sharers * _lookers(p) / (1.0 - min(found * cut, _RUNAWAY))
    return float(ads + heard + followed + through_others)


def published(parameters: Parameters, days: float) -> int:
    """The number of posts published within the period."""
    posts = parameters.posts
    return min(posts.count, max(0, ceil((days * 24 - posts.hour) / posts.every)))


def largest(parameters: Parameters) -> int:
    """The largest population that the model and memory allow this side."""
    listed = _followers(parameters)
    each = memory(changed(parameters, {"network.population": MAX_ACCOUNTS})) / MAX_ACCOUNTS
    strangers = min(MEMORY * 1e9 / each, MAX_ACCOUNTS) - listed
    return max(listed + _two_figures(strangers, floor), listed + 1, parameters.partners.audience)


def fullness(parameters: Parameters, days: float, reach: Column) -> Fullness:
    """The part of its population that a run reached, and the size that would not fill up.

    reach: the outcome, float64[worlds]. A list of ties is never full: it holds everybody there is.
    """
    size, listed = parameters.network.population, _followers(parameters)
    if parameters.network.kind == "table":
        return Fullness(0.0, size, size)
    everybody, share = people(parameters), reached_share(parameters, reach)
    # Of so many met at random, this share is different people: 1 - exp(-met / everybody).
    met = -log(max(1.0 - share, 1e-6)) * everybody
    contacts = max(met, contacts_with_strangers(parameters, days))
    better = min(listed + strangers_for(contacts), largest(parameters))
    return Fullness(share, size, max(size, better))


def _lookers(p: Parameters) -> float:
    """The number of people one sharer's followers bring a post before, on average.

    As `onward` counts sharers, with everybody who looks a sharer and no discount on sharing.
    """
    looks_away = p.network.discount * p.network.looks_away
    everybody = {"public.share": 1.0, "public.off_niche": 1.0}
    return onward(
        changed(p, everybody | {"network.discount": looks_away, "network.looks_away": 1.0})
    )


def _followers(parameters: Parameters) -> int:
    return sum(group.size for _, group in groups(parameters.followers))


def _two_figures(number: float, rounded: Callable[[float], int]) -> int:
    step = 10 ** max(0, floor(log10(max(number, 1.0))) - 1)
    return int(rounded(number / step) * step)
