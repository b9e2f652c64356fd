"""What is written down: counts over time, and the log of one world when it is kept."""

from simulation.compiling import inner
from simulation.world.state import BINS, MARKS, TOUCHED, WAS_TOUCHED, World

ACTIONS = (
    "post", "see", "like", "reply", "click", "buy", "share", "follow", "unfollow", "mention",
    "answer", "give up", "arrive", "partner", "we follow", "we unfollow",
)  # fmt: skip
(
    POSTED, SAW, LIKED, REPLIED, CLICKED, BOUGHT_IT, SHARED_IT, FOLLOWED, UNFOLLOWED, MENTIONED,
    WAS_ANSWERED, GAVE_UP, ARRIVED, PARTNERED, WE_FOLLOWED, WE_UNFOLLOWED,
) = range(len(ACTIONS))  # fmt: skip

# Columns of the log. Times are whole milliseconds; an account that does not apply is -1.
COLUMNS = ("time", "action", "account", "post", "source", "depth")


@inner
def record(
    w: World, now: int, action: int, account: int, post: int, source: int, depth: int
) -> None:
    """Add a line to the log, if one is kept."""
    if w.logging:
        n = w.tally.logged
        row = w.log[n]
        row[0] = now
        row[1] = action
        row[2] = account
        row[3] = post
        row[4] = source
        row[5] = depth
        w.tally.logged = n + 1


@inner
def over_time(w: World, now: int, row: int) -> None:
    """Count one on the time grid."""
    w.tally.grid[row, min(int(now * w.plan.steps), BINS - 1)] += 1


@inner
def touch(w: World, account: int) -> None:
    """Remember that an account's state is no longer blank, so that it can be cleared."""
    if not w.cells[account, MARKS] & TOUCHED:
        w.cells[account, MARKS] |= TOUCHED
        w.lists[WAS_TOUCHED, w.tally.touched] = account
        w.tally.touched += 1
