"""Where the levers stand: the visitor's settings, kept from page to page.

Widgets come and go with the page that draws them; this table of path to value does not. Settings of
the run stand beside the levers of the scenario, under `run.`.
"""

from functools import cache
from typing import Any

import streamlit as st

from simulation import scenario
from simulation.errors import UserError
from simulation.network.tables import SHIPPED
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
from simulation.scenario import Scenario, Side

RUN = "run."
TIES = "network.table"
TABLES = ("", *SHIPPED)
OURS = ("run.seed", "run.clock", "run.memory")  # no scenario has a say in these


@cache
def everything() -> dict[str, Lever]:
    """Every lever there is by path, settings of the run under `run.`."""
    return {**levers(), **{f"{RUN}{path}": lever for path, lever in run_levers().items()}}


@cache
def shipped() -> dict[str, Scenario]:
    """The scenarios to pick from, by id."""
    return {each.id: each for each in scenario.shipped()}


def picked() -> tuple[Scenario, Side]:
    """The scenario and the side that the levers were last set to."""
    state = st.session_state
    if "picked" not in state:
        pick(next(iter(shipped())))
    name, key = state["picked"]
    return shipped()[name], shipped()[name].side(key)


def pick(name: str, side: str | None = None) -> None:
    """Set every lever to a side of a scenario, the first where none is named."""
    chosen = shipped()[name]
    here = chosen.side(side) if side else chosen.sides[0]
    before = st.session_state.get("levers", {})
    st.session_state["picked"] = (name, here.key)
    st.session_state["levers"] = {
        **start(),
        **{path: before[path] for path in OURS if path in before},
    }


def start() -> dict[str, Value]:
    """Every lever as the picked side has it."""
    chosen, side = picked()
    run = {f"{RUN}{path}": value for path, value in values(chosen.run).items()}
    return {**values(side.parameters), **run}


def now() -> dict[str, Value]:
    """Every lever as the visitor has it; write to it to move one."""
    picked()
    table: dict[str, Value] = st.session_state["levers"]
    return table


def moved() -> list[str]:
    """The levers that no longer stand where the picked side has them."""
    before = start()
    return [path for path, value in now().items() if value != before[path] and path not in OURS]


def read() -> tuple[Parameters, Run]:
    """What the levers ask for. Raises UserError for what does not fit together."""
    table = now()
    run: dict[str, Any] = {
        path.removeprefix(RUN): table[path] for path in table if path.startswith(RUN)
    }
    asked = {path: value for path, value in table.items() if not path.startswith(RUN)}
    if asked[TIES] not in TABLES:  # a visitor names no files of the machine that serves the page
        raise UserError(
            f"{TIES} = {str(asked[TIES])[:80]!r} is not legal: here it must be one of the shipped "
            "networks; the command line reads files of your own"
        )
    return changed(picked()[1].parameters, asked), run_settings(run)
