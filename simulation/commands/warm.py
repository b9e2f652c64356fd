"""Compile the engine once, so that nobody waits for it later; delete older versions."""

import argparse
import time
from collections.abc import Iterator

from simulation.cascade import cascade
from simulation.clocks import Live, Swift
from simulation.compiling import FOLDER, VERSION, forget_old
from simulation.network.tables import load
from simulation.parameters import Parameters, Run
from simulation.world import plan

LONG = "compiling the engine, once: this takes about a minute"


def options(parser: argparse.ArgumentParser) -> None:
    """Declare no options."""


def command(asked: argparse.Namespace) -> Iterator[str]:
    """A line before a long wait, and one when it is done."""
    if cold():
        yield LONG
    since = time.monotonic()
    run = Run(worlds=1, days=1.0)
    made, net = plan(Parameters(), run)
    for logging in (False, True):
        Swift(made, net, logging=logging).run(run.seed, 0)
        Live(made, net, run.seed, 0, logging=logging).run()
    congress = load("congress")
    cascade(congress, None, [0], 1, run.seed)
    forget_old()
    yield f"engine {VERSION} is ready after {time.monotonic() - since:.1f} seconds"


def cold() -> bool:
    """True if nothing of this version of the engine has been compiled yet."""
    return not any(FOLDER.rglob("*.nbc"))
