"""What an account could do otherwise: moves of its levers, each told as a story against today."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from simulation.parameters import Parameters, Value, changed, levers
from simulation.scenarios import Scenario, Side

TODAY = "As it is today"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One thing done otherwise. outcome: what it is judged by."""

    key: str
    title: str
    outcome: str
    moves: Callable[[Parameters], dict[str, Value]]


def _answer(p: Parameters) -> dict[str, Value]:
    return {"dialogue.hours": min(24.0, p.dialogue.hours + 1.0)}


def _oftener(p: Parameters) -> dict[str, Value]:
    most = int(levers()["posts.count"].high or 0)
    return {"posts.every": max(0.1, p.posts.every / 2), "posts.count": min(most, 2 * p.posts.count)}


def _better(p: Parameters) -> dict[str, Value]:
    return {"posts.appeal": 1.5 * p.posts.appeal}


def _buy(p: Parameters) -> dict[str, Value]:
    listed = p.followers.casual.size + p.followers.followbacks.size
    room = p.network.population - listed - p.followers.bought.size
    return {"followers.bought.size": p.followers.bought.size + min(listed, room)}


def _triage(p: Parameters) -> dict[str, Value]:
    return {**_answer(p), "dialogue.order": "closest first"}


WHAT_IFS = (
    WhatIf("answer", "You answered for one more hour a day", "reach", _answer),
    WhatIf("triage", "You answered for one more hour a day, your closest first", "reach", _triage),
    WhatIf("oftener", "You posted twice as often", "reach", _oftener),
    WhatIf("better", "Your posts were half as good again", "reach", _better),
    WhatIf("buy", "You bought as many fake followers as you have", "reach", _buy),
)


def told(account: Scenario, story: WhatIf) -> Scenario:
    """The account with that done otherwise as side A, and as it is today as side B.

    The fitted chances hold on both sides; the audit's figures are those of the account's side A.
    """
    today = account.sides[0].parameters
    otherwise = changed(today, story.moves(today))
    sides = (Side("A", story.title, otherwise), Side("B", TODAY, today))
    return replace(account, id=f"account-{story.key}", title=f"What if: {story.title}", sides=sides)
