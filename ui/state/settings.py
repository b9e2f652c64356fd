"""The settings of a visit: a scenario and the value of every lever, with undo and redo.

Widgets come and go with the page that draws them; settings stay. They hold any scenario: shipped,
opened from a file or made by a page. How it is run is among the levers, under `run.`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

import streamlit as st

from simulation import scenarios
from simulation.errors import illegal_value
from simulation.network.tables import SHIPPED, Table
from simulation.parameters import (
    Lever,
    Parameters,
    Run,
    Value,
    changed,
    levers,
    run_levers,
    run_settings,
    values,
)
from simulation.scenarios import Judge, Scenario, Side

RUN = "run."
TIES = "network.table"
TABLES = ("", *SHIPPED)
OURS = ("run.seed", "run.clock", "run.memory")  # the visitor's, whatever the scenario says
EXACT = 2**53 - 1  # the largest whole number a browser holds
STEPS = 100  # changes that can be undone
OPENED = 20  # scenarios of the visitor's own that stay on offer


@dataclass(frozen=True, slots=True)
class Setting:
    """A scenario, one of its sides, and the value of every lever by path: there, and now."""

    scenario: Scenario
    side: Side
    start: Mapping[str, Value]
    table: Mapping[str, Value]


@cache
def everything() -> dict[str, Lever]:
    """Every lever by path, those of the run under `run.`."""
    return {**levers(), **{f"{RUN}{path}": lever for path, lever in run_levers().items()}}


@cache
def shipped() -> dict[str, Scenario]:
    """The scenarios that come with Grapevine, by id."""
    return {each.id: each for each in scenarios.shipped()}


def offered() -> dict[str, Scenario]:
    """The scenarios on offer: the shipped by id, then those opened, as `opened 1` and so on."""
    own = _opened(here().scenario)
    return {**shipped(), **{f"opened {number}": each for number, each in enumerate(own, 1)}}


def here() -> Setting:
    """The settings as they are; at first those of the default scenario."""
    if "setting" not in st.session_state:
        begin(at(next(iter(shipped().values()))))
    found: Setting = st.session_state["setting"]
    return found


def begin(setting: Setting) -> None:
    """Let a visit begin with these settings, with nothing to undo."""
    st.session_state["setting"] = setting


def at(scenario: Scenario, side: Side | None = None) -> Setting:
    """The settings of a side of a scenario, of the first side if none is given."""
    chosen = side or scenario.sides[0]
    run = {f"{RUN}{path}": value for path, value in values(scenario.run).items()}
    table = MappingProxyType({**values(chosen.parameters), **run})
    return Setting(scenario, chosen, start=table, table=table)


def picked() -> tuple[Scenario, Side]:
    """The scenario and side that the levers start from."""
    return here().scenario, here().side


def judge() -> Judge:
    """The judge of results unless the visitor chooses: the story's own, or reach."""
    return picked()[0].judge or Judge("reach")


def name() -> str:
    """The name of the picked scenario among those on offer."""
    return next(name for name, each in offered().items() if each == here().scenario)


def pick(name: str, side: str | None = None) -> None:
    """Set every lever to a side of a scenario on offer, the first if none is named."""
    open(offered()[name], side)


def open(scenario: Scenario, side: str | None = None, *others: Scenario) -> None:
    """Set every lever to a side of any scenario, the first if none is named.

    The scenario, and others with it, are on offer from then on. Raises UserError, with nothing
    changed, for a side that does not exist and for a network that may not be read from here.
    """
    to = at(scenario, scenario.side(side) if side else None)
    for each in (scenario, *others):
        for part in each.sides:
            _check_ties(part.parameters.network.table)
    for each in (*others, scenario):
        st.session_state["opened"] = _opened(each)[-OPENED:]
    _go(with_levers(to, {path: now()[path] for path in OURS}))


def start() -> Mapping[str, Value]:
    """The value of every lever on the picked side."""
    return here().start


def now() -> Mapping[str, Value]:
    """The value of every lever as the visitor has it, to read; `move` changes them."""
    return here().table


def move(moves: Mapping[str, Value]) -> None:
    """Change these levers, by path, as one step to undo. `read` checks them, not this."""
    move_to(with_levers(here(), moves))


def move_to(setting: Setting) -> None:
    """Take these settings, as one step to undo."""
    if setting != here():
        _go(setting)


