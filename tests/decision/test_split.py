"""The best split: as good as an exhaustive grid, on made-up outcomes and in real worlds."""

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import product

import numpy as np
import pytest

from simulation.decision import Given, Option, Split, split, split_sentences
from simulation.decision.allocation import Lattice, Search
from simulation.decision.channels import posts_in, spend
from simulation.errors import UserError
from simulation.experiment import Measurer, ResultStore, Setup, open_runner
from simulation.parameters import Parameters, Run, changed
from tests.decision.made import made, only
from tests.experiment.setups import BASE

RUN = Run(worlds=16, days=7.0)
SMALL = changed(BASE, {"partners.fee": 20.0, "partners.audience": 300})
LARGE = changed(SMALL, {"network.population": 10_000_000})  # for made-up outcomes: takes any ads


def known(today: Parameters) -> tuple[Given, ...]:
    """Ranges under which nothing is unknown, under any of the options that a split compares."""
    return only([Option("All", changed(today, {"partners.count": 1, "growth.ad_views": 1}))])


def everything(parts: int, steps: int) -> Iterator[tuple[int, ...]]:
    """Every way to divide so many steps into so many parts."""
    if parts == 1:
        yield (steps,)
        return
    for first in range(steps + 1):
        for rest in everything(parts - 1, steps - first):
            yield (first, *rest)


def as_good(found: float, grid: float, nothing: float) -> bool:
    """Within 2 % of the grid's best; where that may be below zero, of what it adds to nothing."""
    scale = grid if grid > 0 else abs(grid - nothing)
    return found >= grid - 0.02 * scale - 1e-9


def spent(p: Parameters) -> tuple[float, float, float, float]:
    """Ads and creators in dollars, answering and posting in hours a week."""
    ads = p.growth.ad_views * posts_in(p, 7.0) * p.money.ad_price / 1_000
    posting = posts_in(p, 7.0) * p.posts.minutes / 60
    return ads, p.partners.count * 10.0, p.dialogue.hours * 7, posting


def peak(x: float, at: float, width: float) -> float:
    return math.exp(-(((x - at) / width) ** 2))


# What an option brings, by what it spends of $1,000 and 10 hours a week.
MADE: dict[str, Callable[[float, float, float, float], float]] = {
    "a corner": lambda ads, creators, answering, posting: 100 + ads + 0.9 * creators,
    "diminishing returns": lambda ads, creators, answering, posting: (
        3 * math.sqrt(ads) + 2 * math.sqrt(creators) + math.sqrt(answering) + 4 * math.sqrt(posting)
    ),
    "a narrow ridge": lambda ads, creators, answering, posting: (
        50 + 100 * peak(ads, 350, 120) * peak(answering, 7, 2)
    ),
    "two peaks": lambda ads, creators, answering, posting: (
        10 + 90 * peak(ads, 150, 100) + 100 * peak(ads, 900, 70)
    ),
    "together only": lambda ads, creators, answering, posting: 1 + ads * posting / 1_000,
    "flat": lambda ads, creators, answering, posting: 7.0,
    "a step": lambda ads, creators, answering, posting: 5.0 + 20 * (answering >= 6.9),
}


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("goal", ["reach", "profit"])
def test_it_is_as_good_as_the_grid_on_made_up_outcomes(name: str, goal: str) -> None:
    """Every split on the lattice, 231 x 11 or 21 x 21 of them, against those that were tried."""
    law = MADE[name]

    def formula(p: Parameters, noise: np.ndarray) -> Mapping[str, np.ndarray]:
        figures = spent(p)
        value = law(*figures)
        worth = value - 0.05 * (figures[0] + figures[1]) if goal == "profit" else value
        return dict.fromkeys((goal, "cost"), worth + 0 * noise)

    found = split(LARGE, goal, made(formula), RUN, budget=1_000, hours=10, given=known(LARGE))
    keep = goal == "profit"
    best = -math.inf
    for money, hours in product(everything(2 + keep, 20), everything(2 + keep, 20)):
        ads, creators = 50.0 * money[0], 50.0 * money[1]
        answering, posting = 0.5 * hours[0], max(1, round(0.5 * hours[1] * 3)) / 3
        creators = 10.0 * min(200, round(creators / 10))
        value = law(ads, creators, answering, posting)
        best = max(best, value - 0.05 * (ads + creators) if keep else value)
    nothing = law(0, 0, 0, 1 / 3)
    mine = found.figure.mean
    assert mine is not None
    assert as_good(mine, best, nothing), (mine, best, found.amounts)


