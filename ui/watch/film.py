"""From a replay to what the canvas plays: plain columns, and everything it says in words."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.outcomes import Replay
from simulation.outcomes.replay import ASKED
from simulation.rules import ACTIONS
from simulation.world.state import GROUPS, PUBLIC
from ui.charts.specs import GREY
from ui.text import KINDS

SECOND = 1_000  # milliseconds
LENGTH = 40.0  # seconds the film takes at speed 1
BRISK = 6.0  # seconds it takes at least, however little happens
EACH = 0.12  # seconds a person adds to it up to its full length
QUIET = 0.3  # part of the film that goes by the clock; the rest goes by what happens
KNOTS = 400  # equal steps of the film at which the time is given
POINTS = 1_500  # of a count over time that are sent at most
LINES = 60  # things done by one account that are told at most
HOPS = ("1: shown by us", "2: by followers", "3", "4", "5", "6", "7 or more")

# A single follower of each kind.
ONE = {
    "fans": "A fan",
    "casual": "A casual follower",
    "followbacks": "A follow-back",
    "bought": "A bought follower",
    "partners": "A partner who follows us",
    "celebrities": "A celebrity who follows us",
    "public": "Somebody who does not follow us",
}

TOLD = {
    "post": "published post {post}",
    "see": "saw post {post}, shown by {source}",
    "like": "liked post {post}",
    "reply": "replied to post {post}",
    "click": "followed the link in post {post}",
    "buy": "bought, after post {post}",
    "share": "passed post {post} on",
    "follow": "began to follow us",
    "unfollow": "stopped following us",
    "mention": "wrote to us",
    "answer": "got an answer from us",
    "give up": "gave up waiting for an answer",
    "arrive": "appeared on our list",
    "partner": "showed post {post} to their own audience, as agreed",
    "we follow": "was followed by us",
    "we unfollow": "was followed by us no longer",
}
AD, SHARE, BUY = "an advertisement", ACTIONS.index("share"), ACTIONS.index("buy")

Numbers = NDArray[np.int64]


def film(
    found: Replay, identity: str, what: str, population: int, ids: tuple[str, ...] = ()
) -> dict[str, Any]:
    """What ui/replay plays, of what was posted. Times are whole seconds since the first midnight.

    A column a row, row 0 being us: x, y, parent, hop, kind, brought, seen, shared and bought (-1:
    never), name, about; deeds, a list each of [time, action, post, source]; more, how many of those
    are not sent. kinds and hops label the legend, told the deeds, names the sources. pace holds the
    time at equal steps of the film, seconds its length, posts when we published. counters and
    events hold counts over time. `what` was posted, in words; `ids` names the accounts of a table;
    `population` counts all but us and partners.
    """
    names = _names(found, population, ids)
    begin, end = int(found.seen[0]), int(found.events.max(initial=found.seen[0] + SECOND))
    kinds: dict[int, dict[str, str]] = {
        **{code: {"label": KINDS[group]} for code, group in enumerate(GROUPS)},
        PUBLIC: {"label": KINDS["public"], "colour": GREY},
        ASKED: {"label": "Partners we asked"},
    }
    deeds, more = _deeds(found)
    published = found.deeds[found.deeds[:, 1] == ACTIONS.index("post"), 0]
    return {
        "id": identity, "summary": summary(found, what), "touched": found.touched,
        "x": np.round(found.position[:, 0], 2).tolist(),
        "y": np.round(found.position[:, 1], 2).tolist(),
        **{name: getattr(found, name).tolist() for name in ("parent", "hop", "kind", "brought")},
        "seen": _seconds(found.seen),
        "shared": _first(found, SHARE), "bought": _first(found, BUY),
        "name": [_name(account, names) for account in found.account.tolist()],
        "about": _about(found, names), "deeds": deeds, "more": more,
        "kinds": kinds, "hops": HOPS, "told": [TOLD[action] for action in ACTIONS], "names": names,
        "pace": pace(found.seen, begin, end),
        "seconds": float(np.clip(EACH * len(found.account), BRISK, LENGTH)),
        "posts": _seconds(published),
        "counters": [
            {"label": label, **_curve(times)}
            for label, times in (
                ("people reached", found.reached), ("through others", found.through_others),
                ("times passed on", found.shared), ("orders", found.bought),
            )
        ],
        "events": _curve(found.events),
    }  # fmt: skip


def summary(found: Replay, what: str) -> str:
    """The story in a sentence or two, for those who do not see the picture, and for all others."""
    reached, others = len(found.reached), len(found.through_others)
    if reached == 0:
        return f"Nobody saw {what}."
    said = f"{_people(reached)} saw {what}: {reached - others:,} shown by us"
    if others == 0:
        return said + ", nobody by others."
    kind, most = found.best
    who = "A partner" if kind == ASKED else ONE[GROUPS[kind]]
    return (
        f"{said}, {others:,} ({others / reached:.0%}) by others, up to {_hops(found.deepest)} from "
        f"us. It was passed on {_times(len(found.shared))}. {who} brought most: {_people(most)}."
    )


def pace(seen: Numbers, begin: int, end: int) -> list[int]:
    """The time in seconds at equal steps of the film: quick where nothing happens.

    A part of the film goes by the clock, the rest by how many have seen it.
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
    """A count over time: thinned, but never of the last."""
    points = min(len(times), POINTS)
    place = (np.arange(1, points + 1) * len(times)) // max(points, 1) - 1
    return {"times": _seconds(times[place]), "counts": (place + 1).tolist()}


def _first(found: Replay, action: int) -> list[int]:
    """When each row first did that, in seconds."""
    times = np.full(len(found.account), -1)
    did = found.deeds[found.deeds[:, 1] == action][::-1]
    times[did[:, 2]] = did[:, 0] // SECOND
    return times.tolist()


def _deeds(found: Replay) -> tuple[list[list[list[int]]], list[int]]:
    """What each row did, in order of time, and how much more."""
    told: list[list[list[int]]] = [[] for _ in found.account]
    more = [0] * len(told)
    for time, action, row, post, source, _ in found.deeds.tolist():
        if len(told[row]) < LINES:
            told[row].append([time // SECOND, action, post, source])
        else:
            more[row] += 1
    return told, more


def _names(found: Replay, population: int, ids: tuple[str, ...]) -> dict[int, str]:
    """Everybody who is called otherwise than by their number, and is spoken of."""
    spoken_of = {*found.account.tolist(), *found.deeds[:, 4].tolist()}
    names = {account: f"account {ids[account]}" for account in spoken_of if 0 < account < len(ids)}
    partners = {each: f"partner {each - population}" for each in spoken_of if each > population}
    return {**names, **partners, -1: AD, 0: "us"}


def _name(account: int, names: Mapping[int, str]) -> str:
    return names.get(account, f"account {account:,}")


def _about(found: Replay, names: Mapping[int, str]) -> list[str]:
    about = ["Our account, where it begins."]
    rows = zip(found.kind.tolist(), found.parent.tolist(), found.hop.tolist(), strict=True)
    for kind, parent, hop in list(rows)[1:]:
        if kind == ASKED:
            about.append("A partner we asked to show it.")
            continue
        shown = _name(int(found.account[parent]), names)
        about.append(f"{ONE[GROUPS[kind]]}. First shown it by {shown}, {_hops(hop)} from us.")
    return about


def _hops(number: int) -> str:
    return "1 hop" if number == 1 else f"{number} hops"


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"
