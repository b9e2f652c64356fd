"""Show where the results of experiments are kept and how much space they take; or delete them."""

import argparse
from collections.abc import Iterator

from simulation.commands._shared.experiment_options import add_store, store_of
from simulation.commands._shared.json_values import as_json


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_store(parser)
    parser.add_argument("--clear", action="store_true", help="delete all results")
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def command(asked: argparse.Namespace) -> Iterator[str]:
    """One line, or an object with path and bytes. Raises UserError."""
    with store_of(asked) as store:
        if asked.clear:
            store.clear()
        size = store.size()
    if asked.json:
        yield as_json({"path": str(store.path), "bytes": size})
    else:
        yield f"{store.path}: {size / 1e6:,.1f} MB of results{' left' if asked.clear else ''}"