@pytest.mark.compiled
@pytest.mark.parametrize(
    ("goal", "budget", "hours"),
    [("reach", 60, 4), ("net_followers", 30, 3), ("profit", 60, 4)],
)
def test_it_is_as_good_as_the_grid_in_real_worlds(goal: str, budget: int, hours: int) -> None:
    """Every tenth of the budget and of the hours, of profit every third, on the same draws."""
    keep = goal == "profit"
    steps = 3 if keep else 10
    with open_runner() as runner:
        found = split(SMALL, goal, runner, RUN, budget=budget, hours=hours, given=known(SMALL))
        amounts = [
            {
                "ads": budget * money[0] / steps,
                "creators": budget * money[1] / steps,
                "answering": hours * work[0] / steps,
                "posting": hours * work[1] / steps,
            }
            for money, work in product(everything(2 + keep, steps), everything(2 + keep, steps))
        ]
        run = RUN.model_copy(update={"worlds": found.worlds})
        grid = runner.measure([Setup(spend(SMALL, 7.0, each), run) for each in amounts])
        (nothing,) = runner.measure([Setup(spend(SMALL, 7.0, dict.fromkeys(amounts[0], 0.0)), run)])
    means = [float(np.mean(columns[goal])) for columns in grid]
    assert found.figure.mean is not None
    assert as_good(found.figure.mean, max(means), float(np.mean(nothing[goal])))


@pytest.fixture(scope="module")
def found() -> Split:
    law = MADE["diminishing returns"]
    runner = made(lambda p, noise: {"reach": law(*spent(p)) + 0 * noise, "cost": 0 * noise})
    return split(LARGE, "reach", runner, RUN, budget=1_000, hours=10, given=known(LARGE))


def test_all_is_spent_and_nothing_more(found: Split) -> None:
    amounts = found.amounts
    assert amounts["ads"] + amounts["creators"] == pytest.approx(1_000)
    assert amounts["answering"] + amounts["posting"] == pytest.approx(10)
    assert found.kept == {"money": 0, "hours": 0}
    # Of two square roots the shares are as the squares of their factors.
    assert amounts["ads"] == pytest.approx(1_000 * 9 / 13, abs=50)
    assert amounts["posting"] == pytest.approx(10 * 16 / 17, abs=0.5)


def test_response_curves_show_diminishing_returns(found: Split) -> None:
    for share in found.shares:
        means = [point.figure.mean or 0.0 for point in share.curve]
        amounts = [point.amount for point in share.curve]
        assert amounts[0] == 0
        assert share.amount in amounts
        assert means == sorted(means)
        slopes = np.diff(means) / np.diff(amounts)
        if share.channel.key in ("ads", "answering"):  # the others come in whole numbers
            assert (np.diff(slopes) < 1e-9).all()


def test_the_flat_top_is_told(found: Split) -> None:
    """All that is called as good is: 2 % around the best of a curve that is known."""
    law = MADE["diminishing returns"]
    top = found.figure.mean or 0.0
    for share in found.shares:
        assert share.low <= share.amount <= share.high
    ads = next(each for each in found.shares if each.channel.key == "ads")
    assert ads.low < ads.amount < ads.high
    for end in (ads.low, ads.high):
        hours = found.amounts
        most = max(
            law(end, 1_000 - end, hours["answering"] + d, hours["posting"] - d)
            for d in np.linspace(-0.5, 0.5, 5)
            if hours["answering"] + d >= 0
        )
        assert most >= 0.975 * top


