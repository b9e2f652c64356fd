"""Story results: figures as the runner gives them, the verdict of Compare, breaks in order."""

from collections.abc import Callable

import numpy as np
import pytest

from simulation.errors import UserError
from simulation.experiment import MODEL, Progress, Setup, compare
from simulation.experiment.comparison.win_rate import win_rate
from simulation.experiment.runner.runner import open_runner
from simulation.experiment.story_result import StoryResult, StorySoFar, run_story
from simulation.outcomes import OUTCOMES, summary
from simulation.parameters import Run
from simulation.scenarios import Judge, load
from tests.experiment.fake_runner import fake, rigged
from tests.experiment.stories import story

RUN = Run(worlds=60, days=7.0)
FEW_FANS = story(
    {"followers.fans.size": 20, "followers.casual.size": 0},
    {"followers.fans.size": 0, "followers.casual.size": 300},
    breaks=("followers.casual.see", "dialogue.order", "followers.fans.see"),
    run=RUN,
)


@pytest.mark.compiled
def test_figures_are_those_of_the_runner() -> None:
    with open_runner() as here:
        found = run_story(here, FEW_FANS, RUN, search=False)
        a, b = here.measure([Setup(side.parameters, RUN) for side in FEW_FANS.sides])
    assert found.win_rate == win_rate(a["reach"], b["reach"], "reach")
    for side, columns in zip(found.sides, (a, b), strict=True):
        assert np.array_equal(side.values, columns["reach"])
        assert side.summaries == {name: summary(columns[name]) for name in OUTCOMES}
    assert (found.sides[0].verdict, found.sides[1].verdict) == (None, found.verdict)
    assert (found.run, found.model, found.whole, found.breaks) == (RUN, MODEL, True, ())


@pytest.mark.compiled
def test_breaks_come_in_the_order_of_the_story_one_by_one() -> None:
    parts: list[StoryResult] = []
    with open_runner() as here:
        found = run_story(here, FEW_FANS, RUN, on_part=parts.append)
    assert [each.change.lever.path for each in found.breaks] == list(FEW_FANS.breaks)
    assert [len(part.breaks) for part in parts] == [0, 1, 2]
    assert not any(part.whole for part in parts)
    assert found.whole
    assert all(part.verdict == found.verdict for part in parts)
    assert found.breaks[0].crossings  # casual followers who see nothing lose to anybody
    assert found.stops[0] is found.breaks[0]


@pytest.mark.parametrize(
    ("chance", "kind"), [(0.8, "A"), (0.2, "B"), (0.5, "close"), (1.0, "A"), (0.0, "B")]
)
def test_the_verdict_is_for_the_side_that_wins_more_often(chance: float, kind: str) -> None:
    runner = rigged("dialogue.hours", lambda value: chance)
    found = run_story(runner, story({}, {"posts.count": 1}), Run(worlds=200))
    assert found.verdict.kind == kind


def test_a_story_and_compare_never_contradict_each_other() -> None:
    """Ahead in every run, but by less than random draws alone make: neither may claim anything."""
    ahead = np.arange(1_000.0, 1_200.0)
    close = fake(lambda setup: ahead - (setup.parameters.posts.count == 1))
    found = run_story(close, story({}, {"posts.count": 1}), Run(worlds=200))
    assert found.win_rate.percent == 100
    a, b = (Setup(side.parameters, found.run) for side in found.scenario.sides)
    assert found.verdict == compare(a, b, "reach", close).verdict
    assert found.verdict.kind == "close"


@pytest.mark.compiled
@pytest.mark.parametrize("name", ["reach", "orders", "profit", "cost_per_reach"])
def test_on_real_runs_too(name: str) -> None:
    with open_runner() as here:
        found = run_story(here, FEW_FANS, RUN, judge=Judge(name, factor=1.2), search=False)
        a, b = (Setup(side.parameters, RUN) for side in FEW_FANS.sides)
        assert found.verdict == compare(a, b, name, here, 1.2).verdict
        assert found.better(*found.sides) == compare(a, b, name, here).verdict


