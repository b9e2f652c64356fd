"""Tables for people: short numbers, aligned columns."""

import numpy as np
import pytest

from simulation.commands._shared.table import (
    columns,
    counted,
    figure,
    headed,
    number,
    summary_cells,
)
from simulation.outcomes import OUTCOMES, summary


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


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (None, "$", "-"),
        (-2800.0, "$", "-$2,800"),
        (0.128, "$", "$0.128"),
        (-0.0, "$", "$0"),
        (0.4267, "share of reach", "42.7%"),
        (1.0, "chance", "100%"),
        (-0.81, "percentage points", "-81 points"),
        (676.0, "people", "676"),
    ],
)
def test_a_figure_shows_money_and_shares(value: float | None, unit: str, text: str) -> None:
    assert figure(value, unit) == text


def test_a_unit_is_said_once() -> None:
    names = ("reach", "cost", "word_of_mouth_share")
    assert [headed(OUTCOMES[each]) for each in names] == [
        "Reach (people)",
        "Cost",
        "Word-of-mouth share",
    ]
    assert [counted(OUTCOMES[each]) for each in names] == ["people", "", "of reach"]
    cells = summary_cells(summary(np.array([1.0, 3.0])), "$")
    assert cells == ["$2", "$1.5 to $2.5", "$1.1 to $2.9", "$2"]
