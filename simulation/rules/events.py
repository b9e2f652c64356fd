"""The events of the rule book, and how one hands back those that follow it."""

from typing import NamedTuple

from simulation.compiling import inner
from simulation.world.state import World


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

# Columns of an event handed back in `World.out`. `extra` continues long lists (where to go on),
# or names a tie, a mention or a batch; a shared list that goes on carries its length as source.
DELAY, KIND, ACCOUNT, POST, SOURCE, DEPTH, EXTRA = range(7)


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
    """Hand back one more event as row `n` of `w.out`; returns how many there are now."""
    row = w.out[n]
    row[DELAY] = delay
    row[KIND] = kind
    row[ACCOUNT] = account
    row[POST] = post
    row[SOURCE] = source
    row[DEPTH] = depth
    row[EXTRA] = extra
    return n + 1
