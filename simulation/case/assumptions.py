"""Assumptions where nothing was asked or answered: each with its value and its source."""

from dataclasses import dataclass

from simulation.case.case import Case
from simulation.case.money import Currency
from simulation.case.options import Choices, spends
from simulation.case.presets import PRESETS
from simulation.case.questions import QUESTIONS
from simulation.case.today import FANS, with_preset
from simulation.case.ways import FEE, FEE_A_POST, SHOWN
from simulation.decision import Given
from simulation.parameters import Lever, Parameters, Source, Value, groups, levers, values
from simulation.report.quantities import said

_PRICES = ("money.margin", "money.wage", "money.ad_price", "posts.minutes")


@dataclass(frozen=True, slots=True)
class Assumption:
    """One thing that is assumed: what, how much in words, and what it rests on."""

    label: str
    text: str
    evidence: Source


def assumptions(case: Case, found: Choices) -> tuple[Assumption, ...]:
    """Everything assumed in the choices of a case."""
    return (*_unanswered(case), *_split(found), *_prices(case), *_creators(case, found))


def in_dollars(case: Case, found: Choices) -> str:
    """A warning where prices that are dollar figures are read in another currency; else empty."""
    prices = [*_prices(case, amounts=True), *_creators(case, found)]
    prices += [each for each in _unanswered(case) if QUESTIONS["order_value"].label == each.label]
    if case.currency.code == "USD" or not prices:
        return ""
    named = ", ".join(f"{each.label[0].lower()}{each.label[1:]} {each.text}" for each in prices)
    return f"Dollar figures, read as {case.currency.name} one to one: {named}."


def given(case: Case, found: Choices) -> tuple[Given, ...]:
    """The ranges that were answered, or assumed, as ranges of levers: what is not known of a case.

    A range for what is ours to choose, posts and hours, is no doubt about the answer.
    """
    followers, said = found.today.parameters.followers, []
    fakes = with_preset(case.answers, case.preset).answer("fakes")
    if not fakes.certain and followers.casual.size:
        listed = sum(group.size for _, group in groups(followers))
        # Casual followers take up every fake: one percent of the list is so much of them.
        each = listed / followers.casual.size
        low, high = (
            min(max(followers.casual.real + each * (fakes.value - end), 0.0), 1.0)
            for end in (fakes.high, fakes.low)
        )
        said.append(Given("followers.casual.real", low, high, _whose(case, "fakes")))
    value = case.answers.order_value
    if value and not value.certain:
        said.append(Given("money.order_value", value.low, value.high, _whose(case, "order_value")))
    return tuple(said)


def _whose(case: Case, name: str) -> str:
    """The source of a range: the client, or what the assumption rests on."""
    if getattr(case.answers, name) is not None:
        return "the client's answer"
    (found,) = (each for each in _unanswered(case) if each.label == QUESTIONS[name].label)
    return found.evidence.title


def _unanswered(case: Case) -> list[Assumption]:
    preset, settled = PRESETS[case.preset], with_preset(case.answers, case.preset)
    found = []
    for name in case.answers.usual():
        question, answer = QUESTIONS[name], settled.answer(name)
        by_preset = name == "fakes" and preset.fakes
        evidence = preset.evidence if by_preset else question.evidence
        found.append(Assumption(question.label, question.text(answer, case.currency), evidence))
    return found


def _split(found: Choices) -> list[Assumption]:
    followers = found.today.parameters.followers
    fans, casual = followers.fans.size, round(followers.casual.size * followers.casual.real)
    text = f"{fans:,} fans and {casual:,} casual followers among the real ones"
    return [Assumption("How close followers are", text, FANS)]


def _prices(case: Case, *, amounts: bool = False) -> list[Assumption]:
    """The prices and times that stand at their defaults; with `amounts` those in money alone."""
    now, usual = values(case.base), values(Parameters())
    return [
        Assumption(lever.label, _said(lever, now[lever.path], case.currency), lever.evidence)
        for lever in map(levers().__getitem__, _PRICES)
        if now[lever.path] == usual[lever.path] and (lever.unit.startswith("$") or not amounts)
    ]


def _creators(case: Case, found: Choices) -> list[Assumption]:
    given = spends(case)
    if not any(
        "partners.fee" in each.changes and "partners.count" not in given[each.number].levers
        for each in found.options
    ):
        return []
    text = f"{case.currency.amount(FEE_A_POST)} a post, {SHOWN} posts each"
    return [Assumption("Fee of a small creator", text, FEE)]


def _said(lever: Lever, value: Value, money: Currency) -> str:
    """A lever's value in words, amounts in the currency of the case."""
    if lever.unit.startswith("$"):
        return f"{money.amount(float(value))}{lever.unit.removeprefix('$')}"
    return said(lever, value)