def test_the_best_split_is_compared_under_other_draws(found: Split) -> None:
    sample = found.recommendation.sample
    assert [option.title for option in sample.options] == [
        "Today",
        "Best split",
        "All money in creators",
        "All money in ads",
        "All hours in posting",
        "All hours in answering",
        "Equal parts",
    ]
    assert sample.base == 0
    assert sample.run.seed != RUN.seed


def test_what_does_not_pay_is_left_unspent() -> None:
    runner = made(lambda p, noise: {"profit": -sum(spent(p)) + 0 * noise, "cost": 0 * noise})
    found = split(LARGE, "profit", runner, RUN, budget=100, hours=5, given=known(LARGE))
    assert found.amounts == dict.fromkeys(found.amounts, 0.0)
    assert found.kept == {"money": 100, "hours": 5}
    assert next(split_sentences(found)) == "Best split of $100 and 5 h a week: spend nothing."


def test_it_is_said_in_words(found: Split) -> None:
    first, second = split_sentences(found)
    assert first.startswith("Best split of $1,000 and 10 h a week: ")
    assert "of ads" in first
    assert second.startswith("As good, to within 2%: ")


@pytest.mark.compiled
def test_the_same_call_goes_on_where_it_was_stopped(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Nothing that was run is run again."""
    calls = []
    with ResultStore(tmp_path / "kept.sqlite") as store:
        for _ in range(2):
            with open_runner(store=store, on_progress=calls.append) as runner:
                found = split(SMALL, "reach", runner, RUN, budget=20, given=known(SMALL))
                computed = calls[-1].done - calls[-1].kept
    assert found.amounts
    assert computed == 0


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    runner = made(lambda p, noise: {"reach": noise, "cost": 0 * noise})
    split(
        LARGE, "reach", runner, RUN, budget=20, looks=(16,), on_progress=lambda *at: told.append(at)
    )
    assert told
    assert all(done <= most for done, most in told)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.parametrize(
    ("budget", "hours", "keys", "says"),
    [
        (0, 0, (), "there is nothing to divide: give a budget, or hours a week"),
        (-1, 0, (), "budget cannot be -1: it must be a number of 0 or more"),
        (0, math.nan, (), "hours cannot be nan"),
        (10, 0, ("answering",), "there is no channel for money"),
        (10, 5, ("ads",), "there is no channel for hours"),
        (10, 0, ("sky",), "there is no channel 'sky'"),
    ],
)
def test_a_split_of_nothing_is_refused(
    budget: float, hours: float, keys: tuple[str, ...], says: str
) -> None:
    runner: Measurer = made(lambda p, noise: noise)
    with pytest.raises(UserError, match=f"^{says}"):
        split(SMALL, "reach", runner, RUN, budget=budget, hours=hours, keys=keys)


def test_a_lattice_divides_all_and_only_what_there_is() -> None:
    lattice = Lattice((("a", "b", "c"), ("d", "e")), (90.0, 8.0), keep=False, steps=20)
    rng = np.random.default_rng(1)
    tried = [*lattice.corners(), *(lattice.at(row) for row in rng.random((200, 3)))]
    tried += [near for each in tried[:50] for near in lattice.divided_anew(each)]
    for each in tried:
        assert min(each) >= 0
        assert (sum(each[:3]), sum(each[3:])) == (20, 20)
        amounts = lattice.amounts(each)
        assert amounts["a"] + amounts["b"] + amounts["c"] == pytest.approx(90)
    assert len(lattice.corners()) == 3 * 2 + 1


def test_an_outcome_without_meaning_is_never_the_best() -> None:
    lattice = Lattice((("a", "b"),), (1.0,), keep=False)
    search = Search(
        lattice,
        lambda amounts: changed(Parameters(), {"growth.ad_views": round(20 * amounts["a"])}),
        lambda columns: float(columns["reach"][0]),
        made(lambda p, noise: -np.inf + 0 * noise if p.growth.ad_views > 3 else 1.0 + 0 * noise),
        RUN,
    )
    assert search.values == {}
    assert search.lattice.amounts(search.best())["a"] <= 3 / 20
