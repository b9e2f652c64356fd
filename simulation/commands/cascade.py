"""Run the plain independent cascade on a list of ties, to compare with other simulators."""

import argparse
import csv
from collections.abc import Iterator
from typing import Any

from simulation.cascade import Cascade, cascade
from simulation.commands._shared.json_values import as_json, summary_values
from simulation.commands._shared.options import (
    add_run_settings,
    add_threads,
    real_number,
    run_of,
    threads_of,
)
from simulation.commands._shared.phrases import footer, simulated_runs
from simulation.commands._shared.progress import ProgressLine
from simulation.commands._shared.table import SUMMARY, columns, summary_cells
from simulation.compiling import MODEL
from simulation.errors import UserError
from simulation.network import tables
from simulation.network.tables import Table
from simulation.outcomes import summary
from simulation.parameters import Run

COUNTS = {"activated": "Passed it on, seeds included", "exposed": "Were shown it at least once"}


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--edges", metavar="FILE", required=True, help="a list of ties, or the shipped 'congress'"
    )
    chance = parser.add_mutually_exclusive_group(required=True)
    chance.add_argument(
        "--probability", metavar="P", help="the same chance for every tie, from 0 to 1"
    )
    chance.add_argument("--weights", action="store_true", help="the chances in the file")
    parser.add_argument(
        "--seeds", metavar="A,B,...", required=True, help="ids of the accounts that start"
    )
    add_run_settings(parser, ("worlds", "seed"))
    add_threads(parser)
    parser.add_argument("--json", action="store_true", help="print every run as JSON")


def command(asked: argparse.Namespace) -> Iterator[str]:
    """Medians and ranges; or every run as JSON. Raises UserError."""
    run, threads, chance = run_of(asked, Run()), threads_of(asked), _chance(asked.probability)
    table = tables.load(asked.edges)
    ids = _ids(asked.seeds)
    found = cascade(
        table,
        chance,
        _numbers(table, ids),
        run.worlds,
        run.seed,
        threads,
        on_progress=ProgressLine(),
    )
    if asked.json:
        yield as_json(_plain(table, chance, ids, run, found))
        return
    yield tables.summary(table)
    seeds = "1 seed" if len(ids) == 1 else f"{len(ids):,} seeds"
    yield f"{simulated_runs(run.worlds)} from {seeds}."
    yield ""
    rows = [
        [label, *summary_cells(summary(getattr(found, name) * 1.0))]
        for name, label in COUNTS.items()
    ]
    yield from columns([["Accounts", *SUMMARY], *rows], right=(1, 4))
    yield ""
    yield footer(run.seed)


def _plain(table: Table, chance: float | None, ids: list[str], run: Run, found: Cascade) -> Any:
    return {
        "edges": table.name,
        "accounts": len(table.ids),
        "ties": len(table.indices),
        "probability": chance,
        "seeds": ids,
        "seed": run.seed,
        "worlds": run.worlds,
        "model": MODEL,
        **{name: getattr(found, name).tolist() for name in COUNTS},
        "summary": {name: summary_values(summary(getattr(found, name) * 1.0)) for name in COUNTS},
    }


def _chance(text: str | None) -> float | None:
    """The chance given, None for those of the file. `cascade` checks that it is one."""
    return None if text is None else real_number(text, "--probability", "a number from 0 to 1")


def _ids(text: str) -> list[str]:
    try:
        ids = [id.strip() for id in next(csv.reader([text], strict=True), [])]
    except csv.Error as error:
        raise UserError(f"{text!r}: {error}", path="--seeds", origin="--seeds") from None
    if not all(ids):
        raise UserError(f"{text!r}: an id is empty", path="--seeds", origin="--seeds")
    return ids


def _numbers(table: Table, ids: list[str]) -> list[int]:
    """The numbers of the accounts with these ids, found in one pass however many there are."""
    wanted = set(ids)
    known = {id: number for number, id in enumerate(table.ids) if id in wanted}
    return [known[id] if id in known else tables.number_of(table, id) for id in ids]
