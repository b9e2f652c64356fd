"""A replay as a film for the player: plain columns, and everything that is said of it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.outcomes import Replay
from simulation.outcomes.replay import ASKED
from simulation.rules import ACTIONS
from simulation.world.state import GROUPS, PUBLIC
from ui.charts.specs import GREY
from ui.film.cascade_layout import positions
from ui.text import KINDS

SECOND = 1_000  # milliseconds
LONGEST = 40.0  # seconds the film takes at speed 1
SHORTEST = 6.0  # seconds, however little happens
EACH = 0.12  # seconds a person adds, up to the longest
QUIET = 0.3  # part of the film that follows the clock; the rest follows what happens
KNOTS = 400  # equal steps of the film at which the time is given
POINTS = 1_500  # of a count over time, at most
LINES = 60  # actions listed of one account, at most
HOPS = ("1: shown by us", "2: by followers", "3", "4", "5", "6", "7 or more")

# A single person of each kind.
PERSON = {
    "fans": "a fan",
    "casual": "a casual follower",
    "followbacks": "a follow-back",
    "bought": "a bought follower",
    "partners": "a partner who follows us",
    "celebrities": "a celebrity who follows us",
    "public": "someone who does not follow us",
}

# What an account did, after its name and the time.
DID = {
    "post": "published post {post}",
    "see": "noticed post {post}, shown by {source}",
    "like": "liked post {post}",
    "reply": "replied to post {post}",
    "click": "followed the link in post {post}",
    "buy": "bought after post {post}",
    "share": "passed post {post} on",
    "follow": "followed us",
    "unfollow": "unfollowed us",
    "mention": "wrote to us",
    "answer": "got an answer from us",
    "give up": "gave up waiting for an answer",
    "arrive": "joined as a bought follower",
    "partner": "showed post {post} to their own audience, as agreed",
    "we follow": "was followed by us",
    "we unfollow": "was unfollowed by us",
}
AD, SHARE, BUY = "an advertisement", ACTIONS.index("share"), ACTIONS.index("buy")

Numbers = NDArray[np.int64]


def film(
    found: Replay, identity: str, what: str, population: int, ids: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The film for ui/film/player. Times are whole seconds since the first midnight.

    what: what was posted, in words. ids: the names of the accounts of a table. population: the
    number of accounts but ours and partners.

    A column a row, row 0 being us: x, y, parent, hop, kind, brought, seen, shared and bought (-1:
    never), name, about; actions, a list each of [time, action, post, source]; more, the number of
    those that are not sent. kinds and hops label the legend, did the actions, names the sources.
    pace holds the time at equal steps of the film, seconds its length, posts the times we
    published. counters and events hold counts over time.
    """
    names = _names(found, population, ids)
    begin, end = int(found.seen[0]), int(found.events.max(initial=found.seen[0] + SECOND))
    kinds: dict[int, dict[str, str]] = {
        **{code: {"label": KINDS[group]} for code, group in enumerate(GROUPS)},
        PUBLIC: {"label": KINDS["public"], "colour": GREY},
        ASKED: {"label": "Partners we asked"},
    }
    actions, more = _actions(found)
    published = found.log["time"][found.log["action"] == ACTIONS.index("post")]
    at = np.round(positions(found.parent), 2)
    counted = {
        "people reached": found.reached,
        "through others": found.through_others,
        "times passed on": found.shared,
        "orders": found.bought,
    }
    return {
        "id": identity,
        "summary": summary(found, what),
        "touched": found.touched,
        "x": at[:, 0].tolist(),
        "y": at[:, 1].tolist(),
        **{name: getattr(found, name).tolist() for name in ("parent", "hop", "kind", "brought")},
        "seen": _seconds(found.seen),
        "shared": _first(found, SHARE),
        "bought": _first(found, BUY),
        "name": [_name(account, names) for account in found.account.tolist()],
        "about": _about(found, names),
        "actions": actions,
        "more": more,
        "kinds": kinds,
        "hops": HOPS,
        "did": [DID[action] for action in ACTIONS],
        "names": names,
        "pace": pace(found.seen, begin, end),
        "seconds": float(np.clip(EACH * len(found.account), SHORTEST, LONGEST)),
        "posts": _seconds(published),
        "counters": [{"label": label, **_curve(times)} for label, times in counted.items()],
        "events": _curve(found.events),
    }


