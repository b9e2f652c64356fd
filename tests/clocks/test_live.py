"""The live clock: step through a world, stop, interfere."""

import pytest
import simpy

from simulation.clocks import Live
from simulation.parameters import Run
from simulation.rules import ACTIONS, KINDS, NewEvent
from simulation.world import plan
from simulation.world.state import HOUR, MINUTE
from tests.worlds import counts, record_of, still


def clock(days: float = 2.0) -> Live:
    made, net = plan(still({"followers.fans.share": 1.0}), Run(days=days))
    return Live(made, net, 1, 0)


def test_steps_end_where_a_run_ends() -> None:
    stepped, run = clock(), clock()
    times = []
    while stepped.env.peek() < float("inf"):
        times.append(stepped.step())
    assert times == sorted(times)
    assert times[:7] == [12 * HOUR, 12 * HOUR, *[12 * HOUR + MINUTE] * 5]
    with pytest.raises(simpy.core.EmptySchedule):
        stepped.step()
    assert record_of(stepped.run()) == record_of(run.run())


def test_a_world_can_be_looked_at_on_the_way() -> None:
    live = clock()
    for _ in range(4):
        live.step()
    assert counts(live.world, "impressions", "reach") == [2, 2]


def test_what_is_scheduled_from_outside_happens() -> None:
    live = clock()
    stranger = 70
    live.schedule(HOUR, NewEvent(KINDS.noticed, stranger, source=-1, depth=1))
    first = live.run().log[0]
    assert (first.time, ACTIONS[first.action], first.account) == (HOUR, "see", stranger)
    assert (first.post, first.source, first.depth) == (0, -1, 1)


def test_nothing_is_scheduled_at_the_horizon_or_after() -> None:
    live = clock(days=0.25)
    live.schedule(6 * HOUR, NewEvent(KINDS.noticed, 70, source=-1, depth=1))
    live.schedule(6 * HOUR - 1, NewEvent(KINDS.noticed, 71, source=-1, depth=1))
    assert counts(live.run(), "reach") == [1]
