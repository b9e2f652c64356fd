"""From parameters to a plan: thresholds, tables and runs of accounts, once per scenario."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from simulation.errors import UserError
from simulation.network import KINDS, TABLE, Network
from simulation.network.synthetic import CORE
from simulation.network.tables import Table
from simulation.parameters import Group, Parameters, Public, Run, groups
from simulation.randomness import (
    exponential_table,
    lognormal_table,
    quantile_table,
    threshold,
)
from simulation.world.layout import Row, bare, listed, padded, synthetic
from simulation.world.state import (
    BINS,
    CLICK,
    DAY,
    DEEDS,
    FADING,
    FOLLOW,
    HOUR,
    LIKE,
    MINUTE,
    ONE,
    PLAN,
    POST,
    PUBLIC,
    REPLY,
    SHARE,
    TALLY,
    TIRING,
    records,
)

_REFERENCE = 1_000.0  # followers at which the size discount is neutral
_WEEK = 7 * 24.0  # hours
_NONE = 1e-9  # a spread below that is none


def plan(parameters: Parameters, run: Run, table: Table | None = None) -> tuple[Any, Network]:
    """The plan of a scenario and its network. `table` is needed by the kind 'table' alone.

    Raises UserError for what only a table can show to be wrong, and for a run that would need
    more memory than `run.memory` allows.
    """
    kind = KINDS[parameters.network.kind]
    if kind != TABLE:
        net, rows = synthetic(parameters, kind)
    elif table is not None:
        net, rows = listed(parameters, table)
    else:
        raise UserError(f"network.table = {parameters.network.table!r} was not loaded")
    made = _plan(parameters, run, net, rows)
    _check_memory(made, parameters, run)
    return made, net


def plan_cascade(table: Table, chance: float | None) -> tuple[Any, Network]:
    """The plain independent cascade: everybody who notices passes it on, one chance per tie.

    Node i of the table is account i + 1; `chance` None takes the table's own. Raises UserError.
    """
    silent = dict.fromkeys(("like", "reply", "click", "buy", "follow", "interest"), 0.0)
    always = dict.fromkeys(("real", "share", "off_niche"), 1.0)
    setup = {
        "network": {"kind": "table", "table": table.name, "discount": 0.0},
        "posts": {"count": 1, "hour": 0.0, "appeal_spread": 0.0, "pull_spread": 0.0},
        "followers": {"fans": {"size": 1}},
        "public": {**silent, **always, "see": chance or 0.0},
    }
    net = bare(table, chance)
    made = _plan(Parameters.model_validate(setup), Run(days=3_650.0), net, [])
    made.posts, made.horizon = 1, np.iinfo(np.int64).max >> 20
    made.steps = BINS / made.horizon
    made.counts_exposed = True
    return made, net


def _idle(chance: NDArray[np.float64], unfollow: float) -> NDArray[np.bool_]:
    """Groups whose first look at a post can lead to nothing but a share."""
    silent = chance[:, [LIKE, REPLY, CLICK, FOLLOW]].max(axis=1) == 0.0
    if unfollow > 0.0:
        silent[:PUBLIC] = False
    return np.asarray(silent)


def _resolved(share: NDArray[np.float64], p: Parameters) -> NDArray[np.bool_]:
    """Groups that never share, or always (appeal and closeness act on followers, so not those)."""
    found = share == 0.0
    alike = p.public.off_niche == 1.0 and p.network.discount == 0.0 and p.posts.pull_spread == 0.0
    found[PUBLIC] |= share[PUBLIC] == 1.0 and alike
    return np.asarray(found)


def _settled_traits(p: Parameters, net: Network) -> bool:
    """Nothing about a member of the public is drawn: realness, niche, or followings."""
    certain = p.public.real == 1.0 and p.public.interest in (0.0, 1.0)
    return bool(net.layout.kind == TABLE and certain)


def _ms(amount: float, unit: int) -> int:
    return round(amount * unit)


def _plan(parameters: Parameters, run: Run, net: Network, rows: list[Row]) -> Any:
    p = parameters
    traits = [group for _, group in groups(p.followers)]
    everybody: list[Group | Public] = [*traits, p.public]
    chance = np.array([[getattr(group, deed, 0.0) for deed in DEEDS] for group in everybody])
    if net.layout.kind != TABLE:
        chance[PUBLIC, SHARE] *= min(1.0, p.network.onward_cap / max(onward(p), 1e-300))
    horizon = _ms(run.days, DAY)
    first_post, between = _ms(p.posts.hour, HOUR), _ms(p.posts.every, HOUR)
    posts = min(p.posts.count, max(0, -(-(horizon - first_post) // between)))
    apart = p.network.clustering
    niche = p.public.interest
    open_niche = niche if net.layout.kind == TABLE else (1.0 - apart) * niche
    sizes = [sum(row.count for row in rows if row.group == g) for g in range(PUBLIC)]
    firsts = [1 + sum(sizes[:g]) for g in range(PUBLIC)]
    mentions = [size * group.mentions for size, group in zip(sizes, traits, strict=True)]
    made = records(PLAN, 1)[0]
    fields = dict(
        population=net.layout.population,
        followers=net.layout.followers,
        posts=posts,
        horizon=horizon,
        steps=BINS / horizon,
        first_post=first_post,
        between_posts=between,
        see=np.array([group.see for group in everybody]),
        chance=chance,
        closeness=np.array([*(group.closeness for group in traits), 0.0]),
        ordinary=np.array([*(int(group.ordinary) for group in traits), 0]),
        sizes=np.array([*sizes, net.layout.population - net.layout.followers]),
        firsts=np.array([*firsts, net.layout.followers + 1]),
        row_group=padded([*(row.group for row in rows), PUBLIC, PUBLIC]),
        row_real=padded([*(row.real for row in rows), 1, 1]),
        row_niche=padded([*(row.niche for row in rows), 0, 0]),
        idle=_idle(chance, p.fatigue.unfollow),
        resolved=_resolved(chance[:, SHARE], p),
        settled_traits=_settled_traits(p, net),
        public_real=threshold(p.public.real),
        public_niche=np.array([threshold(open_niche + apart), threshold(open_niche)]),
        off_niche=p.public.off_niche,
        notices_less=p.network.discount * p.network.looks_away,
        acts_less=p.network.discount * (1.0 - p.network.looks_away),
        audiences=np.stack([quantile_table(_audience(group, p)) for group in everybody]),
        delays=lognormal_table(p.posts.delay, p.posts.delay_spread, MINUTE),
        appeals=lognormal_table(
            p.posts.appeal * np.exp(-(p.posts.appeal_spread**2) / 2), p.posts.appeal_spread, ONE
        ),
        gaps=exponential_table(ONE),
        pulls=lognormal_table(np.exp(-(p.posts.pull_spread**2) / 2), p.posts.pull_spread, ONE),
        sharers_differ=int(p.posts.pull_spread > 0.0),
        second_look=p.posts.second_look,
        per_tie=int(p.posts.chance_per == "tie"),
        feed_strength=p.feed.strength,
        feed_usual=p.feed.usual,
        feed_memory=p.feed.memory,
        feed_floor=p.feed.floor,
        feed_ceiling=p.feed.ceiling,
        ratio_penalty=int(p.feed.ratio_penalty),
        desk_opens=_ms(p.dialogue.opens, HOUR),
        desk_hours=_ms(p.dialogue.hours, HOUR),
        desk_minutes=_ms(p.dialogue.minutes, MINUTE),
        patience=_ms(p.dialogue.patience, HOUR),
        triage=int(p.dialogue.order == "closest first"),
        answer_gain=p.dialogue.answer_gain,
        fading=np.maximum(_whole(np.exp(-np.arange(FADING + 1) / 64)), p.dialogue.late),
        fading_step=max(1, _ms(p.dialogue.fades / 64, MINUTE)),
        silence_loss=p.dialogue.silence_loss,
        see_gain=p.dialogue.see_gain,
        share_gain=p.dialogue.share_gain,
        buy_gain=p.dialogue.buy_gain,
        onlookers=p.dialogue.onlookers,
        onlooker_gain=p.dialogue.onlooker_gain,
        close_from=p.dialogue.close_from,
        mention_gaps=np.array(
            [*(round(min(DAY / rate, 1e12)) if rate > 0 else 0 for rate in mentions), 0]
        ),
        posts_a_week=math.ceil(_WEEK / p.posts.every),
        bears=p.fatigue.bears,
        bears_close=p.fatigue.bears_close,
        tiring=_whole((1.0 - p.fatigue.drop) ** np.arange(TIRING)),
        unfollow=p.fatigue.unfollow,
        attract=p.growth.attract,
        ad_views=min(p.growth.ad_views, net.layout.population - net.layout.followers),
        bought_at=_ms(p.growth.bought_day, DAY),
        purge_at=_ms(p.growth.purge_day, DAY),
        purge=threshold(p.growth.purge_share),
        weed_days=p.weed.days,
        weed_per_day=min(p.weed.per_day, p.weed.daily_cap),
        weed_free=p.weed.free_follows,
        weed_ratio=p.weed.ratio,
        weed_after=_ms(p.weed.after, DAY),
        # Published shares are of all who were followed; only people follow back.
        follow_back=threshold(p.weed.follow_back / max(p.public.real, 1e-9)),
        stay=threshold(p.weed.stay),
        partners=p.partners.count,
        partner_agrees=threshold(p.partners.agree),
        **_partners(p, net),
        partner_every=p.partners.every,
        following=p.feed.following,
        large=p.network.large,
        counts_exposed=False,
    )
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def _partners(p: Parameters, net: Network) -> dict[str, int]:
    """Audience of a partner, and how many of it follow us: both fit into the world."""
    known = round(p.partners.overlap * min(p.partners.audience, int(net.layout.followers)))
    strangers = min(p.partners.audience - known, net.layout.population - net.layout.followers)
    return {"partner_audience": known + strangers, "partner_known": known}


def _whole(values: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Rounded to 1/65536, so that the last bit of exp and pow never decides anything."""
    return np.asarray(np.rint(values * ONE) / ONE, np.float64)


