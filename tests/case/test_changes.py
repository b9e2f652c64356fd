"""What changed between two versions of a case, in a line."""

from dataclasses import replace
from datetime import date

import pytest

from simulation.case.case import Case, Spend
from simulation.case.changes import changes
from simulation.case.money import currency
from simulation.parameters import Parameters, changed
from tests.case.cases import bakery


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (bakery(), ""),
        (bakery(budget="3k"), "Budget: $2,000 → $3,000"),
        (bakery(fakes=""), "Share of fakes: 40% → open"),
        (replace(bakery(), client=""), "Client: none"),
        (replace(bakery(), start=date(2026, 3, 2)), "First day: 2026-03-02"),
        (replace(bakery(), notes="a" * 50), f"Notes: {'a' * 37}..."),
        (replace(bakery(), currency=currency("EUR")), "Currency: euros (EUR)"),
        (replace(bakery(), options=(Spend("ads"),)), "Options"),
        (
            replace(bakery(), base=changed(Parameters(), {"money.wage": 50.0})),
            "“Cost of our time”: $50 an hour",
        ),
    ],
)
def test_a_change_is_told_by_what_it_changes(after: Case, said: str) -> None:
    assert changes(bakery(), after) == said


def test_of_many_changes_the_first_are_told() -> None:
    other = Case(days=7, goal="orders")
    told = changes(bakery(), other)
    assert told.startswith("Followers: 20,000 → open; Share of fakes: 40% → open; Posts a week")
    assert told.endswith("; and 5 more")


def test_options_that_come_and_go_are_told_as_such() -> None:
    one, two = (replace(bakery(), options=(Spend("ads"), Spend("posts"))[:n]) for n in (1, 2))
    assert changes(one, two) == "Option added"
    assert changes(two, one) == "Option removed"
