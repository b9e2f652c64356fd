"""Find the least money that reaches a target: by one change alone, and by a mix of changes."""

import argparse
from collections.abc import Iterator
from typing import Any

from simulation.commands._shared.decision_options import (
    add_channels,
    channels_of,
    money_of,
    number_or_none,
)
from simulation.commands._shared.experiment_options import add_experiment, runner_of
from simulation.commands._shared.json_values import as_json
from simulation.commands._shared.options import add_side, choice, real_number
from simulation.commands._shared.phrases import footer, simulated
from simulation.decision import Seek, Target, Way, seek, seek_sentences
from simulation.errors import UserError
from simulation.experiment import MODEL
from simulation.outcomes import outcome
from simulation.parameters import values


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_side(parser)
    parser.add_argument(
        "--outcome",
        default="reach",
        metavar="O",
        help="as in the JSON of 'run' (default: reach)",
    )
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument(
        "--target", metavar="N", help="at least so much of it; at most, where less is better"
    )
    target.add_argument("--break-even", action="store_true", help="a profit of at least 0")
    parser.add_argument(
        "--in",
        metavar="8/10",
        dest="share",
        default="5/10",
        help="in which part of the runs: 8/10, 80%%, 0.8 (default: 5/10)",
    )
    parser.add_argument(
        "--mix",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="look for a mix of changes too; runs many more scenarios",
    )
    add_channels(parser)
    add_experiment(parser)


def command(asked: argparse.Namespace) -> Iterator[str]:
    """The cheapest ways, in words or as JSON. Raises UserError."""
    chosen, target = choice(asked), _target(asked)
    with runner_of(asked) as runner:
        found = seek(
            chosen.parameters, target, runner, chosen.run, keys=channels_of(asked), mix=asked.mix
        )
    if asked.json:
        about = {"scenario": chosen.scenario.id, "side": chosen.side.key}
        yield as_json(about | _plain(found))
        return
    yield from seek_sentences(found)
    yield ""
    yield f"{simulated(found.run)} for each."
    yield footer(chosen.run.seed)


def _target(asked: argparse.Namespace) -> Target:
    share = _share(asked.share)
    if asked.break_even:
        if asked.outcome not in ("reach", "profit"):
            raise UserError("--break-even is about profit: leave --outcome out")
        return Target("profit", 0.0, share)
    return Target(outcome(asked.outcome).name, money_of(asked.target, "--target"), share)


def _share(text: str) -> float:
    """A part as people write it. Raises UserError."""
    part, slash, whole = text.partition("/")
    if slash:
        below = real_number(whole, "--in")
        return real_number(part, "--in") / below if below else 0.0
    if text.endswith("%"):
        return real_number(text.removesuffix("%"), "--in") / 100
    return real_number(text, "--in")


def _plain(found: Seek) -> dict[str, Any]:
    target, run = found.target, found.run
    return {
        "outcome": target.name,
        "target": target.amount,
        "share": target.share,
        "sentences": list(seek_sentences(found)),
        "today": _way(found.today),
        "single": found.single[0] if found.single else None,
        "singles": {key: _way(way) for key, way in found.singles.items()},
        "mix": _way(found.mix) if found.mix else None,
        "seed": run.seed,
        "worlds": run.worlds,
        "days": run.days,
        "model": MODEL,
    }


def _way(way: Way) -> dict[str, Any]:
    return {
        "amounts": way.amounts,
        "enough": way.enough,
        "extra_cost": way.extra,
        "share_of_runs": way.met,
        "low95": way.low,
        "high95": way.high,
        "level": number_or_none(way.level),
        "inputs": values(way.parameters),
    }