def _audience(
    group: Group | Public, p: Parameters
) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """Followings of a group as a function of a normal value: lognormal body, Pareto tail."""
    median, spread = group.audience, group.audience_spread
    tail, power = p.network.tail_from, p.network.tail_exponent

    def of(z: NDArray[np.float64]) -> NDArray[np.float64]:
        body = median * np.exp(spread * z)
        if median <= 0 or spread < _NONE or median >= tail:
            return body
        above = ndtr(-np.log(tail / median) / spread)
        return np.where(body > tail, tail * (above / ndtr(-z)) ** (1.0 / power), body)

    return of


def onward(parameters: Parameters) -> float:
    """Mean number of further sharers that one sharer finds, before the cap (evidence 1.4).

    Averages F x see x share x (F / 1000)^-discount x real over the public's followings F, in a
    synthetic world where nobody is shown a post twice; the discount acts in part on see. Where
    chances to share would pass 1 it is more than they find, so the cap holds there too.
    """
    p = parameters
    steps = 1 << 14
    followings = _audience(p.public, p)(ndtri((np.arange(steps) + 0.5) / steps))
    followings = np.minimum(np.floor(followings), p.network.population - 1)
    size = np.maximum(followings, 1.0) / _REFERENCE
    on_noticing = p.network.discount * p.network.looks_away
    seen = np.minimum(1.0, p.public.see * size**-on_noticing)
    found = followings * seen * size ** (on_noticing - p.network.discount)
    mean = float(np.mean(found))
    if p.network.kind == "hubs":
        core, others = np.mean(found[-steps // CORE :]), np.mean(found[: -steps // CORE])
        mean = float(p.network.within * core + (1.0 - p.network.within) * others)
    ready = p.public.interest + (1.0 - p.public.interest) * p.public.off_niche
    return mean * p.public.real * p.public.share * ready


def needed_bytes(made: Any) -> int:
    """Memory one world may come to need, in bytes: the state of every account and its events."""
    return _bytes(int(made.population), int(made.posts), int(made.followers))


def memory(parameters: Parameters, table: Table | None = None) -> int:
    """What `needed_bytes` comes to at most, told from the levers alone, without a plan."""
    listed = sum(group.size for _, group in groups(parameters.followers))
    accounts = len(table.ids) if table else parameters.network.population
    return _bytes(accounts, parameters.posts.count, accounts if table else listed)


def _bytes(accounts: int, posts: int, followers: int) -> int:
    per_account = 1 + max(posts, 1) + 8 + 2 * 4  # cells, warmth, lists
    return accounts * per_account + 64 * followers


def _check_memory(made: Any, parameters: Parameters, run: Run) -> None:
    results = run.worlds * (TALLY.itemsize + POST.itemsize * max(int(made.posts), 1))
    needed = needed_bytes(made) + results
    if needed > run.memory * 1e9:
        raise UserError(
            f"this run may need {needed / 1e9:.1f} GB, more than memory = {run.memory:g} GB "
            f"allows: lower network.population (now {parameters.network.population:,}) "
            f"or posts.count (now {parameters.posts.count:,}), or take fewer worlds "
            f"(now {run.worlds:,})"
        )
