"""Unknowns of a decision: levers that may stand elsewhere, and how far.

A lever counts as unknown over its published or plausible range. Where none is published the default
is a judgement, and taken to be right within a factor of two. Ranges given by the client, by a
fitted account or by an audit take the place of these.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from simulation.decision.option import Option
from simulation.decision.roles import role
from simulation.errors import UserError, illegal_value
from simulation.experiment.comparison.lever_changes import asleep
from simulation.parameters import Lever, Value, changed, levers, values
from simulation.report.quantities import named

Basis = Literal["published", "judged", "given"]

DECADE = 10.0  # a range from which on values are drawn evenly on a log scale
DOUBT = 2.0  # times, either way, that a judgement without a published range may be wrong
_JUDGED = ("assumption", "kind")  # evidence that is a judgement


@dataclass(frozen=True, slots=True)
class Span:
    """The two ends between which a lever may stand; today: where it stands as things are.

    Of a lever that moves against the one it goes with, the low end is the higher number.
    """

    path: str
    low: float
    high: float
    today: float

    @property
    def log(self) -> bool:
        """True if places between the ends are taken on a log scale."""
        return self.low > 0 and self.high >= DECADE * self.low

    def at(self, part: float) -> float:
        """The number at a part of the plausibility: 0 low end, 0.5 today's value, 1 high end.

        Today's value is the best guess there is, so the lever is as likely below it as above;
        evenly on either side. Where today's value is outside, evenly over the whole range.
        """
        if not min(self.low, self.high) <= self.today <= max(self.low, self.high):
            return self._within(self.low, self.high, part)
        if part < 0.5:
            return self._within(self.low, self.today, 2 * part)
        return self._within(self.today, self.high, 2 * part - 1)

    def part(self, value: float) -> float:
        """The part of the plausibility at which a value stands: what `at` is given for it.

        0.5 for today's value, even where that is an end.
        """
        if value == self.today:
            return 0.5
        if not min(self.low, self.high) <= self.today <= max(self.low, self.high):
            return self._between(self.low, self.high, value)
        if (value < self.today) == (self.low < self.high):
            return self._between(self.low, self.today, value) / 2
        return 0.5 + self._between(self.today, self.high, value) / 2

    def _between(self, low: float, high: float, value: float) -> float:
        if self.log:
            return math.log(value / low) / math.log(high / low)
        return (value - low) / (high - low)

    def _within(self, low: float, high: float, part: float) -> float:
        if self.log:
            return float(low * (high / low) ** part)
        return low + part * (high - low)


@dataclass(frozen=True, slots=True)
class Unknown:
    """One thing we do not know: a lever, or several that move together.

    spans: the first is the lever it goes by. basis: "published" range, "judged" where there is
    none, or "given". source: who says so, in a few words.
    """

    spans: tuple[Span, ...]
    basis: Basis
    source: str

    @property
    def path(self) -> str:
        """The path of the lever it goes by."""
        return self.spans[0].path

    @property
    def lever(self) -> Lever:
        """The lever it goes by."""
        return levers()[self.path]

    @property
    def name(self) -> str:
        """The name it has in a sentence."""
        return named(self.lever)

    @property
    def measure(self) -> str:
        """The way an account can find it out; empty where it cannot."""
        return role(self.path).measure

    @property
    def settled(self) -> bool:
        """True if its ends are where it stands: nothing is unknown about it."""
        return all(span.low == span.high == span.today for span in self.spans)


@dataclass(frozen=True, slots=True)
class Given:
    """A range that somebody gives for a lever, low and high alike where it is known exactly.

    others: levers that move with it, path to (low, high). Raises UserError for a range that is none
    and for a lever that is no unknown.
    """

    path: str
    low: float
    high: float
    source: str = "as given"
    others: tuple[tuple[str, float, float], ...] = ()

    def __post_init__(self) -> None:
        """Raises UserError."""
        for path, low, high in self.ranges:
            if path not in levers() or levers()[path].low is None:
                raise UserError(
                    f"{{{path}}} cannot be given a range: it is no lever that is a number",
                    path=path,
                )
            lever = levers()[path]
            for end in (low, high):
                if not (lever.low or 0.0) <= end <= (lever.high or 0.0):
                    raise illegal_value(path, end, lever.range)
        if self.low > self.high:
            given = f"{self.low:g}:{self.high:g}"
            raise illegal_value(self.path, given, "a range whose low end comes first")
        if role(self.path).kind == "decision":
            raise UserError(
                f"{{{self.path}}} cannot be given a range: {role(self.path).reason}", path=self.path
            )

    @property
    def ranges(self) -> tuple[tuple[str, float, float], ...]:
        """Every lever it moves: path, low, high."""
        return ((self.path, self.low, self.high), *self.others)


LeftOut = tuple[tuple[str, str], ...]


def unknowns(
    options: Sequence[Option], given: Iterable[Given] = ()
) -> tuple[tuple[Unknown, ...], LeftOut]:
    """The unknowns of a decision, and those left out: (path, why).

    A lever that can act under no option is not unknown, and one at which the options differ is
    what they are about. Both are in order of declaration.
    """
    today = values(options[0].parameters)
    differ = {
        path
        for option in options[1:]
        for path, value in values(option.parameters).items()
        if value != today[path]
    }
    found: list[Unknown] = []
    left_out: list[tuple[str, str]] = []

    def take(unknown: Unknown) -> None:
        why = _why_not(options, differ, unknown)
        if why:
            left_out.append((unknown.path, why))
        elif not unknown.settled:
            found.append(unknown)

    said = list(given)
    covered = {path for each in said for path, _, _ in each.ranges}
    for each in said:
        spans = (_span(*ends, today[ends[0]]) for ends in each.ranges)
        take(Unknown(tuple(spans), "given", each.source))
    for path, lever in levers().items():
        if path not in covered and (usual := _usual(lever, today[path])):
            take(usual)
    place = {path: number for number, path in enumerate(levers())}
    found.sort(key=lambda unknown: place[unknown.path])
    left_out.sort(key=lambda each: place[each[0]])
    return tuple(found), tuple(left_out)


def setting(unknowns: Iterable[Unknown], parts: Iterable[float]) -> dict[str, Value]:
    """Levers with each unknown at a part of its plausibility, 0 to 1, see `Span.at`.

    Where two unknowns move one lever, both move it in proportion.
    """
    numbers: dict[str, float] = {}
    for unknown, part in zip(unknowns, parts, strict=True):
        for span in unknown.spans:
            number = span.at(part)
            if span.path in numbers and span.today:
                number = numbers[span.path] * number / span.today
            numbers[span.path] = number
    return {path: _legal(levers()[path], number) for path, number in numbers.items()}


def awake(option: Option, unknowns: Iterable[Unknown]) -> tuple[bool, ...]:
    """Tell which unknowns can act under an option."""
    return tuple(
        any(not asleep(option.parameters, span.path) for span in unknown.spans)
        for unknown in unknowns
    )


def _usual(lever: Lever, today: Value) -> Unknown | None:
    """A lever as unknown as it is without anybody saying more; None where it is not."""
    about = role(lever.path)
    if about.kind != "unknown" or lever.low is None or lever.high is None:
        return None
    now = float(today)
    if about.price and today != lever.default:
        return None
    if lever.plausible:
        low, high = lever.plausible
        if not low <= now <= high:
            low, high = _carried(lever, now)
        return Unknown((_span(lever.path, low, high, now),), "published", lever.evidence.title)
    if lever.evidence.key in _JUDGED and lever.low < now < lever.high:
        return Unknown(
            (_span(lever.path, now / DOUBT, now * DOUBT, now),), "judged", lever.evidence.title
        )
    return None


def _carried(lever: Lever, now: float) -> tuple[float, float]:
    """The plausible range for a value outside it: in proportion to that around the default."""
    low, high = lever.plausible or (now, now)
    default = float(lever.default)
    if default > 0 and low <= default <= high:
        return low * now / default, high * now / default
    return min(low, now), max(high, now)


def _span(path: str, low: float, high: float, today: Value) -> Span:
    lever = levers()[path]
    low, high = (min(max(end, lever.low or 0.0), lever.high or end) for end in (low, high))
    return Span(path, low, high, float(today))


def _legal(lever: Lever, number: float) -> Value:
    number = min(max(number, lever.low or 0.0), lever.high or number)
    return round(number) if lever.type == "integer" else number


def _why_not(options: Sequence[Option], differ: set[str], unknown: Unknown) -> str:
    if any(span.path in differ for span in unknown.spans):
        return "the options differ in it"
    if not any(awake(option, [unknown])[0] for option in options):
        return asleep(options[0].parameters, unknown.path)
    for option in options:
        for part in (0.0, 1.0):
            try:
                changed(option.parameters, setting([unknown], [part]))
            except UserError as error:
                return str(error)
    return ""


def ranges(said: Mapping[str, tuple[float, float]], source: str = "as given") -> tuple[Given, ...]:
    """Ranges by path of the lever, as somebody gives them. Raises UserError."""
    return tuple(Given(path, low, high, source) for path, (low, high) in said.items())