def summary(found: Replay, what: str) -> str:
    """The film in a sentence or two, for readers who cannot see the picture and for all others."""
    reached, others = len(found.reached), len(found.through_others)
    if reached == 0:
        return f"Nobody noticed {what}."
    said = f"{_people(reached)} noticed {what}: {reached - others:,} shown by us"
    if others == 0:
        return said + ", none by others."
    kind, most = found.best
    who = "a partner" if kind == ASKED else PERSON[GROUPS[kind]]
    return (
        f"{said}, {others:,} ({others / reached:.0%}) by others, up to {_hops(found.deepest)} from "
        f"us. It was passed on {_times(len(found.shared))}. One account alone brought "
        f"{_people(most)}: {who}."
    )


def pace(seen: Numbers, begin: int, end: int) -> list[int]:
    """The time in seconds at equal steps of the film: fast where nothing happens.

    A part of the film follows the clock, the rest the number of people who have seen a post.
    """
    times = np.concatenate([[begin], seen[1:], [end]]).astype(float)
    rank = np.minimum(np.arange(len(times)), len(seen) - 1) / max(len(seen) - 1, 1)
    played = QUIET * (times - begin) / (end - begin) + (1 - QUIET) * rank
    knots = np.interp(np.linspace(0, played[-1], KNOTS + 1), played, times)
    return _seconds(np.append(knots[:-1], end + SECOND - 1))


def _seconds(times: NDArray[Any]) -> list[int]:
    whole: list[int] = (times // SECOND).astype(np.int64).tolist()
    return whole


def _curve(times: Numbers) -> dict[str, list[int]]:
    """A count over time, thinned; the last is always kept."""
    points = min(len(times), POINTS)
    place = (np.arange(1, points + 1) * len(times)) // max(points, 1) - 1
    return {"times": _seconds(times[place]), "counts": (place + 1).tolist()}


def _first(found: Replay, action: int) -> list[int]:
    """The time at which each row first did that, in seconds; -1 for never."""
    times = np.full(len(found.account), -1)
    did = found.log[found.log["action"] == action][::-1]
    times[did["account"]] = did["time"] // SECOND
    return times.tolist()


def _actions(found: Replay) -> tuple[list[list[list[int]]], list[int]]:
    """The actions of each row in order of time, and the number that is left out."""
    listed: list[list[list[int]]] = [[] for _ in found.account]
    more = [0] * len(listed)
    for time, action, row, post, source, _ in found.log.tolist():
        if len(listed[row]) < LINES:
            listed[row].append([time // SECOND, action, post, source])
        else:
            more[row] += 1
    return listed, more


def _names(found: Replay, population: int, ids: tuple[str, ...]) -> dict[int, str]:
    """The accounts of the film that have a name instead of a number."""
    named = {*found.account.tolist(), *found.log["source"].tolist()}
    names = {account: f"account {ids[account]}" for account in named if 0 < account < len(ids)}
    partners = {each: f"partner {each - population}" for each in named if each > population}
    return {**names, **partners, -1: AD, 0: "us"}


def _name(account: int, names: Mapping[int, str]) -> str:
    return names.get(account, f"account {account:,}")


def _about(found: Replay, names: Mapping[int, str]) -> list[str]:
    about = ["Our account, where every post starts."]
    rows = zip(found.kind.tolist(), found.parent.tolist(), found.hop.tolist(), strict=True)
    for kind, parent, hop in list(rows)[1:]:
        if kind == ASKED:
            about.append("A partner whom we asked to show our posts.")
            continue
        shown = _name(int(found.account[parent]), names)
        who = PERSON[GROUPS[kind]]
        about.append(f"{who.capitalize()}. First shown a post by {shown}, {_hops(hop)} from us.")
    return about


def _hops(number: int) -> str:
    return "1 hop" if number == 1 else f"{number} hops"


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"
