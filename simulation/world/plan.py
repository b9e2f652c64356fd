"""The plan: from parameters to the figures that the rules read, once per scenario.

Levers reach the rules by themselves, copied into the record field by field; only what follows from
several of them, or is a table, is worked out here.
"""

import math
from collections.abc import Callable
from typing import get_type_hints

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from simulation.errors import UserError
from simulation.network import KINDS, TABLE, Network
from simulation.network.synthetic import CORE
from simulation.network.tables import Table
from simulation.parameters import Group, Levers, Parameters, Public, Run, Value, groups
from simulation.randomness import (
    exponential_table,
    lognormal_table,
    quantile_table,
    threshold,
)
from simulation.records import Floats, blank, dtype_of
from simulation.world.layout import Segment, bare, listed, padded, synthetic
from simulation.world.state import (
    BINS,
    DAY,
    FADING,
    HOUR,
    MINUTE,
    ONE,
    POST,
    PUBLIC,
    TALLY,
    TIRING,
    GroupLevers,
    Plan,
    milliseconds,
)

_REFERENCE = 1_000.0  # followers at which the audience-size discount is neutral
_WEEK = 7 * 24.0  # hours
_NONE = 1e-9  # a spread below that is none
_SECTIONS = tuple(  # of the lever tree, that the rules read
    name
    for name, hint in get_type_hints(Plan).items()
    if isinstance(hint, type) and issubclass(hint, Levers)
)


def plan(parameters: Parameters, run: Run, table: Table | None = None) -> tuple[Plan, Network]:
    """The plan of a scenario and its network. `table` is needed by the kind 'table' alone.

    Raises UserError for what only a table can show to be wrong, and for a run that would need
    more memory than `run.memory` allows.
    """
    kind = KINDS[parameters.network.kind]
    if kind != TABLE:
        net, segments = synthetic(parameters, kind)
    elif table is not None:
        net, segments = listed(parameters, table)
    else:
        raise UserError(
            f"{{network.table}} = {parameters.network.table!r} was not loaded",
            path="network.table",
            value=parameters.network.table,
        )
    made = _plan(parameters, run, net, segments)
    _check_memory(made, parameters, run)
    return made, net


