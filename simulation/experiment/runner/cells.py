"""Cells: some replicates of one scenario, the unit of work of every experiment, and what they give.

What a cell gives is a row of bytes a replicate: all its outcomes, or in detail all that was counted
in it. Rows of both kinds are kept in the same way, each under an address of its own.
"""

import hashlib
import json
import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.compiling import MODEL, VERSION
from simulation.ensemble import Ensemble, simulate_a_while
from simulation.errors import UserError
from simulation.network.tables import Table
from simulation.outcomes import OUTCOMES
from simulation.parameters import Parameters, Run
from simulation.world.state import POST, TALLY

Columns = dict[str, NDArray[np.float64]]  # outcome to float64[replicates]
Rows = NDArray[np.uint8]  # [replicates, bytes]


@dataclass(frozen=True)
class Setup:
    """A scenario and how it is run: what an experiment asks to be measured, `run.worlds` times.

    The clock is always the swift one; both give the same results.
    """

    parameters: Parameters
    run: Run


@dataclass(frozen=True)
class Cell:
    """Replicates first, first + 1, ... of a setup, `worlds` of them; in detail or outcomes only."""

    setup: Setup
    first: int
    worlds: int
    detail: bool = False


@dataclass(frozen=True, eq=False)
class Block:
    """Rows that are kept: of replicates first, first + 1, ... of the setup with that address."""

    address: str
    first: int
    rows: Rows


def address(setup: Setup, table: Table | None, detail: bool) -> str:
    """The name under which rows of a setup are kept: a hash of all that they depend on."""
    inputs = {
        "levers": setup.parameters.model_dump_json(),
        "seed": setup.run.seed,
        "days": setup.run.days,
        "table": _content(table) if table else None,
        "model": MODEL,
        "detail": detail,
    }
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def run_cell(
    cell: Cell,
    seconds: float,
    table: Table | None,
    model: str,
    stop: threading.Event | None = None,
) -> Rows:
    """The rows of a cell's replicates, as many as are done when the time is up, at least one.

    `model` is the version the asker runs: another machine with other rules would give other
    results. Raises UserError, and Stopped.
    """
    if model != MODEL:
        raise UserError(f"a worker of the cluster runs model {MODEL}, this machine {model}")
    run = cell.setup.run.model_copy(update={"worlds": cell.worlds})
    ensemble = simulate_a_while(
        cell.setup.parameters, run, first=cell.first, seconds=seconds, table=table, stop=stop
    )
    return detail_rows(ensemble) if cell.detail else outcome_rows(ensemble)


def outcome_rows(ensemble: Ensemble) -> Rows:
    """The outcomes of each replicate as rows, see `columns_of`."""
    table = np.stack([outcome.formula(ensemble) for outcome in OUTCOMES.values()], axis=1)
    return np.ascontiguousarray(table).view(np.uint8)


def columns_of(rows: Rows) -> Columns:
    """Outcome to float64[replicates], from rows of outcomes."""
    table = np.ascontiguousarray(rows).view(np.float64)
    return dict(zip(OUTCOMES, np.ascontiguousarray(table.T), strict=True))


def unknown_rows(worlds: int) -> Rows:
    """Rows of outcomes that are all NaN."""
    return np.full((worlds, len(OUTCOMES)), np.nan).view(np.uint8)


def detail_rows(ensemble: Ensemble) -> Rows:
    """All that was counted in each replicate as rows, see `ensemble_of`."""
    worlds = len(ensemble.tallies)
    parts = (np.ascontiguousarray(part) for part in (ensemble.tallies, ensemble.posts))
    return np.concatenate([each.view(np.uint8).reshape(worlds, -1) for each in parts], axis=1)


def ensemble_of(setup: Setup, rows: Rows, first: int = 0) -> Ensemble:
    """The ensemble of a setup's replicates from `first` on, from their rows in detail."""
    tallies, posts = rows[:, : TALLY.itemsize], rows[:, TALLY.itemsize :]
    return Ensemble(
        parameters=setup.parameters,
        run=setup.run.model_copy(update={"worlds": len(rows)}),
        tallies=np.ascontiguousarray(tallies).view(TALLY)[:, 0],
        posts=np.ascontiguousarray(posts).view(POST),
        version=VERSION,
        first=first,
    )


def _content(table: Table) -> str:
    content = hashlib.sha256("\n".join(table.ids).encode("utf-8", "surrogatepass"))
    for array in (table.indptr, table.indices, table.chances):
        content.update(b"|" if array is None else array.tobytes())
    return content.hexdigest()
