"""Digits and the marks between them: 20,000 or 20.000, read and written by one number format.

A lone mark with three digits behind it parts thousands in one country and decimals in another.
Where it is the mark for thousands of the format in use, that is what it means; the other one is
refused, because a guess would be wrong by a factor of a thousand for somebody.
"""

from decimal import Decimal

# Number formats: an example, as a case names it, with the mark between thousands and the one
# before decimals. A space between thousands is one that no line breaks at.
FORMATS = {
    "1,234.56": (",", "."),
    "1.234,56": (".", ","),
    "1 234,56": ("\N{NO-BREAK SPACE}", ","),
    "1'234.56": ("'", "."),
}
_NEVER_DECIMAL = "' "


def text_of(value: float | Decimal, format: str) -> str:
    """A number with every digit it has; `number_of` gives the same number again."""
    thousands, decimals = FORMATS[format]
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    whole, _, fraction = f"{exact:,f}".partition(".")
    fraction = fraction.rstrip("0")
    if len(fraction) == 3:  # 2.125 could be read as two thousand
        fraction += "0"
    grouped = whole.replace(",", thousands)
    return f"{grouped}{decimals}{fraction}" if fraction else grouped


def number_of(digits: str, format: str) -> Decimal:
    """The number that digits with marks between them stand for. Raises ValueError, saying why."""
    thousands, decimals = (mark.replace("\N{NO-BREAK SPACE}", " ") for mark in FORMATS[format])
    marks = [each for each in digits if not "0" <= each <= "9"]
    match list(dict.fromkeys(marks)):
        case [] if digits:
            return Decimal(digits)
        case [mark] if mark in _NEVER_DECIMAL or len(marks) > 1:
            return Decimal(_joined(digits, mark))
        case [mark] if _is_one_group(*digits.split(mark)):
            if mark == thousands:
                return Decimal(digits.replace(mark, ""))
            raise ValueError(f"may mean {_both_readings(digits, mark, format)}")
        case [mark] if mark == decimals or len(digits.partition(mark)[2]) <= 2:
            return _with_fraction(digits, mark, "")
        case [first, last] if last not in _NEVER_DECIMAL and marks.count(last) == 1:
            return _with_fraction(digits, last, first)
    raise _misplaced()


def _is_one_group(whole: str, behind: str) -> bool:
    """True if the mark between these digits may part thousands."""
    return len(behind) == 3 and 0 < len(whole) <= 3 and not whole.startswith("0")


def _both_readings(digits: str, mark: str, format: str) -> str:
    large, small = digits.replace(mark, ""), digits.replace(mark, ".")
    return f"{text_of(float(large), format)} or {text_of(float(small), format)}"


def _with_fraction(digits: str, mark: str, thousands: str) -> Decimal:
    whole, _, fraction = digits.rpartition(mark)
    if not (whole and fraction):
        raise _misplaced()
    return Decimal(f"{_joined(whole, thousands) if thousands else whole}.{fraction}")


def _joined(digits: str, mark: str) -> str:
    """Digits in groups of three, without the mark between them."""
    first, *rest = digits.split(mark)
    if not 0 < len(first) <= 3 or any(len(each) != 3 for each in rest):
        raise _misplaced()
    return first + "".join(rest)


def _misplaced() -> ValueError:
    return ValueError("has marks between its digits that part neither thousands nor decimals")
