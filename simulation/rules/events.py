"""The events of the rules: their kinds, and one constructor a kind.

A constructor writes row `n` of `w.out` and returns the number of rows there are then. Fields come
in one order everywhere: kind, account, post, source, depth, extra. Where a list is longer than a
burst, its event carries in `extra` where to go on.
"""

from collections.abc import Sequence
from typing import NamedTuple

from simulation.compiling import inner
from simulation.records import Records, records
from simulation.world.state import Event, World

US = 0  # our account
NOBODY = -1  # as a source: shown to strangers for money, or from outside


class Kind(NamedTuple):
    """The kinds of event, numbered."""

    publish: int  # we post
    own_followers: int  # our followers are shown the post
    shared: int  # a sharer's followers are
    partner_audience: int  # a partner's audience is
    advertised: int  # strangers are, for money
    noticed: int  # an account notices it
    mentioned: int  # an account mentions us unprompted
    reopened: int  # the hours spent answering begin
    answered: int  # an answer is done
    gave_up: int  # a message has waited too long
    arrived: int  # bought followers appear
    purged: int  # the platform deletes fakes
    follow: int  # we follow strangers
    followed_back: int  # one of them follows us
    unfollow: int  # we unfollow a day's batch


KINDS = Kind(*range(len(Kind._fields)))


class NewEvent(NamedTuple):
    """An event as it is given to a clock from outside the rules."""

    kind: int
    account: int = US
    post: int = 0
    source: int = US
    depth: int = 0
    extra: int = 0


def events(new: Sequence[tuple[int, NewEvent]]) -> Records[Event]:
    """Events to begin with, from pairs (due in ms, event)."""
    found = records(Event, len(new))
    for index, (due, event) in enumerate(new):
        row = found[index]
        row.due = due
        row.kind, row.account, row.post, row.source, row.depth, row.extra = event
    return found


@inner
def _emit(
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
    event = w.out[n]
    event.due = delay
    event.kind = kind
    event.account = account
    event.post = post
    event.source = source
    event.depth = depth
    event.extra = extra
    return n + 1


@inner
def publish_event(w: World, n: int, delay: int, post: int) -> int:
    """We publish a post."""
    return _emit(w, n, delay, KINDS.publish, US, post, US, 0, 0)


@inner
def own_followers_event(w: World, n: int, post: int, start: int) -> int:
    """Our own followers are shown a post, from number `start` of our list on."""
    return _emit(w, n, 0, KINDS.own_followers, US, post, US, 0, start)


@inner
def shared_event(
    w: World, n: int, sharer: int, post: int, audience: int, depth: int, start: int
) -> int:
    """A sharer's followers are shown a post, from number `start` on.

    The size of the audience, already drawn, stands in the place of the source.
    """
    return _emit(w, n, 0, KINDS.shared, sharer, post, audience, depth, start)


@inner
def partner_audience_event(w: World, n: int, partner: int, post: int, start: int) -> int:
    """The audience of a partner (0, 1, ...) is shown a post, from number `start` on."""
    return _emit(w, n, 0, KINDS.partner_audience, partner, post, US, 1, start)


@inner
def advertised_event(w: World, n: int, post: int, start: int) -> int:
    """Strangers are shown a post for money, from view `start` on."""
    return _emit(w, n, 0, KINDS.advertised, US, post, US, 0, start)


@inner
def noticed_event(
    w: World, n: int, delay: int, account: int, post: int, source: int, depth: int, tie: int
) -> int:
    """An account notices a post that `source` showed it, along tie number `tie` of the source."""
    return _emit(w, n, delay, KINDS.noticed, account, post, source, depth, tie)


@inner
def mentioned_event(w: World, n: int, delay: int, group: int, number: int) -> int:
    """An account of a group mentions us unprompted: the group's mention with this number."""
    return _emit(w, n, delay, KINDS.mentioned, group, 0, US, 0, number)


@inner
def reopened_event(w: World, n: int, delay: int) -> int:
    """The hours spent answering begin."""
    return _emit(w, n, delay, KINDS.reopened, US, 0, US, 0, 0)


@inner
def answered_event(w: World, n: int, delay: int, author: int, mention: int) -> int:
    """The answer to a mention is done."""
    return _emit(w, n, delay, KINDS.answered, author, 0, US, 0, mention)


@inner
def gave_up_event(w: World, n: int, delay: int, author: int, mention: int) -> int:
    """The author of a mention gives up waiting."""
    return _emit(w, n, delay, KINDS.gave_up, author, 0, US, 0, mention)


@inner
def purged_event(w: World, n: int, start: int) -> int:
    """The purge goes on with our followers from number `start` on."""
    return _emit(w, n, 0, KINDS.purged, US, 0, US, 0, start)


@inner
def follow_event(w: World, n: int, delay: int, day: int) -> int:
    """We follow the strangers of a day."""
    return _emit(w, n, delay, KINDS.follow, US, 0, US, 0, day)


@inner
def followed_back_event(w: World, n: int, delay: int, account: int, day: int) -> int:
    """An account that we followed on some day follows us back."""
    return _emit(w, n, delay, KINDS.followed_back, account, 0, US, 0, day)


@inner
def unfollow_event(w: World, n: int, delay: int, day: int) -> int:
    """We unfollow the strangers whom we followed on some day."""
    return _emit(w, n, delay, KINDS.unfollow, US, 0, US, 0, day)
