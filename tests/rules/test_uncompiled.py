"""Compiled or plain, the rules give the same world to the last byte."""

import hashlib
import os
import subprocess
import sys

import pytest

from simulation.clocks import Live, Swift
from simulation.parameters import Parameters, Run, Value, changed
from simulation.world import plan
from tests.worlds import record_of

pytestmark = pytest.mark.compiled

# A little of everything.
BUSY: dict[str, Value] = {
    "network.population": 3_000, "network.community_size": 100, "partners.audience": 100,
    "posts.count": 4, "posts.every": 24.0, "followers.casual.size": 200, "weed.days": 4,
    "weed.per_day": 20, "partners.count": 2, "growth.ad_views": 30, "growth.purge_day": 3.0,
    "followers.bought.size": 40, "growth.bought_day": 1.0, "feed.strength": 0.7,
    "dialogue.order": "closest first", "followers.fans.mentions": 0.2, "fatigue.bears": 1.0,
    "fatigue.bears_close": 1.0, "growth.attract": 0.3, "public.follow": 0.05,
    "feed.ratio_penalty": True, "feed.following": 900, "followers.casual.ordinary": True,
    "public.off_niche": 0.5, "posts.delay_spread": 1.0,
}  # fmt: skip


def digest() -> str:
    """Of the records of two worlds, one on each clock."""
    content = hashlib.sha256()
    for kind in ("communities", "hubs"):
        made, net = plan(changed(Parameters(), {**BUSY, "network.kind": kind}), Run(days=5.0))
        for world in (Live(made, net, 1, 0).run(), Swift(made, net, logging=True).run(1, 1)):
            for part in record_of(world):
                content.update(part)
    return content.hexdigest()


def test_compiled_and_plain_give_the_same_bytes() -> None:
    script = "from tests.rules.test_uncompiled import digest; print(digest())"
    plain = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert plain.stdout.strip() == digest()
