"""The comparison as a deck, for the page Present; and what its card asks."""

from collections.abc import Sequence

from simulation.decision import GOALS, Option
from simulation.errors import UserError
from ui.compare import entries
from ui.compare.entries import Entry
from ui.decision.card import goal_param, picked_goal
from ui.decision.deck import decision_source
from ui.decision.measure import Question
from ui.present.deck import DeckSource
from ui.present.opened import opened_key
from ui.state import settings
from ui.state.query_params import QueryParam

CARD, KEY = "compare", "comparison"


def goal() -> str:
    """The goal that the recommendation starts with: what the story is judged by, or reach."""
    judged = settings.judge().outcome
    return judged if judged in GOALS else "reach"


def options(listed: Sequence[Entry]) -> tuple[Option, ...]:
    """The comparison as options; the first is where things stand."""
    return tuple(
        Option(entry.name, entry.parameters, base=place == 0) for place, entry in enumerate(listed)
    )


def deck_sources() -> list[DeckSource]:
    """The deck of the comparison, once there is something to compare."""
    listed = entries.entries()
    if len(listed) < 2:
        return []
    try:
        _, run = settings.read()
    except UserError:
        return []
    asked = Question(options(listed), picked_goal(CARD, goal()), run)
    others = [entry.name for entry in listed[1:]]
    title = f"Comparison: {' or '.join(others)}"
    return [decision_source(KEY, title, asked, place=f"{CARD}-recommendation")]


def _while_open(param: QueryParam) -> QueryParam:
    return QueryParam(
        param.key, lambda: param.write() if opened_key() in (KEY, "") else "", param.read
    )


# In the address of Present while this deck is open, so that the address holds what it is of.
QUERY = tuple(_while_open(each) for each in (*entries.QUERY, goal_param(CARD, goal)))
