"""Repeat published experiments in the model, and compare its effects with what they found."""

import argparse
import shlex
from collections.abc import Iterator
from dataclasses import replace

from simulation.commands._shared.experiment_options import add_experiment, runner_of
from simulation.commands._shared.json_values import as_json
from simulation.commands._shared.options import run_of, settings_of
from simulation.commands._shared.phrases import footer
from simulation.commands._shared.table import columns
from simulation.parameters import Run, Value, changed
from simulation.trials import Trial, load, run_trials, shipped
from simulation.trials.record import Entry, Results, Row, plain, results
from simulation.trials.words import figure, interval, summary, tolerance


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "names",
        metavar="NAME",
        nargs="*",
        help="an experiment by its name in the JSON, or a file (default: all that come with "
        "Grapevine)",
    )
    add_experiment(parser)


def command(asked: argparse.Namespace) -> Iterator[str]:
    """A line for every effect and every experiment without one, or JSON. Raises UserError."""
    settings = settings_of(asked.set)
    chosen = [load(name) for name in asked.names] or shipped()
    trials = [_with(trial, settings) for trial in chosen]
    with runner_of(asked) as runner:
        found = run_trials(trials, runner, lambda run: run_of(asked, run))
    done = results(found, _line(asked), run_of(asked, Run()).seed)
    if asked.json:
        yield as_json(plain(done), indent=1)
        return
    yield from _text(done)


def _with(trial: Trial, settings: dict[str, Value]) -> Trial:
    """The trial with some levers set on every side. Raises UserError."""
    sides = tuple(
        replace(side, parameters=changed(side.parameters, settings, "--set"))
        for side in trial.scenario.sides
    )
    return replace(trial, scenario=replace(trial.scenario, sides=sides))


def _line(asked: argparse.Namespace) -> str:
    """The command that gives the same results."""
    given = [*asked.names]
    for setting in asked.set:
        given += ["--set", setting]
    for name in ("worlds", "days"):
        if getattr(asked, name) is not None:
            given += [f"--{name}", getattr(asked, name)]
    given += ["--seed", str(run_of(asked, Run()).seed), "--json"]
    return f"python -m simulation experiments {shlex.join(given)}"


def _text(done: Results) -> Iterator[str]:
    rows = [["study", "what is measured", "published", "agrees", "model", "95% interval", ""]]
    for entry in done.trials:
        rows += [_cells(entry, row) for row in entry.checks]
    if len(rows) > 1:
        yield from columns(rows, right=(4,))
        yield ""
    for entry in done.trials:
        if entry.missing and entry.verdict in ("out", "cannot say"):
            yield f"{entry.authors} {entry.year}: {entry.verdict}. {entry.missing}"
    yield ""
    yield summary(done)
    yield ""
    yield footer(done.seed)


def _cells(entry: Entry, row: Row) -> list[str]:
    return [
        f"{entry.authors} {entry.year}",
        row.measures,
        row.published,
        tolerance(row),
        figure(row.model),
        interval(row),
        row.verdict,
    ]
