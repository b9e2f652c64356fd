"""The search for where the win rate between two sides passes 50 % along a lever.

On common random numbers the win rate is a step function of the lever, the same whenever it is
measured. It is measured at a few values, then between those where it changes sides. A value is
first run in few replicates, and in more only where these leave doubt.

A quick search is for costly replicates. A value is looked at in a few of them, and is run in more,
until one side wins beyond chance, only where the win rate seems to change sides.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from scipy.special import ndtri

from simulation.errors import UserError
from simulation.experiment.comparison.claim import Claim
from simulation.experiment.comparison.confidence_sequence import is_sure
from simulation.experiment.comparison.lever_changes import JUDGED, LeverChange, moved
from simulation.experiment.comparison.noise_floor import fresh_seed
from simulation.experiment.comparison.verdict import Verdict
from simulation.experiment.comparison.win_rate import LEVEL, WinRate
from simulation.experiment.runner.cells import Setup
from simulation.experiment.runner.runner import Measurer
from simulation.experiment.sensitivity.axis import Axis
from simulation.parameters import Run, Value

STAGES = (11, 16, 64)  # replicates, before all of them are run; 11 wins of 11 leave no doubt
QUICK_STAGES = (6, 12)  # the same of a quick search; 6 wins of 6 are enough
_QUICK_STEPS = 5  # halvings between two values
_SURE = 165.0  # points from 50 over the root of the replicates: 3.3 standard errors, 1 in 1,000
_CLOSE = 2.0  # points from 50 that are near enough
_FINE = 0.01  # of a value, or a thousandth of a linear range: as finely as is searched
_STEPS = 40
_Z = float(ndtri(0.5 + LEVEL / 2))


@dataclass(frozen=True, slots=True)
class Point:
    """One value of the lever and the win rate of A there; None, and the problem, where illegal.

    verdict: given where all replicates were run and A under fresh draws too, see `judge`.
    """

    value: Value
    win_rate: WinRate | None
    problem: str = ""
    verdict: Verdict | None = None

    @property
    def sign(self) -> int:
        """1 where A wins more often in the replicates that were run, -1 where B does, else 0."""
        part = self.win_rate.percent if self.win_rate else None
        return 0 if part is None or part == 50 else 1 if part > 50 else -1

    @property
    def clear(self) -> bool:
        """True if one side wins more often beyond chance: the 95 % interval is off 50."""
        return bool(self.win_rate and self.win_rate.leader)


@dataclass(frozen=True, slots=True)
class Crossing:
    """A place where the win rate passes 50 %.

    value: the nearest to it that was run. low, high: between them the 95 % interval of the win rate
    holds 50 (interpolated between the values run). below, above: the side that wins there, A or
    B. between: the last values run to the left and right of it; neighbours among whole numbers.
    win_rate: of A at `value`. sure: each side wins clearly somewhere, not by a few replicates only.
    """

    value: float
    low: float
    high: float
    below: str
    above: str
    between: tuple[float, float]
    win_rate: WinRate
    sure: bool


class CrossingSearch:
    """The values that were run, and how a next one is chosen.

    look: in how many replicates a quick search looks at a value; None for the usual search.
    """

    def __init__(
        self,
        runner: Measurer,
        compared: Claim,
        chosen: LeverChange,
        run: Run,
        *,
        look: int | None = None,
    ) -> None:
        self._runner, self._claim, self._change, self._run = runner, compared, chosen, run
        self._quick, self._look = look is not None, look or 0
        self._known: dict[Value, Point] = {}

    def points(self) -> tuple[Point, ...]:
        """All points, in order of their values, which must be numbers."""
        return tuple(self._known[value] for value in sorted(self._known, key=float))

    def judge(self, values: Iterable[Value]) -> tuple[Point, ...]:
        """The points at these values with a verdict each, from all replicates."""
        self._run_at(values, self._run.worlds, judged=True)
        return tuple(self._known[value] for value in values)

    def look(self, values: Iterable[Value], today: Value) -> None:
        """Find which side wins at these values; of a quick search, where that is decided."""
        if not self._quick:
            self.settle([*values, today])
            return
        self._run_at([today], self._run.worlds)  # as often as for the verdict: these are known
        self._run_at([value for value in values if value != today], self._look)
        while deciding := [value for value in self._deciding() if self._is_open(value)]:
            self.settle(deciding)

    def _deciding(self) -> list[Value]:
        """The values next to which the win rate changes sides, or at which both win as often."""
        points = [each for each in self.points() if each.win_rate]
        signed = [each for each in points if each.sign]
        changes = [pair for pair in pairwise(signed) if _differ(*pair)]
        even = [each for each in points if not each.sign and each.win_rate and each.win_rate.wins]
        return [each.value for each in (*chain(*changes), *even)]

    def settle(self, values: Iterable[Value]) -> None:
        """Find which side wins at these values, in as few replicates as leave no doubt."""
        open_ = [value for value in dict.fromkeys(values) if self._is_open(value)]
        stages = QUICK_STAGES if self._quick else STAGES
        for worlds in (*(each for each in stages if each < self._run.worlds), self._run.worlds):
            self._run_at([value for value in open_ if self._runs(value) < worlds], worlds)
            open_ = [value for value in open_ if self._is_open(value)]

    def _is_open(self, value: Value) -> bool:
        """True if more replicates may change which side wins at a value."""
        here = self._known.get(value)
        if here is None:
            return True
        if here.win_rate is None or self._runs(value) >= self._run.worlds:
            return False
        return not is_sure(here.win_rate) if self._quick else _doubtful(here)

    def _runs(self, value: Value) -> int:
        """The replicates in which a value was run."""
        here = self._known.get(value)
        return here.win_rate.worlds + here.win_rate.left_out if here and here.win_rate else 0

    def _run_at(self, values: Iterable[Value], worlds: int, *, judged: bool = False) -> None:
        run = self._run.model_copy(update={"worlds": worlds})
        again = run.model_copy(update={"seed": fresh_seed(run.seed)})
        legal: list[Value] = []
        setups: list[Setup] = []
        for value in values:
            try:
                sides = moved(self._claim.sides, [(self._change, value)])
            except UserError as error:
                self._known[value] = Point(value, None, str(error))
                continue
            legal.append(value)
            setups += [Setup(sides[key], run) for key in JUDGED]
            setups += [Setup(sides["A"], again)] if judged else []
        columns = iter(self._runner.measure(setups))
        for value in legal:
            a, b = next(columns), next(columns)
            verdict = self._claim.verdict(a, b, next(columns), again.seed) if judged else None
            self._known[value] = Point(value, self._claim.win_rate(a, b), verdict=verdict)

    def crossings(self, axis: Axis) -> Iterable[Crossing]:
        """The places where the win rate passes 50 %, in order.

        Between two values at which a side wins clearly there is one crossing at most: what
        happens between them without being clear is chance.
        """
        for stretch in _stretches([each for each in self.points() if each.sign]):
            first, last = stretch[0], stretch[-1]
            if _differ(first, last) and (first.clear or last.clear):
                change = next(pair for pair in pairwise(stretch) if _differ(*pair))
                yield self._crossing(axis, *change, first.clear and last.clear)

    def _crossing(self, axis: Axis, left: Point, right: Point, sure: bool) -> Crossing:
        for _ in range(_QUICK_STEPS if self._quick else _STEPS):
            value = _next(axis, left, right)
            if value is None:
                break
            self.settle([value])
            here = self._known[value]
            if here.win_rate is None:  # illegal just here
                break
            if _off(here) <= _CLOSE or (self._quick and not is_sure(here.win_rate)):
                return self._found(axis, here, left, right, sure)
            left, right = (left, here) if _differ(left, here) else (here, right)
        return self._found(axis, min(left, right, key=_off), left, right, sure)

    def _found(self, axis: Axis, here: Point, left: Point, right: Point, sure: bool) -> Crossing:
        points = [
            each for each in self.points() if each.win_rate and each.win_rate.percent is not None
        ]
        assert here.win_rate is not None  # it has a sign
        margin = 50 * _Z / math.sqrt(self._run.worlds)  # where Wilson's interval ends at 50
        at = points.index(here)
        value = float(here.value)
        if self._quick and is_sure(here.win_rate):  # of two neighbours that were settled
            low, high = float(left.value), float(right.value)
        else:
            low = min(value, _edge(axis, points[at::-1], margin, _side(left)))
            high = max(value, _edge(axis, points[at:], margin, _side(right)))
        if self._change.lever.type == "integer":
            low, high = math.floor(low), math.ceil(high)
        return Crossing(
            value=float(here.value),
            low=low,
            high=high,
            below=_side(left),
            above=_side(right),
            between=(float(left.value), float(right.value)),
            win_rate=here.win_rate,
            sure=sure,
        )


def _stretches(points: Sequence[Point]) -> Iterable[Sequence[Point]]:
    """The points cut at those where a side wins clearly, which belong to both stretches."""
    cuts = [0, *(place for place, each in enumerate(points) if each.clear), len(points) - 1]
    return [points[start : stop + 1] for start, stop in pairwise(cuts) if start < stop]


def _differ(one: Point, other: Point) -> bool:
    return one.sign * other.sign < 0


def _side(point: Point) -> str:
    return "A" if point.sign > 0 else "B"


def _part(point: Point) -> float:
    """The win rate as a number; 50 where no replicate counts."""
    part = point.win_rate.percent if point.win_rate else None
    return 50.0 if part is None else part


def _off(point: Point) -> float:
    return abs(_part(point) - 50)


def _doubtful(point: Point) -> bool:
    """True if another side could win with all replicates: more than one chance in a thousand."""
    win_rate = point.win_rate
    return (
        win_rate is not None
        and win_rate.worlds > 0
        and _off(point) * math.sqrt(win_rate.worlds) < _SURE
    )


def _place(axis: Axis, value: float) -> float:
    """Position of a value: on a log scale that reaches down to zero."""
    return math.log1p(value / _tiny(axis)) if axis.scale == "log" else value


def _value(axis: Axis, place: float) -> float:
    return math.expm1(place) * _tiny(axis) if axis.scale == "log" else place


def _tiny(axis: Axis) -> float:
    return min(float(value) for value in axis.values if float(value) > 0) / 1_000


def _next(axis: Axis, left: Point, right: Point) -> Value | None:
    """A value between two, towards the win rate nearer to 50; None if the two are close."""
    low, high = float(left.value), float(right.value)
    whole = axis.change.lever.type == "integer"
    part = (_part(left) - 50) / (_part(left) - _part(right))
    start, end = _place(axis, low), _place(axis, high)
    value = _value(axis, start + min(max(part, 0.25), 0.75) * (end - start))
    if whole:
        return min(max(round(value), round(low) + 1), round(high) - 1) if high - low > 1 else None
    value = float(f"{value:.4g}")
    if axis.scale == "log":
        fine = _FINE * high
    else:
        fine = _FINE / 10 * (float(axis.values[-1]) - float(axis.values[0]))
    return value if high - low > fine and low < value < high else None


def _edge(axis: Axis, points: Sequence[Point], margin: float, side: str) -> float:
    """The value up to which the win rate stays within `margin` of 50, on the way to `side`.

    Straight lines between points; the last one where they never leave.
    """
    sign = 1 if side == "A" else -1
    for one, other in pairwise(points):
        near, far = sign * (_part(one) - 50), sign * (_part(other) - 50)
        if far >= margin:
            part = max(0.0, (margin - near) / (far - near)) if far > near else 0.0
            start, end = _place(axis, float(one.value)), _place(axis, float(other.value))
            return _value(axis, start + part * (end - start))
    return float(points[-1].value)
