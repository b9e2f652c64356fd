"""List the stories and scenarios that come with Grapevine."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from simulation.commands._shared.json_values import as_json
from simulation.commands._shared.table import columns
from simulation.outcomes import OUTCOMES
from simulation.scenarios import Scenario, shipped


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def command(asked: argparse.Namespace) -> Iterator[str]:
    """A table, then the claim of each story; or a list of objects."""
    scenarios = shipped()
    if asked.json:
        yield as_json([_plain(each) for each in scenarios])
        return
    rows = [["name", "title", "sides", "decided by", "days", "runs"]]
    for each in scenarios:
        judged = OUTCOMES[each.judge.outcome].label if each.judge else ""
        sides = ", ".join(side.key for side in each.sides)
        rows.append(
            [each.id, each.title, sides, judged, f"{each.run.days:g}", f"{each.run.worlds:,}"]
        )
    yield from columns(rows, right=(4, 5))
    for each in scenarios:
        if each.claim:
            yield ""
            yield f"{each.id}: {each.claim}"
            yield from (f"    {side.key}: {side.title}" for side in each.sides)


def _plain(scenario: Scenario) -> dict[str, Any]:
    return {
        "id": scenario.id,
        "title": scenario.title,
        "note": scenario.note,
        "claim": scenario.claim,
        "sides": [{"key": side.key, "title": side.title} for side in scenario.sides],
        "judge": asdict(scenario.judge) if scenario.judge else None,
        "days": scenario.run.days,
        "worlds": scenario.run.worlds,
    }
