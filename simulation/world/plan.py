"""From parameters to a plan: thresholds, tables and runs of accounts, once per scenario."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from simulation.errors import UserError
from simulation.network import KINDS, LAYOUT, NICHE_LAND, OPEN_LAND, ROWS, TABLE, Network
from simulation.network.tables import Table, most_followed, number_of
from simulation.parameters import Group, Parameters, Run, groups
from simulation.randomness import (
    WORD,
    exponential_table,
    lognormal_table,
    quantile_table,
    threshold,
)
from simulation.world.state import (
    BINS,
    CLICK,
    DAY,
    DEEDS,
    FADING,
    FOLLOW,
    GROUPS,
    HOUR,
    LIKE,
    MINUTE,
    ONE,
    PLAN,
    PUBLIC,
    REPLY,
    SHARE,
    TIRING,
    records,
)

NO_TIES = np.zeros(0, np.int64)
_REFERENCE = 1_000.0  # followers at which the size discount is neutral
_WEEK = 7 * 24.0  # hours


def plan(parameters: Parameters, run: Run, table: Table | None = None) -> tuple[Any, Network]:
    """The plan of a scenario and its network. `table` is needed by the kind 'table' alone.

    Raises UserError for what only a table can show to be wrong, and for a run that would need
    more memory than `run.memory` allows.
    """
    kind = KINDS[parameters.network.kind]
    if kind == TABLE:
        if table is None:
            raise UserError(f"network.table = {parameters.network.table!r} was not loaded")
        parameters, net, rows = _listed(parameters, table)
    else:
        net, rows = _computed(parameters, kind)
    made = _plan(parameters, run, net, rows)
    _check_memory(made, parameters, run)
    return made, net


def accounts_of(parameters: Parameters, table: Table) -> tuple[str, ...]:
    """The ids in the file of accounts 0, 1, ...: us, our followers, the rest. Raises UserError."""
    order, _ = _order(parameters, table)
    return tuple(table.ids[number] for number in order)


def plan_cascade(table: Table, chance: float | None) -> tuple[Any, Network]:
    """The plain independent cascade: everybody who notices passes it on, one chance per tie.

    Node i of the table is account i + 1; `chance` None takes the table's own.
    """
    size = len(table.indptr) - 1
    setup = {"network": {"kind": "table", "table": table.name, "discount": 0.0},
             "posts": {"count": 1, "hour": 0.0, "appeal_spread": 0.0},
             "followers": {"fans": {"size": 1}},
             "public": {"real": 1.0, "see": chance or 0.0, "share": 1.0, "like": 0.0, "reply": 0.0,
                        "click": 0.0, "buy": 0.0, "follow": 0.0, "interest": 0.0}}  # fmt: skip
    parameters = Parameters.model_validate(setup)
    net = Network(
        layout=_layout(TABLE, size, 0, [], [], []),
        indptr=np.concatenate([[0], table.indptr]), indices=table.indices + np.int32(1),
        ties=_thresholds(table.chances) if chance is None else NO_TIES,
    )  # fmt: skip
    made = _plan(parameters, Run(days=3_650.0), net, _Rows([], [], [], [0] * PUBLIC, [1] * PUBLIC))
    made.posts, made.horizon = 1, np.iinfo(np.int64).max >> 20
    made.steps = BINS / made.horizon
    return made, net


class _Rows:
    """Runs of like followers: group, realness and niche of each, sizes and firsts of the groups."""

    def __init__(
        self,
        group: list[int],
        real: list[int],
        niche: list[int],
        sizes: list[int],
        firsts: list[int],
    ) -> None:
        self.group, self.real, self.niche = group, real, niche
        self.sizes, self.firsts = sizes, firsts


def _runs(sizes: list[int], traits: list[Group]) -> tuple[_Rows, list[int], list[int]]:
    """Cut every group into its real niche people, its other real people and its fakes."""
    rows = _Rows([], [], [], sizes, [])
    counts: list[int] = []
    firsts: list[int] = []
    account = 1
    for number, (size, group) in enumerate(zip(sizes, traits, strict=True)):
        rows.firsts.append(account)
        real = round(size * group.real)
        niche = round(real * group.interest)
        for count, is_real, is_niche in ((niche, 1, 1), (real - niche, 1, 0), (size - real, 0, 0)):
            if count:
                rows.group.append(number)
                rows.real.append(is_real)
                rows.niche.append(is_niche)
                counts.append(count)
                firsts.append(account)
                account += count
    return rows, counts, firsts


def _computed(parameters: Parameters, kind: int) -> tuple[Network, _Rows]:
    population = parameters.network.population
    traits = [group for _, group in groups(parameters.followers)]
    rows, counts, firsts = _runs([group.size for group in traits], traits)
    followers = sum(counts)
    lands = [NICHE_LAND if niche else OPEN_LAND for niche in rows.niche]
    settled = [0, 0]
    starts = []
    for land, count in zip(lands, counts, strict=True):
        starts.append(settled[land])
        settled[land] += count
    niche_public = round(parameters.public.interest * (population - followers))
    niche_land = settled[NICHE_LAND] + niche_public
    layout = _layout(kind, population, followers, firsts, lands, starts)
    layout.within = parameters.network.within
    layout.community = parameters.network.community_size
    layout.land = [0, niche_land, population]
    layout.settled = settled
    layout.row_first[layout.rows - 1] += niche_public
    layout.row_start[layout.rows - 2 : layout.rows] = settled
    return Network(layout, NO_TIES, np.zeros(0, np.int32), NO_TIES), rows


def _layout(
    kind: int,
    population: int,
    followers: int,
    firsts: list[int],
    lands: list[int],
    starts: list[int],
) -> Any:
    """A network's layout in which the public lives in the open land only."""
    layout = records(LAYOUT, 1)[0]
    layout.kind, layout.population, layout.followers = kind, population, followers
    layout.land = [0, 0, population]
    layout.rows = len(firsts) + 2
    layout.row_first = _padded([*firsts, followers + 1, followers + 1])
    layout.row_land = _padded([*lands, NICHE_LAND, OPEN_LAND])
    layout.row_start = _padded([*starts, 0, 0])
    return layout


