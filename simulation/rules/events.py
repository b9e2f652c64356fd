"""The events of the rule book, and how one hands back those that follow it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from simulation.compiling import inner
from simulation.world.state import EVENT, World


class Kind(NamedTuple):
    """The kinds of event, numbered.

    publish: we post. ours: our followers come across the post. shared: a sharer's followers do.
    partnered: a partner's audience does. advertised: strangers are shown it. noticed: somebody
    looks at it. mentioned: an unprompted mention arrives. wake: the desk may begin. answer: an
    answer is done. give_up: patience ends. arrive: bought followers come. purge: fakes go.
    follow: we follow strangers. followed_back: one of them follows us. weed: we drop a batch.
    """

    publish: int
    ours: int
    shared: int
    partnered: int
    advertised: int
    noticed: int
    mentioned: int
    wake: int
    answer: int
    give_up: int
    arrive: int
    purge: int
    follow: int
    followed_back: int
    weed: int


KINDS = Kind(*range(len(Kind._fields)))


def events(rows: Iterable[tuple[int, ...]]) -> Any:
    """Events to begin with, EVENT[rows], from (due, kind, account, post, source, depth, extra)."""
    found = [(row[0], row[1], row[3], row[2], *row[4:], 0) for row in rows]
    return np.array(found, EVENT).view(np.recarray)


@inner
def emit(
    w: World,
    n: int,
    delay: int,
    kind: int,
    account: int,
    post: int,
    source: int,
    depth: int,
    extra: int,
) -> int:
    """Hand back one more event as row `n` of `w.out`; returns how many there are now.

    `extra` continues long lists (where to go on), or names a tie, a mention or a batch; a shared
    list that goes on carries its length as source.
    """
    event = w.out[n]
    event.due = delay
    event.kind = kind
    event.post = post
    event.account = account
    event.source = source
    event.depth = depth
    event.extra = extra
    return n + 1
