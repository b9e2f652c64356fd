"""The address that reopens a page: scenario, side, every lever that differs, and what is shown.

What a page shows besides (which story is open, which run is watched) are query parameters of its
own, see ui/state/query_params.py. The address bar always holds all of it, so that a reload, or a
laptop that wakes after the server forgot its visitor, goes on where it was. It is followed when a
visit begins and when the browser goes back or forth; otherwise the address follows the levers, or
a late request with an old address would undo a change.
"""

import time
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode, urlsplit

import streamlit as st

from simulation.compiling import VERSION
from simulation.errors import UserError
from simulation.parameters import Value, parse
from ui.state import settings
from ui.state.query_params import QueryParam
from ui.state.settings import RUN, Setting
from ui.text import in_labels, plain

SCENARIO, SIDE, MODEL = "scenario", "side", "model"
MACHINE = ("run.clock", "run.memory")  # these change no figure, so they are no part of an address
SHOWN = 10  # complaints
LONG = 60  # characters of a parameter that a complaint repeats
VISITED = 200  # addresses of a visit that the browser can go back to
Visit = tuple[str, dict[str, str], Setting]  # a page, its address and the settings then
LATE = 1.0  # seconds within which a request with an old address is taken for a late one


def first_query() -> dict[str, str]:
    """The parameters that a visit begins with, until they are followed; then none."""
    return {} if "link" in st.session_state else st.query_params.to_dict()


def sync(page: str, params: Sequence[QueryParam] = (), *, levers: bool = True) -> None:
    """Follow the address when a visit begins or the browser goes back; else keep it up to date.

    page: its path. params: its query parameters. levers: whether the address holds them too. Above
    the page is a warning about anything in the address that could not be opened.
    """
    state = st.session_state
    if "link" not in state:
        asked = st.query_params.to_dict()
        own = {param.key for param in params}
        setting, said = read({key: text for key, text in asked.items() if key not in own})
        settings.begin(setting)
        state["unopened"] = (page, setting, said + _take(params, asked))
    query = _address(params, levers=levers)
    if earlier := _went_back(page, query):
        settings.move_to(earlier)
        for param in params:
            if param.again is not None:
                param.again(st.query_params.get(param.key, ""))
        query = _address(params, levers=levers)
    if state.get("link") != (page, query) or st.query_params.to_dict() != query:
        state["link"] = (page, query)
        visit = (page, query, settings.here())
        state["visited"] = (*state.get("visited", ()), visit)[-VISITED:]
        state["written"] = time.monotonic()
        st.query_params.from_dict(query)
    where, setting, said = state["unopened"]
    if said and (where, setting) == (page, settings.here()):
        more = [f"and {len(said) - SHOWN} more"] if len(said) > SHOWN else []
        lines = "\n".join(f"- {plain(each)}" for each in [*said[:SHOWN], *more])
        st.warning(f"Not everything in this link is as it was:\n{lines}")


def link() -> str:
    """The whole address of this page at this server, as the address bar has it."""
    _, query = st.session_state.get("link", ("", _whole(())))
    return address_of(query)


def address_of(query: Mapping[str, str]) -> str:
    """The address of this page at this server with these parameters."""
    here = urlsplit(st.context.url or "")
    return here._replace(path=here.path or "/", query=urlencode(query)).geturl()


def write(setting: Setting) -> dict[str, str]:
    """The settings as parameters; empty for those a visit starts with.

    A scenario that was not shipped is written as the default with what differs from it.
    """
    shipped = setting.scenario in settings.shipped().values()
    base = settings.at(setting.scenario, setting.side) if shipped else _first()
    found = {}
    if base.scenario.id != _first().scenario.id:
        found[SCENARIO] = base.scenario.id
    if base.side != base.scenario.sides[0]:
        found[SIDE] = base.side.key
    found |= {
        path: _text(value)
        for path, value in setting.table.items()
        if value != base.table[path] and path not in MACHINE
    }
    return {**found, MODEL: VERSION} if found else {}


