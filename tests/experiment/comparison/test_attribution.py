"""What each difference explains: parts that add up to the whole, known by hand."""

import math

import numpy as np
import pytest

from simulation.errors import UserError
from simulation.experiment import Setup
from simulation.experiment.comparison.attribution import SCENARIOS, WORLDS, explain
from simulation.experiment.runner.runner import open_runner
from simulation.outcomes import Column
from simulation.parameters import Parameters, Run, Value, changed, values
from tests.experiment.fake_runner import FakeRunner, fake
from tests.worlds import still

NAN = float("nan")
RUN = Run(worlds=50, days=2.0)


def setup(settings: dict[str, Value] | None = None, run: Run = RUN) -> Setup:
    return Setup(changed(Parameters(), settings or {}), run)


@pytest.mark.compiled
def test_levers_that_act_apart_get_what_each_does() -> None:
    """Five followers at $2 each, two days of one hour at $10 more: $10 and $20, in every world."""
    dear = {"followers.fans.price": 2.0, "money.wage": 35.0}
    with open_runner() as here:
        found = explain(Setup(still(dear), RUN), Setup(still(), RUN), "cost", here)
    price, wage = found.parts
    assert price.levers == {"followers.fans.price": (2.0, 0.0)}
    assert wage.levers == {"money.wage": (35.0, 25.0)}
    hours = 2 * 1.0 + 1 * still().posts.minutes / 60
    assert price.effect == pytest.approx(np.full(50, 10.0))
    assert wage.effect == pytest.approx(np.full(50, 10.0 * hours))
    assert found.whole == pytest.approx(10 + 10 * hours)
    assert price.share == pytest.approx(10 / (10 + 10 * hours))
    assert (price.low90, price.high90) == pytest.approx((10, 10))
    assert (found.scenarios, found.orders, found.exact) == (4, 2, True)


@pytest.mark.compiled
def test_what_only_works_together_is_shared_evenly_among_the_orders() -> None:
    """Eight at $2 less five at $1: three more for 1 or 2, a dollar more for five or eight."""
    one = {"followers.fans.size": 5, "followers.fans.price": 1.0}
    two = {"followers.fans.size": 8, "followers.fans.price": 2.0}
    with open_runner() as here:
        found = explain(Setup(still(two), RUN), Setup(still(one), RUN), "cost", here)
    assert [part.mean for part in found.parts] == pytest.approx([4.5, 6.5])
    assert [list(part.levers) for part in found.parts] == [
        ["followers.fans.size"],
        ["followers.fans.price"],
    ]


@pytest.mark.compiled
def test_parts_add_up_in_every_world_of_the_real_model() -> None:
    levers: dict[str, Value] = {
        "posts.count": 6,
        "followers.casual.see": 0.1,
        "followers.fans.size": 150,
        "public.share": 0.01,
        "dialogue.hours": 0.0,
    }
    small = {"network.population": 3_000, "followers.casual.size": 300, "posts.count": 3}
    run = Run(worlds=40, days=5.0)
    a, b = setup({**small, **levers}, run), setup(dict(small), run)
    with open_runner() as here:
        found = explain(a, b, "impressions", here)
        one, other = (each["impressions"] for each in here.measure([a, b]))
    assert {path for part in found.parts for path in part.levers} == set(levers)
    assert sum(part.effect for part in found.parts) == pytest.approx(one - other, abs=1e-9)
    assert found.whole == pytest.approx(np.mean(one - other))
    shares = [part.share for part in found.parts]
    assert sum(share for share in shares if share is not None) == pytest.approx(1)
    assert (found.scenarios, found.orders, found.exact) == (32, 120, True)


# Any number of levers that may be moved freely, and what each adds in a made-up world.
DEEDS = ("see", "share", "like", "reply", "click", "buy", "interest")
FREE = [
    path
    for path in values(Parameters())
    if path.startswith(("followers.", "public.")) and path.split(".")[-1] in DEEDS
]


def added(setup: Setup) -> Column:
    """Each lever of FREE times its number, and the first two of a world together besides."""
    now = values(setup.parameters)
    sizes = [float(now[path]) * (number + 1) for number, path in enumerate(FREE)]
    return sum(sizes) + np.arange(1.0, 1_001.0) * float(now[FREE[0]]) * float(now[FREE[1]])


