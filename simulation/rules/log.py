"""The records that rules keep: counts over time, the log of one replicate, touched accounts."""

import numpy as np
from numpy.typing import NDArray

from simulation.compiling import inner
from simulation.records import dtype_of
from simulation.world.state import BINS, MARKS, TOUCHED, LogLine, World

ACTIONS = (
    "post",
    "see",
    "like",
    "reply",
    "click",
    "buy",
    "share",
    "follow",
    "unfollow",
    "mention",
    "answer",
    "give up",
    "arrive",
    "partner",
    "we follow",
    "we unfollow",
)
POSTED, SAW, LIKED, REPLIED, CLICKED, BOUGHT_IT, SHARED_IT, FOLLOWED, UNFOLLOWED = range(9)
MENTIONED, WAS_ANSWERED, GAVE_UP, ARRIVED, PARTNERED, WE_FOLLOWED, WE_UNFOLLOWED = range(9, 16)

# The columns of a line of the log.
COLUMNS: tuple[str, ...] = dtype_of(LogLine).names or ()


def log_of(world: World) -> NDArray[np.void]:
    """The lines written so far, LogLine[lines], by column: `log_of(world)["account"]`."""
    return np.asarray(world.log)[: world.tally.logged]


@inner
def write_log(
    w: World, now: int, action: int, account: int, post: int, source: int, depth: int
) -> None:
    """Add a line to the log, if one is kept."""
    if w.logging:
        line = w.log[w.tally.logged]
        line.time = now
        line.action = action
        line.account = account
        line.post = post
        line.source = source
        line.depth = depth
        w.tally.logged += 1


@inner
def count_over_time(w: World, now: int, row: int) -> None:
    """Count one on the time grid."""
    w.tally.grid[row, min(int(now * w.plan.grid_steps), BINS - 1)] += 1


@inner
def touch(w: World, account: int) -> None:
    """Remember that an account's state is no longer blank, so that it can be cleared."""
    if not w.cells[account, MARKS] & TOUCHED:
        w.cells[account, MARKS] |= TOUCHED
        w.touched[w.tally.touched] = account
        w.tally.touched += 1
