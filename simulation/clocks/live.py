"""The live clock: SimPy runs one replicate event by event; step it, stop it, or interfere."""

from typing import cast

import simpy

from simulation.network import Network
from simulation.randomness import halves
from simulation.records import Records
from simulation.rules import NewEvent, count_followers, happen, opening_events
from simulation.world.state import BURST, Event, Plan, World, enter, fresh, roomier


class Live:
    """One replicate under SimPy. `env.now` is in ms; events at the horizon do not happen.

    `logging` keeps the log of everything that happens, see `world.state.LogLine`.
    """

    def __init__(
        self, plan: Plan, net: Network, seed: int, number: int, *, logging: bool = True
    ) -> None:
        self.env = simpy.Environment()
        self.world: World = fresh(plan, net, logging=logging)
        self.world.key.low, self.world.key.high = halves(seed)
        enter(self.world, number)
        self._schedule_all(opening_events(plan))

    def schedule(self, delay: int, event: NewEvent) -> None:
        """Let something happen after `delay` ms."""
        if self.env.now + delay < self.world.plan.horizon:
            timeout = self.env.timeout(delay, value=event)
            timeout.callbacks.append(self._due)

    def step(self) -> int:
        """Let the next event happen; returns its time in ms. At the end, simpy's EmptySchedule."""
        self.env.step()
        return int(self.env.now)

    def run(self) -> World:
        """Run to the end."""
        self.env.run()
        if not self.world.tally.came.any():  # not counted yet
            count_followers(self.world)
        return self.world

    def _due(self, event: simpy.Event) -> None:
        self._make_room()
        count = happen(self.world, int(self.env.now), *cast(NewEvent, event.value))
        self._schedule_all(self.world.out[:count])

    def _schedule_all(self, events: Records[Event]) -> None:
        for delay, kind, account, post, source, depth, extra, _ in events.tolist():
            self.schedule(delay, NewEvent(kind, account, post, source, depth, extra))

    def _make_room(self) -> None:
        world = self.world
        full_queue = world.tally.mentions + 1 >= len(world.mentions)
        full_log = world.logging and world.tally.logged + 2 * BURST > len(world.log)
        if full_queue or full_log:
            self.world = roomier(world)
