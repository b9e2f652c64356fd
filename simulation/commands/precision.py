"""Show how precise the figures of an outcome are, and how precise more runs would make them."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from simulation.commands._shared.experiment_options import (
    add_experiment,
    add_judge,
    add_until,
    judge_of,
    runner_of,
    setup_of,
    until_of,
)
from simulation.commands._shared.json_values import as_json, numbers
from simulation.commands._shared.options import Choice, add_side, choice
from simulation.commands._shared.phrases import footer, simulated
from simulation.commands._shared.table import columns, figure, headed
from simulation.experiment import MODEL
from simulation.experiment.comparison.precision import (
    Precision,
    Until,
    mean_precision,
    median_precision,
    until_median,
)
from simulation.outcomes import OUTCOMES, Column
from simulation.report.precision import until_sentence
from simulation.report.quantities import between

MORE = (2, 4, 10)  # times as many runs


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_side(parser)
    add_judge(parser, factor=False)
    add_until(parser, "the interval of the median is as narrow as this, in the unit of the outcome")
    add_experiment(parser)


def command(asked: argparse.Namespace) -> Iterator[str]:
    """Median and mean with their intervals, as text or as JSON. Raises UserError."""
    chosen = choice(asked)
    name, wanted = judge_of(asked, chosen.scenario).outcome, until_of(asked)
    with runner_of(asked) as runner:
        until = until_median(setup_of(chosen), name, runner, *wanted) if wanted else None
        if until:
            run = chosen.run.model_copy(update={"worlds": until.worlds})
            chosen = replace(chosen, run=run)
        (found,) = runner.measure([setup_of(chosen)])
    figures = [
        each for each in (median_precision(found[name]), mean_precision(found[name])) if each
    ]
    if asked.json:
        yield as_json(_plain(chosen, name, found[name], figures, until))
    else:
        yield from _report(chosen, name, figures, until)


def _report(
    chosen: Choice, name: str, figures: list[Precision], until: Until | None
) -> Iterator[str]:
    run, outcome = chosen.run, OUTCOMES[name]
    apart = between(outcome.unit)
    yield f"{chosen.scenario.title} ({chosen.scenario.id}), side {chosen.side.key}"
    yield f"{simulated(run)}."
    yield ""
    if not figures:
        yield "Too few runs for an interval: ask for at least 6, better 200."
        return
    more = [times * run.worlds for times in MORE]
    rows = [
        [headed(outcome), "figure", "95% confident", "width", *(f"with {n:,} runs" for n in more)]
    ]
    rows += (
        [
            each.what,
            figure(each.figure, outcome.unit),
            f"{figure(each.low, outcome.unit)} to {figure(each.high, outcome.unit)}",
            figure(each.width, apart),
            *(f"about {figure(each.width_with(n), apart)}" for n in more),
        ]
        for each in figures
    )
    yield from columns(rows, right=(1, 3, 4, 5, 6))
    if until:
        yield until_sentence(until)
    yield ""
    yield footer(run.seed)


def _plain(
    chosen: Choice, name: str, column: Column, figures: list[Precision], until: Until | None
) -> dict[str, Any]:
    run, each = chosen.run, OUTCOMES[name]
    return {
        "scenario": chosen.scenario.id,
        "side": chosen.side.key,
        "outcome": name,
        "label": each.label,
        "unit": each.unit,
        "seed": run.seed,
        "worlds": run.worlds,
        "days": run.days,
        "model": MODEL,
        "figures": {
            figure.what: {
                "figure": figure.figure,
                "low95": figure.low,
                "high95": figure.high,
                "worlds": figure.worlds,
                "width_with": {
                    str(n * run.worlds): figure.width_with(n * run.worlds) for n in MORE
                },
            }
            for figure in figures
        },
        "until": asdict(until) if until else None,
        "values": numbers(column),
    }
