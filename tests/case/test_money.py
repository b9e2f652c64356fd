"""Currencies: how amounts are said, and which fields are refused."""

import pytest

from simulation.case.money import Currency, currency, owners
from simulation.errors import UserError

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("money", "value", "said"),
    [
        (Currency(), 2_000.0, "$2,000"),
        (Currency(), -2_800.0, "-$2,800"),
        (Currency(), 1_234.56, "$1,235"),
        (Currency(), 99.999, "$100"),
        (Currency(), 6.5, "$6.50"),
        (Currency(), 6.0, "$6"),
        (Currency(), 0.0, "$0"),
        (Currency(), -0.004, "$0"),
        (currency("EUR"), 2_000.0, "€2,000"),
        (Currency("EUR", "€", "1.234,56", after=True), 2_000.0, f"2.000{NBSP}€"),
        (Currency("EUR", "€", "1.234,56", after=True), -6.5, f"-6,50{NBSP}€"),
        (currency("CHF"), 2_000.0, f"CHF{NBSP}2'000"),
        (currency("SEK"), 2_000.0, f"2{NBSP}000{NBSP}kr"),
        (currency("XTS"), 2_000.0, f"XTS{NBSP}2,000"),
    ],
)
def test_an_amount_is_said_in_the_currency(money: Currency, value: float, said: str) -> None:
    assert money.amount(value) == said


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("code", {"code": "euro"}),
        ("code", {"code": "eur"}),
        ("code", {"code": "E1R"}),
        ("symbol", {"symbol": ""}),
        ("symbol", {"symbol": "dollars"}),
        ("symbol", {"symbol": "5"}),
        ("symbol", {"symbol": "$ "}),
        ("symbol", {"symbol": "-"}),
        ("numbers", {"numbers": "1234.56"}),
    ],
)
def test_a_field_that_is_not_legal_is_named(field: str, fields: dict[str, str]) -> None:
    with pytest.raises(UserError, match=rf"^currency\.{field} cannot be .*: it must be "):
        Currency(**fields)  # type: ignore[arg-type]


def test_a_mark_says_whose_it_may_be() -> None:
    assert owners("€") == ["EUR"]
    assert set(owners("kr")) == {"SEK", "NOK", "DKK"}
    assert owners("credits") == []
    assert Currency().name == "US dollars (USD)"
    assert currency("XTS").name == "XTS"
