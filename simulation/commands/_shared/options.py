"""Options that several commands share: declared from the levers, read and checked."""

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
from simulation.scenarios import Scenario, Side, load, name_and_side
from simulation.scenarios.form import SETTINGS, SIDES

MOST_THREADS = 1_024


@dataclass(frozen=True)
class Choice:
    """One side of a scenario to run, with its levers as set, and the settings of the run."""

    scenario: Scenario
    side: Side
    parameters: Parameters
    run: Run


def add_scenario(parser: argparse.ArgumentParser) -> None:
    """Declare the side to run, changes of levers, and every setting of a run."""
    add_side(parser)
    add_settings(parser)
    add_run_settings(parser, run_levers(), suggested=SETTINGS)


def add_side(parser: argparse.ArgumentParser) -> None:
    """Declare a side of a scenario, read by `side_of`."""
    parser.add_argument(
        "scenario",
        metavar="SCENARIO",
        help="a name that 'list' shows, or a file; side B of a story is written 4b:B "
        "(default: side A)",
    )
    # The old form, understood but not shown.
    parser.add_argument("--side", default="", help=argparse.SUPPRESS)


def add_settings(parser: argparse.ArgumentParser, flag: str = "--set", where: str = "") -> None:
    """Declare changes of levers, read by `settings_of`; another flag is for one side alone."""
    parser.add_argument(
        flag,
        metavar="LEVER=VALUE",
        action="append",
        default=[],
        help=f"set a lever that 'levers' shows{where}; may be repeated for other levers",
    )


def add_run_settings(
    parser: argparse.ArgumentParser, names: Iterable[str], suggested: Sequence[str] = ()
) -> None:
    """Declare settings of a run as flags. suggested: those whose default a scenario gives."""
    for name in names:
        lever = run_levers()[name]
        default = "what the scenario suggests" if name in suggested else lever.default
        about = f"{lever.label}: {lever.range} (default: {default}). {lever.help}"
        parser.add_argument(f"--{name}", metavar=name.upper(), help=about.replace("%", "%%"))


def add_threads(parser: argparse.ArgumentParser) -> None:
    """Declare the number of threads, which changes no result."""
    parser.add_argument(
        "--threads", metavar="N", help="most threads to use (default: one per processor)"
    )


def choice(asked: argparse.Namespace) -> Choice:
    """The side to run by the options of `add_scenario`. Raises UserError."""
    scenario, side = side_of(asked.scenario, asked.side)
    parameters = changed(side.parameters, settings_of(asked.set), "--set")
    return Choice(scenario, side, parameters, run_of(asked, scenario.run))


def side_of(text: str, key: str = "") -> tuple[Scenario, Side]:
    """The scenario and the side that NAME or NAME:SIDE names: a shipped scenario or a file.

    key: the side if the text names none; A if neither does. Raises UserError.
    """
    name, named = name_and_side(text)
    if named and key and named != key:
        raise UserError(f"{text} names side {named}, --side names {key}; leave one of them out")
    scenario = load(name)
    return scenario, scenario.side(named or key or SIDES[0])


def run_of(asked: argparse.Namespace, base: Run) -> Run:
    """`base` with the settings given as flags. Raises UserError."""
    given = {name: getattr(asked, name, None) for name in run_levers()}
    flags = {name: parse(name, text) for name, text in given.items() if text is not None}
    return run_settings(values(base) | flags)


def threads_of(asked: argparse.Namespace) -> int | None:
    """The number of threads given, None without it. Raises UserError."""
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
