"""The swift clock: the loop over events, compiled, without the interpreter and without its lock."""

import numpy as np
from numpy.typing import NDArray

from simulation.clocks import agenda
from simulation.clocks.agenda import NONE, Agenda
from simulation.compiling import compiled, inner
from simulation.network import Network
from simulation.randomness import halves
from simulation.records import Records
from simulation.rules import count_followers, happen, opening_events
from simulation.world.state import (
    BURST,
    POST,
    TALLY,
    Event,
    Plan,
    World,
    enter,
    fresh,
    roomier,
)

FINISHED, NO_ROOM_IN_AGENDA, NO_ROOM_IN_WORLD = 0, 1, 2
ROOM = 2 * BURST  # more than any single event hands back or writes down
AT, MIDWAY = 0, 1  # progress of a run: replicates done, and whether one is under way


class Swift:
    """Runs replicates of one plan, one after the other, in arrays of its own; not for two threads.

    opening: the first events, by default the scenario's own.
    """

    def __init__(
        self,
        plan: Plan,
        net: Network,
        *,
        logging: bool = False,
        opening: Records[Event] | None = None,
    ) -> None:
        self._world = fresh(plan, net, logging=logging)
        self._opening = opening_events(plan) if opening is None else opening
        self._agenda = agenda.empty(4 * ROOM + len(self._opening))

    def run(self, seed: int, number: int) -> World:
        """Run one replicate to the end. Its arrays are good until the next run."""
        self.run_many(seed, number, np.zeros(1, TALLY), np.zeros((1, 0), POST))
        return self._world

    def run_many(
        self,
        seed: int,
        first: int,
        tallies: NDArray[np.void],
        posts: NDArray[np.void],
    ) -> None:
        """Run replicates from `first` on into `tallies`, TALLY[n], and `posts`, POST[n, kept]."""
        self._world.key.low, self._world.key.high = halves(seed)
        rows = tallies.view(np.int64).reshape(len(tallies), -1)
        by_post = posts.view(np.int64).reshape(len(tallies), -1)
        progress = np.zeros(2, np.int64)
        opening = self._opening
        while True:
            state = _run_replicates(
                self._world, self._agenda, opening, first, rows, by_post, progress
            )
            if state == FINISHED:
                return
            if state == NO_ROOM_IN_AGENDA:
                self._agenda = agenda.roomier(self._agenda)
            else:
                self._world = roomier(self._world)


@compiled
def _run_replicates(
    w: World,
    a: Agenda,
    opening: Records[Event],
    first: int,
    tallies: NDArray[np.int64],
    posts: NDArray[np.int64],
    progress: NDArray[np.int64],
) -> int:
    """Run the replicates of all rows, or go on where room ran out."""
    while progress[AT] < len(tallies):
        if not progress[MIDWAY]:
            enter(w, first + progress[AT])
            agenda.clear(a)
            for index in range(len(opening)):
                if opening[index].due < w.plan.horizon:
                    agenda.push(a, opening[index].due, opening[index])
            progress[MIDWAY] = 1
        state = _run(w, a)
        if state != FINISHED:
            return state
        count_followers(w)
        _copy(w.counts, tallies[progress[AT]])
        _copy(w.by_post, posts[progress[AT]])
        progress[AT] += 1
        progress[MIDWAY] = 0
    return FINISHED


@inner
def _copy(values: NDArray[np.int64], row: NDArray[np.int64]) -> None:
    for index in range(len(row)):
        row[index] = values[index]


@inner
def _wide(field: int) -> int:
    """A field of an event as int64, as the live clock has it: so the rules are compiled once."""
    return int(field) + 0


@inner
def _run(w: World, a: Agenda) -> int:
    """Let events happen until none is left before the horizon, or room runs out."""
    while True:
        if len(a.entry) - a.lists.used < ROOM:
            return NO_ROOM_IN_AGENDA
        if w.tally.mentions + 1 >= len(w.mentions):
            return NO_ROOM_IN_WORLD
        if w.logging and w.tally.logged + ROOM > len(w.log):
            return NO_ROOM_IN_WORLD
        index = agenda.pop(a)
        if index == NONE:
            return FINISHED
        now = a.lists.last
        event = a.entry[index]
        n = happen(
            w,
            now,
            _wide(event.kind),
            _wide(event.account),
            _wide(event.post),
            _wide(event.source),
            _wide(event.depth),
            _wide(event.extra),
        )
        agenda.free(a, index)
        for row in range(n):
            due = now + w.out[row].due
            if due < w.plan.horizon:
                agenda.push(a, due, w.out[row])
