"""Run the plain independent cascade on a list of ties, for comparison with other simulators."""

import argparse
import csv
import json
from collections.abc import Iterator
from typing import Any

from simulation.cascade import Cascade, cascade
from simulation.commands._shared.json import spread as by_name
from simulation.commands._shared.options import (
    add_run_settings,
    add_threads,
    real_number,
    run_of,
    threads_of,
)
from simulation.commands._shared.table import SPREAD, Progress, columns, spread
from simulation.compiling import VERSION
from simulation.errors import UserError
from simulation.network import tables
from simulation.network.tables import Table
from simulation.outcomes import summary
from simulation.parameters import Run

WHAT = {"activated": "Passed it on, seeds included", "exposed": "Had at least one chance"}


def options(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument(
        "--edges", metavar="FILE", required=True, help="a list of ties, or the shipped 'congress'"
    )
    chance = parser.add_mutually_exclusive_group(required=True)
    chance.add_argument("--probability", metavar="P", help="chance of every tie, from 0 to 1")
    chance.add_argument("--weights", action="store_true", help="the chances that stand in the file")
    parser.add_argument("--seeds", metavar="A,B,...", required=True, help="ids of who has it first")
    add_run_settings(parser, ("worlds", "seed"))
    add_threads(parser)
    parser.add_argument("--json", action="store_true", help="print every world as JSON")


def command(asked: argparse.Namespace) -> Iterator[str]:
    """Medians and ranges; or every world as JSON. Raises UserError."""
    run, threads, chance = run_of(asked, Run()), threads_of(asked), _chance(asked.probability)
    table = tables.load(asked.edges)
    ids = _ids(asked.seeds)
    found = cascade(
        table, chance, _numbers(table, ids), run.worlds, run.seed, threads, on_progress=Progress()
    )
    if asked.json:
        yield json.dumps(_plain(table, chance, ids, run, found), allow_nan=False)
        return
    yield tables.summary(table)
    yield f"{run.worlds:,} worlds from {len(ids):,} seed{'' if len(ids) == 1 else 's'}."
    yield ""
    rows = [[label, *spread(summary(getattr(found, name) * 1.0))] for name, label in WHAT.items()]
    yield from columns([["Accounts", *SPREAD], *rows], right=(1, 4))
    yield ""
    yield f"seed {run.seed}, version {VERSION}"


def _plain(table: Table, chance: float | None, ids: list[str], run: Run, found: Cascade) -> Any:
    return {
        "edges": table.name,
        "accounts": len(table.ids),
        "ties": len(table.indices),
        "probability": chance,
        "seeds": ids,
        "seed": run.seed,
        "worlds": run.worlds,
        "version": VERSION,
        **{name: getattr(found, name).tolist() for name in WHAT},
        "summary": {name: by_name(summary(getattr(found, name) * 1.0)) for name in WHAT},
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
    """The numbers of the accounts with these ids, looked up at once however many they are."""
    wanted = set(ids)
    known = {id: number for number, id in enumerate(table.ids) if id in wanted}
    return [known[id] if id in known else tables.number_of(table, id) for id in ids]
