"""Goals of a decision: as much of something as possible, or as cheap as possible."""

from dataclasses import dataclass

from simulation.errors import unknown_name
from simulation.outcomes import OUTCOMES, Outcome


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal. name: what is typed, that of the outcome it is judged by.

    best: what the best option does, after its title. one, many: the words for what is counted;
    empty where the goal is money or a cost already. loses: what the best option does where all of
    them lose.
    """

    name: str
    best: str
    one: str = ""
    many: str = ""
    loses: str = ""

    @property
    def outcome(self) -> Outcome:
        """The outcome it is judged by."""
        return OUTCOMES[self.name]

    @property
    def counted(self) -> bool:
        """True if it is a number of something, each of which has a cost."""
        return bool(self.one)


_NICHE, _ACTED = (
    ("person of the niche", "people of the niche"),
    ("person who acts", "people who act"),
)

_ALL = (
    Goal("reach", "reaches the most people", "person", "people"),
    Goal("niche_reach", "reaches the most people of the niche", *_NICHE),
    Goal("net_followers", "gains the most followers", "follower", "followers"),
    Goal("acted", "moves the most people to act", *_ACTED),
    Goal("orders", "brings the most orders", "order", "orders"),
    Goal("profit", "makes the most profit", loses="loses the least money"),
    Goal("cost_per_reach", "reaches people at the lowest cost each"),
    Goal("cost_per_niche", "reaches people of the niche at the lowest cost each"),
    Goal("cost_per_follower", "gains followers at the lowest cost each"),
    Goal("cost_per_acted", "moves people to act at the lowest cost each"),
    Goal("cost_per_order", "brings orders at the lowest cost each"),
)

GOALS: dict[str, Goal] = {each.name: each for each in _ALL}
# What a client may mind besides the goal: other goals by which another option may be better.
MINDED = ("reach", "niche_reach", "net_followers", "acted", "orders", "profit")


def goal(name: str) -> Goal:
    """The goal of that name. Raises UserError."""
    if name in GOALS:
        return GOALS[name]
    raise unknown_name("goal", name, GOALS)
