"""One cell: tables of what it may and may not hold."""

from datetime import UTC, datetime
from math import isnan, nan

import pytest

from simulation.account.csv_cells import Unusable, count, moment


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0), ("12", 12), ("007", 7), (" 5 ", 5), ("1203.0", 1203), ("5,0", 5), ("5.", 5),
        ("1,234", 1234), ("1.234", 1234), ("1 234", 1234), ("1\u00a0234", 1234),
        ("1\u202f234", 1234), ("1'234", 1234), ("12,345,678", 12_345_678),
        ("1.234.567,00", 1_234_567), ("1 234,0", 1234), ("1000000000000", 10**12),
    ],
)  # fmt: skip
def test_a_count_in_any_spelling(text: str, number: float) -> None:
    assert count(text) == number


@pytest.mark.parametrize("text", ["", " ", "-", "NaN", "n/a", "NULL", "\u2014"])
def test_nothing_given_is_not_a_number(text: str) -> None:
    assert isnan(count(text))
    assert all(map(isnan, moment(text)))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-5", "below zero"), ("\u22125", "below zero"), ("3.7", "not a whole number"),
        ("0.123", "not a whole number"), ("1,23", "not a whole number"), ("1e5", "not a whole"),
        ("1,2345", "not a whole number"), ("=1+1", "a formula"), ("@SUM(A1)", "a formula"),
        ("+cmd|' /C calc'!A0", "a formula"), ("-1+1", "a formula"), ("abc", "not a number"),
        ("12 likes", "not a number"), ("1.1K", "not a number"), ("inf", "not a number"),
        ("1_000", "not a number"), ("1,234.5", "not a number"), ("1.234,567", "not a number"),
        ("1000000000001", "more than"), ("9" * 5_000, "more than"),
    ],
)  # fmt: skip
def test_what_is_no_count(text: str, why: str) -> None:
    with pytest.raises(Unusable, match=why) as refused:
        count(text)
    assert text not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2020-02-10 18:00 +0000", (2020, 2, 10, 18, 0)),  # Twitter analytics
        ("Tue, Jul 14, 2026", (2026, 7, 14, 0, 0)),  # X analytics
        ("10/16/17 22:59", (2017, 10, 16, 22, 59)),  # FiveThirtyEight
        ("Fri Jul 14 18:00:00 +0000 2023", (2023, 7, 14, 18, 0)),  # Twitter's interface
        ("2024-03-04T10:00:00.123Z", (2024, 3, 4, 10, 0)),
        ("2024-03-04T01:00:00+02:00", (2024, 3, 3, 23, 0)),
        ("2024-03-04 22:30 -0230", (2024, 3, 5, 1, 0)),
        ("2024/3/4", (2024, 3, 4, 0, 0)),
        ("16.10.2017 7:05", (2017, 10, 16, 7, 5)),
        ("Jul 14, 2026 3:15 PM", (2026, 7, 14, 15, 15)),
        ("14 July 2026 12:15 am", (2026, 7, 14, 0, 15)),
    ],
)
def test_a_moment_in_any_spelling(text: str, when: tuple[int, ...]) -> None:
    expected = datetime(*when, tzinfo=UTC).timestamp()  # type: ignore[misc,arg-type]
    assert expected in moment(text)
    assert all(each == expected or isnan(each) for each in moment(text))


def test_month_or_day_first_are_both_offered() -> None:
    month_first, day_first = moment("3/4/2024")
    assert month_first == datetime(2024, 3, 4, tzinfo=UTC).timestamp()
    assert day_first == datetime(2024, 4, 3, tzinfo=UTC).timestamp()
    assert moment("3.4.2024") == (day_first, day_first)
    assert moment("31/12/2024")[0] != moment("31/12/2024")[0]  # there is no month 31


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("yesterday", "not a date"), ("2024-13-01", "not a date"), ("2024-02-30", "not a date"),
        ("31/31/2024", "not a date"), ("1900-01-01", "not a date"), ("2024-01-01 25:00", "time"),
        ("Jul Jul 14, 2026", "not a date"), ("=TODAY()", "a formula"), ("45123.5", "not a date"),
        ("14, 2026", "not a date"), ("2024-01-01 10:75", "time of the day"),
    ],
)  # fmt: skip
def test_what_is_no_moment(text: str, why: str) -> None:
    with pytest.raises(Unusable, match=why) as refused:
        moment(text)
    assert text not in str(refused.value)


def test_nan_is_what_nothing_is() -> None:
    assert moment("") == pytest.approx((nan, nan), nan_ok=True)