def _idle(chance: NDArray[np.float64], unfollow: float) -> NDArray[np.bool_]:
    """Groups whose first look at a post can lead to nothing but a share."""
    stays = np.arange(len(GROUPS)) == PUBLIC if unfollow > 0 else True
    return ~chance[:, [LIKE, REPLY, CLICK, FOLLOW]].any(axis=1) & stays


def _settled_traits(p: Parameters, net: Network) -> bool:
    """Nothing about a member of the public is drawn: realness, niche, or followings."""
    return net.layout.kind == TABLE and p.public.real == 1.0 and p.public.interest in (0.0, 1.0)


def _padded(values: list[int]) -> NDArray[np.int64]:
    return np.pad(np.array(values, np.int64), (0, ROWS - len(values)))


def _listed(parameters: Parameters, table: Table) -> tuple[Parameters, Network, _Rows]:
    """A table's network with us as account 0 and our followers next, split by the groups' shares."""
    order, ours = _order(parameters, table)
    old = np.arange(len(order))
    new = np.empty(len(order), np.int32)
    new[order] = old
    degree = np.diff(table.indptr)[order]
    indptr = np.concatenate([[0], np.cumsum(degree)])
    ties = np.repeat(table.indptr[:-1][order] - indptr[:-1], degree) + np.arange(indptr[-1])
    traits = [group for _, group in groups(parameters.followers)]
    rows, _, firsts = _runs(_shared_out(len(ours), [group.size for group in traits]), traits)
    net = Network(
        layout=_layout(TABLE, len(old) - 1, len(ours), firsts, [OPEN_LAND] * len(firsts), [0] * len(firsts)),
        indptr=indptr, indices=new[table.indices[ties]],
        ties=NO_TIES if table.chances is None else _thresholds(table.chances[ties]),
    )  # fmt: skip
    return parameters, net, rows


