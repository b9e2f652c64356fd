"""Phrases: that one side does better, and parts of the runs."""

import re

import numpy as np
import pytest

from simulation.experiment.comparison.win_rate import hundred, win_rate_of
from simulation.outcomes import OUTCOMES
from simulation.report.phrases import amount, better, of_runs, pair, runs, wins_ties_losses


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_outcome_says_that_a_side_does_better(name: str) -> None:
    assert " A " in f" {better(name)} "
    assert " B" in better(name)
    mark = "at least twice" if OUTCOMES[name].more_is_better else "at most half"
    assert mark in better(name, "A", "B", 2.0)
    tenth = better(name, factor=1.1)
    assert re.search("at least 10% more|at least 1.1 times|at most 90.9% of", tenth)


@pytest.mark.parametrize(
    ("factor", "expected"),
    [
        (1.0, "A reaches more people than B"),
        (1.1, "A reaches at least 10% more people than B"),
        (2.0, "A has at least twice the reach of B"),
        (3.0, "A has at least 3 times the reach of B"),
        (0.9, "A has at least 90% of the reach of B"),
    ],
)
def test_a_claim_of_some_times_as_much(factor: float, expected: str) -> None:
    assert better("reach", factor=factor) == expected


def test_the_sentence_and_the_figures_of_a_ratio_have_one_unit() -> None:
    assert better("orders_per_cost") == "A gets more orders per $1,000 than B"
    assert OUTCOMES["orders_per_cost"].label == "Orders per $1,000"


@pytest.mark.parametrize(
    ("part", "of", "expected"),
    [
        (0, 200, "none of the 200 runs"), (1, 1_000, "fewer than 1 of 100 runs"),
        (166, 200, "83 of 100 runs"), (999, 1_000, "more than 99 of 100 runs"),
        (200, 200, "all 200 runs"), (1, 1, "the one run"), (0, 1, "no run"),
    ],
)  # fmt: skip
def test_only_what_is_certain_is_said_to_be(part: int, of: int, expected: str) -> None:
    assert of_runs(part, of) == expected


def test_parts_of_the_runs_are_those_of_the_dots() -> None:
    """Of 200 runs every second count is half a run of 100, which two roundings would tear apart."""
    for wins in range(1, 200):
        found = win_rate_of(np.array([1.0] * wins + [0.0] * (200 - wins)))
        won, tied, lost = wins_ties_losses(found)
        assert tied == "none of the 200 runs"
        for said, whole in zip((won, lost), (hundred(found)[0], hundred(found)[2]), strict=True):
            assert said == f"{whole} of 100 runs" or whole in (0, 1, 99, 100)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("reach", 1.0, "1 person"), ("reach", 640.0, "640 people"), ("hours", 1.5, "1.5 hours"),
        ("impressions", 1.0, "1 time"), ("profit", -2_800.0, "-$2,800"), ("orders", 3.0, "3"),
        ("answered_share", 0.43, "43%"), ("reach", None, "no figure"),
    ],
)  # fmt: skip
def test_an_amount_has_its_unit_where_the_noun_does_not_say_it(
    name: str, value: float | None, expected: str
) -> None:
    assert amount(name, value) == expected


def test_of_two_amounts_the_unit_is_said_once() -> None:
    assert pair("reach", 470.0, 1.0) == "470 against 1 person"
    assert pair("profit", -800.0, -2_100.0) == "-$800 against -$2,100"
    assert (runs(1), runs(1_000)) == ("one run", "1,000 runs")
