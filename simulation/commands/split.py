"""Find the best split of a budget and of hours over ads, creators, answering and posting."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from simulation.commands._shared.decision_options import (
    add_channels,
    add_doubt,
    add_goal,
    channels_of,
    given_of,
    looks_of,
    money_of,
    plain,
    table,
)
from simulation.commands._shared.experiment_options import add_experiment, runner_of
from simulation.commands._shared.json_values import as_json
from simulation.commands._shared.options import add_side, choice, real_number
from simulation.commands._shared.phrases import footer, simulated_runs
from simulation.commands._shared.table import columns, number
from simulation.decision import Split, sentences, split, split_sentences
from simulation.parameters import values
from simulation.report.phrases import days


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_side(parser)
    add_goal(parser)
    parser.add_argument(
        "--budget", metavar="$", help="money for the whole period, in place of what is spent today"
    )
    parser.add_argument(
        "--hours", metavar="N", help="hours a week, in place of what is worked today"
    )
    add_channels(parser)
    add_doubt(parser)
    add_experiment(parser)


def command(asked: argparse.Namespace) -> Iterator[str]:
    """The best split, its response curves and what it is compared with. Raises UserError."""
    chosen = choice(asked)
    hours = real_number(asked.hours, "--hours") if asked.hours is not None else 0.0
    with runner_of(asked) as runner:
        found = split(
            chosen.parameters,
            asked.goal,
            runner,
            chosen.run,
            budget=money_of(asked.budget, "--budget"),
            hours=hours,
            keys=channels_of(asked),
            given=given_of(asked),
            looks=looks_of(asked),
        )
    if asked.json:
        about = {"scenario": chosen.scenario.id, "side": chosen.side.key}
        yield as_json(about | _plain(found))
        return
    yield from split_sentences(found)
    yield ""
    yield f"{found.goal.outcome.label} with more or less in one channel, the others unchanged:"
    for share in found.shares:
        yield ""
        unit = "$" if share.channel.resource == "money" else "h a week"
        rows = [[f"{share.channel.key} ({unit})", "mean", "median", "9 of 10 runs", ""]]
        for point in share.curve:
            ends = f"{number(point.figure.low90)} to {number(point.figure.high90)}"
            here = "best split" if point.amount == share.amount else ""
            cells = (
                number(each) for each in (point.amount, point.figure.mean, point.figure.median)
            )
            rows.append([*cells, ends, here])
        yield from columns(rows, right=(0, 1, 2))
    yield ""
    yield "The best split and others under other random draws:"
    yield from sentences(found.recommendation)
    yield ""
    yield from columns(list(table(found.recommendation)), right=(1, 4, 5, 6))
    yield ""
    splits = "1 split" if found.tried == 1 else f"{found.tried} splits"
    yield f"{splits} of {simulated_runs(found.worlds)} of {days(chosen.run.days)} each."
    yield footer(chosen.run.seed)


def _plain(found: Split) -> dict[str, Any]:
    return {
        "goal": found.goal.name,
        "totals": found.totals,
        "amounts": found.amounts,
        "unspent": found.kept,
        "sentences": list(split_sentences(found)),
        "figure": asdict(found.figure),
        "channels": [
            {
                "channel": share.channel.key,
                "resource": share.channel.resource,
                "amount": share.amount,
                "as_good_from": share.low,
                "as_good_to": share.high,
                "curve": [
                    {"amount": point.amount, **asdict(point.figure)} for point in share.curve
                ],
            }
            for share in found.shares
        ],
        "inputs": values(found.parameters),
        "tried": found.tried,
        "worlds_a_split": found.worlds,
        "recommendation": plain(found.recommendation),
    }
