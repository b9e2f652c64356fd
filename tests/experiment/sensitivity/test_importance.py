"""Importance: what acts is ranked over what does not; indices of functions that are known."""

import numpy as np
import pytest
from numpy.typing import NDArray

from simulation.errors import UserError
from simulation.experiment import Setup
from simulation.experiment.comparison.lever_changes import asleep
from simulation.experiment.runner.runner import open_runner
from simulation.experiment.sensitivity.importance import CLOSER, FEWEST, Importance, importance
from simulation.experiment.sensitivity.sobol import sobol
from simulation.outcomes import Column, summary
from simulation.parameters import Parameters, Run, changed, levers, values
from simulation.scenarios import load
from tests.experiment.fake_runner import FakeRunner
from tests.experiment.setups import BASE

RUN = Run(worlds=12, days=7.0)


@pytest.fixture(scope="module")
def reach() -> Importance:
    with open_runner() as here:
        return importance(here, BASE, RUN, "reach", top=3, points=16)


@pytest.mark.compiled
def test_what_acts_is_ranked_over_what_does_not(reach: Importance) -> None:
    ranks = {each.lever.path: rank for rank, each in enumerate(reach.effects)}
    acting, idle = "followers.casual.see", "money.order_value"
    assert ranks[acting] < 3
    assert ranks[acting] < ranks[idle]
    assert reach.effects[ranks[idle]].swing == 0
    swings = [abs(each.swing or 0) for each in reach.effects]
    assert swings == sorted(swings, reverse=True)


@pytest.mark.compiled
def test_each_end_is_what_the_lab_says(reach: Importance) -> None:
    effect = reach.effects[0]
    with open_runner() as here:
        for value, found in ((effect.low, effect.at_low), (effect.high, effect.at_high)):
            (columns,) = here.measure([Setup(changed(BASE, {effect.lever.path: value}), RUN)])
            assert summary(columns["reach"]) == found
    assert (effect.low, effect.high) == effect.lever.plausible


@pytest.mark.compiled
def test_levers_that_cannot_act_are_left_out_with_why(reach: Importance) -> None:
    told = dict(reach.left_out)
    assert told["followers.celebrities.see"] == "there is nobody of this kind"
    assert told["partners.agree"] == "no partner is asked"
    assert told["weed.stay"] == "nobody is followed"
    here = {each.lever.path for each in reach.effects}
    assert not here & set(told)
    assert here | set(told) == {path for path, lever in levers().items() if lever.plausible}


@pytest.mark.compiled
def test_levers_left_out_really_do_nothing() -> None:
    """Every one of them, at both ends, leaves every world as it is."""
    quiet = [path for path, each in levers().items() if each.plausible and asleep(BASE, path)]
    setups = [Setup(BASE, Run(worlds=3, days=5.0))]
    for path in quiet:
        for end in levers()[path].plausible or ():
            whole = levers()[path].type == "integer"
            value = round(end) if whole else float(end)
            setups.append(Setup(changed(BASE, {path: value}), Run(worlds=3, days=5.0)))
    assert len(setups) > 20
    with open_runner() as here:
        first, *others = here.measure(setups)
    for setup, columns in zip(setups[1:], others, strict=True):
        for name, column in columns.items():
            assert np.array_equal(column, first[name], equal_nan=True), (name, setup)


def test_of_costly_runs_few_are_made_and_more_of_what_matters() -> None:
    """The outcome is a sum over the levers, each moving it by its rank among the names."""
    story = load("5a")
    large = story.side("A").parameters
    ranks = {path: rank for rank, path in enumerate(sorted(levers()))}

    def column(setup: Setup) -> Column:
        table, today = values(setup.parameters), values(large)
        moved = sum(ranks[path] for path in table if table[path] != today[path])
        number = np.arange(setup.run.worlds)
        return 1_000.0 + moved + number

    runner = FakeRunner(column)
    found = importance(runner, large, story.run, "acted", points=0)
    assert (found.rough, found.run.worlds) == (2, FEWEST)
    closer, others = found.effects[:CLOSER], found.effects[CLOSER:]
    assert {each.at_low.worlds for each in closer} == {FEWEST}
    assert {each.at_high.worlds for each in others} == {2}
    cheap = importance(FakeRunner(column), BASE, story.run, "acted", points=0)
    assert (cheap.rough, cheap.run.worlds) == (None, 100)


