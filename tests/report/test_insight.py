"""The insight of a story: its own words, every figure computed."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from simulation.experiment import Setup
from simulation.experiment.story_result import StoryResult, run_story
from simulation.outcomes import Column
from simulation.parameters import Run
from simulation.report.insight import insight
from simulation.scenarios import Insight, Judge
from tests.experiment.fake_runner import FakeRunner, rigged
from tests.experiment.stories import story

RUN = Run(worlds=200)
SIDES = story({}, {"posts.count": 1})  # what a fake runner can tell apart


def ran(runner: FakeRunner, asked: Insight, outcome: str = "reach") -> StoryResult:
    return run_story(runner, replace(SIDES, insight=asked), RUN, judge=Judge(outcome))


def figures(a: float, b: float) -> Callable[[Setup], Column]:
    """Runs spread evenly about a on side A, about b on side B, a bit more above than below."""
    spread = np.append(np.linspace(-0.1, 0.1, 199), 100.0)
    return lambda setup: (b if setup.parameters.posts.count == 1 else a) + spread


@pytest.mark.parametrize(
    ("a", "b", "outcome", "expected"),
    [
        (3.0, 1.5, "orders", "3 and 1.5: +1.5, +75%"),
        (1.5, 3.0, "orders", "1.5 and 3: -1.5, -43%"),
        (2.0, 2.0, "orders", "2 and 2: 0, 0%"),
        (800.0, 300.0, "profit", "$800 and $300: +$500, +170%"),
        (-800.0, 300.0, "profit", "-$800 and $300: -$1,100, -370%"),
    ],
)
def test_sides_are_compared_by_their_means(a: float, b: float, outcome: str, expected: str) -> None:
    """The last run adds 0.5 to both means; 3.5 / 2 is 75 % more."""
    found = ran(FakeRunner(figures(a, b)), Insight("{A} and {B}: {A-B}, {A/B}"), outcome)
    assert insight(found) == expected


def test_no_percentage_of_a_loss() -> None:
    assert insight(ran(FakeRunner(figures(5.0, -5.0)), Insight("{A/B}"), "profit")) == ""


def test_the_value_of_a_lever_at_which_the_answer_changes() -> None:
    runner = rigged("partners.count", lambda value: 1.0 if value > 3 else 0.0)
    found = ran(runner, Insight("{turn} partners are enough.", "partners.count"))
    assert insight(found) == "4 partners are enough."


@pytest.mark.parametrize("wins", [lambda value: 1.0, lambda value: 1.0 * (0.2 < value < 0.7)])
def test_no_insight_without_a_single_break_even(wins: Callable[[float], float]) -> None:
    found = ran(rigged("network.discount", wins), Insight("{turn}", "network.discount"))
    assert insight(found) == ""


def test_its_factor_is_its_own() -> None:
    """A has 1.1 times B: more, as the story claims, but not the 1.2 times of its insight."""
    near = FakeRunner(
        lambda setup: np.full(200, 100.0 if setup.parameters.posts.count == 1 else 110.0)
    )
    found = ran(near, Insight("{turn}", "network.discount", 1.2))
    assert found.turn is not None
    assert (found.turn.claim.factor, found.turn.leader) == (1.2, "B")
    assert (found.claim.factor, found.verdict.winner) == (1.0, "A")


def test_a_story_without_one_says_nothing() -> None:
    runner = FakeRunner(figures(3.0, 1.5))
    assert insight(run_story(runner, SIDES, RUN)) == ""
    with_turn = replace(SIDES, insight=Insight("{turn}", "network.discount"))
    assert insight(run_story(runner, with_turn, RUN, search=False)) == ""
