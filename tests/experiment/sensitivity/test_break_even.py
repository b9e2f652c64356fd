"""Break-even: the value put back gives 50, closed forms, and honesty where there is none."""

import math
from itertools import pairwise

import numpy as np
import pytest
from scipy.optimize import brentq

from simulation.errors import UserError
from simulation.experiment import ResultStore, Setup
from simulation.experiment.comparison.lever_changes import move, moved, sides_of
from simulation.experiment.comparison.win_rate import win_rate
from simulation.experiment.runner.cost import FEWEST, branching, expected_cost, worlds_for
from simulation.experiment.runner.runner import open_runner
from simulation.experiment.sensitivity.break_even import BreakEven, break_even
from simulation.experiment.sensitivity.search_range import grid, span_of
from simulation.parameters import Run
from simulation.scenarios import Judge, load, shipped
from tests.experiment.fake_runner import lever_number
from tests.experiment.fake_runner import rigged as rigged_runner
from tests.experiment.stories import buyers, story

HOURS = story({}, {"posts.count": 1})  # what a rigged runner can tell apart
RUN = Run(worlds=200)


def logistic(middle: float, steepness: float = 1.0):  # type: ignore[no-untyped-def]
    return lambda value: 1 / (1 + math.exp(-steepness * (value - middle)))


def rigged(chance, lever: str = "dialogue.see_gain", worlds: int = 200, **more) -> BreakEven:  # type: ignore[no-untyped-def]
    run = Run(worlds=worlds)
    return break_even(rigged_runner(lever.rpartition(":")[2], chance), HOURS, lever, run, **more)


# Known odds


@pytest.mark.parametrize("middle", [0.9, 2.0, 5.5])
@pytest.mark.parametrize("steepness", [0.5, 3.0, 40.0])
@pytest.mark.parametrize("sign", [1, -1])
def test_the_value_is_where_the_odds_are_50(middle: float, steepness: float, sign: int) -> None:
    found = rigged(logistic(middle, sign * steepness), span=(0.0, 10.0))
    if len(found.crossings) == 0:  # 0.5 x 0.9 leaves the low end within luck
        assert (middle, steepness) == (0.9, 0.5)
        return
    (only,) = found.crossings
    assert (only.below, only.above) == (("B", "A") if sign > 0 else ("A", "B"))
    # As near as the rule says: two points of odds, or a hundredth of the range's tenth.
    assert abs(only.value - middle) <= max(0.12 / steepness, 0.01) + 0.01
    assert only.low <= middle <= only.high
    assert only.low <= only.value <= only.high
    assert found.leader == ""


def test_the_interval_is_where_the_odds_cannot_be_told_from_50() -> None:
    """A straight line from 0 to 1 over the range: the interval's half width is 6.9 points."""
    (only,) = rigged(lambda value: value / 10, span=(0.0, 10.0)).crossings
    half = 1.96 * 0.5 / math.sqrt(200) * 10
    assert only.low == pytest.approx(5 - half, abs=0.2)
    assert only.high == pytest.approx(5 + half, abs=0.2)


def test_several_passages_are_told_in_order() -> None:
    found = rigged(lambda value: 1.0 if 2 < value < 7 else 0.0, span=(0.0, 10.0))
    assert [(each.below, each.above) for each in found.crossings] == [("B", "A"), ("A", "B")]
    assert [each.value for each in found.crossings] == pytest.approx([2.0, 7.0], rel=0.011)


def test_luck_near_50_is_not_a_row_of_passages() -> None:
    """The odds wobble about 50 by three points: nobody leads, and nothing is claimed."""
    found = rigged(lambda value: 0.5 + 0.03 * math.sin(9 * value), span=(0.0, 10.0))
    assert found.crossings == ()
    assert found.leader == ""


def test_a_passage_at_the_end_that_may_be_luck_is_said_to_be() -> None:
    found = rigged(lambda value: 0.9 if value < 9.9 else 0.47, span=(0.0, 10.0))
    (only,) = found.crossings
    assert not only.sure
    assert only.high == 10.0


@pytest.mark.parametrize(("chance", "leader"), [(1.0, "A"), (0.0, "B"), (0.8, "A")])
def test_never_in_range_and_who_leads_throughout(chance: float, leader: str) -> None:
    found = rigged(lambda value: chance, span=(0.0, 10.0))
    assert (found.crossings, found.leader) == ((), leader)


