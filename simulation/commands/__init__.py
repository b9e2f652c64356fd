"""The commands, a module each: its options, and what it says, line by line."""

import argparse
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import NoReturn

from simulation.errors import UserError

COMMANDS = {
    "case": "case",
    "run": "run",
    "log": "log",
    "list": "listing",
    "levers": "levers",
    "compare": "compare",
    "recommend": "recommend",
    "split": "split",
    "goal": "goal",
    "enough": "precision",
    "cascade": "cascade",
    "story": "story",
    "map": "win_rate_map",
    "break-even": "break_even",
    "importance": "importance",
    "store": "store",
    "validate": "validate",
    "account": "account",
    "warm": "warm",
}  # what is typed, and the module that answers


class Parser(argparse.ArgumentParser):
    """One that says what is wrong in a single line, as everything else does."""

    def error(self, message: str) -> NoReturn:
        """Raise UserError."""
        raise UserError(f"{message}; see '{self.prog} --help'")


def lines(arguments: Sequence[str]) -> Iterator[str]:
    """What the command line has to say, line by line. Raises UserError."""
    try:
        chosen = _parser(arguments).parse_args(arguments)
    except SystemExit:  # --help has been printed
        return
    yield from chosen.command(chosen)


def _parser(arguments: Sequence[str]) -> Parser:
    """Of the command that is asked for alone, if it is one: to load all of them takes long."""
    about = "Explore how word of mouth travels, without a browser."
    parser = Parser(prog="python -m simulation", description=about, allow_abbrev=False)
    kinds = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in COMMANDS.keys() & arguments[:1] or COMMANDS:
        module = import_module(f"simulation.commands.{COMMANDS[name]}")
        about = str(module.__doc__).splitlines()[0]
        kind = kinds.add_parser(name, help=about, description=about, allow_abbrev=False)
        module.options(kind)
        kind.set_defaults(command=module.command)
    return parser