def read(query: Mapping[str, str]) -> tuple[Setting, list[str]]:
    """The settings in an address, as far as they are legal, and complaints about the rest."""
    base, said = _base(query)
    asked: dict[str, Value] = {}
    for path, written in query.items():
        if path in (SCENARIO, SIDE, MODEL):
            continue
        if path not in settings.everything() or path in MACHINE:
            said.append(f"{_shown(path)} is not known here.")
            continue
        try:
            asked[path] = parse(path.removeprefix(RUN), written)
        except UserError as error:
            said.append(in_labels(error))
    found, refused = _fitting(base, asked)
    said += [in_labels(each) for each in refused]
    if query.get(MODEL, VERSION) != VERSION:
        said.append(
            f"The link was made with model {_shown(query[MODEL])}, this is {VERSION}: "
            "the figures may differ."
        )
    return found, said


def _take(params: Sequence[QueryParam], query: Mapping[str, str]) -> list[str]:
    """Set what the page shows from the address. Returns what could not be opened."""
    said = []
    for param in params:
        try:
            if param.key in query:
                param.read(query[param.key])
        except UserError as error:
            said.append(in_labels(error))
    return said


def _went_back(page: str, now: dict[str, str]) -> Setting | None:
    """The settings to return to if the browser went back or forth to an address of this visit.

    now: the address of the page as it is. None where something changed since it was written, and
    on a tab, which leads to an empty address.
    """
    state, asked = st.session_state, st.query_params.to_dict()
    if "link" not in state:  # the visit begins
        return None
    before, query = state["link"]
    went = asked != query and now == query if page == before else bool(asked)
    if not went or time.monotonic() - state["written"] < LATE:
        return None
    visits: list[Visit] = [visit for visit in state["visited"] if visit[:2] == (page, asked)]
    return visits[-1][2] if visits else None


def _address(params: Sequence[QueryParam], *, levers: bool) -> dict[str, str]:
    return _whole(params) if levers else _written(params)


def _whole(params: Sequence[QueryParam]) -> dict[str, str]:
    """The parameters of the address: those of the settings and of the page."""
    found = {**write(settings.here()), **_written(params)}
    return {**found, MODEL: VERSION} if found else {}


def _written(params: Sequence[QueryParam]) -> dict[str, str]:
    """The state of the page, as parameters."""
    own = {param.key: param.write() for param in params}
    return {key: text for key, text in own.items() if text}


def _base(query: Mapping[str, str]) -> tuple[Setting, list[str]]:
    name = query.get(SCENARIO, _first().scenario.id)
    scenario = settings.shipped().get(name)
    if scenario is None:
        return _first(), [f"There is no scenario {_shown(name)}; the default is shown."]
    key = query.get(SIDE, scenario.sides[0].key)
    side = next((each for each in scenario.sides if each.key == key), None)
    if side is None:
        first = scenario.sides[0].key
        return settings.at(scenario), [f"There is no side {_shown(key)}; side {first} is shown."]
    return settings.at(scenario, side), []


def _fitting(base: Setting, asked: Mapping[str, Value]) -> tuple[Setting, list[UserError]]:
    """The base with as many of these levers as fit together, and why the others do not."""
    whole = settings.with_levers(base, asked)
    if not _trouble(whole):
        return whole, []
    found, left = base, dict(asked)
    while True:
        refused = {}
        for path, value in left.items():
            one = settings.with_levers(found, {path: value})
            if trouble := _trouble(one):
                refused[path] = trouble
            else:
                found = one
        if len(refused) == len(left):  # one that was taken may have made room for others
            return found, list(refused.values())
        left = {path: asked[path] for path in refused}


def _trouble(setting: Setting) -> UserError | None:
    try:
        settings.check(setting)
    except UserError as error:
        return error
    return None


def _first() -> Setting:
    return settings.at(next(iter(settings.shipped().values())))


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(part: str) -> str:
    return repr(part if len(part) <= LONG else part[: LONG - 3] + "...")
