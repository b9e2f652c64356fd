"""Recommendation: the option to choose for a goal, how sure that is, and what would change it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from simulation.decision.answer_changes import AnswerChange, answer_changes
from simulation.decision.doubt import Bands, Pair, bands, pair
from simulation.decision.goals import MINDED, Goal, goal
from simulation.decision.information import Information, information
from simulation.decision.option import Option
from simulation.decision.sample import LOOKS, Sample, sharpened
from simulation.decision.sanity import Remark, remarks
from simulation.decision.unknowns import Given
from simulation.experiment import Columns, Measurer, Setup, Verdict
from simulation.experiment.comparison.noise_floor import fresh_seed
from simulation.experiment.comparison.pairwise import fresh
from simulation.experiment.comparison.verdict import verdict
from simulation.parameters import Run

Answer = Literal["clear", "unsettled", "none", "alone", "unknown"]


@dataclass(frozen=True, slots=True)
class Duel:
    """One option (A) against another (B): both kinds of doubt, and the verdict as things stand."""

    pair: Pair
    verdict: Verdict

    @property
    def winner(self) -> int | None:
        """The number of the option that wins as things stand, beyond chance; None for neither."""
        return self._number(self.verdict.winner)

    @property
    def lasting(self) -> bool:
        """True if the winner wins most plausible settings too, beyond chance."""
        if self.winner is None or self.pair.settings is None:
            return self.winner is not None
        return self._number(self.pair.settings.leader) == self.winner

    def _number(self, side: str) -> int | None:
        return {"A": self.pair.one, "B": self.pair.other}.get(side)


@dataclass(frozen=True, slots=True)
class Row:
    """One option as the table shows it.

    figure: the goal. cost: of everything. gain: the goal less the base's, run by run; None for the
    base and without one. per_result: mean cost over the mean number of results; None where nothing
    is counted or there is none. per_extra: the same of what comes on top of the base; None too
    where the option does not clearly bring more.
    """

    option: Option
    figure: Bands
    cost: Bands
    gain: Bands | None
    per_result: float | None
    per_extra: float | None


@dataclass(frozen=True, slots=True)
class Opposition:
    """Another goal by which another option, by number, clearly beats the one that is best."""

    goal: Goal
    place: int
    duel: Duel


@dataclass(frozen=True, eq=False)
class Recommendation:
    """A recommendation, and all that it rests on.

    answer: "clear" where one option beats every other as things stand and in most plausible
    settings; "unsettled" where it does so only as things stand; "none" where no option beats every
    other; "alone" where there is one option; "unknown" where fewer than two ever have the outcome.
    best: that option, by number; None with "none" and "unknown". level: the options that no other
    clearly beats. rival: the option that comes nearest to the best one. duels: of every pair, lower
    number first. changes: what would change the answer, nearest first. whole: whether the search
    for these is over.
    """

    goal: Goal
    sample: Sample
    rows: tuple[Row, ...]
    duels: dict[tuple[int, int], Duel]
    answer: Answer
    best: int | None
    level: tuple[int, ...]
    rival: int | None
    information: Information | None
    opposed: tuple[Opposition, ...]
    remarks: tuple[Remark, ...]
    changes: tuple[AnswerChange, ...] = ()
    whole: bool = False

    @property
    def winner(self) -> Option | None:
        """The option to choose; None where no option is clearly better."""
        if self.best is None or self.answer not in ("clear", "alone"):
            return None
        return self.rows[self.best].option

    def duel(self, one: int, other: int) -> Duel:
        """The duel of two options, in either order."""
        return self.duels[min(one, other), max(one, other)]

    def pair(self, one: int, other: int) -> Pair:
        """One option against another, seen from the first."""
        return pair(self.sample, self.goal.name, one, other)

    def change(self, *, decision: bool) -> AnswerChange | None:
        """The nearest decision, or unknown, that would change the answer."""
        return next((each for each in self.changes if each.decision == decision), None)


def recommend(
    options: Sequence[Option],
    name: str,
    runner: Measurer,
    run: Run,
    *,
    given: Iterable[Given] = (),
    looks: Sequence[int] = LOOKS,
    search: bool = True,
    on_part: Callable[[Recommendation], None] | None = None,
) -> Recommendation:
    """The option to choose for the goal `name`.

    looks: at how many plausible settings the answer is given. search: whether to look for what
    would change it. on_part: told the answer as it grows. Raises UserError, and what
    `Runner.measure` raises.
    """
    parts = recommendations(options, name, runner, run, given=given, looks=looks, search=search)
    for found in parts:
        if on_part:
            on_part(found)
    return found


def recommendations(
    options: Sequence[Option],
    name: str,
    runner: Measurer,
    run: Run,
    *,
    given: Iterable[Given] = (),
    looks: Sequence[int] = LOOKS,
    search: bool = True,
) -> Iterator[Recommendation]:
    """`recommend` as it grows: after each look, then with each thing that would change the answer.

    The last one is whole, if what would change the answer was searched for.
    """
    wanted = goal(name)
    for sample in sharpened(options, runner, run, given=given, looks=looks):
        again = runner.measure([fresh(Setup(each.parameters, run)) for each in sample.options])
        found = recommendation(sample, wanted, again)
        yield found
    if search and found.best is not None and found.rival is not None:
        for change in answer_changes(sample, name, found.best, found.rival, runner):
            nearest = sorted((*found.changes, change), key=lambda each: each.distance)
            found = replace(found, changes=tuple(nearest))
            yield found
    if search:
        yield replace(found, whole=True)


def recommendation(sample: Sample, wanted: Goal, again: Sequence[Columns]) -> Recommendation:
    """All that follows from the runs themselves; again: today's setting under fresh draws."""
    numbers = range(len(sample.options))
    seed = fresh_seed(sample.run.seed)

    def duel(name: str, one: int, other: int) -> Duel:
        a, b = (sample.today[place][name] for place in (one, other))
        seen = verdict(a, b, again[one][name], seed, name)
        return Duel(pair(sample, name, one, other), seen)

    duels = {each: duel(wanted.name, *each) for each in combinations(numbers, 2)}
    answer, best, level = _answer(sample, wanted, duels)
    rival = None if best is None else _rival(sample, wanted, best)
    opposed = () if best is None else tuple(_opposed(sample, wanted, best, duel))
    return Recommendation(
        goal=wanted,
        sample=sample,
        rows=tuple(_row(sample, wanted, place, duels) for place in numbers),
        duels=duels,
        answer=answer,
        best=best,
        level=level,
        rival=rival,
        information=information(sample, wanted.name),
        opposed=opposed,
        remarks=remarks(sample.options, sample.today, sample.run, wanted),
    )


