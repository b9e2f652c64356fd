"""The pages of Grapevine, in the order of their tabs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ui.about import page as about
from ui.account import deck as account_deck
from ui.account import page as account
from ui.case import deck as case_deck
from ui.case import page as case
from ui.compare import deck as compare_deck
from ui.compare import page as compare
from ui.explore import deck as explore_deck
from ui.explore import page as explore
from ui.front import page as front
from ui.map import page as map
from ui.present import page as present
from ui.present.deck import DeckSource
from ui.state.query_params import QueryParam
from ui.stories import page as stories
from ui.watch import page as watch


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path in the address, the title of its tab, what draws it, its query parameters.

    The page without a path is the one that opens first. levers: its address holds the levers too.
    """

    path: str
    title: str
    render: Callable[[], None]
    query: tuple[QueryParam, ...] = ()
    levers: bool = True


def decks() -> list[DeckSource]:
    """Everything that can be presented."""
    rooms = (compare_deck, account_deck, stories, explore_deck)
    others = [each for room in rooms for each in room.deck_sources()]
    return [*case_deck.of_open(), *others, *case_deck.of_others()]


PRESENT = (*compare_deck.QUERY, *present.query(decks))
PAGES = (
    Page("", "Start", front.render, levers=False),
    Page("case", "My client's question", case.render, case.QUERY, levers=False),
    Page("explore", "Explore", explore.render, explore.QUERY),
    Page("compare", "Compare", compare.render, compare.QUERY),
    Page("map", "Map", map.render, map.QUERY),
    Page("stories", "Stories", stories.render, stories.QUERY),
    Page("present", "Present", partial(present.render, decks), PRESENT),
    Page("account", "Your account", account.render, account.QUERY),
    Page("watch", "Watch", watch.render, watch.QUERY),
    Page("about", "About the model", about.render, about.QUERY),
)
