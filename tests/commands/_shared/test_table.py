"""Tables for people: short numbers, aligned columns."""

import pytest

from simulation.commands._shared.table import columns, number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "-"),
        (0.0, "0"),
        (12.0, "12"),
        (1234567.8, "1,234,568"),
        (58.04, "58"),
        (42.25, "42.2"),
        (0.123456, "0.123"),
        (-0.5, "-0.5"),
        (-1234.5, "-1,234"),
        (3.05, "3.05"),
    ],
)
def test_numbers_are_short(value: float | None, text: str) -> None:
    assert number(value) == text


def test_columns_are_aligned() -> None:
    rows = [["name", "n"], ["a", "10"], ["long name", "5"]]
    assert list(columns(rows, right=(1,))) == ["name        n", "a          10", "long name   5"]
