"""What-ifs of an account: changes of its levers, each a story compared with today."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from simulation.parameters import Parameters, Value, changed, levers
from simulation.scenarios import Scenario, Side

TODAY = "As it is today"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One thing that the account could change. outcome: what decides whether it is better."""

    key: str
    title: str
    outcome: str
    changes: Callable[[Parameters], dict[str, Value]]


def _answer(p: Parameters) -> dict[str, Value]:
    return {"dialogue.hours": min(24.0, p.dialogue.hours + 1.0)}


def _more_posts(p: Parameters) -> dict[str, Value]:
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
    WhatIf(
        "triage",
        "You answered for one more hour a day, your closest followers first",
        "reach",
        _triage,
    ),
    WhatIf("more_posts", "You posted twice as often", "reach", _more_posts),
    WhatIf("better", "Your posts were 50% better", "reach", _better),
    WhatIf("buy", "You bought as many fake followers as you have", "reach", _buy),
)


def what_if_story(account: Scenario, what_if: WhatIf) -> Scenario:
    """The account with the change as side A, and as it is today as side B.

    The fitted chances hold on both sides; the figures of the audit are those of side A of the
    account.
    """
    today = account.sides[0].parameters
    changed_account = changed(today, what_if.changes(today))
    sides = (Side("A", what_if.title, changed_account), Side("B", TODAY, today))
    title = f"What if: {what_if.title}"
    return replace(account, id=f"account-{what_if.key}", title=title, sides=sides)
