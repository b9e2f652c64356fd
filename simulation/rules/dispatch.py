"""The table of contents: which rule answers which event, and the events a world opens with."""

from collections.abc import Iterable
from typing import Any

from simulation.compiling import compiled
from simulation.rules.events import KINDS, events
from simulation.rules.exposure import advertised, ours, partnered, publish, shared
from simulation.rules.following import arrive, follow_strangers, followed_back, purge, weed
from simulation.rules.reaction import noticed
from simulation.rules.reply_queue import answer, give_up, mentioned, wake
from simulation.world.state import PUBLIC, World


@compiled
def happen(
    w: World, now: int, kind: int, account: int, post: int, source: int, depth: int, extra: int
) -> int:
    """Let one event happen at `now` (ms). Returns how many rows of `w.out` follow from it."""
    if kind == KINDS.noticed:
        return noticed(w, now, account, post, source, depth, extra)
    if kind == KINDS.shared:
        return shared(w, account, post, depth, extra, source, 0)
    if kind == KINDS.ours:
        return ours(w, post, extra)
    if kind == KINDS.publish:
        return publish(w, now, post)
    if kind == KINDS.give_up:
        return give_up(w, now, account, extra)
    if kind == KINDS.answer:
        return answer(w, now, account, extra)
    if kind == KINDS.wake:
        return wake(w, now)
    if kind == KINDS.mentioned:
        return mentioned(w, now, account, extra)
    if kind == KINDS.partnered:
        return partnered(w, account, post, extra)
    if kind == KINDS.advertised:
        return advertised(w, post, extra)
    if kind == KINDS.follow:
        return follow_strangers(w, now, extra)
    if kind == KINDS.followed_back:
        return followed_back(w, now, account, extra)
    if kind == KINDS.weed:
        return weed(w, now, extra)
    if kind == KINDS.arrive:
        return arrive(w, now)
    return purge(w, now, extra)


def open_book(plan: Any) -> Any:
    """The events a world begins with, EVENT[events]."""
    first: list[tuple[int, ...]] = []
    if plan.posts > 0:
        first.append((plan.first_post, KINDS.publish, 0, 0, 0, 0, 0))
    talkative = [group for group in range(PUBLIC) if plan.mention_gaps[group] > 0]
    first.extend((0, KINDS.mentioned, group, 0, 0, 0, 0) for group in talkative)
    if plan.bought_at > 0:
        first.append((plan.bought_at, KINDS.arrive, 0, 0, 0, 0, 0))
    if plan.purge_at > 0:
        first.append((plan.purge_at, KINDS.purge, 0, 0, 0, 0, 0))
    if plan.weed_days > 0:
        first.append((0, KINDS.follow, 0, 0, 0, 0, 0))
    return events(first)


def open_cascade(accounts: Iterable[int]) -> Any:
    """The same for a plain cascade: these accounts have the post, and nobody showed it to them."""
    return events((0, KINDS.noticed, account, 0, -1, 1, 0) for account in accounts)
