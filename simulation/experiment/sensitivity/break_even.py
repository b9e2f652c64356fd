"""Break-even: the value of a lever at which the win rate between two sides of a story is 50 %."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from simulation.errors import UserError, illegal_value
from simulation.experiment.comparison.claim import Claim, claim
from simulation.experiment.comparison.lever_changes import LeverChange, asleep, move
from simulation.experiment.runner.cost import FEWEST, is_costly, worlds_for
from simulation.experiment.runner.runner import Measurer
from simulation.experiment.sensitivity.axis import Axis, Scale, check, choices
from simulation.experiment.sensitivity.crossing_search import Crossing, CrossingSearch, Point
from simulation.experiment.sensitivity.search_range import FEW, MANY, grid, span_of
from simulation.parameters import Run
from simulation.scenarios import Judge, Scenario

# A first look at a value, where replicates are costly: about what it costs, and how many there are.
LOOK, LEAST, MOST = 5e6, 3, 11


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The result of a search along a lever; report/break_even.py puts it in words.

    claim: what is compared. change: the lever, where it changes and stands today. low, high: the
    range searched, None for a switch or choice. worlds: replicates run where it matters, fewer
    where all is clear. look: in how many costly replicates a value was tried at first, see
    `CrossingSearch`; None where they are not costly. points: every value run, in order; those of a
    switch or choice have a verdict each. crossings: in order. leader: the side that wins more often
    throughout where there is no crossing; "" where neither does, or for a switch or choice.
    """

    claim: Claim
    change: LeverChange
    low: float | None
    high: float | None
    scale: Scale
    worlds: int
    look: int | None
    points: tuple[Point, ...]
    crossings: tuple[Crossing, ...]
    leader: Literal["A", "B", ""]

    @property
    def today(self) -> Point:
        """The point at which the lever stands today."""
        return next(each for each in self.points if each.value == self.change.today)


def break_even(
    runner: Measurer,
    scenario: Scenario,
    lever: str,
    run: Run,
    *,
    span: tuple[float, float] | None = None,
    judge: Judge | None = None,
) -> BreakEven:
    """The values of `lever` (a path, or `A:path`) at which the win rate of A over B is 50 %.

    span: the range to search; without it see `span_of`. judge: another than the story's. Raises
    UserError for a scenario of one side, an unknown lever or outcome, and an illegal range.
    """
    compared = claim(scenario, judge)
    chosen = move(compared.sides, lever)
    worlds = worlds_for(compared.sides, run)
    moving = {
        key: compared.sides[key]
        for key in chosen.sides
        if not asleep(compared.sides[key], chosen.lever.path)
    }
    few = min(MOST, worlds_for(moving, run, LEAST, most=LOOK))
    look = few if is_costly(moving, run.days) else None
    many = FEW if look or worlds <= FEWEST < run.worlds else MANY
    run = run.model_copy(update={"worlds": worlds})
    search = CrossingSearch(runner, compared, chosen, run, look=look)
    if chosen.lever.low is None:
        if span:
            raise UserError(f"{chosen}: {chosen.lever.label.lower()} is no number, so has no range")
        axis = Axis(chosen, choices(chosen.lever), "choices")
        points = search.judge(axis.values)
        return BreakEven(compared, chosen, None, None, axis.scale, worlds, None, points, (), "")
    low, high = _legal(chosen, span) if span else span_of(compared.sides, chosen, run.days)
    axis = grid(chosen, low, high, many)
    search.look(axis.values, chosen.today)
    crossings, points = tuple(search.crossings(axis)), search.points()
    return BreakEven(
        claim=compared,
        change=chosen,
        low=low,
        high=high,
        scale=axis.scale,
        worlds=worlds,
        look=look,
        points=points,
        crossings=crossings,
        leader="" if crossings else _leader(points),
    )


def _legal(chosen: LeverChange, span: tuple[float, float]) -> tuple[float, float]:
    low, high = (check(chosen.lever, end, "range") for end in span)
    if low >= high:
        raise illegal_value("range", f"{low:g}:{high:g}", "a range whose low end comes first")
    return low, high


def _leader(points: Sequence[Point]) -> Literal["A", "B", ""]:
    """The side that wins clearly somewhere and loses clearly nowhere; "" for neither."""
    leaders = {each.win_rate.leader for each in points if each.win_rate and each.win_rate.leader}
    return leaders.pop() if len(leaders) == 1 else ""
