"""A cell of a post export: a count or a time. Its content is never quoted in a message."""

import re
from datetime import date
from functools import lru_cache
from math import nan

MOST = 10**12  # largest count
YEARS = range(2000, 2100)

_MISSING = frozenset(("", "-", "--", "\u2013", "\u2014", "nan", "n/a", "na", "null", "none"))
_WHOLE = re.compile(r"[0-9]+([.,]0*)?")
# 1,234 and 1.234 and 1 234 and 1'234: counts are whole, so groups of three are thousands.
_GROUPED = re.compile(
    r"([1-9][0-9]{0,2}([., \u00a0\u2009\u202f'\u2019])[0-9]{3}(?:\2[0-9]{3})*)(?:(?!\2)[.,]0*)?"
)
_NUMBER = re.compile(r"[0-9]*[.,]?[0-9]+(e[+-]?[0-9]+)?", re.IGNORECASE)

_CLOCK = re.compile(
    r"[T ]\s*([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?\s*([AP]M)?"
    r"\s*(?:Z|UTC|GMT|([+-])([0-9]{2}):?([0-9]{2}))?(?![0-9:])",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Unusable(Exception):  # noqa: N818 - counted and reported, seldom an error
    """A cell that does not fit its column; the argument says why."""


@lru_cache(maxsize=20_000)
def count(text: str) -> float:
    """A count; NaN for an empty cell. Raises Unusable."""
    cell = text.strip()
    if cell.casefold() in _MISSING:
        return nan
    if _WHOLE.fullmatch(cell):
        digits = re.split("[.,]", cell)[0]
    elif grouped := _GROUPED.fullmatch(cell):
        digits = re.sub("[^0-9]", "", grouped[1])
    elif _NUMBER.fullmatch(cell):
        raise Unusable("not a whole number")
    elif cell[0] in "-\u2212" and _NUMBER.fullmatch(cell[1:]):
        raise Unusable("below zero")
    elif cell[0] in "=+-@":
        raise Unusable("a formula, not a number")
    else:
        raise Unusable("not a number")
    if len(digits) > 30 or int(digits) > MOST:
        raise Unusable(f"more than {MOST:,}")
    return float(digits)


@lru_cache(maxsize=20_000)
def moment(text: str) -> tuple[float, float]:
    """Seconds since 1970, in UTC unless a zone is given: read as month/day, and as day/month.

    The two differ for dates like 3/4/2024 only. NaN where an order makes no date, and for an empty
    cell. Raises Unusable if neither order makes a date.
    """
    cell = text.strip()
    if cell.casefold() in _MISSING:
        return nan, nan
    if cell[0] in "=+-@":
        raise Unusable("a formula, not a date")
    clock = _CLOCK.search(cell)
    seconds = 0.0
    if clock:
        seconds = _seconds(clock)
        cell = cell[: clock.start()] + " " + cell[clock.end() :]
    month_first, day_first = _days(cell.strip())
    return month_first * 86_400.0 + seconds, day_first * 86_400.0 + seconds


def _seconds(clock: "re.Match[str]") -> float:
    """Seconds of the day in UTC; below 0 or above a day where the zone changes the day."""
    hours, minutes, seconds, half, sign, zone_hours, zone_minutes = clock.groups()
    hour = int(hours)
    if half:
        hour = hour % 12 + (12 if half.upper() == "PM" else 0)
    if hour > 24 or int(minutes) > 59 or int(seconds or 0) > 60:
        raise Unusable("not a time of the day")
    zone = int(f"{sign}1") * (60 * int(zone_hours) + int(zone_minutes)) if sign else 0
    return 60.0 * (60 * hour + int(minutes) - zone) + int(seconds or 0)


@lru_cache(maxsize=20_000)
def _days(text: str) -> tuple[float, float]:
    """Days since 1970, as month/day and as day/month. Raises Unusable."""
    if found := _YEAR_FIRST.fullmatch(text):
        one = other = _day(int(found[1]), int(found[3]), int(found[4]))
    elif found := _YEAR_LAST.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        year += 2000 if year < 100 else 0
        other = _day(year, second, first)
        one = other if found[2] == "." else _day(year, first, second)  # 3.4.2024 is in April
    else:
        one = other = _named(text)
    if one != one and other != other:
        raise Unusable("not a date")
    return one, other


def _named(text: str) -> float:
    """Days since 1970 of a date with the month in letters, in any order."""
    words = re.findall(r"[a-z]+|[0-9]+", text.casefold())
    months = [_MONTHS.index(word[:3]) + 1 for word in words if word[:3] in _MONTHS]
    numbers = [int(word) for word in words if word.isdigit() and len(word) <= 4]
    if len(months) != 1 or len(numbers) != 2:
        return nan
    day, year = sorted(numbers)
    return _day(year, months[0], day)


def _day(year: int, month: int, day: int) -> float:
    """Days since 1970, NaN for a day that does not exist."""
    if year not in YEARS:
        return nan
    try:
        return float(date(year, month, day).toordinal() - date(1970, 1, 1).toordinal())
    except ValueError:
        return nan