def with_levers(setting: Setting, moves: Mapping[str, Value]) -> Setting:
    """The settings with these levers changed, by path."""
    return replace(setting, table=MappingProxyType({**setting.table, **moves}))


def moved() -> list[str]:
    """The paths of the levers that differ from the picked side."""
    before = start()
    return [path for path, value in now().items() if value != before[path] and path not in OURS]


def count_of_changes() -> str:
    """The number of levers that differ from the picked side, in words."""
    number = len(moved())
    return "1 lever changed" if number == 1 else f"{number} levers changed"


def note() -> str:
    """The note of the picked scenario as long as it is true, then which scenario was changed."""
    scenario, _ = picked()
    return f"Based on “{scenario.title}”; {count_of_changes()}." if moved() else scenario.note


def undo() -> None:
    """Go back to before the last change or pick."""
    _step("past", "future")


def redo() -> None:
    """Do again what was undone."""
    _step("future", "past")


def can_undo() -> bool:
    """True if there is anything to undo."""
    return bool(st.session_state.get("past"))


def can_redo() -> bool:
    """True if anything was undone and nothing changed since."""
    return bool(st.session_state.get("future"))


def own() -> tuple[Scenario, ...]:
    """The scenarios of this visit that were not shipped."""
    return tuple(each for name, each in offered().items() if name not in shipped())


def as_scenario(title: str) -> Scenario:
    """The picked scenario under that title, its picked side with the levers as they are now.

    Raises UserError for levers that do not fit together.
    """
    scenario, picked_side = picked()
    parameters, run = read()
    suggested = scenario.run.model_copy(update={"days": run.days, "worlds": run.worlds})
    alone = len(scenario.sides) == 1  # its side goes by its title
    sides = tuple(
        replace(
            each,
            title=title if alone else each.title,
            parameters=parameters if each == picked_side else each.parameters,
        )
        for each in scenario.sides
    )
    return replace(scenario, title=title, note=note(), sides=sides, run=suggested)


def read() -> tuple[Parameters, Run]:
    """The scenario and run of the levers. Raises UserError if they do not fit together."""
    return check(here())


def check(setting: Setting) -> tuple[Parameters, Run]:
    """The scenario and run of these settings. Raises UserError if they do not fit together."""
    run: dict[str, Any] = {
        path.removeprefix(RUN): value
        for path, value in setting.table.items()
        if path.startswith(RUN)
    }
    asked = {path: value for path, value in setting.table.items() if not path.startswith(RUN)}
    _check_ties(asked[TIES])
    if run["seed"] > EXACT:
        raise illegal_value("seed", run["seed"], f"at most {EXACT:,} in a browser")
    return changed(setting.side.parameters, asked), run_settings(run)


def ties() -> dict[str, Table]:
    """The visitor's own network, if any, by the value that the lever has for it."""
    held: dict[str, Table] = st.session_state.get("ties", {})
    return held


def hold(name: str, table: Table) -> None:
    """Keep this network with the visit, in place of the one before."""
    held: dict[str, Table] = st.session_state.setdefault("ties", {})
    held.clear()
    held[name] = table


def _opened(scenario: Scenario) -> tuple[Scenario, ...]:
    """The visitor's own scenarios, with this one unless it was shipped."""
    own: tuple[Scenario, ...] = st.session_state.get("opened", ())
    return own if scenario in (*own, *shipped().values()) else (*own, scenario)


def _check_ties(name: Value) -> None:
    """Refuse a network from a file of the machine that serves the page."""
    if name not in (*TABLES, *ties()):
        raise illegal_value(
            TIES,
            name,
            f"one of the shipped networks ({', '.join(SHIPPED)}) or a list uploaded under Your "
            "account; only the command line reads other files",
        )


def _go(to: Setting) -> None:
    past: tuple[Setting, ...] = st.session_state.get("past", ())
    st.session_state["past"] = (*past, here())[-STEPS:]
    st.session_state["future"] = ()
    st.session_state["setting"] = to


def _step(back: str, forth: str) -> None:
    """Take the last settings of one pile, and put those of now on the other."""
    pile: tuple[Setting, ...] = st.session_state.get(back, ())
    if pile:
        st.session_state[forth] = (*st.session_state.get(forth, ()), here())
        st.session_state[back] = pile[:-1]
        st.session_state["setting"] = pile[-1]
