"""Currencies: how an amount is written, and which marks somebody may type for it."""

import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from simulation.case.numerals import FORMATS, text_of
from simulation.errors import UserError, illegal_value

SYMBOL = 6  # characters at most


@dataclass(frozen=True, slots=True)
class Currency:
    """The money of a case: ISO 4217 code, symbol, number format, and where the symbol stands.

    numbers: a key of numerals.FORMATS. Raises UserError naming the field and what is legal.
    """

    code: str = "USD"
    symbol: str = "$"
    numbers: str = "1,234.56"
    after: bool = False

    def __post_init__(self) -> None:
        """Check every field."""
        if not (len(self.code) == 3 and self.code.isascii() and self.code.isalpha()):
            raise _illegal("code", self.code, "three letters of ISO 4217, such as EUR")
        if self.code != self.code.upper():
            raise _illegal("code", self.code, f"three capital letters, such as {self.code.upper()}")
        if not 0 < len(self.symbol) <= SYMBOL or not all(map(_in_symbol, self.symbol)):
            raise _illegal(
                "symbol", self.symbol, f"1 to {SYMBOL} letters or signs, such as € or kr"
            )
        if self.numbers not in FORMATS:
            raise _illegal("numbers", self.numbers, f"one of {', '.join(FORMATS)}")

    @property
    def name(self) -> str:
        """The name of the currency in a sentence: US dollars (USD)."""
        known = _NAMES.get(self.code)
        return f"{known} ({self.code})" if known else self.code

    @property
    def marks(self) -> frozenset[str]:
        """Marks that may be typed for this currency, in small letters."""
        own = {self.code.lower(), self.symbol.casefold()}
        return frozenset(own | _MARKS.get(self.code, frozenset()))

    def number(self, value: float | Decimal) -> str:
        """A number with every digit it has, in the case's format: 20,000 or 2.5."""
        return text_of(value, self.numbers)

    def exact(self, value: float) -> str:
        """An amount with every digit it has: $2,000 or -2.000,5 €."""
        return self._with_symbol(self.number(abs(value)), value)

    def amount(self, value: float) -> str:
        """An amount as it is said: whole from 100 on, else with cents where there are any."""
        digits = 0 if abs(value) >= 99.995 else 2
        text = self.number(round(abs(value), digits))
        decimals = FORMATS[self.numbers][1]
        whole, mark, fraction = text.partition(decimals)
        text = f"{whole}{mark}{fraction.ljust(2, '0')}" if mark else text
        return self._with_symbol(text, round(value, digits))

    def _with_symbol(self, text: str, value: float) -> str:
        """The symbol beside a number without a sign, and the sign before both."""
        sign = "-" if value < 0 else ""
        if self.after:
            return f"{sign}{text}\N{NO-BREAK SPACE}{self.symbol}"
        gap = "\N{NO-BREAK SPACE}" if self.symbol[-1].isalpha() else ""
        return f"{sign}{self.symbol}{gap}{text}"


def currency(code: str) -> Currency:
    """The currency of that code as it is usually written; an unknown one goes by its code."""
    symbol, numbers, after = _USUAL.get(code, (code, "1,234.56", False))
    return Currency(code, symbol, numbers, after)


def owners(mark: str) -> list[str]:
    """The codes of known currencies that a typed mark, in small letters, may stand for."""
    return [code for code in _USUAL if mark in currency(code).marks]


def _in_symbol(character: str) -> bool:
    return unicodedata.category(character)[0] in "LS" and character not in "+<=>^`|~"


def _illegal(field: str, value: str, legal: str) -> UserError:
    return illegal_value(f"currency.{field}", value, legal)


_ENGLISH, _GERMAN, _SPACED, _SWISS = FORMATS

# Code: name, symbol, number format, whether the symbol stands after, further marks.
_TABLE: dict[str, tuple[str, str, str, bool, str]] = {
    "USD": ("US dollars", "$", _ENGLISH, False, "us$ usd$ dollar dollars"),
    "EUR": ("euros", "€", _ENGLISH, False, "euro euros"),
    "GBP": ("pounds sterling", "£", _ENGLISH, False, "pound pounds"),
    "CHF": ("Swiss francs", "CHF", _SWISS, False, "sfr fr franken francs"),
    "AUD": ("Australian dollars", "A$", _ENGLISH, False, "$ au$ dollar dollars"),
    "CAD": ("Canadian dollars", "C$", _ENGLISH, False, "$ ca$ dollar dollars"),
    "NZD": ("New Zealand dollars", "NZ$", _ENGLISH, False, "$ dollar dollars"),
    "SGD": ("Singapore dollars", "S$", _ENGLISH, False, "$ dollar dollars"),
    "HKD": ("Hong Kong dollars", "HK$", _ENGLISH, False, "$ dollar dollars"),
    "JPY": ("yen", "¥", _ENGLISH, False, "yen"),
    "CNY": ("yuan", "¥", _ENGLISH, False, "yuan rmb"),
    "INR": ("Indian rupees", "₹", _ENGLISH, False, "rs rupee rupees"),
    "BRL": ("Brazilian reais", "R$", _GERMAN, False, "real reais"),
    "MXN": ("Mexican pesos", "MX$", _ENGLISH, False, "$ peso pesos"),
    "ZAR": ("South African rand", "R", _ENGLISH, False, "rand"),
    "SEK": ("Swedish kronor", "kr", _SPACED, True, "kronor"),
    "NOK": ("Norwegian kroner", "kr", _SPACED, True, "kroner"),
    "DKK": ("Danish kroner", "kr", _GERMAN, True, "kroner"),
    "PLN": ("Polish zlotys", "zł", _SPACED, True, "zl zloty zlotys"),
    "CZK": ("Czech korunas", "Kč", _SPACED, True, "kc koruna korunas"),
    "HUF": ("Hungarian forints", "Ft", _SPACED, True, "forint forints"),
    "TRY": ("Turkish liras", "₺", _GERMAN, False, "tl lira liras"),
    "ILS": ("Israeli shekels", "₪", _ENGLISH, False, "shekel shekels"),
    "KRW": ("South Korean won", "₩", _ENGLISH, False, "won"),
    "AED": ("UAE dirhams", "AED", _ENGLISH, False, "dirham dirhams"),
}
_USUAL = {code: row[1:4] for code, row in _TABLE.items()}
_NAMES = {code: row[0] for code, row in _TABLE.items()}
_MARKS = {code: frozenset(row[4].split()) for code, row in _TABLE.items()}
DOLLARS = Currency()
KNOWN = tuple(_TABLE)  # codes that have a name
