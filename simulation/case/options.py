"""Options for the same money: today, and what else the budget could go to.

Of each way to spend as many steps are taken (views, minutes, posts, creators) as the budget pays
for: the largest number whose extra cost over today, as cost.py counts it, does not exceed it. What
is then left over is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from simulation import decision
from simulation.case.case import Case, Spend
from simulation.case.cost import expected_cost
from simulation.case.money import Currency
from simulation.case.naming import changes_in_words, distinct, name_of
from simulation.case.population import Population, largest, population, sized
from simulation.case.questions import QUESTIONS
from simulation.case.today import ground, today, with_preset
from simulation.case.ways import USUAL, way
from simulation.errors import UserError
from simulation.experiment import Setup
from simulation.parameters import Parameters, Run, Value, changed, differences
from simulation.parameters.model import MAX_ACCOUNTS

CLOSE = 0.01  # of the budget: as much may be left over without a word


@dataclass(frozen=True, slots=True)
class Option:
    """One side of a case: today, or today with the budget spent on something.

    number: its place among the options of the case, from 0; -1 for today. name: what somebody
    called it, else what it changes. extra: what it costs more than today.
    left_over: what remains of the budget. note: a sentence where that is more than 1 % of it.
    changes: lever to (today's value, the option's).
    """

    name: str
    kind: str
    parameters: Parameters
    extra: float = 0.0
    left_over: float = 0.0
    note: str = ""
    changes: Mapping[str, tuple[Value, Value]] = field(default_factory=dict, hash=False)
    number: int = -1


@dataclass(frozen=True, slots=True)
class Choices:
    """The sides of a case: today, the options for the same money, and their population.

    left_out: options that cannot be had, by their place in the case, and why.
    """

    today: Option
    options: tuple[Option, ...]
    population: Population
    days: float
    left_out: Mapping[int, str] = field(default_factory=dict, hash=False)

    @property
    def sides(self) -> tuple[Option, ...]:
        """Today and every option."""
        return self.today, *self.options

    @property
    def to_decide(self) -> tuple[decision.Option, ...]:
        """The sides as what a decision is made among."""
        return tuple(
            decision.Option(each.name, each.parameters, base=each is self.today)
            for each in self.sides
        )

    def setups(self, run: Run) -> list[Setup]:
        """Every side as it is to be measured; of the run, seed and replicates are taken."""
        run = run.model_copy(update={"days": self.days})
        return [Setup(each.parameters, run) for each in self.sides]


def spends(case: Case) -> tuple[Spend, ...]:
    """The things the budget may go to: the options of a case, or the usual ones."""
    return case.options or tuple(Spend(kind) for kind in USUAL)


def choices(case: Case, *, patient: bool = False) -> Choices:
    """Today and the options of a case, all in one population; no options without a budget.

    Of the usual ways to spend, those that the budget reaches. patient: leaves out an option that
    cannot be had. Raises UserError naming what is missing, or else that option.
    """
    days = float(case.days)
    answers = with_preset(case.answers, case.preset)
    now = today(answers, ground(case.base, case.preset), days)
    roomy = changed(now, {"network.population": MAX_ACCOUNTS})
    first = [each.parameters for each in _solved(case, roomy)[0]]
    found = population([now, *first], days)
    if case.population:
        found = replace(found, size=min(case.population, largest(now)))
    now = sized(now, found.size)
    had, left_out = _solved(case, now)
    if case.options and left_out and not patient:
        number, why = next(iter(left_out.items()))
        raise UserError(f"option {number + 1}: {why}")
    solved = [replace(each, parameters=sized(each.parameters, found.size)) for each in had]
    names = distinct([each.name for each in solved])
    named = tuple(replace(each, name=name) for each, name in zip(solved, names, strict=True))
    return Choices(Option("Today", "today", now), named, found, days, left_out)


def options(case: Case) -> tuple[Option, ...]:
    """The options of a case for the same money. Raises UserError, also where no budget is known."""
    if case.answers.budget is None:
        raise UserError(f"{QUESTIONS['budget'].label}: not answered yet")
    return choices(case).options


def _solved(case: Case, now: Parameters) -> tuple[list[Option], dict[int, str]]:
    """Every option of the case from today on, in a population that is not yet its own.

    Also why others cannot be had, by their place.
    """
    found, left_out = list[Option](), dict[int, str]()
    if case.answers.budget is None:
        return found, left_out
    budget, days, money = case.answers.budget.value, float(case.days), case.currency
    for number, spend in enumerate(spends(case)):
        try:
            found.append(replace(_option(spend, now, budget, days, money), number=number))
        except UserError as error:
            left_out[number] = str(error)
    return found, left_out


def _option(spend: Spend, now: Parameters, budget: float, days: float, money: Currency) -> Option:
    if spend.kind == "own":
        then, more = changed(now, spend.levers), False
    else:
        then, more = _spent(spend, now, budget, days, money)
    changes = differences(now, then)
    extra = expected_cost(then, days) - expected_cost(now, days)
    spent = budget if abs(budget - extra) <= CLOSE * budget else extra
    name = spend.name or (
        changes_in_words(changes)
        if spend.kind == "own"
        else name_of(spend.kind, now, then, days, spent, money)
    )
    note = _note(extra, budget, more, money)
    return Option(name, spend.kind, then, extra, budget - extra, note, changes)


def _spent(
    spend: Spend, now: Parameters, budget: float, days: float, money: Currency
) -> tuple[Parameters, bool]:
    """Today with as many steps of this kind as the budget pays for, and whether there are more."""
    found = way(spend.kind, now, days, spend.levers)
    before = expected_cost(now, days)

    def after(steps: int) -> Parameters:
        return changed(now, {**found.settings(steps), **spend.levers})

    def fits(steps: int) -> bool:
        return expected_cost(after(steps), days) - before <= budget * (1 + 1e-9)

    low, high = 0, found.most + 1
    if found.most > 0 and expected_cost(after(found.most), days) <= before:
        raise UserError(f"{found.decides} costs nothing here, so a budget does not decide it")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    if low == 0:
        raise UserError(f"{money.amount(budget)} does not pay for any of it")
    return after(low), low < found.most


def _note(extra: float, budget: float, more: bool, money: Currency) -> str:
    """A sentence where an option costs visibly more or less than the budget."""
    left = budget - extra
    if abs(left) <= CLOSE * budget:
        return ""
    if left < 0:
        return f"It costs {money.amount(-left)} more than the budget of {money.amount(budget)}."
    rest = f"{money.amount(left)} of the {money.amount(budget)} is left over"
    return f"{rest}: one more would cost too much." if more else f"{rest}."
