"""A cell: some worlds of one scenario, the unit of work of every experiment."""

import hashlib
import json
import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.compiling import VERSION, digest
from simulation.ensemble import simulate_a_while
from simulation.errors import UserError
from simulation.network.tables import Table
from simulation.outcomes import OUTCOMES
from simulation.parameters import Parameters, Run

# What a kept number depends on besides its inputs: the rules, and how outcomes are counted.
MODEL = f"{VERSION}+{digest('ensemble', 'outcomes')}"


@dataclass(frozen=True)
class Setup:
    """A scenario and how it is run: what an experiment asks to be measured, `run.worlds` times.

    The clock is always the swift one; both give the same worlds.
    """

    parameters: Parameters
    run: Run


@dataclass(frozen=True)
class Cell:
    """Worlds first, first + 1, ... of a setup, `worlds` of them."""

    setup: Setup
    first: int
    worlds: int


def address(setup: Setup, table: Table | None) -> str:
    """The name under which worlds of a setup are kept: the content of all they depend on."""
    inputs = {
        "levers": setup.parameters.model_dump_json(),
        "seed": setup.run.seed,
        "days": setup.run.days,
        "table": _content(table) if table else None,
        "model": MODEL,
    }
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def _content(table: Table) -> str:
    content = hashlib.sha256("\n".join(table.ids).encode("utf-8", "surrogatepass"))
    for array in (table.indptr, table.indices, table.chances):
        content.update(b"|" if array is None else array.tobytes())
    return content.hexdigest()


def run_cell(
    cell: Cell,
    seconds: float,
    table: Table | None,
    model: str,
    stop: threading.Event | None = None,
) -> NDArray[np.float64]:
    """The outcomes of a cell's worlds, float64[outcomes, worlds done], rows as in OUTCOMES.

    Ends when the time is up, after one world at the soonest. `model` is what the asker runs:
    another machine with other rules would give other worlds. Raises UserError, and Stopped.
    """
    if model != MODEL:
        raise UserError(f"a worker of the cluster runs model {MODEL}, this machine {model}")
    run = cell.setup.run.model_copy(update={"worlds": cell.worlds})
    ensemble = simulate_a_while(
        cell.setup.parameters, run, first=cell.first, seconds=seconds, table=table, stop=stop
    )
    return np.stack([outcome.formula(ensemble) for outcome in OUTCOMES.values()])
