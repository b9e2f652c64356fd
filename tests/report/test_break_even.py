"""Break-even in words: stretches in which a side wins, or that there is no break-even."""

import re
from collections.abc import Callable

import pytest

from simulation.experiment.sensitivity import break_even as module
from simulation.experiment.sensitivity.break_even import break_even
from simulation.parameters import Run, levers
from simulation.report.break_even import made_of, sentence
from simulation.report.quantities import named
from simulation.scenarios import Judge
from tests.experiment.fake_runner import rigged
from tests.experiment.stories import story

SIDES = story({}, {"posts.count": 1})  # what a rigged runner can tell apart


def said(
    chance: Callable[[float], float],
    lever: str = "network.discount",
    span: tuple[float, float] | None = (0.0, 1.0),
    judge: Judge | None = None,
) -> str:
    """The sentence; the lever's name in it is replaced by a star."""
    path = lever.rpartition(":")[2]
    found = break_even(rigged(path, chance), SIDES, lever, Run(worlds=200), span=span, judge=judge)
    return sentence(found).replace(named(levers()[path]), "*")


def steps(*wins: tuple[float, float]) -> Callable[[float], float]:
    """A wins between these values, B elsewhere."""
    return lambda value: 1.0 if any(low < value < high for low, high in wins) else 0.0


CLAIM = Judge("reach", factor=1.2)


@pytest.mark.parametrize(
    ("wins", "judge", "expected"),
    [
        ([(0.2, 9.0)], None, "{one} where * is above 0.2; {many} where it is below 0.2."),
        ([(-1.0, 0.2)], None, "{one} where * is below 0.2; {many} where it is above 0.2."),
        ([(0.2, 0.7)], None, "{one} where * is between 0.2 and 0.7; {many} elsewhere."),
        (
            [(-1.0, 0.2), (0.7, 9.0)],
            None,
            "{one} where * is below 0.2 or above 0.7; {many} elsewhere.",
        ),
        ([(-1.0, 9.0)], None, "{one} at every value tried of *, from 0 to 1."),
        ([], None, "{many} at every value tried of *, from 0 to 1."),
        ([(0.2, 0.7)], CLAIM, "True where * is between 0.2 and 0.7; not true elsewhere."),
        ([(0.2, 9.0)], CLAIM, "True where * is above 0.2; not true elsewhere."),
        ([], CLAIM, "The claim is not true at every value tried of *, from 0 to 1."),
    ],
)
def test_the_stretches_in_which_a_side_wins(
    wins: list[tuple[float, float]], judge: Judge | None, expected: str
) -> None:
    one, many = "“the one” wins", "“the many” wins"
    assert said(steps(*wins), judge=judge) == expected.format(one=one, many=many)


def test_the_interval_of_a_break_even_is_given_where_it_is_wide() -> None:
    """A straight line from 0 to 1 in 200 runs: 6.9 points on both sides of 50."""
    found = said(lambda value: value)
    assert "(95% confident: break-even between 0.43 and 0.57)" in found


def test_what_may_be_chance_is_said_to_be() -> None:
    found = said(lambda value: 0.9 if value < 0.99 else 0.47)
    assert found.endswith("At one end of the range it is too close to call.")
    found = said(lambda value: 0.5)
    assert found == "Too close to call at every value tried of *, from 0 to 1."
    found = said(lambda value: 0.9 if value < 0.5 else 0.5)
    assert found.startswith("“the one” wins, or it is too close to call, at every value tried of *")


def test_whole_numbers_are_counted() -> None:
    found = said(steps((3, 999)), "partners.count", (0, 100))
    assert found == (
        "“the one” wins where * is 4 partners or more; “the many” wins where it is 3 partners or "
        "less."
    )
    found = said(steps((3, 9)), "partners.count", (0, 100))
    assert found.startswith("“the one” wins where * is between 4 and 8 partners;")


def test_hours_below_one_are_minutes() -> None:
    found = said(steps((0.05, 1.3)), "dialogue.hours", (0, 10), CLAIM)
    assert re.match(r"True where \* is between [23][.\d]* minutes and 1.3 hours a day;", found)


def test_a_switch_or_a_choice_is_told_one_by_one() -> None:
    found = said(lambda length: 1.0 if length > 10 else 0.5, "dialogue.order", None)
    assert found == "*: with first come it is too close to call, with closest first “the one” wins."


def test_a_lever_that_changes_on_one_side_is_said_to() -> None:
    found = said(steps((0.2, 9.0)), "A:network.discount")
    assert found.endswith("Only “the one” was changed.")


def test_a_quick_search_says_how_few_runs_it_rests_on(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = break_even(
        rigged("network.discount", steps()), SIDES, "network.discount", Run(worlds=200)
    )
    assert made_of([usual]) == made_of([]) == ""
    monkeypatch.setattr(module, "worlds_for", lambda sides, run, *_, most=0: 4 if most else 24)
    monkeypatch.setattr(module, "is_costly", lambda sides, days: True)
    quick = break_even(
        rigged("network.discount", steps()), SIDES, "network.discount", Run(worlds=200)
    )
    assert made_of([usual, quick]) == (
        "Runs of this story are large, so some values were tried in only 4 of them; where the "
        "answer changes, it was up to 24."
    )
