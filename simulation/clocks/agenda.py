"""What is still to happen, in the order in which it is due: a stable radix heap.

Time never runs backwards, so an entry can be filed by the highest bit in which its time differs
from the last time taken out: a bucket only ever moves down (Ahuja, Mehlhorn, Orlin, Tarjan, JACM
1990). Lists are kept in order of filing, so entries of the same time come out in order of creation,
as they do from SimPy's queue.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulation.compiling import compiled, inner

BUCKETS = 64
LAST, FREE, USED = 0, 1, 2  # the last time taken out; head of the free list; entries ever used
NONE = -1


class Agenda(NamedTuple):
    """Entries in pools with linked lists, so that filing and moving never copies one.

    due: int64[room], ms. entry: int64[room, 7], rows as in `World.out`. after: int32[room], the
    next of the same list. head, tail: int32[64], one list a bucket. marks: int64[3], see above.
    """

    due: NDArray[np.int64]
    entry: NDArray[np.int64]
    after: NDArray[np.int32]
    head: NDArray[np.int32]
    tail: NDArray[np.int32]
    marks: NDArray[np.int64]


def empty(room: int) -> Agenda:
    """An agenda with room for so many entries."""
    return Agenda(
        np.zeros(room, np.int64), np.zeros((room, 7), np.int64), np.zeros(room, np.int32),
        np.full(BUCKETS, NONE, np.int32), np.full(BUCKETS, NONE, np.int32),
        np.array([0, NONE, 0]),
    )  # fmt: skip


def roomier(agenda: Agenda) -> Agenda:
    """The same agenda with twice the room."""
    return agenda._replace(
        due=np.concatenate([agenda.due, np.zeros_like(agenda.due)]),
        entry=np.concatenate([agenda.entry, np.zeros_like(agenda.entry)]),
        after=np.concatenate([agenda.after, np.zeros_like(agenda.after)]),
    )


@compiled
def clear(a):  # type: ignore[no-untyped-def]
    """Forget everything; time begins at 0."""
    a.head[:] = NONE
    a.tail[:] = NONE
    a.marks[LAST] = 0
    a.marks[FREE] = NONE
    a.marks[USED] = 0


@inner
def _file(a, index):  # type: ignore[no-untyped-def]
    """Append entry `index` to the list of its bucket."""
    bucket = math.frexp(float(a.due[index] ^ a.marks[LAST]))[1]
    a.after[index] = NONE
    if a.head[bucket] == NONE:
        a.head[bucket] = index
    else:
        a.after[a.tail[bucket]] = index
    a.tail[bucket] = index


@inner
def push(a, due, row):  # type: ignore[no-untyped-def]
    """File a copy of `row` to come due at `due` >= the last time taken out. Needs room."""
    index = a.marks[FREE]
    if index == NONE:
        index = a.marks[USED]
        a.marks[USED] = index + 1
    else:
        a.marks[FREE] = a.after[index]
    a.due[index] = due
    for column in range(1, 7):
        a.entry[index, column] = row[column]
    _file(a, index)


@inner
def pop(a):  # type: ignore[no-untyped-def]
    """Take out the entry due first and return its index, or -1. It stays readable until `free`."""
    bucket = 0
    while a.head[bucket] == NONE:
        bucket += 1
        if bucket == BUCKETS:
            return NONE
    if bucket > 0:
        index = a.head[bucket]
        first = a.due[index]
        while index != NONE:
            first = min(first, a.due[index])
            index = a.after[index]
        a.marks[LAST] = first
        index = a.head[bucket]
        a.head[bucket] = NONE
        while index != NONE:
            following = a.after[index]
            _file(a, index)
            index = following
    index = a.head[0]
    a.head[0] = a.after[index]
    return index


@inner
def free(a, index):  # type: ignore[no-untyped-def]
    """Give back the place of an entry that was taken out."""
    a.after[index] = a.marks[FREE]
    a.marks[FREE] = index
