"""Show every lever: its legal values, its default, and the evidence for it."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict

from simulation import parameters
from simulation.commands._shared.json_values import as_json
from simulation.commands._shared.table import columns
from simulation.parameters import Value


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--json",
        action="store_true",
        help="print it as JSON, with help and evidence",
    )


def command(asked: argparse.Namespace) -> Iterator[str]:
    """A table with a line for each lever; or a list of objects."""
    levers = parameters.levers().values()
    if asked.json:
        yield as_json([asdict(each) for each in levers])
        return
    rows = [["lever", "default", "legal", "what it is", "evidence"]]
    for each in levers:
        source = each.evidence
        year = f", {source.year}" if source.year else ""
        against = ", disputed" if each.against else ""
        evidence = f"{source.strength}: {source.title}{year}{against}"
        rows.append([each.path, _shown(each.default), each.range, each.label, evidence])
    yield from columns(rows, right=(1,))


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else f"{value:,.10g}"
