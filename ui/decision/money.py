"""Amounts of money in the currency of whoever asks: the model's sentences count in dollars."""

import re

from simulation.case.money import DOLLARS, Currency
from simulation.report.quantities import to_two_figures
from ui.text import quantity

_AMOUNT = re.compile(r"(-?)\$(\d[\d,]*(?:\.\d+)?)( million| billion)?")
_SIZES = {"": 1, " million": 1e6, " billion": 1e9}


def figure(value: float | None, unit: str, money: Currency) -> str:
    """An outcome's value as `quantity` writes it, an amount of money in that currency."""
    if value is None or unit != "$" or money == DOLLARS:
        return quantity(value, unit)
    return money.exact(to_two_figures(value))


def in_currency(text: str, money: Currency) -> str:
    """A sentence with its amounts in that currency; what stands in quotation marks stays."""
    if money == DOLLARS:
        return text
    return re.sub(
        r"“[^”]*”|" + _AMOUNT.pattern,
        lambda found: found[0] if found[0].startswith("“") else _written(found, money),
        text,
    )


def span(low: float | None, high: float | None, unit: str, money: Currency) -> str:
    """A range in that currency; a single figure if both ends read the same."""
    one, other = figure(low, unit, money), figure(high, unit, money)
    return one if one == other else f"{one.removesuffix(' points')} to {other}"


def _written(found: re.Match[str], money: Currency) -> str:
    sign, digits, size = found[1], found[2].replace(",", ""), found[3] or ""
    return money.exact(float(f"{sign}{digits}") * _SIZES[size])
