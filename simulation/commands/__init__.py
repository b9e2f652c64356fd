"""The commands, one module each: `options` declares what may be typed, `command` gives lines."""

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
    "precision": "precision",
    "cascade": "cascade",
    "story": "story",
    "map": "win_rate_map",
    "break-even": "break_even",
    "importance": "importance",
    "store": "store",
    "validate": "validate",
    "experiments": "experiments",
    "account": "account",
    "warm": "warm",
}  # the name that is typed -> the module
RENAMED = {"enough": "precision"}  # names of earlier versions


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line, as all others are."""

    def error(self, message: str) -> NoReturn:
        """Raise UserError."""
        raise UserError(f"{message}; see '{self.prog} --help'")


def lines(arguments: Sequence[str]) -> Iterator[str]:
    """The lines that the command line prints. Raises UserError."""
    if arguments and arguments[0] in RENAMED:
        old, new = arguments[0], RENAMED[arguments[0]]
        raise UserError(f"the command {old} is now called {new}")
    try:
        chosen = _parser(arguments).parse_args(arguments)
    except SystemExit:  # --help has been printed
        return
    yield from chosen.command(chosen)


def _parser(arguments: Sequence[str]) -> Parser:
    """The parser of the command that is named, or of all: loading all of them takes long."""
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
