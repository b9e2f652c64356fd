"""Lever changes: a side on which a lever can do nothing stays as it is, and needs no other runs."""

import numpy as np
import pytest

from simulation.errors import UserError
from simulation.experiment import Setup
from simulation.experiment.comparison.lever_changes import move, moved, sides_of
from simulation.experiment.runner.runner import open_runner
from simulation.parameters import changed, values
from simulation.scenarios import load


@pytest.mark.parametrize(
    ("story", "path", "value", "stays"),
    [
        ("2b", "followers.fans.buy", 0.5, "B"),
        ("3a", "partners.audience", 9_000, "B"),
        ("4a", "weed.stay", 0.5, "A"),
        ("5a", "dialogue.onlookers", 7, "B"),
    ],
)
def test_a_side_on_which_a_lever_can_do_nothing_stays_as_it_is(
    story: str, path: str, value: float, stays: str
) -> None:
    sides = sides_of(load(story))
    there = moved(sides, [(move(sides, path), value)])
    assert there[stays] is sides[stays]
    other = "A" if stays == "B" else "B"
    assert values(there[other])[path] == value


def test_levers_that_wake_each_other_are_both_changed() -> None:
    sides = sides_of(load("2c"))
    changes = [(move(sides, "partners.audience"), 900), (move(sides, "partners.count"), 3)]
    for settings in (changes, changes[::-1]):
        there = values(moved(sides, settings)["A"])
        assert (there["partners.audience"], there["partners.count"]) == (900, 3)
    with pytest.raises(UserError):
        moved(sides, [(move(sides, "partners.audience"), -1)])


@pytest.mark.compiled
@pytest.mark.parametrize("story", ["1b", "2d", "3a", "3b", "4a"])
def test_such_a_side_would_not_run_otherwise(story: str) -> None:
    """Every lever that may break the claim, at another value, on the side where it does nothing."""
    told = load(story)
    sides, run = sides_of(told), told.run.model_copy(update={"worlds": 2})
    tried = 0
    with open_runner() as here:
        for path in told.breaks:
            chosen = move(sides, path)
            if not isinstance(chosen.today, int | float) or isinstance(chosen.today, bool):
                continue
            value = round(chosen.today / 2) if chosen.lever.type == "integer" else chosen.today / 2
            for key, side in moved(sides, [(chosen, value)]).items():
                if key in chosen.sides and side is sides[key]:
                    changed_all_the_same = changed(side, {path: value})
                    one, other = here.measure([Setup(side, run), Setup(changed_all_the_same, run)])
                    tried += 1
                    for name, column in one.items():
                        assert np.array_equal(column, other[name], equal_nan=True), (path, name)
    assert tried