def test_a_side_that_misses_the_mark_may_still_do_better() -> None:
    runner = fake(lambda setup: np.full(50, 100.0 if setup.parameters.posts.count == 1 else 110.0))
    found = run_story(runner, story({}, {"posts.count": 1}, factor=1.5), Run(worlds=50))
    better = found.better(*found.sides)
    assert (found.verdict.kind, better.kind) == ("B", "A")
    assert (found.verdict.factor, better.factor) == (1.5, 1.0)


@pytest.mark.compiled
def test_every_side_is_compared_with_a() -> None:
    three_sides = load("4b")
    with open_runner() as here:
        found = run_story(here, three_sides, Run(worlds=4, days=7.0), search=False)
    assert [each.side for each in found.sides] == list(three_sides.sides)
    assert found.sides[2].win_rate == found.claim.win_rate(
        {"close_fans": found.sides[0].values}, {"close_fans": found.sides[2].values}
    )
    assert [len(each.again) for each in found.sides] == [4, 0, 0]


def looked_at(won: list[float], known: int | None = None) -> StorySoFar:
    """A story of which the first replicates are known: A has 2, 1 or 0 against 1 of B."""
    values = np.full(40, np.nan)
    values[: len(won)] = 2 * np.array(won)
    looks: list[StorySoFar] = []

    def formula(setup: Setup) -> np.ndarray:
        if setup.parameters.posts.count != 1:
            return values
        return np.where(np.arange(40) < (len(won) if known is None else known), 1.0, np.nan)

    run_story(
        fake(formula),
        story({}, {"posts.count": 1}),
        Run(worlds=40),
        on_start=lambda look: looks.append(look()),
    )
    return looks[0]


def test_a_verdict_is_given_as_soon_as_it_is_sure() -> None:
    found = [looked_at([1.0] * number) for number in (0, 1, 5, 6, 20)]
    assert [each.known for each in found] == [0, 1, 5, 6, 20]
    assert [each.verdict.winner for each in found] == ["", "", "", "A", "A"]
    assert looked_at([0.0] * 6).verdict.winner == "B"
    assert looked_at([1.0, 0.0] * 10).verdict.winner == ""
    assert looked_at([1.0] * 6 + [0.0] * 6).verdict.winner == ""
    wider = looked_at([1.0] * 20).win_rate
    usual = win_rate(np.full(20, 2.0), np.ones(20), "reach")
    assert wider.low95 is not None
    assert usual.low95 is not None
    assert 50 < wider.low95 < usual.low95


def test_only_replicates_that_both_sides_have_are_counted() -> None:
    assert looked_at([1.0] * 9, known=4).known == 4
    assert looked_at([1.0] * 9, known=4).win_rate.wins == 4


def test_a_verdict_so_far_needs_more_than_wins() -> None:
    """Ahead in every replicate, but by less than A's own replicates differ: not sure."""
    ahead = np.arange(1_000.0, 1_040.0)
    looks: list[StorySoFar] = []
    close = fake(lambda setup: ahead - (setup.parameters.posts.count == 1))
    told = story({}, {"posts.count": 1})
    run_story(close, told, Run(worlds=40), on_start=lambda look: looks.append(look()))
    assert looks[0].win_rate.leader == "A"
    assert looks[0].verdict.winner == ""


@pytest.mark.compiled
def test_looking_changes_nothing_about_how_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulation.experiment.runner.runner._COMMIT", 0.0)  # told at every cell
    looks: list[Callable[[], StorySoFar]] = []
    seen: list[StorySoFar] = []

    def look(_: Progress) -> None:
        if looks:
            seen.append(looks[0]())

    with open_runner(threads=1, chunk=5, on_progress=look) as here:
        watched = run_story(here, FEW_FANS, RUN, search=False, on_start=looks.append)
    with open_runner() as here:
        found = run_story(here, FEW_FANS, RUN, search=False)
    assert watched.verdict == found.verdict
    known = [each.known for each in seen]
    assert known == sorted(known)
    assert len(set(known)) > 5
    for each in seen:
        part = win_rate(*(side.values[: each.known] for side in found.sides), "reach")
        assert (each.win_rate.wins, each.win_rate.worlds) == (part.wins, part.worlds)


def test_a_scenario_of_one_side_is_no_story() -> None:
    with open_runner() as here, pytest.raises(UserError, match="one side only"):
        run_story(here, load("default"), RUN)
