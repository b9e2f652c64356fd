"""A whole story: figures as the lab gives them, a verdict that the odds allow, breaks in order."""

import numpy as np
import pytest

from simulation.errors import UserError
from simulation.experiment import MODEL, Setup
from simulation.experiment.comparison.win_rate import stated_in_worlds, win_rate
from simulation.experiment.runner.runner import open_runner
from simulation.experiment.story_result import StoryResult, run_story
from simulation.outcomes import OUTCOMES, summary
from simulation.parameters import Run
from simulation.scenario import Judge, load
from tests.experiment.rigged_worlds import RiggedLab
from tests.experiment.stories import story

RUN = Run(worlds=60, days=7.0)
FEW_FANS = story(
    {"followers.fans.size": 20, "followers.casual.size": 0},
    {"followers.fans.size": 0, "followers.casual.size": 300},
    breaks=("followers.casual.see", "dialogue.order", "followers.fans.see"), run=RUN,
)  # fmt: skip


def test_figures_are_those_of_the_lab() -> None:
    with open_runner() as here:
        told = run_story(here, FEW_FANS, RUN, search=False)
        a, b = here.measure([Setup(side.parameters, RUN) for side in FEW_FANS.sides])
    assert told.win_rate == win_rate(a["reach"], b["reach"], "reach")
    for side, columns in zip(told.sides, (a, b), strict=True):
        assert np.array_equal(side.values, columns["reach"])
        assert side.summaries == {name: summary(columns[name]) for name in OUTCOMES}
    assert (told.sides[0].win_rate, told.sides[1].win_rate) == (None, told.win_rate)
    assert (told.run, told.model, told.whole, told.breaks) == (RUN, MODEL, True, ())


def test_breaks_come_in_the_order_of_the_story_one_by_one() -> None:
    parts: list[StoryResult] = []
    with open_runner() as here:
        told = run_story(here, FEW_FANS, RUN, on_part=parts.append)
    assert [each.change.lever.path for each in told.breaks] == list(FEW_FANS.breaks)
    assert [len(part.breaks) for part in parts] == [0, 1, 2]
    assert not any(part.whole for part in parts)
    assert told.whole
    assert all(part.win_rate == told.win_rate for part in parts)
    assert told.breaks[0].crossings  # casual followers who see nothing lose to anybody
    assert told.stops[0] is told.breaks[0]


@pytest.mark.parametrize(
    ("chance", "verdict", "said"),
    [
        (0.8, "holds", "The claim holds: in 80 of 100 worlds"),
        (0.2, "fails", "The claim fails: in 20 of 100 worlds"),
        (0.5, "undecided", "Undecided: in 50 of 100 worlds"),
        (1.0, "holds", "The claim holds: in every world"),
        (0.0, "fails", "The claim fails: in no world"),
    ],
)
def test_the_verdict_is_what_the_interval_allows(chance: float, verdict: str, said: str) -> None:
    rig = RiggedLab("dialogue.hours", lambda value: chance)
    told = run_story(rig, story({}, {"posts.count": 1}), Run(worlds=200))
    assert told.verdict == verdict
    assert told.sentence.startswith(said)
    low, high = told.win_rate.low95, told.win_rate.high95
    assert low is not None
    assert high is not None
    assert f"between {low:.0f} and {high:.0f} of 100" in told.sentence


def test_worlds_won_and_worlds_even_are_told_apart() -> None:
    """Odds of 50 made of draws are no 50 worlds won."""
    with open_runner() as here:
        told = run_story(here, FEW_FANS, RUN, judge=Judge("orders"), search=False)
    won, even, _ = stated_in_worlds(told.win_rate)
    assert told.win_rate.ties > RUN.worlds / 2
    assert f'in {won} "the one" gets more orders than "the many", in {even} they' in told.sentence
    assert (
        f"With draws counted half the odds are {told.win_rate.percent:.0f} of 100" in told.sentence
    )


def test_a_factor_is_spoken_of() -> None:
    rig = RiggedLab("dialogue.hours", lambda value: 1.0)
    told = run_story(rig, story({}, {"posts.count": 1}, factor=1.5), Run(worlds=50))
    assert "at least 1.5 times the reach of" in told.sentence
    told = run_story(
        rig, story({}, {"posts.count": 1}), Run(worlds=50), judge=Judge("reach", factor=0.9)
    )
    assert "at least 0.9 times the reach of" in told.sentence
    assert told.claim.factor == 0.9


def test_every_side_is_told_and_compared_with_a() -> None:
    told4b = load("4b")
    with open_runner() as here:
        told = run_story(here, told4b, Run(worlds=4, days=7.0), search=False)
    assert [each.side for each in told.sides] == list(told4b.sides)
    assert told.sides[2].win_rate == told.claim.win_rate(
        {"close_fans": told.sides[0].values}, {"close_fans": told.sides[2].values}
    )


def test_a_scenario_of_one_side_is_no_story() -> None:
    with open_runner() as here, pytest.raises(UserError, match="one side only"):
        run_story(here, load("default"), RUN)
