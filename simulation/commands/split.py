"""Find the best split of a budget and of hours over ads, creators, answering and posting."""

import argparse
import json
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
from simulation.commands._shared.experiment_options import (
    add_experiment,
    number_of,
    runner_of,
    scenario_of,
)
from simulation.commands._shared.table import columns, number
from simulation.decision import Split, sentences, split, split_sentences
from simulation.experiment import MODEL
from simulation.parameters import values


def options(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("scenario", metavar="SCENARIO", help="a name that 'list' shows, or a file")
    parser.add_argument("--side", default="A", help="the side of a story (default: A)")
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
    scenario, run = scenario_of(asked)
    side = scenario.side(asked.side)
    hours = number_of(asked.hours, "hours") if asked.hours is not None else 0.0
    with runner_of(asked) as runner:
        found = split(
            side.parameters, asked.goal, runner, run,
            budget=money_of(asked.budget, "budget"), hours=hours, keys=channels_of(asked),
            given=given_of(asked), looks=looks_of(asked),
        )  # fmt: skip
    if asked.json:
        about = {"scenario": scenario.id, "side": side.key}
        yield json.dumps(about | _plain(found), allow_nan=False)
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
    yield (
        f"{found.tried} splits of {found.worlds:,} runs each, {run.days:g} days; seed {run.seed}, "
        f"model {MODEL}"
    )


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
