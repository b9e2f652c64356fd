"""Run one side of a scenario and show the results."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from simulation.commands._shared import output_files as files
from simulation.commands._shared.json_values import as_json, run_values
from simulation.commands._shared.options import (
    Choice,
    add_scenario,
    add_threads,
    choice,
    threads_of,
)
from simulation.commands._shared.phrases import footer, heading, simulated
from simulation.commands._shared.progress import ProgressLine
from simulation.commands._shared.table import SUMMARY, columns, counted, summary_cells
from simulation.ensemble import Ensemble, simulate
from simulation.errors import illegal_value
from simulation.outcomes import OUTCOMES, summary, values, waterfall


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_scenario(parser)
    add_threads(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print everything as one JSON object")
    form.add_argument("--out", metavar="DIR", help="write worlds.csv, over_time.csv, result.json")


def command(asked: argparse.Namespace) -> Iterator[str]:
    """The result as text, as JSON, or in files. Raises UserError."""
    chosen, threads = choice(asked), threads_of(asked)

    def run() -> Ensemble:
        return simulate(chosen.parameters, chosen.run, threads=threads, on_progress=ProgressLine())

    if asked.out is not None:
        if not asked.out:
            raise illegal_value("--out", "", "the name of a folder")
        with files.folder(Path(asked.out), files.NAMES) as folder:
            files.write(folder, run_values(chosen, run()))
        yield from (f"wrote {Path(asked.out) / name}" for name in files.NAMES)
    elif asked.json:
        yield as_json(run_values(chosen, run()))
    else:
        yield from _report(chosen, run())


def _report(chosen: Choice, ensemble: Ensemble) -> Iterator[str]:
    scenario, run = chosen.scenario, chosen.run
    yield heading(scenario)
    if len(scenario.sides) > 1:
        yield f"Side {chosen.side.key}: {chosen.side.title}"
    yield f"{simulated(run)}: what may happen, and how often."
    yield ""
    rows = [["", *SUMMARY, ""]]
    for name, each in OUTCOMES.items():
        cells = summary_cells(summary(values(ensemble, name)), each.unit)
        rows.append([each.label, *cells, counted(each)])
    yield from columns(rows, right=(1, 4))
    yield ""
    rows = [["From follower to buyer", *SUMMARY]]
    rows += ([stage.label, *summary_cells(stage.people)] for stage in waterfall(ensemble))
    yield from columns(rows, right=(1, 4))
    yield ""
    yield footer(run.seed)