def test_whole_numbers_are_passed_between_two_of_them() -> None:
    found = rigged(lambda value: 1.0 if value > 3 else 0.0, "partners.count", span=(0, 100))
    (only,) = found.crossings
    assert only.between == (3.0, 4.0)
    assert all(isinstance(point.value, int) for point in found.points)


def test_choices_and_switches_have_a_verdict_each() -> None:
    found = rigged(lambda length: 1.0 if length > 10 else 0.5, "dialogue.order")
    assert [point.value for point in found.points] == ["first come", "closest first"]
    assert [point.verdict.kind for point in found.points if point.verdict] == ["close", "A"]
    assert (found.crossings, found.leader) == ((), "")
    found = rigged(lambda on: 1.0 - on, "feed.ratio_penalty")
    assert [point.verdict.kind for point in found.points if point.verdict] == ["A", "B"]


def test_few_worlds_where_they_leave_no_doubt() -> None:
    runner = rigged_runner("dialogue.see_gain", logistic(5.0, 2.0))
    break_even(runner, HOURS, "dialogue.see_gain", RUN, span=(0.0, 10.0))
    asked = [(lever_number(s, "dialogue.see_gain"), s.run.worlds) for s in runner.measured]
    far = {worlds for value, worlds in asked if abs(value - 5) > 3}
    near = {worlds for value, worlds in asked if abs(value - 5) < 0.1}
    assert far == {11}
    assert max(near) == 200


def test_a_very_small_chance_is_found() -> None:
    found = rigged(lambda value: 0.9 if value > 3e-7 else 0.1, "followers.casual.buy")
    (only,) = found.crossings
    assert only.value == pytest.approx(3e-7, rel=0.03)


def test_values_that_are_illegal_together_are_passed_over() -> None:
    found = rigged(logistic(3_000, 0.01), "followers.casual.size", span=(1_000, 9_000))
    (only,) = found.crossings
    assert only.value == pytest.approx(3_000, rel=0.02)
    bad = [point for point in found.points if point.win_rate is None]
    assert bad
    assert all("network.population" in point.problem for point in bad)


# Real worlds


@pytest.mark.compiled
def test_one_buyer_against_many_breaks_even_at_q_over_many() -> None:
    """Without word of mouth A has an order with chance q, B binomially many of chance x each.

    A wins by q (1-x)^n, loses by P(B >= 2) + (1-q) n x (1-x)^(n-1). The search stops within two
    points of 50; the runs add 4 standard errors, which chance passes once in 16,000 seeds.
    """
    q, many = 0.5, 50
    told = buyers(q, many)

    def outcomes(x: float) -> tuple[float, float]:
        none, one = (1 - x) ** many, many * x * (1 - x) ** (many - 1)
        return q * none, 1 - none - one + (1 - q) * one

    def excess(x: float) -> float:
        wins, losses = outcomes(x)
        return 50 * (wins - losses)

    exact = brentq(excess, 1e-9, 0.1)
    run = told.run.model_copy(update={"worlds": 8_000})
    with open_runner() as here:
        found = break_even(here, told, "followers.casual.buy", run)
    (only,) = found.crossings
    error = 50 * math.sqrt(sum(outcomes(exact)) / found.worlds)
    assert error < 0.5
    assert abs(excess(only.value)) <= 2 + 4 * error
    assert excess(exact / 1.3) > 2 + 4 * error > -2 - 4 * error > excess(exact * 1.3)
    assert only.low <= exact <= only.high
    ties = 1 - sum(outcomes(only.value))
    assert only.win_rate.ties / only.win_rate.worlds == pytest.approx(ties, abs=0.04)


@pytest.mark.compiled
def test_put_back_it_gives_50_within_error() -> None:
    """Within two points in the runs of the search; in others within 4 standard errors more.

    A standard error of 400 runs is 2.5 points at most: chance fails this once in 16,000 seeds.
    """
    told = story(
        {"followers.fans.size": 100, "followers.casual.size": 0},
        {"followers.fans.size": 0, "followers.casual.size": 500},
    )
    with open_runner() as here:
        found = break_even(here, told, "followers.casual.see", told.run)
        (only,) = found.crossings
        for seed, worlds, most in ((told.run.seed, found.worlds, 2.0), (2, 400, 12.0)):
            run = told.run.model_copy(update={"seed": seed, "worlds": worlds})
            there = moved(sides_of(told), [(found.change, only.value)])
            a, b = here.measure([Setup(there["A"], run), Setup(there["B"], run)])
            part = win_rate(a["reach"], b["reach"], "reach").percent
            assert part is not None
            assert abs(part - 50) <= most
    assert (only.below, only.above) == ("A", "B")
    ordered = [point.value for point in found.points]
    assert ordered == sorted(ordered)


