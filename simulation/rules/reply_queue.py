"""The reply queue: messages wait, are answered in working hours, or are given up.

A message is a reply to a post or an unprompted mention; the rules call both mentions.
"""

from simulation.compiling import inner
from simulation.network import stable_id
from simulation.randomness import quantile
from simulation.rules.draws import mention_draws, onlooker_draw
from simulation.rules.events import (
    NOBODY,
    US,
    answered_event,
    gave_up_event,
    mentioned_event,
    reopened_event,
)
from simulation.rules.log import GAVE_UP, MENTIONED, WAS_ANSWERED, touch, write_log
from simulation.rules.traits import (
    closeness_of,
    gain_closeness,
    group_of,
    lose_closeness,
    traits_of,
)
from simulation.world.state import (
    ANSWERED,
    DAY,
    DONE,
    FADING,
    GIVEN_UP,
    HOUR,
    IN_HAND,
    MARKS,
    MINUTE,
    ONE,
    PUBLIC,
    WAITING,
    World,
    milliseconds,
)


@inner
def _before(w: World, one: int, other: int) -> bool:
    """True if mention `one` comes before `other`: the closer author first, then the earlier."""
    if w.mentions[one].priority != w.mentions[other].priority:
        return bool(w.mentions[one].priority > w.mentions[other].priority)
    return one < other


@inner
def _push(w: World, mention: int) -> None:
    """Add a mention to the queue, a binary heap."""
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
    """Take the mention that comes first out of the queue."""
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
def receive(w: World, n: int, now: int, author: int) -> int:
    """A reply or mention joins the queue."""
    mention = int(w.tally.mentions)
    w.tally.mentions += 1
    received = w.mentions[mention]
    received.author = author
    received.written = now
    received.status = WAITING
    received.priority = 0.0
    if w.plan.closest_first:
        group = group_of(w, author)
        received.priority = 0.0 if group == PUBLIC else closeness_of(w, author, group)
    _push(w, mention)
    patience = milliseconds(w.plan.dialogue.patience, HOUR)
    n = gave_up_event(w, n, patience, author, mention)
    return begin_answer(w, n, now)


@inner
def begin_answer(w: World, n: int, now: int) -> int:
    """Begin the next answer, if none is being written and there is time to finish it today."""
    opens = milliseconds(w.plan.dialogue.opens, HOUR)
    hours = milliseconds(w.plan.dialogue.hours, HOUR)
    takes = milliseconds(w.plan.dialogue.minutes, MINUTE)
    if w.tally.answering or w.tally.to_reopen or takes > hours:
        return n
    while w.tally.queue > 0 and w.mentions[w.mentions[0].queue].status != WAITING:
        _pop(w)
    if w.tally.queue == 0:
        return n
    since_opening = (now - opens) % DAY
    if since_opening + takes > hours:
        w.tally.to_reopen = 1
        return reopened_event(w, n, DAY - since_opening)
    mention = _pop(w)
    w.mentions[mention].status = IN_HAND
    w.tally.answering = 1
    return answered_event(w, n, takes, int(w.mentions[mention].author), mention)


@inner
def reopen(w: World, now: int) -> int:
    """The hours spent answering begin."""
    w.tally.to_reopen = 0
    return begin_answer(w, 0, now)


@inner
def finish_answer(w: World, now: int, author: int, mention: int) -> int:
    """An answer is done: its author grows closer, the more the sooner; onlookers a little."""
    w.mentions[mention].status = DONE
    w.tally.answering = 0
    w.tally.answered += 1
    write_log(w, now, WAS_ANSWERED, author, -1, US, 0)
    group = group_of(w, author)
    person = traits_of(w, author)[0]
    touch(w, author)
    if person and not w.cells[author, MARKS] & ANSWERED:
        w.cells[author, MARKS] |= ANSWERED
        w.tally.people_answered += 1
    written = int(w.mentions[mention].written)
    if person and group != PUBLIC:
        steps = min((now - written) // w.plan.answer_effect_step, FADING)
        part = w.plan.dialogue.answer_gain * w.plan.answer_effect[steps]
        w.tally.closeness += gain_closeness(w, author, group, part)
    if w.plan.followers > 0:
        _show_onlookers(w, written, author)
    return begin_answer(w, 0, now)


@inner
def _show_onlookers(w: World, written: int, author: int) -> None:
    """Followers of ours who read an answer grow a little closer."""
    author_id = stable_id(w.net, author)
    for number in range(w.plan.dialogue.onlookers):
        word = onlooker_draw(w, written, author_id, number)
        onlooker = 1 + ((word * int(w.plan.followers)) >> 32)
        group = group_of(w, onlooker)
        if group != PUBLIC and traits_of(w, onlooker)[0]:
            touch(w, onlooker)
            gain = w.plan.dialogue.onlooker_gain
            w.tally.closeness += gain_closeness(w, onlooker, group, gain)


@inner
def give_up(w: World, now: int, author: int, mention: int) -> int:
    """A message has waited too long: if it was not answered, its author's closeness falls."""
    if w.mentions[mention].status != WAITING:
        return 0
    w.mentions[mention].status = GIVEN_UP
    w.tally.missed += 1
    write_log(w, now, GAVE_UP, author, -1, US, 0)
    group = group_of(w, author)
    if group != PUBLIC and traits_of(w, author)[0]:
        touch(w, author)
        w.tally.closeness -= lose_closeness(w, author, group, w.plan.dialogue.silence_loss)
    return 0


@inner
def mention_us(w: World, now: int, group: int, number: int) -> int:
    """An account of a group mentions us unprompted (number 0 only starts the first wait)."""
    draws = mention_draws(w, group, number)
    n = 0
    if number > 0 and w.tally.present[group]:
        index = (draws.author * int(w.plan.sizes[group])) >> 32
        author = int(w.plan.first_accounts[group]) + index
        if group_of(w, author) == group:
            write_log(w, now, MENTIONED, author, -1, NOBODY, 0)
            n = receive(w, n, now, author)
    delay = (quantile(w.plan.waits, draws.wait) * int(w.plan.mention_gaps[group])) // ONE
    return mentioned_event(w, n, delay, group, number + 1)
