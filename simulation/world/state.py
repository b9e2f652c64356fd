"""The arrays of one world: what the rules read (the plan) and what they change (the state).

A world holds one replicate of a scenario. State starts at zero and is never touched before an event
needs it, so memory follows the accounts that are reached, not those that exist. Entering the next
replicate clears only what was touched.
"""

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulation.compiling import compiled
from simulation.network import SEGMENTS, Network, draw_positions
from simulation.parameters import model
from simulation.randomness import CELLS, LEVELS, Key, random_key
from simulation.records import (
    Floats,
    Int16,
    Int32,
    Ints,
    Records,
    Uint32,
    dtype_of,
    records,
)

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000  # milliseconds, the clocks' unit

GROUPS = ("fans", "casual", "followbacks", "bought", "partners", "celebrities", "public")
FANS, CASUAL, FOLLOWBACKS, BOUGHT, PARTNERS, CELEBRITIES, PUBLIC = range(7)

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
# The status of a mention
WAITING, IN_HAND, DONE, GIVEN_UP = 0, 1, 2, 3
# Rows of the time grid
NEW_REACH, NEW_ORDERS, NEW_SHARES = 0, 1, 2

_GROUPS = (len(GROUPS),)
_SEGMENTS = (SEGMENTS,)
_TABLE = (LEVELS, CELLS + 1)


@compiled
def milliseconds(amount: float, unit: int) -> int:
    """An amount of hours, days or minutes in whole milliseconds."""
    return round(amount * unit)


class GroupLevers:
    """The levers of one group that the rules read, by their own names; 0 where it has none."""

    see: float
    share: float  # the public's is held at the limit on onward sharing
    like: float
    reply: float
    click: float
    buy: float
    follow: float
    off_niche: float
    closeness: float
    ordinary: bool


class Plan:
    """The figures that the rules read, the same in every replicate.

    The levers come first, each under its own path and in its own unit: `plan.feed.strength`, and
    `plan.groups[FANS].see`. What follows is worked out from them once (see `world.plan`). Times are
    milliseconds, thresholds whole numbers in [0, 2**32].
    """

    network: model.Network
    posts: model.Posts
    feed: model.Feed
    dialogue: model.Dialogue
    fatigue: model.Fatigue
    growth: model.Growth
    weed: model.Weed
    partners: model.Partners
    groups: Annotated[Records[GroupLevers], _GROUPS]

    population: int  # accounts other than us
    followers: int  # at the start: accounts 1 .. followers
    published: int  # posts within the run
    horizon: int
    grid_steps: float  # steps of the time grid in a millisecond
    # By group: accounts, the first of them, mean time between unprompted mentions (0: none).
    sizes: Annotated[Ints, _GROUPS]
    first_accounts: Annotated[Ints, _GROUPS]
    mention_gaps: Annotated[Ints, _GROUPS]
    # By segment of like accounts, see `network.Layout`.
    segment_group: Annotated[Ints, _SEGMENTS]
    segment_real: Annotated[Ints, _SEGMENTS]
    segment_niche: Annotated[Ints, _SEGMENTS]
    # Cases that need no draw: groups that can only share, or that do so always or never; a public
    # without differences.
    only_shares: Annotated[Ints, _GROUPS]
    certain_share: Annotated[Ints, _GROUPS]
    uniform_public: bool
    public_real: int
    public_niche: Annotated[Ints, (2,)]  # by region
    # The audience-size discount: the power at which a larger audience notices less, and acts less.
    notice_discount: float
    act_discount: float
    # Quantile tables: audiences by group, time until noticed, appeal of a post, waiting time of
    # mean 1, and a sharer's pull.
    audiences: Annotated[Ints, (*_GROUPS, *_TABLE)]
    delays: Annotated[Ints, _TABLE]
    appeals: Annotated[Ints, _TABLE]
    waits: Annotated[Ints, _TABLE]
    pulls: Annotated[Ints, _TABLE]
    chance_per_tie: bool
    closest_first: bool
    # The effect of an answer by the steps it took, and the length of a step.
    answer_effect: Annotated[Floats, (FADING + 1,)]
    answer_effect_step: int
    attention: Annotated[Floats, (TIRING,)]  # left, by the number of posts too many
    posts_a_week: int
    ad_views: int
    follows_per_day: int
    follow_back: int
    partner_audience: int
    partner_known: int  # of the audience, those who follow us
    counts_exposed: bool


class Tally:
    """Counts of one replicate, kept while it runs."""

    impressions: int
    direct_impressions: int
    reach: int
    niche_reach: int
    reach_through_others: int
    deepest: int
    shares: int
    large_shares: int
    likes: int
    replies: int
    clicks: int
    orders: int
    follows: int
    unfollows: int
    acted: int
    buyers: int
    mentions: int
    answered: int
    missed: int
    people_answered: int
    ads: int
    agreed: int
    followed: int
    # Of the followers at the start
    listed_saw: int
    listed_acted: int
    listed_shared: int
    listed_bought: int
    listed_answered: int
    exposed: int  # in a plain cascade: accounts with at least one chance
    # The present state: our followers, accounts that we follow, newcomers ever
    listed: int
    following: int
    joined: int
    # The reply queue: is an answer being written, are we to go on at the next opening, its length
    answering: int
    to_reopen: int
    queue: int
    # Lengths of the log and of the list of touched accounts
    logged: int
    touched: int

    closeness: float  # gained, less lost
    engagement: float  # per follower and post, as the feed remembers it
    by_hop: Annotated[Ints, (HOPS,)]  # first sights
    by_group: Annotated[Ints, _GROUPS]  # first sights
    grid: Annotated[Ints, (3, BINS)]  # first sights, orders and shares over time
    position_keys: Annotated[Ints, (2, 4)]
    present: Annotated[Ints, _GROUPS]  # has the group arrived
    # Of the first followers: all who were ever on our list, the people among them, and those who
    # still follow and are close at the end.
    came: Annotated[Ints, _GROUPS]
    people: Annotated[Ints, _GROUPS]
    close: Annotated[Ints, _GROUPS]


