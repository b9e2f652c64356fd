"""What is still to happen, in the order in which it is due: hierarchical timing wheels.

Time is read as digits of base 32, a wheel of 32 slots for each. An entry is filed on the wheel of
the highest digit in which its time differs from the last time taken out; when a slot's turn comes,
its entries move down to finer wheels (Varghese and Lauck, SOSP 1987). Lists are kept in order of
filing, so entries of the same time come out in order of creation, as they do from SimPy's queue.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulation.compiling import compiled, inner

DIGIT = 5  # bits
SLOTS = 1 << DIGIT
WHEELS = 10  # times below 2**50 ms
# Marks: the last time taken out, the head of the free list, entries ever used; a bit for every
# slot of a wheel that is not empty. A cache line from either end, lest two threads share one.
LAST, FREE, USED, FILLED, MARKS = 8, 9, 10, 16, 40
DUE, AFTER = 0, 7  # columns of an entry about its place; those between are as in `World.out`
NONE = -1


class Agenda(NamedTuple):
    """Entries in a pool with linked lists, so that filing and moving never copies one.

    entry: int64[room, 8], one cache line each: when it is due (ms), the event, and the next entry
    of the same list. head, tail: int64[WHEELS, SLOTS], a list each. marks: int64[40], see above.
    """

    entry: NDArray[np.int64]
    head: NDArray[np.int64]
    tail: NDArray[np.int64]
    marks: NDArray[np.int64]


def empty(room: int) -> Agenda:
    """An agenda with room for so many entries."""
    agenda = Agenda(
        entry=np.zeros((room, 8), np.int64),
        head=np.full((WHEELS, SLOTS), NONE),
        tail=np.full((WHEELS, SLOTS), NONE),
        marks=np.zeros(MARKS, np.int64),
    )
    clear(agenda)
    return agenda


def roomier(agenda: Agenda) -> Agenda:
    """The same agenda with twice the room."""
    return agenda._replace(entry=np.concatenate([agenda.entry, np.zeros_like(agenda.entry)]))


@compiled
def clear(a: Agenda) -> None:
    """Forget everything; time begins at 0."""
    a.marks[:] = 0
    a.marks[FREE] = NONE


@inner
def _top_bit(x: int) -> int:
    """The number of the highest bit of 0 < x < 2**53: its exponent as a float."""
    return int(np.float64(x).view(np.int64) >> 52) - 1023


@inner
def _file(a: Agenda, index: int) -> None:
    """Append entry `index` to the list of its slot."""
    due = a.entry[index, DUE]
    wheel = _top_bit((due ^ a.marks[LAST]) | 1) // DIGIT
    slot = (due >> (wheel * DIGIT)) & (SLOTS - 1)
    a.entry[index, AFTER] = NONE
    if a.marks[FILLED + wheel] & (1 << slot):
        a.entry[a.tail[wheel, slot], AFTER] = index
    else:
        a.head[wheel, slot] = index
        a.marks[FILLED + wheel] |= 1 << slot
    a.tail[wheel, slot] = index


@inner
def push(a: Agenda, due: int, row: NDArray[np.int64]) -> None:
    """File a copy of `row` to come due at `due` >= the last time taken out. Needs room."""
    index = a.marks[FREE]
    if index == NONE:
        index = a.marks[USED]
        a.marks[USED] = index + 1
    else:
        a.marks[FREE] = a.entry[index, AFTER]
    a.entry[index, DUE] = due
    for column in range(1, 7):
        a.entry[index, column] = row[column]
    _file(a, index)


@inner
def pop(a: Agenda) -> int:
    """Take out the entry due first and return its index, or -1. It stays readable until `free`."""
    while True:
        wheel = 0
        while a.marks[FILLED + wheel] == 0:
            wheel += 1
            if wheel == WHEELS:
                return NONE
        filled = a.marks[FILLED + wheel]
        slot = _top_bit(filled & -filled)
        index = a.head[wheel, slot]
        after = a.entry[index, AFTER]
        if wheel == 0 or after == NONE:
            a.marks[LAST] = a.entry[index, DUE]
            a.head[wheel, slot] = after
            if after == NONE:
                a.marks[FILLED + wheel] &= ~(1 << slot)
            return int(index)
        # Move the slot's entries down, as seen from the moment at which it begins.
        a.marks[FILLED + wheel] &= ~(1 << slot)
        a.marks[LAST] = a.entry[index, DUE] >> (wheel * DIGIT) << (wheel * DIGIT)
        while index != NONE:
            after = a.entry[index, AFTER]
            _file(a, index)
            index = after


@inner
def free(a: Agenda, index: int) -> None:
    """Give back the place of an entry that was taken out."""
    a.entry[index, AFTER] = a.marks[FREE]
    a.marks[FREE] = index
