"""Numbers and levers in words: what every sentence of the model and of the screens is made of."""

from math import floor, isfinite, log10

from simulation.parameters import Lever, Value

# Groups of followers and the public, as they are called on screen.
KINDS = {
    "fans": "Fans",
    "casual": "Casual followers",
    "followbacks": "Follow-backs",
    "bought": "Bought followers",
    "partners": "Partners who follow us",
    "celebrities": "Celebrities",
    "public": "Everybody else",
}

UNKNOWN = "no figure"
POINTS = "percentage points"  # the unit of a difference between two shares
_SIZES = ("million", "billion")


def to_two_figures(number: float) -> float:
    """A finite number rounded to two significant figures."""
    return round(number, 1 - floor(log10(abs(number)))) if number else 0.0


def two_figures(number: float) -> str:
    """A number as it is said aloud: two significant figures, thousands, millions, billions."""
    if number == 0 or not isfinite(number):
        return "0" if number == 0 else UNKNOWN
    rounded = to_two_figures(number)
    for size, name in ((1e9, " billion"), (1e6, " million")):
        if abs(rounded) >= size:
            form = ".2g" if abs(rounded) < 100 * size else ",.0f"
            return f"{rounded / size:{form}}{name}"
    if abs(rounded) >= 10 or rounded == int(rounded):
        return f"{rounded:,.0f}"
    digits = max(0, 1 - floor(log10(abs(rounded))))
    return f"{rounded:.{digits}f}".rstrip("0").rstrip(".")


def is_share(unit: str) -> bool:
    """True if a unit is a part of something, shown in percent."""
    return unit in ("chance", "share") or unit.startswith("share of ")


def between(unit: str) -> str:
    """The unit of a difference: 18% and 99% are 81 points apart, not 81%."""
    return POINTS if is_share(unit) else unit


def quantity(number: float | None, unit: str) -> str:
    """An outcome's value with its unit where the label does not say it: $, percent and points."""
    if number is None:
        return UNKNOWN
    if unit == POINTS:
        return f"{two_figures(100 * number)} points"
    if is_share(unit):
        return f"{two_figures(100 * number)}%"
    said = two_figures(abs(number))
    sign = "-" if number < 0 and said != "0" else ""
    return f"{sign}${said}" if unit == "$" else f"{sign}{said}"


def whose(path: str) -> str:
    """The kind of people a lever is about; empty where it is about no kind."""
    top, *rest = path.split(".")
    return KINDS[rest[0]] if top == "followers" else KINDS[top] if top == "public" else ""


def named(lever: Lever) -> str:
    """A lever in a sentence: “Chance to buy, once clicked” of casual followers."""
    kind = whose(lever.path)
    return f"“{lever.label}”" + (f" of {kind[0].lower()}{kind[1:]}" if kind else "")


def said(lever: Lever, value: Value) -> str:
    """A lever's value in a sentence: 1 in 1,200, 12%, $25 an hour, 3 minutes a day, on."""
    figure, space, unit = _said(lever, value).partition(" ")
    return f"1 {_of_one(unit)}" if figure == "1" and space else f"{figure}{space}{unit}"


def _said(lever: Lever, value: Value) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, str):
        return value
    unit = lever.unit
    if unit == "chance" and 0 < value < 0.01:
        return f"1 in {two_figures(1 / value)}"
    if is_share(unit):
        return quantity(value, unit)
    if unit.startswith("$"):
        return f"${two_figures(value)}{unit.removeprefix('$')}"
    if unit.startswith("hours") and 0 < value < 1:
        value, unit = 60 * value, unit.replace("hours", "minutes", 1)
    return f"{two_figures(value)} {unit}".rstrip()


def _of_one(unit: str) -> str:
    """The unit of a single thing: hour a day, where others are hours a day."""
    what, space, rest = unit.partition(" ")
    return unit if what == "times" else f"{what.removesuffix('s')}{space}{rest}"


def span(lever: Lever, low: Value, high: Value, to: str = "to") -> str:
    """Two values of a lever, the words both end in said once: "$1 to $50 an hour"."""
    one, other = _said(lever, low).split(), _said(lever, high).split()
    same, most = 0, min(len(one), len(other)) - 1
    while same < most and one[-1 - same] == other[-1 - same] not in _SIZES:
        same += 1
    return f"{' '.join(one[: len(one) - same])} {to} {' '.join(other)}"
