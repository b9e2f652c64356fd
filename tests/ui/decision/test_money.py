"""Amounts in another currency: the same numbers, the titles of options untouched."""

import pytest

from simulation.case.money import DOLLARS, currency
from ui.decision.money import figure, in_currency

EURO, POUND = currency("EUR"), currency("GBP")
SAID = "Choose “$2,000 of ads”, typically -$800 (36,000 more), at $0.014 each; $1.2 million."


def test_dollars_stay_as_they_are() -> None:
    assert in_currency(SAID, DOLLARS) == SAID
    assert figure(-812.3, "$", DOLLARS) == "-$810"


def test_amounts_outside_quotation_marks_change_their_currency() -> None:
    assert in_currency(SAID, POUND) == (
        "Choose “$2,000 of ads”, typically -£800 (36,000 more), at £0.0140 each; £1,200,000."
    )


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (None, "$", "no figure"),
        (0.0, "$", "£0"),
        (-0.01449, "$", "-£0.0140"),
        (12_345.0, "$", "£12,000"),
        (12_345.0, "people", "12,000"),
        (0.123, "share of followers", "12%"),
    ],
)
def test_figures_have_two_digits(value: float | None, unit: str, said: str) -> None:
    assert figure(value, unit, POUND) == said


def test_a_symbol_may_stand_after_its_amount() -> None:
    assert figure(1_234.0, "$", currency("SEK")).endswith("\N{NO-BREAK SPACE}kr")
    assert figure(2_000.0, "$", EURO) == EURO.exact(2_000.0)