@pytest.mark.parametrize(
    ("settings", "path", "sleeps"),
    [
        ({}, "followers.casual.see", False),
        ({"followers.casual.size": 0}, "followers.casual.see", False),  # newcomers act like them
        ({"followers.casual.size": 0, "public.follow": 0.0}, "followers.casual.see", True),
        ({}, "followers.followbacks.real", True),
        ({"weed.days": 3}, "followers.followbacks.real", False),
        ({"weed.days": 3}, "weed.stay", False),
        ({"partners.count": 2}, "partners.agree", False),
        ({}, "partners.count", False),
    ],
)
def test_when_a_lever_sleeps(settings: dict[str, float], path: str, sleeps: bool) -> None:
    assert bool(asleep(changed(Parameters(), settings), path)) is sleeps


@pytest.mark.compiled
def test_indices_are_of_the_first_levers_and_the_same_again(reach: Importance) -> None:
    together = reach.together
    assert together is not None
    assert [each.path for each in together.levers] == [
        each.lever.path for each in reach.effects[:3]
    ]
    assert (together.points, together.worlds) == (16, 12)
    with open_runner(threads=1) as here:
        assert importance(here, BASE, RUN, "reach", top=3, points=16).together == together


@pytest.mark.compiled
def test_without_points_there_are_no_indices() -> None:
    with open_runner() as here:
        assert importance(here, BASE, Run(worlds=3, days=3.0), "reach", points=0).together is None


# Functions whose indices are known


def test_an_additive_function_has_parts_that_add_up() -> None:
    """x + 2 y: a fifth and four fifths, alone as in all. Errors at 512 points are under 0.03."""

    def function(rows: NDArray[np.float64]) -> NDArray[np.float64]:
        return rows[:, 0] + 2 * rows[:, 1]

    found = sobol(function, ["x", "y"], 512, 1)
    assert [each.first for each in found.levers] == pytest.approx([0.2, 0.8], abs=0.03)
    assert [each.total for each in found.levers] == pytest.approx([0.2, 0.8], abs=0.03)


def test_what_acts_only_together_shows_in_the_total() -> None:
    """(x - 1/2)(y - 1/2): nothing alone, everything together; z nothing at all."""

    def function(rows: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray((rows[:, 0] - 0.5) * (rows[:, 1] - 0.5))

    x, y, z = sobol(function, ["x", "y", "z"], 512, 1).levers
    for each in (x, y):
        assert each.first == pytest.approx(0.0, abs=0.1)
        assert each.total == pytest.approx(1.0, abs=0.1)
        assert each.total_low <= 1.0 <= each.total_high + 0.05
    assert (z.first, z.total) == pytest.approx((0.0, 0.0), abs=1e-12)


def test_points_are_drawn_evenly_and_the_same_each_time() -> None:
    asked: list[NDArray[np.float64]] = []

    def function(rows: NDArray[np.float64]) -> NDArray[np.float64]:
        asked.append(rows)
        return rows.sum(axis=1)

    assert sobol(function, ["x", "y"], 64, 1) == sobol(function, ["x", "y"], 64, 1)
    assert len(asked) == 2  # one call each
    assert np.array_equal(asked[0], asked[1])
    assert asked[0].shape == (64 * 4, 2)
    assert asked[0][:64].mean(axis=0) == pytest.approx([0.5, 0.5], abs=0.01)


@pytest.mark.parametrize("points", [1, 7, 63, 8_192])
def test_points_must_be_a_power_of_two(points: int) -> None:
    with pytest.raises(UserError, match="a power of 2"):
        sobol(lambda rows: rows[:, 0], ["x", "y"], points, 1)


def test_an_outcome_without_a_meaning_is_told_apart() -> None:
    with open_runner() as here, pytest.raises(UserError, match="no outcome 'rech'"):
        importance(here, BASE, RUN, "rech")
