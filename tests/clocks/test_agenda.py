"""The agenda: the order of a heap of (time, number), ties included, however much is filed."""

import heapq

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.clocks import agenda
from simulation.clocks.agenda import NONE, Agenda, clear, empty, free, pop, push, roomier
from simulation.compiling import compiled
from simulation.rules.events import KINDS, NewEvent, events

pytestmark = pytest.mark.compiled

POP = -1


@compiled
def play(a, script, events, out):  # type: ignore[no-untyped-def]
    """Push where the script says a delay, pop where it says -1; write down what came out."""
    taken, event = 0, events[0]
    for index in range(len(script)):
        if script[index] >= 0:
            push(a, a.lists.last + script[index], event)
            event.extra += 1
        else:
            entry = pop(a)
            out[taken, 0] = -1
            if entry != NONE:
                out[taken, 0] = a.entry[entry].due
                out[taken, 1] = a.entry[entry].extra
                free(a, entry)
            taken += 1


def played(a: Agenda, script: list[int], first: int = 0) -> list[tuple[int, int] | None]:
    out = np.zeros((len(script), 2), np.int64)
    first_event = events([(0, NewEvent(KINDS.publish, extra=first))])
    play(a, np.array(script, np.int64), first_event, out)
    taken = out[: script.count(POP)].tolist()
    return [None if time == -1 else (time, number) for time, number in taken]


class Plain:
    """The same by heapq."""

    def __init__(self) -> None:
        self.heap: list[tuple[int, int]] = []
        self.now = self.number = 0

    def play(self, script: list[int]) -> list[tuple[int, int] | None]:
        taken: list[tuple[int, int] | None] = []
        for delay in script:
            if delay != POP:
                heapq.heappush(self.heap, (self.now + delay, self.number))
                self.number += 1
            elif self.heap:
                self.now = self.heap[0][0]
                taken.append(heapq.heappop(self.heap))
            else:
                taken.append(None)
        return taken


delays = st.one_of(st.integers(0, 3), st.integers(0, 100), st.integers(0, 2**48))
scripts = st.lists(st.one_of(st.just(POP), delays, st.sampled_from([0, POP])), max_size=200)


@given(scripts)
def test_entries_come_out_as_from_a_heap_of_time_and_number(script: list[int]) -> None:
    script = [*script, *[POP] * len(script)]
    assert played(empty(201), script) == Plain().play(script)


def test_a_long_script_with_many_ties() -> None:
    rng = np.random.default_rng(1)
    script = np.where(rng.random(20_000) < 0.55, rng.integers(0, 40, 20_000), POP).tolist()
    script += [POP] * 20_000
    assert played(empty(20_001), script) == Plain().play(script)


@settings(max_examples=50)
@given(scripts, scripts)
def test_more_room_changes_nothing(before: list[int], after: list[int]) -> None:
    small, plain = empty(len(before) + 1), Plain()
    assert played(small, before) == plain.play(before)
    large = small
    while len(large.entry) <= len(before) + len(after):
        large = roomier(large)
    assert played(large, [*after, *[POP] * 400], plain.number) == plain.play([*after, *[POP] * 400])


@given(scripts, scripts)
def test_a_cleared_agenda_is_as_good_as_new(before: list[int], after: list[int]) -> None:
    used = empty(201)
    played(used, before)
    clear(used)
    assert played(used, after) == played(empty(201), after)


def test_places_are_used_again() -> None:
    """A thousand entries, two at a time, in room for two."""
    assert played(empty(3), [5, 3, POP, POP] * 500)[-1] is not None


def test_room_doubles() -> None:
    assert len(agenda.roomier(agenda.empty(8)).entry) == 16
