"""Results kept on file, so that an unintended change of the model is noticed.

Where a change is intended, put the new results on file and let the difference be read in review:

    python -m tests.baselines
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from simulation.clocks import Swift
from simulation.compiling import VERSION
from simulation.ensemble import simulate
from simulation.outcomes import OUTCOMES, summary, values
from simulation.parameters import Parameters, Run, Value, changed
from simulation.rules import log_of
from simulation.world import plan
from simulation.world.state import COUNTS

FOLDER = Path(__file__).parent / "baseline"
RUN = Run(worlds=25, days=14.0, seed=1)

_SMALL: dict[str, Value] = {"network.population": 8_000}
SCENARIOS: dict[str, dict[str, Value]] = {
    "default": {},
    "random": {**_SMALL, "network.kind": "random"},
    "small world": {**_SMALL, "network.kind": "small world", "posts.chance_per": "tie"},
    "hubs": {**_SMALL, "network.kind": "hubs", "public.off_niche": 0.5},
    "growth": {
        **_SMALL, "weed.days": 10, "weed.per_day": 60, "weed.free_follows": 300,
        "followers.bought.size": 500, "growth.bought_day": 2.0, "growth.purge_day": 9.0,
        "growth.ad_views": 200, "growth.attract": 0.3, "partners.count": 4, "public.follow": 0.02,
    },
    "dialogue": {
        **_SMALL, "dialogue.order": "closest first", "followers.fans.mentions": 0.1,
        "followers.casual.mentions": 0.02, "dialogue.minutes": 5.0, "feed.strength": 0.7,
        "feed.ratio_penalty": True, "feed.following": 1_500, "fatigue.bears": 1.0,
        "fatigue.bears_close": 2.0, "posts.every": 24.0, "followers.casual.ordinary": True,
    },
    "congress": {"network.kind": "table", "network.table": "congress", "public.follow": 0.0},
}  # fmt: skip


def result(name: str) -> dict[str, Any]:
    """The result of a scenario: every count, medians of every outcome, and a digest of one log."""
    p = changed(Parameters(), SCENARIOS[name])
    e = simulate(p, RUN)
    medians = {each: summary(values(e, each)).median for each in OUTCOMES}
    digest = hashlib.sha256()
    if name != "congress":
        log = log_of(Swift(*plan(p, RUN), logging=True).run(RUN.seed, 0))
        digest.update(log.tobytes())
    return {
        "counts over all worlds": {each: int(e.tallies[each].sum()) for each in COUNTS},
        "reached by hop": e.tallies["by_hop"].sum(axis=0).tolist(),
        "reached by group": e.tallies["by_group"].sum(axis=0).tolist(),
        "medians": {
            key: None if value is None else round(value, 6) for key, value in medians.items()
        },
        "log of world 0": digest.hexdigest()[:16],
    }


def on_file(name: str) -> dict[str, Any]:
    """The result on file, with the version of the model that gave it."""
    content: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return content


def put_on_file() -> None:
    """Write the results of all scenarios."""
    FOLDER.mkdir(exist_ok=True)
    for name in SCENARIOS:
        content = {"version": VERSION, "result": result(name)}
        text = json.dumps(content, indent=1) + "\n"
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    put_on_file()