def plan_cascade(table: Table, chance: float | None) -> tuple[Plan, Network]:
    """The plain independent cascade: everyone who notices shares, with one chance per tie.

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
    made.published, made.horizon = 1, np.iinfo(np.int64).max >> 20
    made.grid_steps = BINS / made.horizon
    made.counts_exposed = True
    return made, net


def _plan(p: Parameters, run: Run, net: Network, segments: list[Segment]) -> Plan:
    made = blank(Plan)
    _copy_levers(made, p)
    if net.layout.kind != TABLE:
        made.groups[PUBLIC].share *= min(1.0, p.network.onward_cap / max(onward(p), 1e-300))
    made.population, made.followers = net.layout.population, net.layout.followers
    made.horizon = milliseconds(run.days, DAY)
    made.grid_steps = BINS / made.horizon
    left = made.horizon - milliseconds(p.posts.hour, HOUR)
    made.published = min(p.posts.count, max(0, -(-left // milliseconds(p.posts.every, HOUR))))
    _count_accounts(made, p, segments)
    _find_certainties(made, p, net)
    _tabulate(made, p)
    apart, niche = p.network.clustering, p.public.interest
    open_niche = niche if net.layout.kind == TABLE else (1.0 - apart) * niche
    made.public_real = threshold(p.public.real)
    made.public_niche[:] = threshold(open_niche + apart), threshold(open_niche)
    made.notice_discount = p.network.discount * p.network.looks_away
    made.act_discount = p.network.discount * (1.0 - p.network.looks_away)
    made.chance_per_tie = p.posts.chance_per == "tie"
    made.closest_first = p.dialogue.order == "closest first"
    made.posts_a_week = math.ceil(_WEEK / p.posts.every)
    strangers = made.population - made.followers
    made.ad_views = min(p.growth.ad_views, strangers)
    made.follows_per_day = min(p.weed.per_day, p.weed.daily_cap)
    # Published shares are of all who were followed; only people follow back.
    made.follow_back = threshold(p.weed.follow_back / max(p.public.real, 1e-9))
    # The audience of a partner, and those of it who follow us: both fit into the population.
    made.partner_known = round(p.partners.overlap * min(p.partners.audience, made.followers))
    unknown = min(p.partners.audience - made.partner_known, strangers)
    made.partner_audience = made.partner_known + unknown
    return made


def _copy_levers(made: Plan, p: Parameters) -> None:
    """Copy every numeric lever into its field; a group gets 0 for levers that it does not have."""
    sections: dict[str, Levers] = {name: getattr(p, name) for name in _SECTIONS}
    levers = {name: _values(each, type(each)) for name, each in sections.items()}
    by_group = [_values(group, GroupLevers) for group in _everyone(p)]
    for name, value in {**levers, "groups": by_group}.items():
        setattr(made, name, value)


def _values(levers: Levers, record: type) -> tuple[Value, ...]:
    """The levers that a record class has fields for, in their order there."""
    return tuple(getattr(levers, name, 0) for name in dtype_of(record).names or ())


def _everyone(p: Parameters) -> list[Group | Public]:
    return [*(group for _, group in groups(p.followers)), p.public]


def _count_accounts(made: Plan, p: Parameters, segments: list[Segment]) -> None:
    """Fill in the accounts of each group and segment, and the groups' unprompted mentions."""
    sizes = [sum(s.count for s in segments if s.group == group) for group in range(PUBLIC)]
    firsts = [1 + sum(sizes[:group]) for group in range(PUBLIC)]
    made.sizes[:] = [*sizes, made.population - made.followers]
    made.first_accounts[:] = [*firsts, made.followers + 1]
    made.segment_group[:] = padded([*(s.group for s in segments), PUBLIC, PUBLIC])
    made.segment_real[:] = padded([*(s.real for s in segments), 1, 1])
    made.segment_niche[:] = padded([*(s.niche for s in segments), 0, 0])
    for group, (_, levers) in enumerate(groups(p.followers)):
        rate = sizes[group] * levers.mentions
        made.mention_gaps[group] = round(min(DAY / rate, 1e12)) if rate > 0 else 0


def _find_certainties(made: Plan, p: Parameters, net: Network) -> None:
    """Fill in the cases that need no draw, which saves the time of drawing."""
    alike = p.public.off_niche == 1.0 and p.network.discount == 0.0 and p.posts.pull_spread == 0.0
    for number in range(PUBLIC + 1):
        group = made.groups[number]
        leaves = number != PUBLIC and p.fatigue.unfollow > 0.0
        silent = max(group.like, group.reply, group.click, group.follow) == 0.0
        made.only_shares[number] = silent and not leaves
        # Appeal and closeness act on followers, so a chance of 1 is certain for the public alone.
        always = number == PUBLIC and group.share == 1.0 and alike
        made.certain_share[number] = group.share == 0.0 or always
    certain = p.public.real == 1.0 and p.public.interest in (0.0, 1.0)
    made.uniform_public = net.layout.kind == TABLE and certain


def _tabulate(made: Plan, p: Parameters) -> None:
    """Fill in the tables of quantiles, of fading answers and of tired followers."""
    posts = p.posts
    made.audiences[:] = np.stack([quantile_table(_audience(group, p)) for group in _everyone(p)])
    made.delays[:] = lognormal_table(posts.delay, posts.delay_spread, MINUTE)
    median = posts.appeal * np.exp(-(posts.appeal_spread**2) / 2)
    made.appeals[:] = lognormal_table(median, posts.appeal_spread, ONE)
    made.waits[:] = exponential_table(ONE)
    made.pulls[:] = lognormal_table(np.exp(-(posts.pull_spread**2) / 2), posts.pull_spread, ONE)
    fading = _rounded(np.exp(-np.arange(FADING + 1) / 64))
    made.answer_effect[:] = np.maximum(fading, p.dialogue.late)
    made.answer_effect_step = max(1, milliseconds(p.dialogue.fades / 64, MINUTE))
    made.attention[:] = _rounded((1.0 - p.fatigue.drop) ** np.arange(TIRING))


