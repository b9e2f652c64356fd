"""From parameters to a plan: who is who, how many, how far a wave goes, and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.errors import UserError
from simulation.network.tables import load
from simulation.parameters import Parameters, Run, Value, changed, levers
from simulation.randomness import WORD, quantile
from simulation.rules import opening_events
from simulation.world import fresh, needed_bytes, plan, plan_cascade
from simulation.world.plan import onward
from simulation.world.state import CASUAL, DAY, FANS, HOUR, MINUTE, PUBLIC, milliseconds
from tests.worlds import GROUPS, still, table_of


def planned(days: float = 28.0, **levers: object):  # type: ignore[no-untyped-def]
    dotted = {name.replace("__", "."): value for name, value in levers.items()}
    return plan(changed(Parameters(), dotted), Run(days=days))


def test_the_smallest_ensemble_is_planned_from_the_defaults() -> None:
    made, net = planned()
    assert (made.population, made.followers, made.published) == (50_000, 1_000, 12)
    assert made.horizon == 28 * DAY
    assert made.sizes.tolist() == [100, 900, 0, 0, 0, 0, 49_000]
    assert made.first_accounts.tolist() == [1, 101, 1001, 1001, 1001, 1001, 1001]
    assert net.layout.population == 50_000


@given(st.integers(1, 300), st.floats(0, 1), st.floats(0, 1))
def test_a_group_is_cut_into_niche_people_others_and_fakes(size, real, niche) -> None:  # type: ignore[no-untyped-def]
    made, net = planned(
        followers__fans__size=size,
        followers__fans__real=real,
        followers__fans__interest=niche,
        followers__casual__size=10,
    )
    kinds = {(1, 1): 0, (1, 0): 0, (0, 0): 0}
    layout = net.layout
    for row in range(layout.segments - 2):
        if made.segment_group[row] == FANS:
            kind = int(made.segment_real[row]), int(made.segment_niche[row])
            kinds[kind] += int(layout.segment_first[row + 1] - layout.segment_first[row])
    assert sum(kinds.values()) == size
    assert kinds[1, 1] + kinds[1, 0] == round(size * real)
    assert kinds[1, 1] == round(round(size * real) * niche)


def test_runs_follow_each_other_without_gaps() -> None:
    made, net = planned(**{f"followers__{group}__size": 50 for group in GROUPS})
    firsts = net.layout.segment_first[: net.layout.segments - 1]
    assert firsts[0] == 1
    assert firsts[-1] == 301
    assert np.all(np.diff(firsts) > 0)
    assert np.all(np.diff(made.segment_group[: net.layout.segments - 2]) >= 0)


@pytest.mark.parametrize(
    ("days", "hour", "every", "count", "posts"),
    [
        (28.0, 9.0, 48.0, 12, 12),
        (2.0, 0.0, 24.0, 99, 2),
        (2.0, 0.5, 24.0, 99, 2),
        (2.0, 24.0, 24.0, 99, 1),
        (1.0, 24.0, 24.0, 99, 0),
        (0.5, 13.0, 1.0, 5, 0),
        (10.0, 0.0, 24.0, 3, 3),
    ],
)
def test_only_posts_within_the_run_are_published(days, hour, every, count, posts) -> None:  # type: ignore[no-untyped-def]
    made, _ = planned(days, posts__hour=hour, posts__every=every, posts__count=count)
    assert made.published == posts
    between = round(every * HOUR)
    last = round(hour * HOUR) + (posts - 1) * between
    assert posts == 0 or last < made.horizon
    assert posts == count or last + between >= made.horizon


SECTIONS = ("network", "posts", "feed", "dialogue", "fatigue", "growth", "weed", "partners")
NUMBERS = [
    path
    for path, lever in levers().items()
    if path.split(".")[0] in SECTIONS and lever.type in ("switch", "integer", "number")
]


@pytest.mark.parametrize("path", NUMBERS)
def test_a_lever_reaches_the_rules_under_its_own_path(path: str) -> None:
    """Declared in parameters, read by rules: nothing in between mentions a lever."""
    lever = levers()[path]
    if lever.type == "switch":
        other: Value = True
    else:
        other = type(lever.default)(lever.low if lever.default == lever.high else lever.high)
    section, name = path.split(".")
    made, _ = plan(changed(Parameters(), {path: other}), Run(memory=900.0))
    assert getattr(getattr(made, section), name) == other != lever.default


def test_levers_of_groups_reach_the_rules_group_by_group() -> None:
    made, _ = planned(followers__bought__see=0.25, public__off_niche=0.5, public__follow=0.125)
    see = [made.groups[group].see for group in range(PUBLIC + 1)]
    p = Parameters()
    assert see == [
        p.followers.fans.see,
        p.followers.casual.see,
        p.followers.followbacks.see,
        0.25,
        p.followers.partners.see,
        p.followers.celebrities.see,
        p.public.see,
    ]
    assert (made.groups[PUBLIC].off_niche, made.groups[PUBLIC].follow) == (0.5, 0.125)
    assert (made.groups[FANS].follow, made.groups[PUBLIC].closeness) == (0.0, 0.0)


def test_times_are_whole_milliseconds() -> None:
    made, _ = planned(posts__hour=9.5, dialogue__minutes=0.1)
    assert opening_events(made)[0].due == milliseconds(made.posts.hour, HOUR) == int(9.5 * HOUR)
    assert milliseconds(made.dialogue.minutes, MINUTE) == 6_000


# How far a wave goes


def test_on_the_defaults_a_sharer_finds_four_tenths_of_another() -> None:
    assert onward(Parameters()) == pytest.approx(0.40, abs=0.02)


@pytest.mark.parametrize("see", [0.05, 0.1, 0.3])
def test_onward_sharing_is_held_at_its_limit(see: float) -> None:
    wild = changed(Parameters(), {"public.see": see, "public.share": 0.2})
    made, _ = plan(wild, Run())
    assert onward(wild) > 0.9
    capped = changed(wild, {"public.share": float(made.groups[PUBLIC].share)})
    assert onward(capped) == pytest.approx(0.9)


def test_below_the_limit_chances_stay_as_given() -> None:
    made, _ = planned()
    assert made.groups[PUBLIC].share == 0.025
    assert made.groups[CASUAL].share == 0.02


def test_onward_is_the_product_when_all_followings_are_equal() -> None:
    p = still({"public.share": 0.3, "public.see": 0.2, "public.real": 0.5})
    assert onward(p) == pytest.approx(10 * 0.2 * 0.5 * 0.3)


def test_onward_counts_the_size_discount() -> None:
    p = still(
        {
            "public.share": 1.0,
            "public.see": 0.01,
            "public.audience": 4_000.0,
            "network.population": 100_000,
            "network.discount": 0.5,
        }
    )
    assert onward(p) == pytest.approx(4_000 * 0.01 * 4.0**-0.5)


def test_onward_counts_those_outside_the_niche_as_less_ready() -> None:
    half = changed(Parameters(), {"public.off_niche": 0.0, "public.interest": 0.5})
    assert onward(half) == pytest.approx(onward(Parameters()) / 2)


# Audiences


def test_followings_are_lognormal_with_a_power_law_beyond_the_tail() -> None:
    made, _ = planned()
    found = np.array([quantile(made.audiences[PUBLIC], word) for word in range(0, WORD, 1 << 17)])
    assert np.median(found) == 61
    body = np.log(found[(found > 3) & (found < 1_000)])
    assert np.quantile(body, 0.5) == pytest.approx(np.log(61), abs=0.15)
    assert (found > 3_000).mean() == pytest.approx(0.0091, rel=0.1)  # 2.36 deviations up
    top = WORD // 512
    found = np.array(
        [quantile(made.audiences[PUBLIC], word) for word in range(WORD - top, WORD, 1 << 6)]
    )
    for size in (20_000, 80_000):
        ratio = (found > 4 * size).sum() / (found > size).sum()
        assert ratio == pytest.approx(4.0**-1.28, rel=0.02)


# Memory


def test_memory_is_refused_before_it_is_taken() -> None:
    p = changed(Parameters(), {"network.population": 100_000_000, "posts.count": 40})
    with pytest.raises(UserError) as refusal:
        plan(p, Run(days=400.0))
    text = str(refusal.value)
    for part in ("memory = 4 GB", "network.population (now 100,000,000)", "(now 40)", "GB, more"):
        assert part in text
    assert "\n" not in text


def test_with_more_memory_allowed_the_same_run_is_planned() -> None:
    p = changed(Parameters(), {"network.population": 3_500_000, "posts.count": 1})
    with pytest.raises(UserError, match=r"memory = 0\.05 GB"):
        plan(p, Run(memory=0.05))
    made, _ = plan(p, Run(memory=0.1))
    assert 5e7 < needed_bytes(made) < 1e8


def test_memory_grows_with_accounts_and_posts() -> None:
    small, large = (planned(network__population=n)[0] for n in (10_000, 1_000_000))
    one, many = (planned(posts__count=n, posts__every=1.0)[0] for n in (1, 500))
    assert needed_bytes(large) > 10 * needed_bytes(small)
    assert needed_bytes(many) >= needed_bytes(one) + 50_000 * 499


# Real networks


def shares(table, **sizes: int):  # type: ignore[no-untyped-def]
    listed = {f"followers.{group}.size": sizes.get(group, 0) for group in GROUPS}
    levers = {**listed, "network.kind": "table", "network.table": "by hand", "network.us": "0"}
    return plan(still(levers), Run(), table)


@given(st.integers(1, 60), st.lists(st.integers(0, 1_000), min_size=6, max_size=6))
def test_followers_of_a_table_are_shared_out_among_the_groups(number, sizes) -> None:  # type: ignore[no-untyped-def]
    sizes[0] += 1
    made, _ = shares(
        table_of({0: list(range(1, number + 1))}), **dict(zip(GROUPS, sizes, strict=True))
    )
    given = np.array(sizes)
    found = made.sizes[:6]
    assert found.sum() == number == made.followers
    assert np.all(np.abs(found - number * given / given.sum()) < 1.0)
    assert np.all(found[given == 0] == 0)


def test_we_come_first_and_our_followers_next() -> None:
    """Account 3 of the file is us: it becomes 0, its followers 1 and 2, and every tie is kept."""
    table = table_of({3: [1, 4], 1: [0, 3], 0: [4]})
    levers = {"network.kind": "table", "network.table": "by hand", "network.us": "3"}
    made, net = plan(still(levers), Run(), table)
    new = {3: 0, 1: 1, 4: 2, 0: 3, 2: 4}
    kept = {
        (followed, int(follower))
        for followed in range(5)
        for follower in net.indices[net.indptr[followed] : net.indptr[followed + 1]]
    }
    assert kept == {
        (new[a], new[b]) for a, row in {3: [1, 4], 1: [0, 3], 0: [4]}.items() for b in row
    }
    assert (made.population, made.followers) == (4, 2)


def test_measured_chances_move_with_their_ties() -> None:
    table = table_of({2: {0: 0.25, 1: 0.5}, 0: {1: 0.75}})
    levers = {"network.kind": "table", "network.table": "by hand", "network.us": "2"}
    _, net = plan(still(levers), Run(), table)
    assert net.indices.tolist() == [1, 2, 2]
    assert net.thresholds.tolist() == [WORD // 4, WORD // 2, WORD // 4 * 3]


def test_without_a_name_the_most_followed_posts() -> None:
    levers = {"network.kind": "table", "network.table": "by hand", "network.us": ""}
    made, _ = plan(still(levers), Run(), table_of({2: [0, 1, 3], 0: [1]}))
    assert made.followers == 3


def test_a_table_must_be_at_hand_and_hold_us_and_our_followers() -> None:
    levers = {"network.kind": "table", "network.table": "by hand"}
    with pytest.raises(UserError, match=r"network.table = 'by hand' was not loaded"):
        plan(still(levers), Run())
    table = table_of({2: [0, 1]})
    with pytest.raises(UserError, match=r"network.us = '1' has no followers in by hand"):
        plan(still({**levers, "network.us": "1"}), Run(), table)
    with pytest.raises(UserError, match="there is no account 'nobody'"):
        plan(still({**levers, "network.us": "nobody"}), Run(), table)


def test_the_plain_cascade_of_a_table_without_chances_needs_one() -> None:
    with pytest.raises(UserError, match="no weights"):
        plan_cascade(table_of({0: [1]}), None)
    made, net = plan_cascade(load("congress"), None)
    assert (made.population, made.followers, made.published) == (475, 0, 1)
    assert net.indptr[0] == net.indptr[1] == 0
    assert net.indices.min() == 1


# What a world begins with


def test_the_opening_events_are_those_of_the_scenario() -> None:
    assert len(opening_events(planned()[0])) == 1
    made, _ = planned(
        followers__casual__mentions=0.1, growth__bought_day=3.0, weed__days=2, growth__purge_day=4.0
    )
    times = sorted(due for due, *_ in opening_events(made).tolist())
    assert times == [0, 0, 9 * HOUR, 3 * DAY, 4 * DAY]


def test_a_fresh_world_is_blank() -> None:
    world = fresh(*planned())
    for array in (world.cells, world.newcomers, world.touched, world.counts, world.by_post):
        assert not array.any()


def test_what_a_world_takes_is_what_was_counted() -> None:
    made, net = planned(posts__count=7)
    world = fresh(made, net)
    arrays = (world.cells, world.closeness_gained, world.newcomers, world.touched)
    taken = sum(array.nbytes for array in arrays)
    assert taken <= needed_bytes(made) < 1.1 * taken


@pytest.mark.parametrize(
    "path", ["followers.fans.mentions", "followers.fans.audience_spread", "public.audience_spread"]
)
def test_the_smallest_number_there_is_is_as_good_as_none(path: str) -> None:
    smallest = 5e-324
    some, none = (plan(changed(Parameters(), {path: value}), Run())[0] for value in (smallest, 0.0))
    assert np.array_equal(some.audiences, none.audiences)
    assert some.mention_gaps[0] in (0, 10**12)
