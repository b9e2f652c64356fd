"""Compare the model, with its defaults, with published figures of real cascades."""

import argparse
import os
from collections.abc import Iterator

from simulation.commands._shared.json_values import as_json
from simulation.commands._shared.options import (
    add_run_settings,
    add_threads,
    run_of,
    threads_of,
    whole_number,
)
from simulation.commands._shared.progress import ProgressLine
from simulation.commands._shared.table import columns, number
from simulation.parameters import Run
from simulation.validation import Design, Row, Scorecard, score, simulate_population
from simulation.validation.population import MACRO, NANO
from simulation.validation.scorecard import plain

LEAST, MOST = 120, 100_000_000


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--posts",
        metavar="N",
        default=str(Design.posts),
        help=f"posts to simulate, from {LEAST} to {MOST:,} (default: {Design.posts:,})",
    )
    add_run_settings(parser, ("seed",))
    add_threads(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def command(asked: argparse.Namespace) -> Iterator[str]:
    """A line for every statistic, or all of it as JSON. Raises UserError."""
    design = Design(whole_number(asked.posts, "--posts", LEAST, MOST), run_of(asked, Run()).seed)
    threads = threads_of(asked) or os.cpu_count() or 1
    done = score(simulate_population(design, threads, ProgressLine("accounts")))
    if asked.json:
        yield as_json(plain(done), indent=1)
        return
    yield from _text(done)


def _text(done: Scorecard) -> Iterator[str]:
    rows = [["statistic", "model", "95% interval", "published", "tolerance", "verdict"]]
    yield from columns([*rows, *map(_line, done.rows)], right=(1,))
    yield ""
    yield (
        f"{done.passed} of {done.targets} targets met, with {done.posts:,} posts of "
        f"{done.accounts:,} accounts."
    )
    yield (
        "A reshare is attributed to the sharer whose share was noticed last before it (follower "
        "graph); sizes count reshares."
    )
    yield (
        "Followers of an account: lognormal, median 480, spread 2.1, all ordinary with every "
        "default. Spread of the appeal of posts: 1.5 over all accounts, 1.0 within one."
    )
    yield (
        f"Small and large accounts have {NANO:,} and {MACRO:,} followers, the averages of the "
        "source. Statistics without a target are shown but were not fitted."
    )
    yield ""
    yield f"seed {done.seed}, model {done.model}"


def _line(row: Row) -> list[str]:
    unit = f" {row.unit}" if row.unit else ""
    value = "-" if row.value is None else f"{number(row.value)}{unit}"
    interval = "-" if row.low is None else f"{number(row.low)} to {number(row.high)}"
    low, high = row.tolerance or (None, None)
    tolerance = "" if low is None else f"{number(low)} to {number(high)}"
    return [row.label, value, interval, row.published, tolerance, row.verdict]