def _rounded(values: NDArray[np.floating]) -> Floats:
    """Values rounded to 1/65536, so that the last bit of exp and pow never decides anything."""
    return np.asarray(np.rint(values * ONE) / ONE, np.float64)


def _audience(group: Group | Public, p: Parameters) -> Callable[[Floats], Floats]:
    """Follower counts of a group by standard normal value: lognormal body, Pareto tail."""
    median, spread = group.audience, group.audience_spread
    tail, power = p.network.tail_from, p.network.tail_exponent

    def of(z: Floats) -> Floats:
        body = median * np.exp(spread * z)
        if median <= 0 or spread < _NONE or median >= tail:
            return body
        above = ndtr(-np.log(tail / median) / spread)
        return np.where(body > tail, tail * (above / ndtr(-z)) ** (1.0 / power), body)

    return of


def onward(parameters: Parameters) -> float:
    """Mean number of further sharers that one sharer brings, before the cap.

    Averages F x see x share x (F / 1000)^-discount x real over the public's follower counts F, in a
    synthetic network where nobody is shown a post twice; the discount acts in part on see. Where
    chances to share would exceed 1 it is more than the true mean, so the cap holds there too.
    """
    p = parameters
    steps = 1 << 14
    audience = _audience(p.public, p)(ndtri((np.arange(steps) + 0.5) / steps))
    audience = np.minimum(np.floor(audience), p.network.population - 1)
    size = np.maximum(audience, 1.0) / _REFERENCE
    on_noticing = p.network.discount * p.network.looks_away
    seen = np.minimum(1.0, p.public.see * size**-on_noticing)
    found = audience * seen * size ** (on_noticing - p.network.discount)
    mean = float(np.mean(found))
    if p.network.kind == "hubs":
        core, others = np.mean(found[-steps // CORE :]), np.mean(found[: -steps // CORE])
        mean = float(p.network.within * core + (1.0 - p.network.within) * others)
    ready = p.public.interest + (1.0 - p.public.interest) * p.public.off_niche
    return mean * p.public.real * p.public.share * ready


def needed_bytes(made: Plan) -> int:
    """Memory that one replicate may need, in bytes: the state of every account, and its events."""
    return _bytes(int(made.population), int(made.published), int(made.followers))


def memory(parameters: Parameters, table: Table | None = None) -> int:
    """An upper limit of `needed_bytes` from the levers alone, without a plan."""
    listed = sum(group.size for _, group in groups(parameters.followers))
    accounts = len(table.ids) if table else parameters.network.population
    return _bytes(accounts, parameters.posts.count, accounts if table else listed)


def _bytes(accounts: int, posts: int, followers: int) -> int:
    per_account = 1 + max(posts, 1) + 8 + 2 * 4  # cells, closeness, lists
    return accounts * per_account + 64 * followers


def _check_memory(made: Plan, parameters: Parameters, run: Run) -> None:
    results = run.worlds * (TALLY.itemsize + POST.itemsize * max(int(made.published), 1))
    needed = needed_bytes(made) + results
    if needed > run.memory * 1e9:
        raise UserError(
            f"this run may need {needed / 1e9:.1f} GB, more than {{memory}} = {run.memory:g} GB "
            f"allows: lower {{network.population}} (now {parameters.network.population:,}), "
            f"{{posts.count}} (now {parameters.posts.count:,}) or {{worlds}} (now {run.worlds:,})",
            path="memory",
            value=run.memory,
            legal=f"at least {needed / 1e9:.1f} GB",
            fields=("network.population", "posts.count", "worlds"),
        )
