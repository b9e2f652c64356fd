"""Answer a client's case: today and the options for the same money, and what each comes to."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from simulation.case import Case, Choices, Row, assumptions, choices, in_dollars, load, rows
from simulation.case.results import OUTCOMES as SHOWN
from simulation.commands._shared.experiment_options import add_experiment, runner_of
from simulation.commands._shared.json_values import as_json, summary_values
from simulation.commands._shared.options import run_of, settings_of
from simulation.commands._shared.table import columns, number
from simulation.errors import illegal_value
from simulation.experiment import MODEL
from simulation.outcomes import OUTCOMES, Summary
from simulation.parameters import Run, changed, values


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", metavar="FILE", help="the file of a case, as client.toml")
    add_experiment(parser)


def command(asked: argparse.Namespace) -> Iterator[str]:
    """Today and the options in a table, or everything as JSON. Raises UserError."""
    case = load(asked.file)
    base = changed(case.base, settings_of(asked.set), "--set")
    run = run_of(asked, Run(days=case.days))
    if not run.days.is_integer():
        raise illegal_value("days", run.days, "a whole number")
    case = replace(case, base=base, days=int(run.days))
    found = choices(case)
    with runner_of(asked) as runner:
        measured = rows(found, runner.measure(found.setups(run)))
    if asked.json:
        yield as_json(_plain(case, found, measured, run))
    else:
        yield from _report(case, found, measured, run)


def _report(case: Case, found: Choices, measured: Sequence[Row], run: Run) -> Iterator[str]:
    yield case.name
    yield f"{run.worlds:,} simulated runs of {case.days} days for each option, explored."
    yield found.population.line
    yield ""
    heads = [OUTCOMES[name].label for name in SHOWN]
    table = [["", *heads, "Cost of a further person reached"]]
    for row in measured:
        price = row.price["reach"]
        price_text = "-" if price is None else case.currency.amount(price)
        table.append([row.option.name, *(_typical(case, name, row) for name in SHOWN), price_text])
        table.append(["", *(_range(case, name, row) for name in SHOWN), ""])
    yield from columns(table, right=tuple(range(1, len(table[0]))))
    yield "Medians; below them, the range of 9 in 10 runs."
    for row in measured:
        notes = [*filter(None, (row.option.note, row.fullness.sentence))]
        if notes:
            yield f"{row.option.name}: {' '.join(notes)}"
    yield ""
    yield "Assumed, because not asked or not answered:"
    assumed = assumptions(case, found)
    yield from columns([[f"  {each.label}", each.text, each.evidence.title] for each in assumed])
    warning = in_dollars(case, found)
    if warning:
        yield warning
    yield ""
    yield f"seed {run.seed}, model {MODEL}"


def _typical(case: Case, name: str, row: Row) -> str:
    return _said(case, name, row.found[name].median)


def _range(case: Case, name: str, row: Row) -> str:
    found = row.found[name]
    low, high = (_said(case, name, end) for end in (found.low90, found.high90))
    return low if low == high else f"{low} to {high}"


def _said(case: Case, name: str, value: float | None) -> str:
    if value is not None and OUTCOMES[name].unit == "$":
        return case.currency.amount(round(value))
    return number(value)


def _plain(case: Case, found: Choices, measured: Sequence[Row], run: Run) -> dict[str, Any]:
    """Everything as plain values, None for a number without a meaning."""
    answers = case.answers.given()
    return {
        "case": case.name,
        "currency": case.currency.code,
        "days": case.days,
        "seed": run.seed,
        "worlds": run.worlds,
        "model": MODEL,
        "answers": {
            name: {"value": each.value, "low": each.low, "high": each.high}
            for name, each in answers.items()
        },
        "assumed": [
            {"label": each.label, "value": each.text, "evidence": each.evidence.title}
            for each in assumptions(case, found)
        ],
        "population": {
            "size": found.population.size,
            "needed": found.population.needed,
            "contacts": found.population.contacts,
            "rule": found.population.line,
        },
        "sides": [_side(row) for row in measured],
    }


def _side(row: Row) -> dict[str, Any]:
    option = row.option
    return {
        "name": option.name,
        "kind": option.kind,
        "extra_cost": option.extra,
        "left_over": option.left_over,
        "note": option.note,
        "changes": {
            path: {"today": one, "option": other} for path, (one, other) in option.changes.items()
        },
        "outcomes": {name: _outcome(name, found) for name, found in row.found.items()},
        "gain": dict(row.gain),
        "cost_of_one_more": dict(row.price),
        "reached_share_of_population": row.fullness.share,
        "population": option.parameters.network.population,
        "inputs": values(option.parameters),
    }


def _outcome(name: str, found: Summary) -> dict[str, Any]:
    return {"label": OUTCOMES[name].label, "unit": OUTCOMES[name].unit, **summary_values(found)}
