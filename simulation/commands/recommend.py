"""Recommend one of several options for a goal: which, how sure, what would change the answer."""

import argparse
from collections.abc import Iterator
from dataclasses import replace

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
from simulation.commands._shared.experiment_options import add_experiment, choice_of, runner_of
from simulation.commands._shared.json_values import as_json
from simulation.commands._shared.phrases import footer, simulated
from simulation.commands._shared.table import columns
from simulation.decision import Option, lines, recommend, scaled, sentences, ways_to_spend
from simulation.errors import UserError
from simulation.parameters import Run


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "options",
        metavar="OPTION",
        nargs="+",
        help="a scenario or file, or a side of it, as 4b:A; the first is how things stand, which "
        "gains count from",
    )
    add_goal(parser)
    parser.add_argument(
        "--budget",
        metavar="$",
        help="make every other option spend this much more than the first on what it spends more "
        "on; with one option alone, put it into each channel in turn",
    )
    add_channels(parser)
    parser.add_argument(
        "--no-base", action="store_true", help="none of the options is how things stand"
    )
    parser.add_argument(
        "--search",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="look for what would change the answer; runs more scenarios",
    )
    add_doubt(parser)
    add_experiment(parser)


def command(asked: argparse.Namespace) -> Iterator[str]:
    """The recommendation as text or as JSON. Raises UserError."""
    chosen, run = _options(asked)
    given, looks = given_of(asked), looks_of(asked)
    with runner_of(asked) as runner:
        found = recommend(
            chosen, asked.goal, runner, run, given=given, looks=looks, search=asked.search
        )
    if asked.json:
        yield as_json(plain(found))
        return
    yield from sentences(found)
    yield ""
    yield from columns(list(table(found)), right=(1, 4, 5, 6))
    yield ""
    for line in lines(found):
        yield f"- {line}"
    yield ""
    yield (
        f"{simulated(run)} for each option, and {found.sample.replicates} at each of "
        f"{found.sample.settings} plausible settings."
    )
    yield footer(run.seed)


def _options(asked: argparse.Namespace) -> tuple[tuple[Option, ...], Run]:
    """The options and how they are run, the same way all. Raises UserError."""
    found = [choice_of(text, asked, [], "--set") for text in asked.options]
    days = {each.run.days for each in found}
    if len(days) > 1:
        lengths = ", ".join(f"{each:g}" for each in sorted(days))
        raise UserError(f"the options suggest {lengths} days: say with --days how long")
    run = found[0].run.model_copy(update={"worlds": max(each.run.worlds for each in found)})
    base, budget = not asked.no_base, money_of(asked.budget, "--budget")
    titles = [each.side.title for each in found]
    made = tuple(
        Option(
            f"{title} ({text})" if titles.count(title) > 1 else title,
            each.parameters,
            base=base and number == 0,
        )
        for number, (title, text, each) in enumerate(zip(titles, asked.options, found, strict=True))
    )
    if asked.budget is None:
        if asked.channels:
            raise UserError("--channels goes with --budget and a single option")
        return made, run
    if len(made) > 1:
        return scaled(made, run.days, budget), run
    today, *others = ways_to_spend(made[0].parameters, run.days, budget, channels_of(asked))
    return (replace(today, title=made[0].title, base=base), *others), run
