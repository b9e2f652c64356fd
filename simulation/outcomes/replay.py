"""The replay of one replicate: who saw a post through whom, when, and what everybody did."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.rules import ACTIONS, log_of
from simulation.world import World
from simulation.world.state import BOUGHT, CASUAL, DAY, FOLLOWBACKS, GROUPS, PUBLIC, milliseconds

SEE, BUY, SHARE, FOLLOW = (ACTIONS.index(name) for name in ("see", "buy", "share", "follow"))
UNFOLLOW, ARRIVE, PARTNER = (ACTIONS.index(name) for name in ("unfollow", "arrive", "partner"))
MOST = 2_500  # accounts kept
BRINGERS = 16  # one in 16 of them, at most, may have brought others, where some are left out
US, ASKED = -1, len(GROUPS)  # kinds beyond the groups: our account, a partner asked to show a post

Numbers = NDArray[np.int64]
Lines = NDArray[np.void]  # of the log, by column


@dataclass(frozen=True, eq=False)
class Replay:
    """The accounts that the posts of a replicate touched, in order of time, and all they did.

    Row 0 is our account. Of each row, int64[rows]: account, its number; parent, the row through
    which it first saw a post (for posts shown to strangers for money, 0); hop, the number of hops
    from us; kind, its group at that moment as in GROUPS, or US or ASKED; seen, the time of that in
    ms; brought, the number of accounts that first saw a post through it.

    touched counts every account but ours, of which `rows - 1` are kept: those that brought most,
    then the others evenly over time. deepest is the largest hop, best the kind of the account (not
    ours) that brought most, and how many; both of all accounts, kept or not. So are the times in
    ms, in order: reached, of first sights; through_others, of those not through us; shared, of
    shares; bought, of orders; events, of all lines of the log. log: the lines
    of the log about the accounts kept, with the row in place of the account.
    """

    account: Numbers
    parent: Numbers
    hop: Numbers
    kind: Numbers
    seen: Numbers
    brought: Numbers
    touched: int
    deepest: int
    best: tuple[int, int]
    reached: Numbers
    through_others: Numbers
    shared: Numbers
    bought: Numbers
    events: Numbers
    log: Lines


def replay(world: World, post: int | None = None, most: int = MOST) -> Replay:
    """The replay of a world that was run with its log: of one post, or of all taken together.

    Of all posts `reached`, `through_others`, `shared`, `bought` and `events` are as long as the
    world's tally counts reach, reach_through_others, shares, orders and logged.
    """
    log = log_of(world)
    place = np.arange(len(log)) if post is None else np.flatnonzero(log["post"] == post)
    lines = log[place]
    first = _first_sights(lines)
    sights = lines[first]
    account = np.append(0, sights["account"])
    parent = np.append(0, _find(account, np.maximum(sights["source"], 0)))
    kind = np.append(US, _kinds(world, log, sights["account"], place[first]))
    brought = np.bincount(parent[1:], minlength=len(parent))
    best = int(np.append(0, brought[1:]).argmax())
    kept = _kept(parent, most)
    row = np.searchsorted(kept, parent[kept])
    people = sights[sights["action"] == SEE]
    return Replay(
        account=account[kept],
        parent=row,
        hop=np.append(0, sights["depth"])[kept],
        kind=kind[kept],
        seen=np.append(lines["time"][:1].sum(), sights["time"])[kept],
        brought=brought[kept],
        touched=len(sights),
        deepest=int(people["depth"].max(initial=0)),
        best=(int(kind[best]), int(brought[best]) if best else 0),
        reached=people["time"],
        through_others=people["time"][people["depth"] > 1],
        shared=lines["time"][lines["action"] == SHARE],
        bought=lines["time"][lines["action"] == BUY],
        events=lines["time"],
        log=_by_row(lines, account[kept]),
    )


def _first_sights(lines: Lines) -> Numbers:
    """The places of the lines at which each account first saw a post, or was asked to show it."""
    sights = np.flatnonzero((lines["action"] == SEE) | (lines["action"] == PARTNER))
    _, first = np.unique(lines["account"][sights], return_index=True)
    return sights[np.sort(first)]


def _kept(parent: Numbers, most: int) -> Numbers:
    """The rows to keep, in order, each with its parent.

    First the bringers with most behind them, then the others they brought, evenly over time.
    """
    rows = len(parent)
    if rows <= most + 1:
        return np.arange(rows)
    behind = np.ones(rows, np.int64)
    for row in range(rows - 1, 0, -1):
        behind[parent[row]] += behind[row]
    bringers = np.flatnonzero(behind > 1)
    keep = np.zeros(rows, bool)
    keep[bringers[np.argsort(-behind[bringers], kind="stable")][: 1 + most // BRINGERS]] = True
    others = np.flatnonzero(keep[parent] & ~keep)
    room = min(most + 1 - int(keep.sum()), len(others))
    keep[others[np.arange(room) * len(others) // room]] = True
    return np.flatnonzero(keep)


def _kinds(world: World, log: Lines, account: Numbers, line: Numbers) -> Numbers:
    """The kind of each account just before a line of the log, as `traits.group_of` has it."""
    layout, plan = world.net.layout, world.plan

    def when(action: int) -> Numbers:
        """The line at which each did it, or it was done to each; the end for never."""
        lines = np.append(np.flatnonzero(log["action"] == action), len(log))
        return lines[_find(log["account"][lines[:-1]], account)]

    segment = np.searchsorted(layout.segment_first[: layout.segments], account, side="right") - 1
    kind = plan.segment_group[segment].astype(np.int64)
    if milliseconds(plan.growth.bought_day, DAY) > 0:
        arrived = np.append(np.flatnonzero(log["action"] == ARRIVE), len(log))[0]
        kind[(kind == BOUGHT) & (line < arrived)] = PUBLIC
    joined = when(FOLLOW)
    by_weed = np.append(log["post"], 0)[joined] < 0
    kind = np.where(joined < line, np.where(by_weed, FOLLOWBACKS, CASUAL), kind)
    kind[when(UNFOLLOW) < line] = PUBLIC
    kind[account > plan.population] = ASKED
    return kind


def _by_row(lines: Lines, account: Numbers) -> Lines:
    """The lines about these accounts, their rows in place of their numbers."""
    row = _find(account, lines["account"])
    kept = lines[row >= 0]
    kept["account"] = row[row >= 0]
    return kept


def _find(among: Numbers, wanted: Numbers) -> Numbers:
    """The first place of each wanted number among others, -1 for none."""
    if len(among) == 0:
        return np.full(len(wanted), -1)
    order = np.argsort(among, kind="stable")
    place = order[np.minimum(np.searchsorted(among, wanted, sorter=order), len(among) - 1)]
    return np.where(among[place] == wanted, place, -1)
