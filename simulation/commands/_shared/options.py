"""Options that several commands share, drawn from the levers: what they ask for, checked."""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simulation.errors import UserError, illegal_value
from simulation.parameters import (
    Parameters,
    Run,
    Value,
    changed,
    parse,
    run_levers,
    run_settings,
    values,
)
from simulation.scenarios import Scenario, Side, load
from simulation.scenarios.form import SETTINGS

MOST_THREADS = 1_024


@dataclass(frozen=True)
class Choice:
    """What is to be run: one side of a scenario with its levers as set, and how it is run."""

    scenario: Scenario
    side: Side
    parameters: Parameters
    run: Run


def add_scenario(parser: argparse.ArgumentParser) -> None:
    """The scenario, its side, changes of levers, and every setting of a run."""
    parser.add_argument("scenario", metavar="SCENARIO", help="a name that 'list' shows, or a file")
    parser.add_argument("--side", default="A", help="the side of a story (default: A)")
    add_settings(parser)
    add_run_settings(parser, run_levers(), suggested=SETTINGS)


def add_settings(parser: argparse.ArgumentParser, flag: str = "--set", where: str = "") -> None:
    """Changes of levers, read by `settings_of`; with another flag, those of one side."""
    parser.add_argument(
        flag, metavar="LEVER=VALUE", action="append", default=[],
        help=f"set a lever that 'levers' shows{where}; may be repeated, not for the same lever",
    )  # fmt: skip


def add_run_settings(
    parser: argparse.ArgumentParser, names: Iterable[str], suggested: Sequence[str] = ()
) -> None:
    """Settings of a run by name, as flags; of those suggested, scenarios know the default."""
    for name in names:
        lever = run_levers()[name]
        default = "what the scenario suggests" if name in suggested else lever.default
        about = f"{lever.label}: {lever.range} (default: {default}). {lever.help}"
        parser.add_argument(f"--{name}", metavar=name.upper(), help=about.replace("%", "%%"))


def add_threads(parser: argparse.ArgumentParser) -> None:
    """How many threads; the result does not depend on it."""
    parser.add_argument("--threads", metavar="N", help="threads at most (default: one a processor)")


def choice(asked: argparse.Namespace) -> Choice:
    """What was asked for with the options of `add_scenario`. Raises UserError."""
    scenario = load(asked.scenario)
    side = scenario.side(asked.side)
    parameters = changed(side.parameters, settings_of(asked.set), "--set")
    return Choice(scenario, side, parameters, run_of(asked, scenario.run))


def run_of(asked: argparse.Namespace, base: Run) -> Run:
    """`base` with the settings that were given as flags. Raises UserError."""
    given = {name: getattr(asked, name, None) for name in run_levers()}
    flags = {name: parse(name, text) for name, text in given.items() if text is not None}
    return run_settings(values(base) | flags)


def threads_of(asked: argparse.Namespace) -> int | None:
    """The number of threads given, None if none was. Raises UserError."""
    if asked.threads is None:
        return None
    return whole_number(asked.threads, "--threads", 1, MOST_THREADS)


def whole_number(text: str, option: str, low: int, high: int) -> int:
    """The text of an option as a whole number within limits. Raises UserError."""
    try:
        value = int(text)
    except ValueError:
        value = low - 1
    if not low <= value <= high:
        raise illegal_value(option, text, f"a whole number from {low:,} to {high:,}")
    return value


def real_number(text: str, option: str, legal: str = "a number") -> float:
    """The text of an option as a number, whose limits others check. Raises UserError."""
    try:
        return float(text)
    except ValueError:
        raise illegal_value(option, text, legal) from None


def settings_of(given: list[str], flag: str = "--set") -> dict[str, Value]:
    """The levers to set, from texts like lever=value. Raises UserError."""
    settings: dict[str, Value] = {}
    for text in given:
        path, equals, value = text.partition("=")
        path = path.strip()
        if not equals:
            raise illegal_value(flag, text, "written as lever=value")
        if path in settings:
            raise UserError(f"{path} is set twice", path=path, origin=flag)
        if path in run_levers():
            raise UserError(
                f"{path} is a setting of the run; write --{path} {value}", path=path, origin=flag
            )
        settings[path] = parse(path, value, flag)
    return settings