Duels = dict[tuple[int, int], Duel]


def _answer(
    sample: Sample, wanted: Goal, duels: Duels
) -> tuple[Answer, int | None, tuple[int, ...]]:
    """The answer, the best option, and those that no other clearly beats."""
    numbers = range(len(sample.options))
    known = [place for place in numbers if bands(sample, wanted.name, place).inner.worlds]
    if len(known) < 2:
        alone = len(sample.options) == 1 and known
        return ("alone", 0, (0,)) if alone else ("unknown", None, tuple(known))
    fought = [each for (one, other), each in duels.items() if one in known and other in known]
    won = {place: sum(each.winner == place for each in fought) for place in known}
    beaten = {
        place
        for each in fought
        if each.winner is not None
        for place in (each.pair.one, each.pair.other)
        if place != each.winner
    }
    level = tuple(place for place in known if place not in beaten) or tuple(known)
    best = next((place for place in known if won[place] == len(known) - 1), None)
    if best is None:
        return "none", None, level
    lasting = all(each.lasting for each in fought if each.winner == best)
    return ("clear" if lasting else "unsettled"), best, level


def _rival(sample: Sample, wanted: Goal, best: int) -> int | None:
    """The option that comes nearest to the best one.

    The one it beats in fewest runs, then in fewest plausible settings, then by least on average.
    """

    def lead(other: int) -> tuple[float, float, float]:
        here = pair(sample, wanted.name, best, other)
        rates = (here.today.percent, here.settings.percent if here.settings else None)
        runs, settings = (101.0 if rate is None else rate for rate in rates)
        return runs, settings, abs(here.gap.inner.mean or 0.0)

    others = (place for place in range(len(sample.options)) if place != best)
    return min(others, key=lead, default=None)


def _opposed(
    sample: Sample, wanted: Goal, best: int, duel: Callable[[str, int, int], Duel]
) -> Iterator[Opposition]:
    """For each other goal the option that is best by it, of those that beat the best one."""
    for name in MINDED:
        if name == wanted.name:
            continue
        better = []
        for place in range(len(sample.options)):
            here = duel(name, min(best, place), max(best, place)) if place != best else None
            if here and here.winner == place:
                better.append(Opposition(goal(name), place, here))
        if better:
            yield max(better, key=lambda each: bands(sample, name, each.place).inner.mean or 0.0)


def _row(sample: Sample, wanted: Goal, place: int, duels: Duels) -> Row:
    figure, cost = bands(sample, wanted.name, place), bands(sample, "cost", place)
    gain, per_extra, base = None, None, sample.base
    if base is not None and base != place:
        gain = pair(sample, wanted.name, place, base).gap
        if wanted.counted and duels[min(base, place), max(base, place)].winner == place:
            per_extra = _ratio(pair(sample, "cost", place, base).gap, gain)
    per_result = _ratio(cost, figure) if wanted.counted else None
    return Row(sample.options[place], figure, cost, gain, per_result, per_extra)


def _ratio(cost: Bands, result: Bands) -> float | None:
    """Mean over mean: what a result costs in the long run; None where there is none."""
    above, below = cost.inner.mean, result.inner.mean
    return above / below if above is not None and below is not None and below > 0 else None