@pytest.mark.compiled
def test_from_the_store_it_is_the_same_and_nothing_is_run(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    told = story({"followers.casual.size": 300}, {"followers.fans.size": 0})
    run = told.run.model_copy(update={"worlds": 30})
    with ResultStore(tmp_path / "kept.sqlite") as kept, open_runner(store=kept) as here:
        first = break_even(here, told, "followers.fans.see", run)

        def never(*_: object) -> None:
            raise AssertionError("a cell was run again")

        monkeypatch.setattr(type(here.pool), "start", never)
        assert break_even(here, told, "followers.fans.see", run) == first


# Where to look, unless told


@pytest.mark.parametrize("id", [each.id for each in shipped() if each.is_story])
def test_every_lever_of_every_story_has_a_range_that_can_be_run(id: str) -> None:
    told = load(id)
    sides = sides_of(told)
    heaviest = max(expected_cost(side, told.run.days) for side in sides.values())
    for path in told.breaks:
        chosen = move(sides, path)
        if chosen.lever.low is None:
            continue
        low, high = span_of(sides, chosen, told.run.days)
        assert low <= chosen.today <= high
        there = moved(sides, [(chosen, int(high) if chosen.lever.type == "integer" else high)])
        work = max(expected_cost(side, told.run.days) for side in there.values())
        assert work <= max(4 * heaviest, 10_000)
        values = grid(chosen, low, high, 9).values
        assert values[0] == low
        assert values[-1] == high
        assert chosen.today in values
        assert all(float(one) < float(other) for one, other in pairwise(values))


def test_large_worlds_are_searched_in_fewer() -> None:
    assert worlds_for(sides_of(load("5b")), Run(worlds=200)) == 200
    assert worlds_for(sides_of(load("5a")), Run(worlds=200)) == FEWEST
    assert worlds_for(sides_of(load("5a")), Run(worlds=20)) == 20


def test_costly_runs_are_not_searched_where_cascades_reach_everybody() -> None:
    """A run of 2b in which every follower who notices shares takes minutes, not a second."""
    for id, high in (("2b", 0.45), ("5b", 1.0)):
        told = load(id)
        sides = sides_of(told)
        chosen = move(sides, "followers.casual.share")
        assert span_of(sides, chosen, told.run.days) == (0.0, high)
        today = max(map(branching, sides.values()))
        assert 0 < today < 1
    assert branching(load("congress").sides[0].parameters) == 0


@pytest.mark.compiled
def test_the_cost_of_a_replicate_is_expected_about_right() -> None:
    """Against looks and messages of 4b as counted: from two fifths of them to five quarters."""
    told = load("4b")
    with open_runner() as here:
        for side in told.sides:
            (columns,) = here.measure([Setup(side.parameters, Run(worlds=3, days=84.0))])
            counted = np.mean(columns["impressions"] + columns["mentions"])
            assert 0.4 * counted < expected_cost(side.parameters, 84.0) < 1.25 * counted


# Bad input


@pytest.mark.parametrize(
    ("lever", "span", "said"),
    [
        ("dialogue.see_gains", None, "there is no lever 'dialogue.see_gains'; did you mean"),
        ("dialogue", None, "a group of levers"),
        ("C:dialogue.hours", None, "no side 'C'"),
        ("network.table", None, "is a text"),
        ("dialogue.hours", (3.0, 2.0), "a range whose low end comes first"),
        ("dialogue.hours", (2.0, 2.0), "a range whose low end comes first"),
        ("dialogue.hours", (0.0, 25.0), "range: dialogue.hours cannot be 25.0"),
        ("dialogue.hours", (math.nan, 2.0), "range: dialogue.hours cannot be nan"),
        ("partners.count", (0.5, 2.0), "a whole number"),
        ("dialogue.order", (0.0, 1.0), "has no range"),
    ],
)
def test_what_cannot_be_searched_is_refused(
    lever: str, span: tuple[float, float] | None, said: str
) -> None:
    with pytest.raises(UserError, match=said) as error:
        rigged(lambda value: 0.5, lever, span=span)
    assert "\n" not in str(error.value)


def test_a_scenario_of_one_side_has_no_break_even() -> None:
    with open_runner() as here, pytest.raises(UserError, match="one side only"):
        break_even(here, load("default"), "posts.count", RUN)
    with open_runner() as here, pytest.raises(UserError, match="no outcome 'rech'"):
        break_even(here, HOURS, "posts.count", RUN, judge=Judge("rech"))
