"""Print the event log of one simulated run as CSV, or the cascades in it."""

import argparse
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from simulation.commands._shared.options import add_scenario, choice, whole_number
from simulation.ensemble import one_world, table_of
from simulation.network.tables import Table
from simulation.outcomes import chain, structural_virality, trees
from simulation.parameters import Parameters
from simulation.rules import ACTIONS, log_of
from simulation.spreadsheet import csv_line
from simulation.world import accounts_of

COLUMNS = ("time_hours", "action", "account", "post", "source", "depth")

Name = Callable[[int], int | str]


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_scenario(parser)
    parser.add_argument("--world", metavar="K", required=True, help="number of the run, from 0 on")
    parser.add_argument(
        "--cascades",
        action="store_true",
        help="print a line for each post instead: its shares, the longest chain of shares, and its "
        "structural virality (the mean distance between two people in the tree of shares, where "
        "each is attributed to the sharer noticed last; empty without a share)",
    )


def command(asked: argparse.Namespace) -> Iterator[str]:
    """The log as CSV. Accounts are numbers, 0 being ours; with a list of ties, ids of the list."""
    chosen = choice(asked)
    parameters, run = chosen.parameters, chosen.run
    number = whole_number(asked.world, "--world", 0, run.worlds - 1)
    table = table_of(parameters)
    name = _numbers if table is None else _ids(parameters, table)
    world = one_world(parameters, run, number, table=table)
    log = log_of(world)
    if asked.cascades:
        yield from _cascades(log)
        return
    yield ",".join(COLUMNS)
    for time, action, account, post, source, depth in log.tolist():
        shown = post if post >= 0 else ""
        yield csv_line((_hours(time), ACTIONS[action], name(account), shown, name(source), depth))


def _cascades(log: NDArray[np.void]) -> Iterator[str]:
    yield "post,shares,chain,structural_virality"
    for tree in trees(log):
        virality = structural_virality(tree)
        said = "" if virality is None else f"{virality:.6f}"
        yield csv_line((tree.post, len(tree.account) - 1, chain(tree), said))


def _hours(milliseconds: int) -> str:
    """Hours to seven decimals, which keep every millisecond apart, by whole numbers alone."""
    parts = (milliseconds * 50 + 9) // 18  # 1/10,000,000 hours, of which a millisecond has 25/9
    return f"{parts // 10_000_000}.{parts % 10_000_000:07d}"


def _numbers(account: int) -> int | str:
    return account if account >= 0 else ""


def _ids(parameters: Parameters, table: Table) -> Name:
    ids = accounts_of(parameters, table)

    def name(account: int) -> str:
        if account < 0:
            return ""
        # Partners are not in the list; the rules number them after its last account.
        return ids[account] if account < len(ids) else f"partner {account - len(ids) + 1}"

    return name