@pytest.mark.compiled
@pytest.mark.parametrize("levers", [7, 12, 24])
def test_many_levers_are_turned_in_some_orders_and_still_add_up(levers: int) -> None:
    base: dict[str, Value] = dict.fromkeys(FREE, 0.0)
    a, b = setup({**base, **dict.fromkeys(FREE[:levers], 0.5)}), setup(base)
    maker = FakeRunner(added)
    found = explain(a, b, "reach", maker)
    assert len(found.parts) == levers
    assert not found.exact
    assert found.orders >= 2
    assert found.orders % 2 == 0
    assert len(set(maker.measured)) - 1 == found.scenarios <= SCENARIOS
    assert found.scenarios * found.worlds <= WORLDS
    whole = added(a) - added(b)
    assert sum(part.effect for part in found.parts) == pytest.approx(whole[: found.worlds])
    for number, part in enumerate(found.parts[2:], 3):  # those that act apart: exact all the same
        assert part.effect == pytest.approx(np.full(found.worlds, number / 2))
    # Mirrored orders: of two that act together each comes first as often as the other.
    both = [part.effect - (number + 1) / 2 for number, part in enumerate(found.parts[:2])]
    assert both[0] == pytest.approx(both[1])


@pytest.mark.compiled
def test_too_many_levers_move_by_their_tables() -> None:
    base: dict[str, Value] = dict.fromkeys(FREE, 0.0)
    a, b = setup(dict.fromkeys(FREE, 0.5)), setup(base)
    assert len(FREE) > 24
    found = explain(a, b, "reach", fake(added))
    assert [{path.rpartition(".")[0] for path in part.levers} for part in found.parts] == [
        *({f"followers.{kind}"} for kind in Parameters().followers.model_dump()),
        {"public"},
    ]
    whole = added(a) - added(b)
    assert sum(part.effect for part in found.parts) == pytest.approx(whole[: found.worlds])


@pytest.mark.compiled
def test_levers_that_are_not_legal_alone_move_together_and_no_others() -> None:
    """Nobody may be left without followers; the post count has nothing to do with it."""
    one = {"followers.fans.size": 5, "followers.casual.size": 0, "posts.count": 2}
    two = {"followers.fans.size": 0, "followers.casual.size": 9, "posts.count": 3}
    with open_runner() as here:
        found = explain(Setup(still(two), RUN), Setup(still(one), RUN), "hours", here)
    assert [set(part.levers) for part in found.parts] == [
        {"followers.fans.size", "followers.casual.size"},
        {"posts.count"},
    ]
    assert found.parts[0].mean == 0
    assert math.factorial(2) == found.orders


@pytest.mark.compiled
def test_levers_that_mean_nothing_alone_move_together() -> None:
    table = {"network.kind": "table", "network.table": "congress", "network.us": "367"}
    with open_runner() as here:
        found = explain(
            setup(table, Run(worlds=3, days=0.5)), setup({}, Run(worlds=3, days=0.5)), "cost", here
        )
    assert [set(part.levers) for part in found.parts] == [set(table)]


def test_without_a_difference_there_are_no_parts() -> None:
    found = explain(setup(), setup(), "reach", fake(added))
    assert (found.parts, found.whole) == ((), None)


def test_worlds_that_lose_the_outcome_on_the_way_are_left_out() -> None:
    def ratio(setup: Setup) -> Column:
        column = np.arange(50.0) + setup.parameters.posts.count
        column[: 5 if setup.parameters.posts.hour == 1.0 else 2] = NAN
        return column

    found = explain(setup({"posts.count": 90, "posts.hour": 1.0}), setup(), "reach", fake(ratio))
    assert (found.worlds, found.left_out) == (45, 5)
    assert [part.mean for part in found.parts] == [78, 0]
    assert np.isnan(found.parts[0].effect).sum() == 5


def test_no_shares_of_what_may_be_luck() -> None:
    def noisy(setup: Setup) -> Column:
        luck = np.random.default_rng(setup.run.seed % 1_000).normal(0, 100, 50)
        return np.asarray(luck + setup.parameters.posts.count)

    found = explain(setup({"posts.count": 13}), setup(), "reach", fake(noisy))
    assert found.parts[0].mean == pytest.approx(1)
    assert found.floor is not None
    assert found.floor > 1
    assert found.parts[0].share is None


@pytest.mark.parametrize(
    ("name", "ratio"),
    [
        ("orders_per_cost", ("orders", "cost")),
        ("cost_per_reach", ("cost", "reach")),
        ("cost_per_niche", ("cost", "niche_reach")),
    ],
)
def test_a_ratio_with_a_denominator_near_zero_is_not_split(name: str, ratio: object) -> None:
    """A step of the way without any cost would have endlessly many orders per dollar."""
    runner = FakeRunner(added)
    found = explain(setup({"posts.count": 90}), setup(), name, runner)
    assert (found.ratio, found.parts, found.scenarios) == (ratio, (), 0)
    assert not runner.measured


@pytest.mark.parametrize("other", [Run(worlds=49, days=2.0), Run(worlds=50, days=2.0, seed=2)])
def test_unlike_runs_are_refused(other: Run) -> None:
    with pytest.raises(UserError, match="the same seed, days and number"):
        explain(setup({"posts.count": 1}), setup({}, other), "reach", fake(added))
