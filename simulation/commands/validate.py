"""Hold the model, on its defaults, against the published shapes of real cascades."""

import argparse
import json
import os
from collections.abc import Iterator

from simulation.commands._shared.options import (
    add_run_settings,
    add_threads,
    run_of,
    threads_of,
    whole_number,
)
from simulation.commands._shared.table import Progress, columns, number
from simulation.parameters import Run
from simulation.validation import Check, Design, Row, sampled
from simulation.validation.population import MACRO, NANO
from simulation.validation.scorecard import check, plain

LEAST, MOST = 120, 100_000_000


def options(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument(
        "--posts", metavar="N", default=str(Design.posts),
        help=f"posts to simulate, from {LEAST} to {MOST:,} (default: {Design.posts:,})",
    )  # fmt: skip
    add_run_settings(parser, ("seed",))
    add_threads(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def command(asked: argparse.Namespace) -> Iterator[str]:
    """A line for every statistic, or all of it as JSON. Raises UserError."""
    design = Design(whole_number(asked.posts, "--posts", LEAST, MOST), run_of(asked, Run()).seed)
    done = check(
        sampled(design, threads_of(asked) or os.cpu_count() or 1, on_progress=Progress("accounts"))
    )
    if asked.json:
        yield json.dumps(plain(done), indent=1, allow_nan=False)
        return
    yield from _text(done)


def _text(done: Check) -> Iterator[str]:
    rows = [["statistic", "model", "95 % interval", "published", "tolerance", "verdict"]]
    yield from columns([*rows, *map(_line, done.rows)], right=(1,))
    yield ""
    yield (
        f"{done.passed} of {done.targets} targets pass: {done.posts:,} posts of {done.accounts:,} "
        f"accounts, seed {done.seed}, version {done.version}."
    )
    yield (
        "A reshare comes from the sharer whose showing was noticed last before it (attribution by "
        "follower graph); sizes count reshares."
    )
    yield (
        "Followers: lognormal, median 480, spread 2.1, an ordinary crowd with every default; "
        "appeal of posts spreads 1.5 over all accounts, 1.0 within one."
    )
    yield (
        f"Small and large: accounts of {NANO:,} and {MACRO:,} followers, the averages of the "
        "source. Without a target: measured, not fitted."
    )


def _line(row: Row) -> list[str]:
    unit = f" {row.unit}" if row.unit else ""
    value = "-" if row.value is None else f"{number(row.value)}{unit}"
    interval = "-" if row.low is None else f"{number(row.low)} to {number(row.high)}"
    low, high = row.tolerance or (None, None)
    tolerance = "" if low is None else f"{number(low)} to {number(high)}"
    return [row.label, value, interval, row.published, tolerance, row.verdict]
