"""The reply desk: mentions queue, wait, are answered in working hours or given up."""

from simulation.compiling import inner
from simulation.network import person_of
from simulation.randomness import MASK, MENTION, ONLOOK, quantile, words
from simulation.rules.events import KINDS, emit
from simulation.rules.log import GAVE_UP, MENTIONED, WAS_ANSWERED, record, touch
from simulation.rules.traits import cool, group_of, traits_of, warm
from simulation.world.state import (
    ANSWERED,
    DAY,
    DONE,
    FADING,
    GIVEN_UP,
    IN_HAND,
    MARKS,
    ONE,
    PUBLIC,
    WAITING,
    World,
)


@inner
def _before(w: World, one: int, other: int) -> bool:
    """Does mention `one` come before `other`: the closer first, then who wrote first."""
    if w.mentions[one].priority != w.mentions[other].priority:
        return bool(w.mentions[one].priority > w.mentions[other].priority)
    return one < other


@inner
def _push(w: World, mention: int) -> None:
    """Into the queue, a binary heap."""
    child = int(w.tally.queue)
    w.tally.queue += 1
    while child > 0:
        parent = (child - 1) // 2
        if not _before(w, mention, w.mentions[parent].queue):
            break
        w.mentions[child].queue = w.mentions[parent].queue
        child = parent
    w.mentions[child].queue = mention


@inner
def _pop(w: World) -> int:
    """Out of the queue: the mention that comes first."""
    first = w.mentions[0].queue
    w.tally.queue -= 1
    size = int(w.tally.queue)
    last = w.mentions[size].queue
    parent = 0
    while True:
        child = 2 * parent + 1
        if child >= size:
            break
        if child + 1 < size and _before(w, w.mentions[child + 1].queue, w.mentions[child].queue):
            child += 1
        if not _before(w, w.mentions[child].queue, last):
            break
        w.mentions[parent].queue = w.mentions[child].queue
        parent = child
    w.mentions[parent].queue = last
    return int(first)


@inner
def write_to_us(w: World, now: int, account: int, n: int) -> int:
    """A reply or mention lands on the desk; returns how many events follow so far."""
    mention = int(w.tally.mentions)
    w.tally.mentions += 1
    w.mentions[mention].author = account
    w.mentions[mention].written = now
    w.mentions[mention].standing = WAITING
    w.mentions[mention].priority = 0.0
    if w.plan.triage:
        group = group_of(w, account)
        w.mentions[mention].priority = (
            0.0 if group == PUBLIC else w.plan.closeness[group] + w.warmth[account]
        )
    _push(w, mention)
    n = emit(w, n, w.plan.patience, KINDS.give_up, account, 0, 0, 0, mention)
    return begin(w, now, n)


@inner
def begin(w: World, now: int, n: int) -> int:
    """Take the next mention in hand, if the desk is free, open, and has time to finish it."""
    if w.tally.desk_busy or w.tally.desk_waking or w.plan.desk_minutes > w.plan.desk_hours:
        return n
    while w.tally.queue > 0 and w.mentions[w.mentions[0].queue].standing != WAITING:
        _pop(w)
    if w.tally.queue == 0:
        return n
    since_opening = (now - w.plan.desk_opens) % DAY
    if since_opening + w.plan.desk_minutes > w.plan.desk_hours:
        w.tally.desk_waking = 1
        return emit(w, n, DAY - since_opening, KINDS.wake, 0, 0, 0, 0, 0)
    mention = _pop(w)
    w.mentions[mention].standing = IN_HAND
    w.tally.desk_busy = 1
    return emit(
        w, n, w.plan.desk_minutes, KINDS.answer, int(w.mentions[mention].author), 0, 0, 0, mention
    )


@inner
def wake(w: World, now: int) -> int:
    """The desk opens."""
    w.tally.desk_waking = 0
    return begin(w, now, 0)


@inner
def answer(w: World, now: int, account: int, mention: int) -> int:
    """An answer is done: its author grows closer, the more the sooner; onlookers a little."""
    w.mentions[mention].standing = DONE
    w.tally.desk_busy = 0
    w.tally.answered += 1
    record(w, now, WAS_ANSWERED, account, -1, 0, 0)
    group = group_of(w, account)
    person = traits_of(w, account)[0]
    touch(w, account)
    if person and not w.cells[account, MARKS] & ANSWERED:
        w.cells[account, MARKS] |= ANSWERED
        w.tally.people_answered += 1
    written = int(w.mentions[mention].written)
    if person and group != PUBLIC:
        waited = min((now - written) // w.plan.fading_step, FADING)
        part = w.plan.answer_gain * w.plan.fading[waited]
        w.tally.closeness += warm(w, account, group, part)
    if w.plan.followers > 0:
        author = person_of(w.net, account)
        for k in range(w.plan.onlookers):
            # Luck of the author and the moment of writing, not of the order of messages.
            word = words(w.luck, ONLOOK, written & MASK, author, k)[0]
            watcher = 1 + ((word * int(w.plan.followers)) >> 32)
            group = group_of(w, watcher)
            if group != PUBLIC and traits_of(w, watcher)[0]:
                touch(w, watcher)
                w.tally.closeness += warm(w, watcher, group, w.plan.onlooker_gain)
    return begin(w, now, 0)


@inner
def give_up(w: World, now: int, account: int, mention: int) -> int:
    """Patience ends: if nobody answered, the author's closeness falls."""
    if w.mentions[mention].standing != WAITING:
        return 0
    w.mentions[mention].standing = GIVEN_UP
    w.tally.missed += 1
    record(w, now, GAVE_UP, account, -1, 0, 0)
    group = group_of(w, account)
    if group != PUBLIC and traits_of(w, account)[0]:
        touch(w, account)
        w.tally.closeness -= cool(w, account, group, w.plan.silence_loss)
    return 0


@inner
def mentioned(w: World, now: int, group: int, number: int) -> int:
    """Somebody of a group mentions us unprompted (number 0 only sets off the first wait)."""
    gap, who, _, _ = words(w.luck, MENTION, 0, group, number)
    n = 0
    if number > 0 and w.tally.present[group]:
        account = int(w.plan.firsts[group]) + ((who * int(w.plan.sizes[group])) >> 32)
        if group_of(w, account) == group:
            record(w, now, MENTIONED, account, -1, -1, 0)
            n = write_to_us(w, now, account, n)
    delay = (quantile(w.plan.gaps, gap) * int(w.plan.mention_gaps[group])) // ONE
    return emit(w, n, delay, KINDS.mentioned, group, 0, 0, 0, number + 1)
