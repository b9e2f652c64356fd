"""The scenarios on Compare: named by the visitor, the first of them the starting point."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from simulation.errors import UserError
from simulation.parameters import Parameters, differences, values
from simulation.scenarios import Scenario, Side
from ui.compare.names import way_to_spend
from ui.state import settings, url
from ui.state.query_params import QueryParam
from ui.state.settings import RUN, Setting
from ui.text import label, setting, whose

MOST = 7  # colours that a chart has
LENGTH = 60  # characters of a name
NAME, AGAIN = "name", "The same again"


@dataclass(frozen=True, slots=True)
class Entry:
    """A scenario of the comparison: its levers, under a name that no other has."""

    name: str
    parameters: Parameters


def entries() -> tuple[Entry, ...]:
    """The list as it stands."""
    found: tuple[Entry, ...] = st.session_state.get("entries", ())
    return found


def add(name: str, parameters: Parameters) -> None:
    """Add a scenario at the end, unless the list is full; a name already taken gets a number."""
    if len(entries()) < MOST:
        _keep((*entries(), Entry(_free(name), parameters)))


def add_sides(scenario: Scenario) -> None:
    """Add the sides of a story at the end, as many as there is room for.

    Side B comes first, as the one that A and the others are compared with.
    """
    for side in (*scenario.sides[1:2], *scenario.sides[:1], *scenario.sides[2:]):
        add(side.title, side.parameters)


def rename(place: int, name: str) -> None:
    """Give the entry at that place another name; an empty one changes nothing.

    Nor does a late message of the browser, from a list that was longer.
    """
    if place < len(entries()) and name.strip() not in ("", entries()[place].name):
        others = (*entries()[:place], *entries()[place + 1 :])
        renamed = replace(entries()[place], name=_free(name, others))
        _keep((*entries()[:place], renamed, *entries()[place + 1 :]))


def move(place: int, by: int) -> None:
    """Move the entry at that place up (-1) or down (1)."""
    found = list(entries())
    found.insert(place + by, found.pop(place))
    _keep(tuple(found))


def remove(place: int) -> None:
    """Remove the entry at that place."""
    _keep((*entries()[:place], *entries()[place + 1 :]))


def clear() -> None:
    """Remove everything."""
    _keep(())


def suggestion() -> str:
    """A name for the levers as they are: what they change, else the scenario.

    The starting point is named by what was changed in the scenario, an option by what it changes
    in the starting point. Raises UserError for levers that do not fit together.
    """
    scenario, side = settings.picked()
    title = side.title if len(scenario.sides) > 1 else scenario.title
    changed = [path for path in settings.moved() if not path.startswith(RUN)]
    if entries():
        (now, run), base = settings.read(), entries()[0].parameters
        changed = list(differences(base, now))
        if not changed:
            return AGAIN
        if way := way_to_spend(base, now, run.days):
            return way
    names = [_change(path) for path in changed]
    if len(", ".join(names)) > LENGTH:
        names[1:] = [f"{len(names) - 1} more"] if len(names) > 1 else []
    return ", ".join(names) or title


def _change(path: str) -> str:
    lever = settings.everything()[path]
    name = label(lever, whose(path)).removesuffix(": how many")
    return f"{name}: {setting(lever, settings.now()[path])}"


def as_scenarios() -> tuple[Scenario, ...]:
    """The list as scenarios, to be saved as a session."""
    run = settings.picked()[0].run
    return tuple(
        Scenario(
            f"compared-{number}",
            each.name,
            "",
            "the comparison",
            (Side("A", each.name, each.parameters),),
            run,
        )
        for number, each in enumerate(entries(), 1)
    )


def take(scenarios: tuple[Scenario, ...]) -> None:
    """Replace the list by the sides of these scenarios.

    Raises UserError, with nothing changed, for too many and for networks that may not be read.
    """
    sides = [side for each in scenarios for side in each.sides]
    if len(sides) > MOST:
        raise UserError(f"the file holds {len(sides)} scenarios; at most {MOST} can be compared")
    for each in scenarios:
        for side in each.sides:
            settings.check(settings.at(each, side))
    clear()
    for side in sides:
        add(side.title, side.parameters)


def _keep(found: tuple[Entry, ...]) -> None:
    st.session_state["entries"] = found


def _free(name: str, others: tuple[Entry, ...] | None = None) -> str:
    """The name on one line, shortened, with a number if another entry has it already."""
    wanted = " ".join(name.split())[:LENGTH] or "Scenario"
    taken = {each.name for each in (entries() if others is None else others)}
    found, number = wanted, 2
    while found in taken:
        found, number = f"{wanted} ({number})", number + 1
    return found


@lru_cache(maxsize=64)
def written(entry: Entry) -> str:
    """An entry in the address: its name, and its levers in an address of their own."""
    query: Mapping[str, str] = url.write(_nearest(entry.parameters))
    kept = {key: text for key, text in query.items() if key != url.MODEL}
    return urlencode({NAME: entry.name, **kept})


def read(text: str) -> None:
    """Add the entry that was written. Raises UserError for the parts that are not legal."""
    query = dict(parse_qsl(text, keep_blank_values=True))
    name = query.pop(NAME, "")
    found, said = url.read(query)
    add(name or found.side.title, settings.check(found)[0])
    if said:
        raise UserError(f"{entries()[-1].name}: {' '.join(said).removesuffix('.')}")


def _nearest(parameters: Parameters) -> Setting:
    """These levers as changes of the shipped side from which fewest differ."""
    table = values(parameters)
    sides = [
        settings.at(scenario, side)
        for scenario in settings.shipped().values()
        for side in scenario.sides
    ]
    moved = [sum(table[path] != each.table[path] for path in table) for each in sides]
    found = sides[moved.index(min(moved))]
    return replace(found, table=MappingProxyType({**found.table, **table}))


def _query_param(place: int) -> QueryParam:
    def write() -> str:
        return written(entries()[place]) if place < len(entries()) else ""

    return QueryParam(f"entry{place + 1}", write, read)


QUERY = tuple(_query_param(place) for place in range(MOST))
