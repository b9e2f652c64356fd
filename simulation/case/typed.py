"""Numbers as people type them, with units and ranges: understood, or refused with a reason.

20k    20,000    3/week    €2,000    40 %    10 % to 30 %    10-30%    20% (10% to 50%)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import isfinite

from simulation.case.money import Currency, owners
from simulation.case.numerals import number_of
from simulation.errors import UserError, illegal_value, quoted

LENGTH = 100  # characters of an answer at most
_SIZES = {"": 1, "k": 1_000, "thousand": 1_000, "m": 1_000_000, "mio": 1_000_000, "mn": 1_000_000}
_SIZES |= {"mln": 1_000_000, "million": 1_000_000}


@dataclass(frozen=True, slots=True)
class Answer:
    """A number somebody answered with, and the range it stands for: low <= value <= high."""

    value: float
    low: float
    high: float

    def __post_init__(self) -> None:
        """Raises UserError for a range that is none."""
        if not (self.low <= self.value <= self.high and isfinite(self.high - self.low)):
            legal = f"within its range, whose ends must rise: {self.low} to {self.high}"
            raise illegal_value("answer", self.value, legal)

    @property
    def certain(self) -> bool:
        """True if it is a single number."""
        return self.low == self.high


def exactly(value: float) -> Answer:
    """An answer without a range."""
    return Answer(float(value), float(value), float(value))


@dataclass(frozen=True, slots=True)
class Measure:
    """The thing a number counts, and so the ways in which it may be typed.

    units: a typed unit, in small letters, and what it multiplies the number by; "" where the
    number may stand alone. sign: the unit as `text_of` writes it. thousands: whether k and m may
    follow the digits. money: whether the unit is the currency of the case. words: what may stand
    for a whole answer, and what it means.
    """

    units: Mapping[str, Decimal] = field(default_factory=dict)
    sign: str = ""
    thousands: bool = False
    money: bool = False
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def percent(self) -> bool:
        """True if it is typed in percent, and taken from 0 to 1."""
        return self.sign == "%"


MONEY = Measure(thousands=True, money=True)


def understood(text: str, measure: Measure, currency: Currency) -> Answer:
    """The answer that a typed text gives, in the unit that the model takes.

    Raises UserError saying what was typed and what is wrong with it; the field is named by the
    caller.
    """
    try:
        return _answer(text, measure, currency)
    except ValueError as reason:
        raise UserError(f"{quoted(text)} {reason}") from None


def text_of(answer: Answer, measure: Measure, currency: Currency) -> str:
    """The text of an answer; `understood` gives the same answer again."""
    value, low, high = (
        _side_text(each, measure, currency) for each in (answer.value, answer.low, answer.high)
    )
    if answer.certain:
        return value
    span = f"{low.removesuffix(measure.sign) if measure.sign.startswith(' ') else low} to {high}"
    return span if understood(span, measure, currency) == answer else f"{value} ({span})"


def _side_text(value: float, measure: Measure, currency: Currency) -> str:
    if measure.money:
        return currency.exact(value)
    number = Decimal(repr(value)) * (100 if measure.percent else 1)
    return currency.number(number) + measure.sign


def _answer(text: str, measure: Measure, currency: Currency) -> Answer:
    if len(text) > LENGTH:
        raise ValueError(f"is longer than {LENGTH} characters")
    plain = _plain(text)
    plain = measure.words.get(plain, plain)
    outer = re.fullmatch(r"(.+?) ?\((.+)\)", plain)
    middle, span = outer.groups() if outer else ("", plain)
    parts = [_part(side) for side in _ends(span)]
    low, high = _between(parts, measure, currency)
    value = _number(_part(middle), measure, currency) if outer else (low + high) / 2
    if not low <= value <= high:
        raise ValueError("is not a range that rises, with its number inside")
    return Answer(float(value), float(low), float(high))


_ALIKE = str.maketrans(
    "\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{RIGHT SINGLE QUOTATION MARK}\N{MULTIPLICATION SIGN}",
    "---'x",
)


def _plain(text: str) -> str:
    """Small letters, and one kind of space, dash and apostrophe."""
    text = re.sub(r"\s+", " ", text).strip().casefold()
    return text.translate(_ALIKE)


_NAMED_ENDS = re.compile(r"between (?P<a>.+) and (?P<b>.+)|(?:from )?(?P<c>.+) to (?P<d>.+)")
_DASHED_ENDS = re.compile(r"(?P<a>.*?[^\s-]) ?(?:-|\.\.\.?|…) ?(?P<b>[^\s-].*)")


def _ends(span: str) -> tuple[str, ...]:
    """The one or two sides of what was typed."""
    found = _NAMED_ENDS.fullmatch(span) or _DASHED_ENDS.fullmatch(span)
    return tuple(side for side in found.groups() if side) if found else (span,)


@dataclass(frozen=True, slots=True)
class _Part:
    """One side taken apart: -, €, 2,000, k, a week."""

    sign: str
    mark: str
    digits: str
    size: str
    unit: str


_PART = re.compile(
    r"(?P<before>-?) ?(?P<mark>[^\d\s.,'+-]*) ?(?P<after>-?)(?P<digits>\d(?:[\d.,' ]*\d)?) ?"
    rf"(?:(?P<size>{'|'.join(sorted(filter(None, _SIZES), key=len, reverse=True))})(?![^\W\d_]))?"
    r"(?P<unit>(?:[^\d.,'+-].*)?)"
)


def _part(side: str) -> _Part:
    found = _PART.fullmatch(side.strip(" ."))
    if found is None or not found["digits"].isascii():
        raise ValueError("is not a number")
    unit = re.sub(" ?/ ?", "/", found["unit"].strip())
    sign = found["before"] or found["after"]
    return _Part(sign, found["mark"], found["digits"], found["size"] or "", unit)


def _between(parts: list[_Part], measure: Measure, currency: Currency) -> tuple[Decimal, Decimal]:
    """Both ends; a thousand or a unit behind the last holds for the first too, as in 5-10k."""
    first, last = parts[0], parts[-1]
    high = _number(last, measure, currency)
    if first is last:
        return high, high
    first = replace(first, unit=first.unit or last.unit)
    low = _number(replace(first, size=first.size or last.size), measure, currency)
    if low > high:  # 900 to 1k
        low = _number(first, measure, currency)
    return low, high


def _number(part: _Part, measure: Measure, currency: Currency) -> Decimal:
    """The number of one side, in the unit that the model takes."""
    if part.size and not measure.thousands:
        raise ValueError(f"has a unit that is not understood here: {part.size}{part.unit}")
    number = number_of(part.digits, currency.numbers) * _SIZES[part.size]
    if part.sign:
        number = -number
    if measure.money:
        _check_currency(part, currency)
        return number
    if part.mark:
        raise ValueError(f"has {quoted(part.mark)} before its number, which is not understood here")
    if part.unit not in measure.units:
        raise ValueError(f"has a unit that is not understood here: {part.unit}")
    if measure.percent and not part.unit and 0 < number <= 1:
        raise ValueError(f"may mean {currency.number(float(100 * number))}% or {part.digits}%")
    factor = measure.units[part.unit]
    exact = factor == 1 or measure.percent
    return number * factor if exact else round(number * factor, 2)


def _check_currency(part: _Part, currency: Currency) -> None:
    """Raises ValueError unless the marks beside the number, if any, are the currency's own."""
    for mark in filter(None, (part.mark, part.unit)):
        if mark not in currency.marks:
            others = owners(mark)
            meant = f"is in {others[0]}" if others else f"has {quoted(mark)}, which is no currency"
            raise ValueError(f"{meant}, not in {currency.name}")
