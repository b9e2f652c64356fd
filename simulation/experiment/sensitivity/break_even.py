"""Break-even: the value of a lever at which the odds between two sides of a story are 50."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from simulation.errors import UserError
from simulation.experiment.comparison.claim import Claim, claim
from simulation.experiment.comparison.lever_changes import LeverChange, move
from simulation.experiment.comparison.win_rate import in_worlds
from simulation.experiment.runner.memo import Memo
from simulation.experiment.runner.runner import Runner
from simulation.experiment.sensitivity.axis import Axis, Scale, check, kinds
from simulation.experiment.sensitivity.crossing_search import Crossing, CrossingSearch, Point
from simulation.experiment.sensitivity.search_range import (
    FEW,
    FEWEST,
    MANY,
    grid,
    span_of,
    worlds_for,
)
from simulation.parameters import Run
from simulation.quantities import named, said
from simulation.scenario import Judge, Scenario

_MOST = 50.0  # ties in 100 worlds, above which they are spoken of


@dataclass(frozen=True, slots=True)
class BreakEven:
    """What a search along a lever found.

    match: what is compared. move: the lever, where it moves and stands today. low, high: the range
    searched, None for a switch or choice. worlds: run where it matters, fewer where all is clear.
    points: every value run, in order. crossings: in order. leader: who leads throughout where
    there is no crossing, "" where nobody does, or where switches and choices decide. sentence: the
    answer in words.
    """

    claim: Claim
    change: LeverChange
    low: float | None
    high: float | None
    scale: Scale
    worlds: int
    points: tuple[Point, ...]
    crossings: tuple[Crossing, ...]
    leader: str
    sentence: str

    @property
    def today(self) -> Point:
        """The point at which the lever stands today."""
        return next(each for each in self.points if each.value == self.change.today)


def break_even(
    runner: Runner | Memo,
    scenario: Scenario,
    lever: str,
    run: Run,
    *,
    span: tuple[float, float] | None = None,
    judge: Judge | None = None,
) -> BreakEven:
    """Where along `lever` (a path, or `A:path`) the odds between side A and side B are 50.

    span: the range to search; without it see `span_of`. judge: another than the story's. Raises
    UserError for a scenario of one side, an unknown lever or outcome, and a range that is none.
    """
    compared = claim(scenario, judge)
    chosen = move(compared.sides, lever)
    worlds = worlds_for(compared.sides, run)
    search = CrossingSearch(runner, compared, chosen, run.model_copy(update={"worlds": worlds}))
    low = high = None
    if chosen.lever.low is None:
        if span:
            raise UserError(f"{chosen}: {chosen.lever.label.lower()} is no number, so has no range")
        axis = Axis(chosen, kinds(chosen.lever), "kinds")
    else:
        low, high = _legal(chosen, span) if span else span_of(compared.sides, chosen, run.days)
        axis = grid(chosen, low, high, FEW if worlds <= FEWEST < run.worlds else MANY)
    search.settle(dict.fromkeys([*axis.values, chosen.today]))
    crossings = () if axis.scale == "kinds" else tuple(search.crossings(axis))
    points = search.points(axis)
    found = BreakEven(
        compared, chosen, low, high, axis.scale, worlds, points, crossings,
        "" if crossings else _leader(points), "",
    )  # fmt: skip
    return replace(found, sentence=sentence(found))


def _legal(chosen: LeverChange, span: tuple[float, float]) -> tuple[float, float]:
    low, high = (check(chosen.lever, end, f"{chosen}: range") for end in span)
    if low >= high:
        raise UserError(f"{chosen}: range = {low:g}:{high:g}: it must begin below its end")
    return low, high


def _leader(points: Sequence[Point]) -> str:
    """Who leads clearly somewhere and trails nowhere clearly; "" where nobody does."""
    leaders = {each.win_rate.leader for each in points if each.win_rate and each.win_rate.leader}
    return leaders.pop() if len(leaders) == 1 else ""


def sentence(found: BreakEven) -> str:
    """The answer in words."""
    parts = [_answer(found)]
    if found.change.alone:
        parts.append(f"The lever is moved for {found.claim.title(found.change.sides[0])} alone.")
    even = _even(found)
    if even > _MOST:
        parts.append(f"In {in_worlds(even)} neither side is ahead there.")
    return " ".join(parts)


def _answer(found: BreakEven) -> str:
    name = named(found.change.lever)
    if found.low is None or found.high is None:
        return f"{_capital(name)}: {_kinds(found)}."
    if found.crossings:
        return f"{_passages(found)}{_range(found)}."
    span = f"from {_span(found, found.low, found.high)}"
    if found.leader:
        clear = all(each.clear for each in found.points if each.win_rate)
        doubt = "" if clear else ", or it is too close to call"
        return f"Never {span} of {name}: {found.claim.leads(found.leader)} throughout{doubt}."
    return f"Never clearly: {span} of {name} neither side is ahead beyond luck."


def _passages(found: BreakEven) -> str:
    first, *rest = found.crossings
    name = named(found.change.lever)
    text = f"{_capital(found.claim.leads(first.above))} once {name} is {_from(found, first)}"
    for each in rest:
        text += f", {found.claim.leads(each.above)} again once it is {_from(found, each)}"
    return f"{text}; {found.claim.leads(first.below)} below that"


def _from(found: BreakEven, crossing: Crossing) -> str:
    if found.change.lever.type == "integer":
        return f"{_said(found, crossing.between[1])} or more"
    return f"above {_said(found, crossing.value)}"


def _range(found: BreakEven) -> str:
    if len(found.crossings) > 1:
        return ""
    (only,) = found.crossings
    low, high = _said(found, only.low), _said(found, only.high)
    text = "" if low == high else f" (somewhere from {_span(found, only.low, only.high)})"
    return text if only.sure else f"{text}, though not on both sides beyond luck"


def _kinds(found: BreakEven) -> str:
    told = []
    for point in found.points:
        value = said(found.change.lever, point.value)
        if point.win_rate is None:
            told.append(f"{value} is not legal here")
        elif point.win_rate.leader:
            told.append(f"with {value} {found.claim.leads(point.win_rate.leader)}")
        else:
            told.append(f"with {value} it is too close to call")
    return ", ".join(told)


def _even(found: BreakEven) -> float:
    """Ties in 100 worlds: where the odds pass 50, or where the lever stands today."""
    win_rate = found.crossings[0].win_rate if found.crossings else found.today.win_rate
    return 100 * win_rate.ties / win_rate.worlds if win_rate and win_rate.worlds else 0.0


def _said(found: BreakEven, value: float) -> str:
    return said(found.change.lever, int(value) if found.change.lever.type == "integer" else value)


def _span(found: BreakEven, low: float, high: float) -> str:
    """Two values, their unit said once."""
    unit = found.change.lever.unit.removeprefix("$").strip()
    return f"{_said(found, low).removesuffix(unit).rstrip()} to {_said(found, high)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
