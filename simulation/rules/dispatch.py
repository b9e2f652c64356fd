"""The dispatch: the rule for each kind of event, and the events that a replicate begins with."""

from collections.abc import Iterable

from simulation.compiling import compiled
from simulation.records import Records
from simulation.rules.events import KINDS, NOBODY, NewEvent, events
from simulation.rules.exposure import (
    advertise,
    expose_followers,
    expose_own_followers,
    expose_partner_audience,
    publish,
)
from simulation.rules.following import arrive, follow_back, follow_strangers, purge, unfollow_batch
from simulation.rules.reaction import notice
from simulation.rules.reply_queue import finish_answer, give_up, mention_us, reopen
from simulation.world.state import DAY, HOUR, PUBLIC, Event, Plan, World, milliseconds


@compiled
def happen(
    w: World, now: int, kind: int, account: int, post: int, source: int, depth: int, extra: int
) -> int:
    """Let one event happen at `now` (ms). Returns how many rows of `w.out` follow from it.

    Raises ValueError for a kind without a rule.
    """
    if kind == KINDS.noticed:
        return notice(w, now, account, post, source, depth, extra)
    if kind == KINDS.shared:
        return expose_followers(w, 0, account, post, source, depth, extra)
    if kind == KINDS.own_followers:
        return expose_own_followers(w, post, extra)
    if kind == KINDS.publish:
        return publish(w, now, post)
    if kind == KINDS.gave_up:
        return give_up(w, now, account, extra)
    if kind == KINDS.answered:
        return finish_answer(w, now, account, extra)
    if kind == KINDS.reopened:
        return reopen(w, now)
    if kind == KINDS.mentioned:
        return mention_us(w, now, account, extra)
    if kind == KINDS.partner_audience:
        return expose_partner_audience(w, account, post, extra)
    if kind == KINDS.advertised:
        return advertise(w, post, extra)
    if kind == KINDS.follow:
        return follow_strangers(w, now, extra)
    if kind == KINDS.followed_back:
        return follow_back(w, now, account, extra)
    if kind == KINDS.unfollow:
        return unfollow_batch(w, now, extra)
    if kind == KINDS.arrived:
        return arrive(w, now)
    if kind == KINDS.purged:
        return purge(w, now, extra)
    raise ValueError("there is no rule for this kind of event")


def opening_events(plan: Plan) -> Records[Event]:
    """The events that a replicate of a scenario begins with."""
    first: list[tuple[int, NewEvent]] = []
    if plan.published > 0:
        first.append((milliseconds(plan.posts.hour, HOUR), NewEvent(KINDS.publish)))
    talkative = [group for group in range(PUBLIC) if plan.mention_gaps[group] > 0]
    first.extend((0, NewEvent(KINDS.mentioned, account=group)) for group in talkative)
    for kind, day in (
        (KINDS.arrived, plan.growth.bought_day),
        (KINDS.purged, plan.growth.purge_day),
    ):
        if milliseconds(day, DAY) > 0:
            first.append((milliseconds(day, DAY), NewEvent(kind)))
    if plan.weed.days > 0:
        first.append((0, NewEvent(KINDS.follow)))
    return events(first)


def cascade_events(accounts: Iterable[int]) -> Records[Event]:
    """The same for a plain cascade: these accounts have the post, and nobody showed it to them."""
    seeds = [NewEvent(KINDS.noticed, account, source=NOBODY, depth=1) for account in accounts]
    return events([(0, seed) for seed in seeds])
