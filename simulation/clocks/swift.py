"""The swift clock: the rule book's loop, compiled, without the interpreter and without its lock."""

from typing import Any

import numpy as np

from simulation.clocks import agenda
from simulation.clocks.agenda import LAST, NONE, USED, Agenda
from simulation.compiling import compiled
from simulation.network import Network
from simulation.randomness import luck
from simulation.rules import count_close, happen, open_book
from simulation.world.state import BURST, World, enter, fresh, roomier

FINISHED, NO_ROOM_IN_AGENDA, NO_ROOM_IN_WORLD = 0, 1, 2
ROOM = 2 * BURST  # more than any single event hands back or writes down


class Swift:
    """Runs worlds of one plan, one after the other, in arrays of its own. Not for two threads at once."""

    def __init__(self, plan: Any, net: Network, *, logging: bool = False) -> None:
        self._world = fresh(plan, net, logging=logging)
        self._agenda = agenda.empty(4 * ROOM)
        self._opening = open_book(plan)

    def run(self, seed: int, number: int, opening: np.ndarray | None = None) -> World:
        """Run world `number` to the end. The arrays are good until the next call.

        opening: int64[events, 7], the first events, by default the scenario's own.
        """
        self._world = enter(self._world, luck(seed, number))
        agenda.clear(self._agenda)
        rows = self._opening if opening is None else opening
        while len(self._agenda.due) < len(rows) + ROOM:
            self._agenda = agenda.roomier(self._agenda)
        _start(self._agenda, rows, self._world.plan.horizon)
        while (state := _run(self._world, self._agenda)) != FINISHED:
            if state == NO_ROOM_IN_AGENDA:
                self._agenda = agenda.roomier(self._agenda)
            else:
                self._world = roomier(self._world)
        count_close(self._world)
        return self._world


@compiled
def _start(a, rows, horizon):  # type: ignore[no-untyped-def]
    for index in range(len(rows)):
        if rows[index, 0] < horizon:
            agenda.push(a, rows[index, 0], rows[index])


@compiled
def _run(w, a):  # type: ignore[no-untyped-def]
    """Let events happen until none is left before the horizon, or room runs out."""
    while True:
        if len(a.due) - a.marks[USED] < ROOM:
            return NO_ROOM_IN_AGENDA
        if w.tally.mentions + 1 >= len(w.mentions):
            return NO_ROOM_IN_WORLD
        if w.logging and w.tally.logged + ROOM > len(w.log):
            return NO_ROOM_IN_WORLD
        index = agenda.pop(a)
        if index == NONE:
            return FINISHED
        now = a.marks[LAST]
        event = a.entry[index]
        n = happen(
            w, int(now), int(event[1]), int(event[2]), int(event[3]), int(event[4]), int(event[5]), int(event[6])
        )
        agenda.free(a, index)
        for row in range(n):
            due = now + w.out[row, 0]
            if due < w.plan.horizon:
                agenda.push(a, due, w.out[row])
