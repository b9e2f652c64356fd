"""The verdict in words: every kind of verdict, from columns whose verdict is known."""

import numpy as np
import pytest

from simulation.experiment.comparison.verdict import verdict
from simulation.outcomes import Column
from simulation.report.verdict import headline, notes, sentence

NAN = float("nan")
NAMES = ("“one”", "“two”")


def said(
    a: Column, b: Column, name: str = "reach", factor: float = 1.0, again: Column | None = None
) -> tuple[str, tuple[str, ...]]:
    found = verdict(a, b, a if again is None else again, 1, name, factor)
    return sentence(found, NAMES), notes(found, NAMES)


def full(value: float, worlds: int = 200) -> Column:
    return np.full(worlds, value)


def part(share: float, value: float = 1.0, worlds: int = 200) -> Column:
    """`value` in that share of the replicates, 0 in the others."""
    return np.where(np.arange(worlds) < share * worlds, value, 0.0)


@pytest.mark.parametrize(
    ("a", "b", "name", "factor", "expected"),
    [
        (
            full(210), full(100), "reach", 1.0,
            "In all 200 runs, “one” reaches more people than “two” (95% confident: at least 98 of "
            "100). Typically 210 against 100 people (medians).",
        ),
        (  # the winner first, also where it is B
            full(50), full(1), "cost", 1.0,
            "In all 200 runs, “two” costs less than “one” (95% confident: at least 98 of 100). "
            "Typically $1 against $50 (medians).",
        ),
        (
            full(111), full(100), "close_fans", 1.1,
            "In all 200 runs, “one” keeps at least 10% more fans close than “two” (95% confident: "
            "at least 98 of 100). Typically 110 against 100 people (medians).",
        ),
        (
            full(190), full(100), "reach", 2.0,
            "“one” has at least twice the reach of “two” in none of the 200 runs (95% confident: "
            "at most 2 of 100). Typically 190 against 100 people (medians).",
        ),
        (
            full(60), full(100), "reach", 0.5,
            "In all 200 runs, “one” has at least half the reach of “two” (95% confident: at least "
            "98 of 100). Typically 60 against 100 people (medians).",
        ),
        (
            full(80), full(100), "cost", 1.1,
            "In all 200 runs, “one” has at most 90.9% of the cost of “two” (95% confident: at "
            "least 98 of 100). Typically $80 against $100 (medians).",
        ),
        (
            part(0.1), full(0), "large_chance", 1.0,
            "In 10 of 100 runs, a large account passes on “one” but not “two” (95% confident: 7 to "
            "15 of 100); 90 of 100 runs are ties. Shared by a large account: in 10% against 0% of "
            "runs.",
        ),
        (
            part(0.9), full(0), "large_chance", 1.0,
            "In 90 of 100 runs, a large account passes on “one” but not “two” (95% confident: 85 "
            "to 93 of 100); 10 of 100 runs are ties. Shared by a large account: in 90% against 0% "
            "of runs.",
        ),
        (
            full(7), full(7), "reach", 1.0,
            "No difference: “one” and “two” have the same reach in all 200 runs.",
        ),
        (
            full(7), full(7), "reach", 1.1,
            "No difference: “one” and “two” have the same reach in all 200 runs.",
        ),
        (
            part(0.52), part(1.0) - part(0.52), "orders", 1.0,
            "Too close to call: “one” gets more orders than “two” in 52 of 100 runs (95% "
            "confident: 45 to 59 of 100).",
        ),
        (
            np.arange(200.0) + 1, np.arange(200.0), "reach", 1.0,
            "Too close to call: “one” reaches more people than “two” in all 200 runs, but only by "
            "1 person; random draws alone make a difference of up to 19 people.",
        ),
        (
            2 * np.arange(200.0) - 1, np.arange(200.0), "reach", 2.0,
            "Too close to call: “one” has at least twice the reach of “two” in none of the 200 "
            "runs, but misses the mark only by 1 person; random draws alone make a difference of "
            "up to 39 people.",
        ),
        (
            full(-800), full(-2_100), "profit", 1.0,
            "Both lose money; “two” loses $1,300 more than “one” (median), and more in all 200 "
            "runs (95% confident: at least 98 of 100). Typically -$800 against -$2,100 (medians).",
        ),
        (
            full(NAN), full(1), "reach", 1.0,
            "Nothing to compare: in no run do both sides have a figure for reach.",
        ),
    ],
)  # fmt: skip
def test_every_kind_of_verdict_has_its_sentence(
    a: Column, b: Column, name: str, factor: float, expected: str
) -> None:
    assert said(a, b, name, factor)[0] == expected


def test_a_lottery_is_usually_lost_and_won_on_average() -> None:
    found = said(part(0.05, 1e6), np.arange(900.0, 1_100.0))
    assert found == (
        "It depends. In 95 of 100 runs, “two” reaches more people than “one” (95% confident: 91 to "
        "97 of 100). But on average “one” does better, 50,000 against 1,000 people.",
        ("A few runs in which “one” does far better decide the mean.",),
    )


def test_a_mean_that_may_be_chance_is_told() -> None:
    """One lucky run of a hundred makes the mean, and may not come again."""
    _, told = said(part(0.01, 1e4, 100), full(90, 100))
    assert told == (
        "The mean favours “one”, but by no more than random draws alone make: a few runs decide "
        "it.",
    )


def test_runs_without_the_outcome_are_counted() -> None:
    column = np.array([NAN, *full(5, 99)])
    assert said(column, np.array([*full(3, 99), NAN]))[1] == (
        "2 runs are left out: there one side or both do not have a figure for reach.",
    )
    assert said(column, full(3, 100))[1][0].startswith("1 run is left out")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (2, 1, "The claim holds here."),
        (1, 2, "The claim fails here."),
        (1, 1, "No difference."),
        (NAN, 1, "Nothing to compare."),
    ],
)
def test_what_became_of_a_claim(a: float, b: float, expected: str) -> None:
    assert headline(verdict(full(a), full(b), full(a), 1, "reach")) == expected
