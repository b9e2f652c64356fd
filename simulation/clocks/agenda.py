"""The agenda: events still to happen, in the order in which they are due, on timing wheels.

Time is read as digits of base 32, a wheel of 32 slots for each. An entry is filed on the wheel of
the highest digit in which its time differs from the last time taken out; when a slot's turn comes,
its entries move down to finer wheels (Varghese and Lauck, SOSP 1987). Lists are kept in order of
filing, so entries of the same time come out in order of creation, as they do from SimPy's queue.
"""

from typing import Annotated, NamedTuple

from simulation.compiling import compiled, inner
from simulation.cpu_intrinsics import top_bit
from simulation.records import Ints, Records, Uint32, Uint32s, blank, records
from simulation.world.state import Event

DIGIT = 5  # bits
SLOTS = 1 << DIGIT
WHEELS = 10  # times below 2**50 ms
NONE = 0  # the entry that is never used


class Lists:
    """A list for every slot, and a bit for every one that is not empty.

    last: the last time taken out. free: the head of the free list. used: entries ever used. What
    changes most often stands in the middle, a cache line from either end, lest two threads share
    one.
    """

    head: Annotated[Uint32s, (WHEELS, SLOTS)]
    filled: Annotated[Ints, (WHEELS,)]
    last: int
    free: Uint32
    used: Uint32
    tail: Annotated[Uint32s, (WHEELS, SLOTS)]


class Agenda(NamedTuple):
    """Entries in a pool with linked lists, so that filing and moving never copies one.

    entry: `after` is the next entry of the same list.
    """

    entry: Records[Event]
    lists: Lists


def empty(room: int) -> Agenda:
    """An agenda with room for one entry less than `room`."""
    agenda = Agenda(records(Event, room), blank(Lists))
    clear(agenda)
    return agenda


def roomier(agenda: Agenda) -> Agenda:
    """The same agenda with twice the room."""
    entry = records(Event, 2 * len(agenda.entry))
    entry[: len(agenda.entry)] = agenda.entry
    return agenda._replace(entry=entry)


@compiled
def clear(a: Agenda) -> None:
    """Forget everything; time begins at 0."""
    a.lists.filled[:] = 0
    a.lists.last = 0
    a.lists.free = NONE
    a.lists.used = NONE + 1


@inner
def _file(a: Agenda, index: int) -> None:
    """Append entry `index` to the list of its slot."""
    due = int(a.entry[index].due)
    wheel = top_bit((due ^ int(a.lists.last)) | 1) // DIGIT
    slot = (due >> (wheel * DIGIT)) & (SLOTS - 1)
    a.entry[index].after = NONE
    if int(a.lists.filled[wheel]) & (1 << slot):
        a.entry[a.lists.tail[wheel, slot]].after = index
    else:
        a.lists.head[wheel, slot] = index
        a.lists.filled[wheel] |= 1 << slot
    a.lists.tail[wheel, slot] = index


@inner
def push(a: Agenda, due: int, event: Event) -> None:
    """File a copy of `event` to come due at `due` >= the last time taken out. Needs room."""
    index = a.lists.free
    if index == NONE:
        index = a.lists.used
        a.lists.used += 1
    else:
        a.lists.free = a.entry[index].after
    entry = a.entry[index]
    entry.due = due
    entry.kind = event.kind
    entry.account = event.account
    entry.post = event.post
    entry.source = event.source
    entry.depth = event.depth
    entry.extra = event.extra
    _file(a, index)


@inner
def pop(a: Agenda) -> int:
    """Take out the entry due first: its index, or NONE. It stays readable until `free`."""
    while True:
        wheel = 0
        while a.lists.filled[wheel] == 0:
            wheel += 1
            if wheel == WHEELS:
                return NONE
        filled = int(a.lists.filled[wheel])
        slot = top_bit(filled & -filled)
        index = a.lists.head[wheel, slot]
        after = a.entry[index].after
        if wheel == 0 or after == NONE:
            a.lists.last = a.entry[index].due
            a.lists.head[wheel, slot] = after
            if after == NONE:
                a.lists.filled[wheel] = filled & (filled - 1)
            return int(index)
        # Move the slot's entries down, as seen from the moment at which it begins.
        a.lists.filled[wheel] = filled & (filled - 1)
        a.lists.last = int(a.entry[index].due) >> (wheel * DIGIT) << (wheel * DIGIT)
        while index != NONE:
            after = a.entry[index].after
            _file(a, index)
            index = after


@inner
def free(a: Agenda, index: int) -> None:
    """Give back the place of an entry that was taken out."""
    a.entry[index].after = a.lists.free
    a.lists.free = index
