"""Advice weighs every side and every goal, and claims no more than the figures do."""

from dataclasses import replace

import numpy as np
import pytest

from simulation.experiment.story_result import SideResult, StoryResult
from simulation.outcomes import OUTCOMES, summary
from simulation.parameters import Parameters, changed, levers
from simulation.scenarios import Side
from tests.ui.stories.test_deck import result as result  # the fixture
from ui.stories import advice

pytestmark = pytest.mark.compiled

WORLDS = 200


def side(key: str, levers: dict[str, float | str], **outcomes: float) -> SideResult:
    """A side whose outcomes are these in every run but for a little noise; the others are 0."""
    noise = np.random.default_rng(1).normal(0, 0.01, WORLDS)
    columns = {name: outcomes.get(name, 0.0) + noise for name in OUTCOMES}
    return SideResult(
        side=Side(key, f"Side {key}", changed(Parameters(), levers)),
        values=columns["close_fans"],
        summaries={name: summary(column) for name, column in columns.items()},
        again=columns["close_fans"][::-1],
        verdict=None,
    )


def with_sides(result: StoryResult, *sides: SideResult) -> StoryResult:
    return replace(result, sides=sides)


def test_every_side_is_weighed_and_the_free_way_named(result: StoryResult) -> None:
    """4b: the crowd keeps its fans as well once the closest are answered first."""
    crowd = {"followers.casual.size": 10_000}
    found = with_sides(
        result,
        side("A", {}, close_fans=100, reach=620),
        side("B", crowd, close_fans=60, reach=11_000),
        side("C", crowd | {"dialogue.order": "closest first"}, close_fans=100, reach=11_000),
    )
    assert advice.statement(found) == (
        "Fans still close: “Side A” and “Side C” do best, typically 100 each against 60."
    )
    first, second, *_ = advice.lines(found)
    order = levers()["dialogue.order"].label
    assert first == (
        f"“Side B” becomes “Side C” by setting “{order}” to closest first, at the same cost."
    )
    assert second == "“Side C” is also better on reach (11,000 against 620)."


def test_goals_on_which_the_best_side_loses_are_named(result: StoryResult) -> None:
    larger = {"posts.count": 3, "posts.every": 3.0, "dialogue.hours": 2.0}
    found = with_sides(
        result,
        side("A", {}, close_fans=100, reach=620, cost_per_reach=2.2),
        side("B", larger, close_fans=60, reach=11_000, cost_per_reach=0.13),
    )
    assert advice.statement(found) == (
        "Fans still close: “Side A” does best, typically 100 against 60."
    )
    assert advice.lines(found)[0] == (
        "“Side B” is better on reach (11,000 against 620) and cost per person ($0.13 against $2.2)."
    )


def test_sides_with_one_median_are_told_apart_by_their_means(result: StoryResult) -> None:
    one, other = (
        replace(
            each,
            values=each.values + mean,
            summaries={"close_fans": replace(each.summaries["close_fans"], median=0.0, mean=mean)},
        )
        for each, mean in ((side("A", {}), 0.62), (side("B", {}), 0.0))
    )
    found = with_sides(result, one, other)
    assert advice.statement(found) == (
        "Fans still close: “Side A” does best, on average 0.62 against 0."
    )


def test_without_a_best_side_the_goals_still_tell_them_apart(result: StoryResult) -> None:
    found = with_sides(
        result,
        side("A", {}, close_fans=100, reach=25_000),
        side("B", {}, close_fans=100, reach=16_000),
    )
    assert advice.lines(found)[0] == "“Side A” is better on reach (25,000 against 16,000)."


def test_where_no_side_is_better_none_is_advised(result: StoryResult) -> None:
    found = with_sides(result, *(side(key, {}, close_fans=100) for key in "ABC"))
    assert advice.statement(found) == "Fans still close: no side is clearly better than another."
    assert not any("better" in line or "becomes" in line for line in advice.lines(found))


@pytest.mark.parametrize("whole", [True, False])
def test_nothing_is_said_of_levers_that_were_not_tried(result: StoryResult, whole: bool) -> None:
    none = replace(result, breaks=(), whole=whole)
    assert not any("the answer" in line.lower() for line in advice.lines(none))
    still = replace(result, breaks=tuple(each for each in result.breaks if not each.crossings))
    assert "No single lever that was tried changes the answer." in advice.lines(still)
    assert any("answer changes where" in line for line in advice.lines(result))
