"""One world told as a film: who had it from whom, when, and what they did about it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.outcomes.cascade_layout import bunches
from simulation.rules import ACTIONS
from simulation.world import World
from simulation.world.state import BOUGHT, CASUAL, FOLLOWBACKS, GROUPS, PUBLIC

TIME, ACTION, ACCOUNT, POST, SOURCE, DEPTH = range(6)
SEE, BUY, SHARE, FOLLOW = (ACTIONS.index(name) for name in ("see", "buy", "share", "follow"))
UNFOLLOW, ARRIVE, PARTNER = (ACTIONS.index(name) for name in ("unfollow", "arrive", "partner"))
MOST = 2_500  # accounts in the picture
BRINGERS = 16  # one in so many of them, at most, may have brought others, where some are left out
US, ASKED = -1, len(GROUPS)  # kinds beyond the groups: our account, a partner asked to show a post

Numbers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Replay:
    """The accounts a world's posts touched, one a row in order of time, and all they did.

    Row 0 is us. account, parent, hop, kind, seen, brought: int64[rows]. parent is the row of
    whoever showed it to them first (attribution by first sight; for posts we had shown to strangers
    for money, us); hop is how far from us the word had come, kind their group at that moment as in
    GROUPS, or US or ASKED; seen is its time in ms. brought counts all who had it from them first.
    position: float64[rows, 2], see `bunches`.

    touched counts everybody but us, of whom `rows - 1` are kept; those who brought most are kept
    before others, and the others evenly over time. deepest is the farthest hop of them all, best
    the kind of whoever but us brought most, and how many: of all, kept or not. So are reached,
    through_others, shared, bought, events: times in ms, in order, of all first sights and of those
    not through us, of all shares, orders and lines of the log. deeds: int64[lines, 6], the log of
    those kept, as in `rules.COLUMNS`, but with the row in place of the account.
    """

    account: Numbers
    parent: Numbers
    hop: Numbers
    kind: Numbers
    seen: Numbers
    brought: Numbers
    position: NDArray[np.float64]
    touched: int
    deepest: int
    best: tuple[int, int]
    reached: Numbers
    through_others: Numbers
    shared: Numbers
    bought: Numbers
    events: Numbers
    deeds: Numbers


def replay(world: World, post: int | None = None, most: int = MOST) -> Replay:
    """The film of a world run with its log: of one post, or of all taken together.

    At the end of all posts `reached`, `through_others`, `shared`, `bought` and `events` are as many
    as the world's tally counts as reach, reach_through_others, shares, orders and logged.
    """
    log = world.log[: world.tally.logged]
    line = np.arange(len(log)) if post is None else np.flatnonzero(log[:, POST] == post)
    told = log[line]
    first = _first_sights(told)
    sights = told[first]
    account = np.append(0, sights[:, ACCOUNT])
    parent = np.append(0, _find(account, np.maximum(sights[:, SOURCE], 0)))
    kind = np.append(US, _kinds(world, log, sights[:, ACCOUNT], line[first]))
    brought = np.bincount(parent[1:], minlength=len(parent))
    best = int(np.append(0, brought[1:]).argmax())
    kept = _kept(parent, most)
    row = np.searchsorted(kept, parent[kept])
    people = sights[sights[:, ACTION] == SEE]
    return Replay(
        account=account[kept], parent=row, hop=np.append(0, sights[:, DEPTH])[kept],
        kind=kind[kept], seen=np.append(told[:1, TIME].sum(), sights[:, TIME])[kept],
        brought=brought[kept], position=bunches(row),
        touched=len(sights), deepest=int(people[:, DEPTH].max(initial=0)),
        best=(int(kind[best]), int(brought[best]) if best else 0),
        reached=people[:, TIME], through_others=people[people[:, DEPTH] > 1, TIME],
        shared=told[told[:, ACTION] == SHARE, TIME], bought=told[told[:, ACTION] == BUY, TIME],
        events=told[:, TIME], deeds=_deeds(told, account[kept]),
    )  # fmt: skip


def _first_sights(told: Numbers) -> Numbers:
    """The lines at which each account first saw anything, or was first asked to show it."""
    lines = np.flatnonzero((told[:, ACTION] == SEE) | (told[:, ACTION] == PARTNER))
    _, first = np.unique(told[lines, ACCOUNT], return_index=True)
    return lines[np.sort(first)]


def _kept(parent: Numbers, most: int) -> Numbers:
    """The rows to keep, in order, whoever they had it from always among them.

    First the bringers with most behind them, then as many others of those they brought, evenly.
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


def _kinds(world: World, log: Numbers, account: Numbers, line: Numbers) -> Numbers:
    """The kind of each account just before a line of the log, as `people.group_of` has it."""
    layout, plan = world.net.layout, world.plan

    def when(action: int) -> Numbers:
        """The line at which each did it, or was it done to; the end for never."""
        lines = np.append(np.flatnonzero(log[:, ACTION] == action), len(log))
        return lines[_find(log[lines[:-1], ACCOUNT], account)]

    row = np.searchsorted(layout.row_first[: layout.rows], account, side="right") - 1
    kind = plan.row_group[row].astype(np.int64)
    if plan.bought_at > 0:
        arrived = np.append(np.flatnonzero(log[:, ACTION] == ARRIVE), len(log))[0]
        kind[(kind == BOUGHT) & (line < arrived)] = PUBLIC
    joined = when(FOLLOW)
    by_weed = np.append(log[:, POST], 0)[joined] < 0
    kind = np.where(joined < line, np.where(by_weed, FOLLOWBACKS, CASUAL), kind)
    kind[when(UNFOLLOW) < line] = PUBLIC
    kind[account > plan.population] = ASKED
    return kind


def _deeds(told: Numbers, account: Numbers) -> Numbers:
    """The lines about these accounts, their rows in place of their numbers."""
    row = _find(account, told[:, ACCOUNT])
    deeds = told[row >= 0]
    deeds[:, ACCOUNT] = row[row >= 0]
    return deeds


def _find(among: Numbers, wanted: Numbers) -> Numbers:
    """Where each wanted number first stands among others, -1 for nowhere."""
    if len(among) == 0:
        return np.full(len(wanted), -1)
    order = np.argsort(among, kind="stable")
    place = order[np.minimum(np.searchsorted(among, wanted, sorter=order), len(among) - 1)]
    return np.where(among[place] == wanted, place, -1)