def _order(parameters: Parameters, table: Table) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The numbers in the table of accounts 0, 1, ... (us, our followers, the rest); our followers."""
    wanted = parameters.network.us
    us = number_of(table, wanted) if wanted else most_followed(table)
    ours = table.indices[table.indptr[us] : table.indptr[us + 1]]
    if len(ours) == 0:
        raise UserError(f"network.us = {wanted!r} has no followers in {table.name}")
    rest = np.ones(len(table.indptr) - 1, bool)
    rest[ours] = False
    rest[us] = False
    return np.concatenate([[us], ours, np.flatnonzero(rest)]), ours


def _shared_out(total: int, weights: list[int]) -> list[int]:
    """Whole numbers in proportion to `weights` that add up to `total` (largest remainders)."""
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts


def _thresholds(chances: NDArray[np.float64] | None) -> NDArray[np.int64]:
    if chances is None:
        raise UserError("this list of ties has no weights; give one probability for all of them")
    return (np.clip(chances, 0.0, 1.0) * WORD).astype(np.int64)


def _ms(amount: float, unit: int) -> int:
    return round(amount * unit)


def _plan(parameters: Parameters, run: Run, net: Network, rows: _Rows) -> Any:
    p = parameters
    traits = [group for _, group in groups(p.followers)]
    everybody = [*traits, p.public]
    chance = np.array([[getattr(group, deed, 0.0) for deed in DEEDS] for group in everybody])
    if net.layout.kind != TABLE:
        chance[PUBLIC, SHARE] *= min(1.0, p.network.onward_cap / max(onward(p), 1e-300))
    horizon = _ms(run.days, DAY)
    first_post, between = _ms(p.posts.hour, HOUR), _ms(p.posts.every, HOUR)
    posts = min(p.posts.count, max(0, -(-(horizon - first_post) // between)))
    apart = p.network.clustering
    niche = p.public.interest
    open_niche = niche if net.layout.kind == TABLE else (1.0 - apart) * niche
    mentions = [size * group.mentions for size, group in zip(rows.sizes, traits, strict=True)]
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
        sizes=np.array([*rows.sizes, net.layout.population - net.layout.followers]),
        firsts=np.array([*rows.firsts, net.layout.followers + 1]),
        row_group=_padded([*rows.group, PUBLIC, PUBLIC]),
        row_real=_padded([*rows.real, 1, 1]),
        row_niche=_padded([*rows.niche, 0, 0]),
        idle=_idle(chance, p.fatigue.unfollow),
        resolved=(chance[:, SHARE] == 0.0) | (chance[:, SHARE] == 1.0),
        settled_traits=_settled_traits(p, net),
        public_real=threshold(p.public.real),
        public_niche=np.array([threshold(open_niche + apart), threshold(open_niche)]),
        off_niche=p.public.off_niche,
        discount=p.network.discount,
        audiences=np.stack([quantile_table(_audience(group, p)) for group in everybody]),
        delays=lognormal_table(p.posts.delay, p.posts.delay_spread, MINUTE),
        appeals=lognormal_table(
            np.exp(-(p.posts.appeal_spread**2) / 2), p.posts.appeal_spread, ONE
        ),
        gaps=exponential_table(ONE),
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
            [*(min(round(DAY / rate), 10**12) if rate > 0 else 0 for rate in mentions), 0]
        ),
        posts_a_week=int(_WEEK / p.posts.every),
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
        follow_back=threshold(p.weed.follow_back),
        stay=threshold(p.weed.stay),
        partners=p.partners.count,
        partner_agrees=threshold(p.partners.agree),
        **_partners(p, net),
        partner_every=p.partners.every,
        following=p.feed.following,
        large=p.network.large,
    )
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def _partners(p: Parameters, net: Network) -> dict[str, int]:
    """Audience of a partner, and how many of it follow us: both fit into the world."""
    known = min(round(p.partners.audience * p.partners.overlap), net.layout.followers)
    strangers = min(p.partners.audience - known, net.layout.population - net.layout.followers)
    return {"partner_audience": known + strangers, "partner_known": known}


def _whole(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rounded to 1/65536, so that the last bit of exp and pow never decides anything."""
    return np.rint(values * ONE) / ONE


def _audience(group: Group | object, p: Parameters):  # type: ignore[no-untyped-def]
    """Followings of a group as a function of a normal value: lognormal body, Pareto tail."""
    median, spread = group.audience, group.audience_spread  # type: ignore[attr-defined]
    tail, power = p.network.tail_from, p.network.tail_exponent

    def of(z: NDArray[np.float64]) -> NDArray[np.float64]:
        body = median * np.exp(spread * z)
        if median <= 0 or spread <= 0 or median >= tail:
            return body
        above = ndtr(-np.log(tail / median) / spread)
        return np.where(body > tail, tail * (above / ndtr(-z)) ** (1.0 / power), body)

    return of


def onward(parameters: Parameters) -> float:
    """Mean number of further sharers that one sharer finds, before the cap (evidence 1.4).

    Averages F x see x (F / 1000)^-discount x real x share over the public's followings F, in a
    synthetic world without saturation.
    """
    p = parameters
    steps = 1 << 14
    followings = _audience(p.public, p)(ndtri((np.arange(steps) + 0.5) / steps))
    followings = np.minimum(np.floor(followings), p.network.population - 1)
    size = np.maximum(followings, 1.0) / _REFERENCE
    seen = followings * np.minimum(1.0, p.public.see * size**-p.network.discount)
    mean = float(np.mean(seen))
    if p.network.kind == "hubs":
        core = float(np.mean(seen[-steps // 100 :]))
        mean = p.network.within * core + (1.0 - p.network.within) * mean
    ready = p.public.interest + (1.0 - p.public.interest) * p.public.off_niche
    return mean * p.public.real * p.public.share * ready


def needed_bytes(made: Any) -> int:
    """Memory one world may come to need, in bytes: the state of every account and its events."""
    per_account = 1 + max(int(made.posts), 1) + 8 + 2 * 4  # cells, warmth, lists
    return made.population * per_account + 64 * made.followers


def _check_memory(made: Any, parameters: Parameters, run: Run) -> None:
    needed = needed_bytes(made)
    if needed > run.memory * 1e9:
        raise UserError(
            f"this run may need {needed / 1e9:.1f} GB, more than memory = {run.memory:g} GB allows: "
            f"lower network.population (now {parameters.network.population:,}) or posts.count "
            f"(now {parameters.posts.count:,})"
        )
