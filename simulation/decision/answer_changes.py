"""Changes of the answer: the nearest values of levers at which the next best option wins."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from simulation.decision.information import influence
from simulation.decision.roles import role
from simulation.decision.sample import Sample
from simulation.decision.unknowns import Span
from simulation.experiment import Measurer
from simulation.experiment.sensitivity.break_even import break_even
from simulation.experiment.sensitivity.crossing_search import Crossing
from simulation.parameters import Lever, differences, levers
from simulation.scenarios import Judge, Scenario, Side

LOOKED_AT = 3  # levers of a kind: unknown ones by how much they move the lead, and decisions


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A lever, and the value nearest to today's at which the answer changes.

    on: the option it is moved for, by number; None where it is moved for both. value: of whole
    numbers the first with the other answer. low, high: where the
    break-even may lie (95 %). below, above: the option that wins there, by number. sure: whether
    each wins there beyond chance. distance: how far it is from today: of an unknown in
    plausibility, 0 to 0.5; of a decision as a part of today's value. measure: how the account can
    find the value out; empty where it cannot.
    """

    lever: Lever
    on: int | None
    today: float
    value: float
    low: float
    high: float
    below: int
    above: int
    sure: bool
    distance: float
    measure: str

    @property
    def decision(self) -> bool:
        """True if the lever is ours to choose."""
        return role(self.lever.path).kind == "decision"


def answer_changes(
    sample: Sample, name: str, best: int, rival: int, runner: Measurer
) -> Iterator[AnswerChange]:
    """Changes of the answer between two options, found by searching along one lever each.

    First unknown levers, over what is plausible, with all others as they stand; then the decisions
    by which the options differ, moved for the option that is not the base. Raises what
    `Runner.measure` raises.
    """
    along = _search(sample, name, best, rival, runner)
    for unknown, _ in influence(sample, name, best, rival)[:LOOKED_AT]:
        yield from along(unknown.path, unknown.spans[0])
    side = "B" if sample.options[best].base else "A"
    for path in _decisions(sample, best, rival)[:LOOKED_AT]:
        yield from along(f"{side}:{path}", None)


Search = Callable[[str, Span | None], Iterator[AnswerChange]]


def _search(sample: Sample, name: str, best: int, rival: int, runner: Measurer) -> Search:
    """A function that finds where along a lever the answer changes: one turn, or none."""
    number = {"A": best, "B": rival}
    sides = tuple(
        Side(key, sample.options[place].title, sample.options[place].parameters)
        for key, place in number.items()
    )
    pair = Scenario("decision", "The two best options", "", "", sides, sample.run)

    def along(text: str, span: Span | None) -> Iterator[AnswerChange]:
        ends = (min(span.low, span.high), max(span.low, span.high)) if span else None
        found = break_even(runner, pair, text, sample.run, span=ends, judge=Judge(name))
        today = float(found.change.today)

        def far(crossing: Crossing) -> float:
            if span:
                return abs(span.part(crossing.value) - 0.5)
            return abs(crossing.value - today) / max(abs(today), 1e-9)

        if found.crossings:
            nearest = min(found.crossings, key=far)
            yield AnswerChange(
                lever=found.change.lever,
                on=number[found.change.sides[0]] if found.change.alone else None,
                today=today,
                value=_value(nearest, number[nearest.above] != best, found.change.lever),
                low=nearest.low,
                high=nearest.high,
                below=number[nearest.below],
                above=number[nearest.above],
                sure=nearest.sure,
                distance=far(nearest),
                measure=role(found.change.lever.path).measure,
            )

    return along


def _value(crossing: Crossing, up: bool, lever: Lever) -> float:
    """The value at which the answer changes: of whole numbers the first with the other answer."""
    return crossing.between[up] if lever.type == "integer" else crossing.value


def _decisions(sample: Sample, best: int, rival: int) -> list[str]:
    """The numbers by which the options differ that are ours to choose."""
    apart = differences(sample.options[best].parameters, sample.options[rival].parameters)
    return [
        path for path in apart if role(path).kind == "decision" and levers()[path].low is not None
    ]
