"""The live clock: SimPy runs one world event by event; step it, stop it, or interfere."""

from typing import Any, cast

import simpy

from simulation.network import Network
from simulation.randomness import halves
from simulation.rules import happen, open_book, take_stock
from simulation.world.state import BURST, World, enter, fresh, roomier

Event = tuple[int, ...]


class Live:
    """One world under SimPy. `env.now` is in milliseconds; events at the horizon do not happen.

    `logging` keeps the log of everything that happens, see `rules.record`.
    """

    def __init__(
        self, plan: Any, net: Network, seed: int, number: int, *, logging: bool = True
    ) -> None:
        self.env = simpy.Environment()
        self.world: World = fresh(plan, net, logging=logging)
        self.world.luck.low, self.world.luck.high = halves(seed)
        enter(self.world, number)
        self._schedule_all(open_book(plan))

    def schedule(self, delay: int, event: Event) -> None:
        """Let something happen after `delay` ms: (kind, account, post, source, depth, extra)."""
        if self.env.now + delay < self.world.plan.horizon:
            self.env.timeout(delay, value=event).callbacks.append(self._due)

    def step(self) -> int:
        """Let the next event happen; returns its time in ms. At the end, simpy's EmptySchedule."""
        self.env.step()
        return int(self.env.now)

    def run(self) -> World:
        """Run to the end."""
        self.env.run()
        if not self.world.tally.came.any():  # not taken yet
            take_stock(self.world)
        return self.world

    def _due(self, event: simpy.Event) -> None:
        self._make_room()
        world = self.world
        kind, account, post, source, depth, extra = cast(Event, event.value)
        count = happen(world, int(self.env.now), kind, account, post, source, depth, extra)
        self._schedule_all(world.out[:count])

    def _schedule_all(self, events: Any) -> None:
        for delay, kind, post, account, source, depth, extra, _ in events.tolist():
            self.schedule(delay, (kind, account, post, source, depth, extra))

    def _make_room(self) -> None:
        world = self.world
        full_desk = world.tally.mentions + 1 >= len(world.mentions)
        full_log = world.logging and world.tally.logged + 2 * BURST > len(world.log)
        if full_desk or full_log:
            self.world = roomier(world)