class Post:
    """One of our posts; its discounts act on groups with the audience-size discount."""

    appeal: int  # in 1/ONE
    notice_discount: float
    act_discount: float
    visibility: float
    engaged: int
    reach: int


class Event:
    """Something due to happen, half a cache line: see `rules.events`.

    due: time in ms; as a rule returns it, the delay. after: the clock's own.
    """

    due: int
    kind: Int16
    account: Int32
    post: Int16
    source: Int32
    depth: Int32
    extra: Int32
    after: Uint32


class Mention:
    """A reply or mention. queue: a column of its own, a heap of the numbers of mentions."""

    written: int
    priority: float
    author: Int32
    queue: Int32
    status: Int32


class Batch:
    """The strangers followed on one day of follow-and-weed: number of the first, and how many."""

    first: int
    number: int


class LogLine:
    """A line of the log: time in ms, action as in `rules.ACTIONS`; what does not apply is -1."""

    time: int
    action: int
    account: int
    post: int
    source: int
    depth: int


TALLY, POST = dtype_of(Tally), dtype_of(Post)
COUNTS = tuple(name for name, hint in Tally.__annotations__.items() if hint is int)


class World(NamedTuple):
    """One replicate: its random key, its plan and network, and the arrays that the rules change.

    By account, 0 is us: cells uint8[population + 1, 1 + posts], marks and views; closeness_gained
    float64[population + 1], since the start; newcomers, touched: int32[population + 1], lists of
    accounts. out: handed back by a rule. draws: the words of a burst of ties.
    shown: a bit for every account that was shown something, uint8, empty unless the plan counts
    them. counts, by_post: int64 views of the memory of tally and posts, to clear and to copy.
    """

    key: Key
    plan: Plan
    net: Network
    logging: int
    tally: Tally
    cells: NDArray[np.uint8]
    closeness_gained: NDArray[np.float64]
    newcomers: NDArray[np.int32]
    touched: NDArray[np.int32]
    posts: Records[Post]
    mentions: Records[Mention]
    batches: Records[Batch]
    log: Records[LogLine]
    out: Records[Event]
    draws: NDArray[np.uint32]
    shown: NDArray[np.uint8]
    counts: NDArray[np.int64]
    by_post: NDArray[np.int64]


def fresh(plan: Plan, net: Network, *, logging: bool = False) -> World:
    """Allocate a world for this plan. Enter it before it is run."""
    accounts, number = int(plan.population) + 1, max(int(plan.published), 1)
    tally, posts = records(Tally, 1), records(Post, number)
    return World(
        key=random_key(0, 0),
        plan=plan,
        net=net,
        logging=int(logging),
        tally=tally[0],
        cells=np.zeros((accounts, 1 + number), np.uint8),
        closeness_gained=np.zeros(accounts),
        newcomers=np.zeros(accounts, np.int32),
        touched=np.zeros(accounts, np.int32),
        posts=posts,
        mentions=records(Mention, 256),
        batches=records(Batch, int(plan.weed.days) + 1),
        log=records(LogLine, 4 * BURST if logging else 0),
        out=records(Event, 2 * BURST),
        draws=np.zeros(BURST + 128, np.uint32),
        shown=np.zeros(accounts // 8 + 1 if plan.counts_exposed else 0, np.uint8),
        counts=as_int64(tally),
        by_post=as_int64(posts),
    )


def as_int64(of: Records[Tally] | Records[Post] | NDArray[np.void]) -> NDArray[np.int64]:
    """A view of the memory of records as int64, one after the other."""
    return np.asarray(of).view(np.int64)


def roomier(world: World) -> World:
    """The same world with twice the room for mentions and log."""
    mentions = records(Mention, 2 * len(world.mentions))
    mentions[: len(world.mentions)] = world.mentions
    log = records(LogLine, 2 * len(world.log))
    log[: len(world.log)] = world.log
    return world._replace(mentions=mentions, log=log)


@compiled
def enter(w: World, replicate: int) -> None:
    """Make the arrays ready for a replicate, whatever they were used for before."""
    for index in range(w.tally.touched):
        account = w.touched[index]
        if account <= w.plan.followers or w.cells[account, MARKS] & JOINED:
            w.closeness_gained[account] = 0.0  # nobody else's changes
        w.cells[account, :] = 0
    w.counts[:] = 0
    w.shown[:] = 0
    w.by_post[:] = 0
    w.key.replicate = replicate
    w.tally.present[:] = 1
    if milliseconds(w.plan.growth.bought_day, DAY) > 0:
        w.tally.present[BOUGHT] = 0
    for group in range(PUBLIC):
        if w.tally.present[group]:
            w.tally.listed += w.plan.sizes[group]
    w.tally.following = w.plan.feed.following
    draw_positions(w.key, w.tally.position_keys)
