"""The case that is open in a visit, what it was before, and the store that keeps it.

Every change is kept at once, as a version of its own. The worked example, and a case that came in
a link, are kept from the first change on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

import streamlit as st

from simulation.case import Case
from simulation.case.link import KEYS, case_in, query_of
from simulation.case.store import CaseStore, Kept
from simulation.errors import UserError
from ui.case.example import EXAMPLE
from ui.state.query_params import QueryParam

STEPS = 100  # changes that can be undone
OPEN, PAST, FUTURE = "case-open", "case-past", "case-future"
LINK, TROUBLE = "case-link", "case-trouble"


@dataclass(frozen=True, slots=True)
class Opened:
    """A case and, once it is kept, which of its versions this is."""

    case: Case
    kept: Kept | None = None


@cache
def store() -> CaseStore:
    """Store of all visitors' cases. Raises UserError where nothing can be kept."""
    return CaseStore()


def here() -> Opened:
    """The case that is open; at first the one in the link that began the visit, or the example."""
    if OPEN not in st.session_state:
        st.session_state[OPEN] = Opened(_from_link())
    found: Opened = st.session_state[OPEN]
    return found


def case() -> Case:
    """The case that is open."""
    return here().case


def is_example() -> bool:
    """True until somebody makes it their own."""
    return here() == Opened(EXAMPLE)


def change(to: Case) -> None:
    """Change the open case as one step to undo, and keep it."""
    if to != case():
        st.session_state[PAST] = (*_pile(PAST), case())[-STEPS:]
        st.session_state[FUTURE] = ()
        _keep(to)


def keep() -> None:
    """Keep the open case as it is, also the example."""
    if here().kept is None:
        _keep(case())


def undo() -> None:
    """Go back to before the last change; the history keeps that too."""
    _step(PAST, FUTURE)


def redo() -> None:
    """Do again what was undone."""
    _step(FUTURE, PAST)


def last_change() -> tuple[Case, Case] | None:
    """The case before the last change and after it, if that can be undone."""
    return (_pile(PAST)[-1], case()) if _pile(PAST) else None


def can_redo() -> bool:
    """True if anything was undone and nothing changed since."""
    return bool(_pile(FUTURE))


def open_kept(id: str) -> None:
    """Open a case of the store. Raises UserError for one that is not there."""
    kept = store().open(id)
    _begin(Opened(kept.case, kept))


def open_new(case: Case) -> None:
    """Open a case that is not kept yet; its first change keeps it."""
    _begin(Opened(case))


def add(case: Case) -> None:
    """Keep a new case, and open it. Raises UserError."""
    kept = store().add(case)
    _begin(Opened(kept.case, kept))


def go_back(version: int) -> None:
    """Make an earlier version of the open case its newest. Raises UserError."""
    kept = here().kept
    if kept is not None:
        change(store().open(kept.id, version).case)


def attempt(action: Callable[..., None], *given: object) -> None:
    """Do something at a click; a mistake is shown when the page is drawn."""
    try:
        action(*given)
    except UserError as error:
        st.session_state[TROUBLE] = error


def save_copy() -> None:
    """Keep the open case as a new one, when somebody else has changed the one it was."""
    add(case())


def take_trouble() -> UserError | None:
    """The last mistake, once."""
    found: UserError | None = st.session_state.pop(TROUBLE, None)
    return found


def _keep(to: Case) -> None:
    """Open this as the next version of the open case; also if it cannot be kept, which is said."""
    kept = here().kept
    st.session_state[OPEN] = Opened(to, kept)
    try:
        kept = store().save(kept, to) if kept else store().add(to)
    except UserError as error:
        st.session_state[TROUBLE] = error
        return
    st.session_state[OPEN] = Opened(to, kept)


def _begin(opened: Opened) -> None:
    st.session_state[OPEN] = opened
    st.session_state[PAST] = st.session_state[FUTURE] = ()


def _step(back: str, forth: str) -> None:
    if pile := _pile(back):
        st.session_state[forth] = (*_pile(forth), case())
        st.session_state[back] = pile[:-1]
        _keep(pile[-1])


def _pile(name: str) -> tuple[Case, ...]:
    found: tuple[Case, ...] = st.session_state.get(name, ())
    return found


def _from_link() -> Case:
    """The case that the address describes; the example where it does not, or not legally."""
    asked: dict[str, str] = st.session_state.pop(LINK, {})
    if not asked:
        return EXAMPLE
    try:
        return case_in(asked)
    except UserError as error:
        st.session_state[TROUBLE] = error
        return EXAMPLE


@lru_cache(maxsize=8)
def _query(case: Case) -> dict[str, str]:
    """Parameters of a case, written once for all of them."""
    return query_of(case)


def _write_id() -> str:
    kept = here().kept
    return kept.id if kept else ""


def _query_param(key: str) -> QueryParam:
    """A parameter of a case that is not kept; a kept one is opened by its id."""

    def write() -> str:
        return "" if here().kept or is_example() else _query(case()).get(key, "")

    def read(text: str) -> None:
        st.session_state.setdefault(LINK, {})[key] = text

    return QueryParam(key, write, read)


def _again(id: str) -> None:
    """Open the case that the browser went back to, if that is another one.

    An address without a case is also what a click on a tab leaves behind: it changes nothing.
    """
    kept = here().kept
    if id and (kept is None or kept.id != id):
        attempt(open_kept, id)


QUERY = (QueryParam("case", _write_id, open_kept, _again), *map(_query_param, KEYS))
