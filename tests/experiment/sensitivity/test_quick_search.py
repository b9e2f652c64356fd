"""Quick search: costly replicates, few of them, most where the win rate changes sides."""

from collections import defaultdict
from collections.abc import Callable

import pytest

from simulation.experiment.sensitivity import break_even as module
from simulation.experiment.sensitivity.break_even import BreakEven, break_even
from simulation.parameters import Run
from tests.experiment.fake_runner import FakeRunner, lever_number, rigged
from tests.experiment.sensitivity.test_break_even import HOURS, logistic

LEVER, SPAN, MOST = "dialogue.see_gain", (0.0, 10.0), 24


@pytest.fixture(autouse=True)
def _costly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any scenario counts as costly."""
    monkeypatch.setattr(module, "worlds_for", lambda sides, run, *_, most=0: 4 if most else MOST)
    monkeypatch.setattr(module, "is_costly", lambda sides, days: True)


def searched(chance: Callable[[float], float]) -> tuple[BreakEven, FakeRunner]:
    runner = rigged(LEVER, chance)
    return break_even(runner, HOURS, LEVER, Run(worlds=200), span=SPAN), runner


def runs_of(runner: FakeRunner) -> dict[float, int]:
    """The most runs asked for at each value."""
    most: dict[float, int] = defaultdict(int)
    for setup in runner.measured:
        value = lever_number(setup, LEVER)
        most[value] = max(most[value], setup.run.worlds)
    return most


@pytest.mark.parametrize("middle", [0.9, 2.0, 5.5, 8.3])
@pytest.mark.parametrize("steepness", [3.0, 40.0, -40.0])
def test_the_break_even_lies_where_it_is_said_to_lie(middle: float, steepness: float) -> None:
    found, _ = searched(logistic(middle, steepness))
    (only,) = found.crossings
    assert found.look == 4
    assert (only.below, only.above) == (("B", "A") if steepness > 0 else ("A", "B"))
    assert only.low <= middle <= only.high
    assert only.low <= only.value <= only.high
    assert only.high - only.low < 3
    assert only.sure


def test_most_runs_are_made_where_they_decide() -> None:
    found, runner = searched(logistic(5.5, 40.0))
    most = runs_of(runner)
    assert most.pop(float(found.change.today)) == MOST  # as often as for the verdict
    assert {runs for value, runs in most.items() if value < 3} == {4}
    assert all(most[value] >= 6 for value in found.crossings[0].between)
    assert sum(most.values()) < 70


def test_where_nothing_changes_every_value_is_tried_in_four_runs() -> None:
    found, runner = searched(lambda value: 1.0)
    assert (found.crossings, found.leader) == ((), "A")
    assert {runs for value, runs in runs_of(runner).items() if value != found.change.today} == {4}
    assert all(point.clear for point in found.points)


def test_what_is_too_close_to_call_is_run_to_the_end_and_not_claimed() -> None:
    found, _ = searched(lambda value: 0.5)
    assert (found.crossings, found.leader) == ((), "")


def test_several_break_evens_are_found_in_order() -> None:
    found, _ = searched(lambda value: 1.0 if 2 < value < 7 else 0.0)
    assert [(each.below, each.above) for each in found.crossings] == [("B", "A"), ("A", "B")]
    for each, place in zip(found.crossings, (2.0, 7.0), strict=True):
        assert each.low <= place <= each.high
