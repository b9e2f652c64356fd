"""The arrays of one world: what the rules read (the plan) and what they change (the state).

Everything of fixed size is a numpy record, which compiled code is handed as one pointer. State
starts at zero and is never touched before an event needs it, so memory follows the accounts that
are reached, not those that exist. Leaving a world clears only what was touched.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulation.compiling import compiled
from simulation.network import ROWS, Network, settle
from simulation.randomness import CELLS, LEVELS, luck

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000  # milliseconds, the clocks' unit

GROUPS = ("fans", "casual", "followbacks", "bought", "partners", "celebrities", "public")
FANS, CASUAL, FOLLOWBACKS, BOUGHT, PARTNERS, CELEBRITIES, PUBLIC = range(7)
DEEDS = ("share", "like", "reply", "click", "buy", "follow")
SHARE, LIKE, REPLY, CLICK, BUY, FOLLOW = range(6)

ONE = 1 << 16  # a post's appeal and waiting times of mean 1 are whole numbers of 1/65536
HOPS = 16  # hops counted apart; the last counts all that are deeper
BINS = 168  # steps of the time grid
TIRING = 64  # posts too many beyond which followers cannot tire more
FADING = 512  # steps of the fading table, each 1/64 of the fading time
BURST = 1024  # ties handled by one event; longer lists go on in the next

MARKS = 0  # the first of an account's cells; the others are its views of one post each
SEEN, LEFT, JOINED, ACTED, ANSWERED, BUYER, BY_WEED, TOUCHED = 1, 2, 4, 8, 16, 32, 64, 128
# A view of a post: looks (0, 1, 2 or more) in the low bits, then
LOOKS, SHARED = 3, 4
# What became of a mention
WAITING, IN_HAND, DONE, GIVEN_UP = 0, 1, 2, 3
# Rows of the time grid, and of the lists of accounts
NEW_REACH, NEW_ORDERS, NEW_SHARES = 0, 1, 2
NEWCOMERS, WAS_TOUCHED = 0, 1

_GROUPS = (len(GROUPS),)
_TABLE = (LEVELS, CELLS + 1)

# What the rules read. Times are milliseconds, thresholds whole numbers in [0, 2**32]; `steps` is
# how many steps of the time grid a millisecond is.
PLAN = np.dtype([
    ("population", "i8"), ("followers", "i8"), ("posts", "i8"), ("horizon", "i8"), ("steps", "f8"),
    ("first_post", "i8"), ("between_posts", "i8"),
    # By group: chance to notice, chance of each deed, closeness at the start, whether the size
    # discount applies, number, first account, mean time between unprompted mentions (0: none).
    ("see", "f8", _GROUPS), ("chance", "f8", (len(GROUPS), len(DEEDS))),
    ("closeness", "f8", _GROUPS), ("ordinary", "i8", _GROUPS),
    ("sizes", "i8", _GROUPS), ("firsts", "i8", _GROUPS), ("mention_gaps", "i8", _GROUPS),
    # By run of like accounts, see `Network`: group, whether they are people, whether in our niche.
    ("row_group", "i8", (ROWS,)), ("row_real", "i8", (ROWS,)), ("row_niche", "i8", (ROWS,)),
    # Nothing left to luck: groups that only share, or do so always or never; public traits.
    ("idle", "i8", _GROUPS), ("resolved", "i8", _GROUPS), ("settled_traits", "i8"),
    ("public_real", "i8"), ("public_niche", "i8", (2,)), ("off_niche", "f8"),
    # Size discount: the power at which a larger audience notices less, and acts less.
    ("notices_less", "f8"), ("acts_less", "f8"),
    # Quantile tables: followings by group, time until noticed, appeal, waiting time of mean 1;
    # and how readily people act on what a sharer shows them, if sharers differ.
    ("audiences", "i8", (*_GROUPS, *_TABLE)), ("delays", "i8", _TABLE), ("appeals", "i8", _TABLE),
    ("gaps", "i8", _TABLE), ("pulls", "i8", _TABLE), ("sharers_differ", "i8"),
    ("second_look", "f8"), ("per_tie", "i8"),
    ("feed_strength", "f8"), ("feed_usual", "f8"), ("feed_memory", "f8"), ("feed_floor", "f8"),
    ("feed_ceiling", "f8"), ("ratio_penalty", "i8"),
    ("desk_opens", "i8"), ("desk_hours", "i8"), ("desk_minutes", "i8"), ("patience", "i8"),
    ("triage", "i8"), ("answer_gain", "f8"), ("silence_loss", "f8"),
    # What an answer still does after so many steps of waiting.
    ("fading", "f8", (FADING + 1,)), ("fading_step", "i8"),
    ("see_gain", "f8"), ("share_gain", "f8"), ("buy_gain", "f8"), ("onlookers", "i8"),
    ("onlooker_gain", "f8"), ("close_from", "f8"),
    # Attention left at so many posts too many.
    ("tiring", "f8", (TIRING,)), ("posts_a_week", "i8"), ("bears", "f8"), ("bears_close", "f8"),
    ("unfollow", "f8"),
    ("attract", "f8"), ("ad_views", "i8"), ("bought_at", "i8"), ("purge_at", "i8"), ("purge", "i8"),
    ("weed_days", "i8"), ("weed_per_day", "i8"), ("weed_free", "i8"), ("weed_ratio", "f8"),
    ("weed_after", "i8"), ("follow_back", "i8"), ("stay", "i8"),
    ("partners", "i8"), ("partner_agrees", "i8"), ("partner_audience", "i8"),
    ("partner_known", "i8"), ("partner_every", "i8"),
    ("following", "i8"), ("large", "i8"), ("counts_exposed", "i8"),
], align=True)  # fmt: skip

COUNTS = (
    "impressions", "direct_impressions", "reach", "niche_reach", "reach_through_others", "deepest",
    "shares", "large_shares", "likes", "replies", "clicks", "orders", "follows", "unfollows",
    "acted", "buyers", "mentions", "answered", "missed", "people_answered", "ads", "agreed",
    "followed",
    # of the followers we began with
    "listed_saw", "listed_acted", "listed_shared", "listed_bought", "listed_answered",
    # of a plain cascade, those who had at least one chance
    "exposed",
    # the state of things: our following, whom we follow, newcomers ever
    "listed", "following", "joined",
    # the machinery: is the desk busy, is it to wake, how many wait; lengths of log and touched list
    "desk_busy", "desk_waking", "queue", "logged", "touched",
)  # fmt: skip

# What is counted while a world runs. by_hop, by_group and grid count first sights (grid also
# orders and shares); homes are the keys of where everybody lives; present: who has arrived;
# came, people, close: of the first followers, all who were ever on our list, the people among
# them, and those who still follow and are close at the end.
TALLY = np.dtype([
    *((name, "i8") for name in COUNTS),
    ("closeness", "f8"), ("engagement", "f8"),
    ("by_hop", "i8", (HOPS,)), ("by_group", "i8", _GROUPS), ("grid", "i8", (3, BINS)),
    ("homes", "i8", (2, 4)), ("present", "i8", _GROUPS),
    ("came", "i8", _GROUPS), ("people", "i8", _GROUPS), ("close", "i8", _GROUPS),
], align=True)  # fmt: skip

# crowd, ready: the size discount on noticing and on acting, for groups of ours marked ordinary.
POST = np.dtype(
    [
        ("appeal", "i8"),
        ("crowd", "f8"),
        ("ready", "f8"),
        ("visibility", "f8"),
        ("engaged", "i8"),
        ("reach", "i8"),
    ],
)
# Something that is to happen: when (ms; as a rule hands it back, after how long), and what, see
# `rules.events`; `after` is the clock's own. Half a cache line; signed where rules reckon with it.
EVENT = np.dtype([
    ("due", "i8"), ("kind", "i2"), ("post", "i2"), ("account", "i4"), ("source", "i4"),
    ("depth", "i4"), ("extra", "i4"), ("after", "u4"),
], align=True)  # fmt: skip
MENTION = np.dtype(
    [("written", "i8"), ("priority", "f8"), ("author", "i4"), ("queue", "i4"), ("standing", "i4")],
    align=True,
)


class World(NamedTuple):
    """One world: its luck, its plan and network, and the arrays that the rules change.

    luck, plan, tally: one record each, LUCK, PLAN and TALLY. By account, 0 is us:
    cells uint8[population + 1, 1 + posts], marks and views; warmth float64[population + 1],
    closeness gained since the start. lists: int32[2, population + 1], newcomers and touched.
    posts: POST[posts]. mentions: MENTION[room]; the column `queue` is a heap of their
    numbers. batches: int64[days + 1, 2], follow-and-weed: first target and number.
    log: int64[room, 6], see `rules.record`, without rows when none is kept. out: EVENT[.],
    handed back by a rule. lots: uint32, the luck of a burst of ties.
    shown: a bit for everybody who was shown something, uint8, empty unless the plan counts them.
    counts, by_post: int64 views of the memory of tally and posts, to clear and to copy.
    """

    luck: Any
    plan: Any
    net: Network
    logging: int
    tally: Any
    cells: NDArray[np.uint8]
    warmth: NDArray[np.float64]
    lists: NDArray[np.int32]
    posts: Any
    mentions: Any
    batches: NDArray[np.int64]
    log: NDArray[np.int64]
    out: Any
    lots: NDArray[np.uint32]
    shown: NDArray[np.uint8]
    counts: NDArray[np.int64]
    by_post: NDArray[np.int64]


def records(kind: np.dtype[np.void], number: int) -> Any:
    """Blank records with their fields as attributes, in plain Python as in compiled code."""
    return np.zeros(number, kind).view(np.recarray)


def fresh(plan: Any, net: Network, *, logging: bool = False) -> World:
    """Allocate a world for this plan. Enter it before it is run."""
    everybody, number = int(plan.population) + 1, max(int(plan.posts), 1)
    tally, posts = records(TALLY, 1), records(POST, number)
    return World(
        luck=luck(0, 0), plan=plan, net=net, logging=int(logging),
        tally=tally[0], cells=np.zeros((everybody, 1 + number), np.uint8),
        warmth=np.zeros(everybody), lists=np.zeros((2, everybody), np.int32),
        posts=posts, mentions=records(MENTION, 256),
        batches=np.zeros((int(plan.weed_days) + 1, 2), np.int64),
        log=np.zeros((4 * BURST if logging else 0, 6), np.int64),
        out=records(EVENT, 2 * BURST), lots=np.zeros(BURST + 128, np.uint32),
        shown=np.zeros(everybody // 8 + 1 if plan.counts_exposed else 0, np.uint8),
        counts=tally.view(np.int64, np.ndarray), by_post=posts.view(np.int64, np.ndarray),
    )  # fmt: skip


def roomier(world: World) -> World:
    """The same world with twice the room for mentions and log."""
    mentions = records(MENTION, 2 * len(world.mentions))
    mentions[: len(world.mentions)] = world.mentions
    log = np.concatenate([world.log, np.zeros_like(world.log)])
    return world._replace(mentions=mentions, log=log)


@compiled
def enter(w: World, number: int) -> None:
    """Make the arrays ready for world `number`, whatever they were used for before."""
    for index in range(w.tally.touched):
        account = w.lists[WAS_TOUCHED, index]
        if account <= w.plan.followers or w.cells[account, MARKS] & JOINED:
            w.warmth[account] = 0.0  # nobody else's changes
        w.cells[account, :] = 0
    w.counts[:] = 0
    w.shown[:] = 0
    w.by_post[:] = 0
    w.luck.world = number
    w.tally.present[:] = 1
    if w.plan.bought_at > 0:
        w.tally.present[BOUGHT] = 0
    for group in range(PUBLIC):
        if w.tally.present[group]:
            w.tally.listed += w.plan.sizes[group]
    w.tally.following = w.plan.following
    settle(w.luck, w.tally.homes)
