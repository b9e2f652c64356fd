"""The slides of what may change a recommendation: where it breaks, and what we do not know."""

from simulation.case.money import Currency
from simulation.decision import Recommendation, sections
from simulation.decision.answer_changes import LOOKED_AT, AnswerChange
from simulation.decision.information import influence
from simulation.decision.words.recommendation import CHANGES, WORTH
from simulation.report.phrases import joined, quoted
from simulation.report.quantities import named, said, span
from ui.decision.money import figure, in_currency
from ui.present.deck import Slide

MOST = 5  # rows of what is unknown


def breaks(found: Recommendation, money: Currency) -> Slide:
    """The levers at which the answer changes, nearest first."""
    lines = [in_currency(each, money) for each in sections(found).get(CHANGES, ())]
    if not lines:
        lines = [_nothing_changes(found)]
    rows = tuple(_change(found, each, money) for each in found.changes)
    head = ("Lever", "The answer changes at", "Today", "How to find out")
    return Slide(
        "table",
        "Where it breaks",
        lines[0],
        tuple(lines[1:]) + _looked_at(found),
        table=(head, *rows) if rows else (),
        key="breaks",
        notes="Name the first lever only: it is the one nearest to where the client stands.",
    )


def _nothing_changes(found: Recommendation) -> str:
    if found.best is None or found.rival is None:
        return "There is no answer yet that could change."
    return (
        "No lever that was tried changes the answer."
        if found.whole
        else "Levers that may change the answer are being tried."
    )


def _looked_at(found: Recommendation) -> tuple[str, ...]:
    """The unknown levers that matter most to the lead, whose values were tried."""
    if found.best is None or found.rival is None or not found.whole:
        return ()
    moved = influence(found.sample, found.goal.name, found.best, found.rival)[:LOOKED_AT]
    if not moved:
        return ()
    names = joined([unknown.name for unknown, _ in moved])
    return (f"Tried, as those that matter most to the difference: {names}.",)


def _change(
    found: Recommendation, change: AnswerChange, money: Currency
) -> tuple[str, str, str, str]:
    name = named(change.lever)
    if change.on is not None:
        name += f" for {quoted(found.rows[change.on].option.title)}"
    whole = change.lever.type == "integer"
    at, today = (
        in_currency(said(change.lever, round(each) if whole else each), money)
        for each in (change.value, change.today)
    )
    how = change.measure or ("ours to choose" if change.decision else "cannot be measured")
    return name, at, today, how


def unknown(found: Recommendation, money: Currency) -> Slide:
    """The unknowns by what they are worth to the choice, then by how much they matter to it."""
    lines = [in_currency(each, money) for each in sections(found).get(WORTH, ())]
    settings, info = found.sample.settings, found.information
    if not lines:
        lines = [
            "Too few settings were run to say what is worth finding out."
            if settings
            else "Nothing that matters here is unknown."
        ]
    how = f"{settings} plausible settings of {len(found.sample.unknowns)} unknowns were run."
    rows = []
    for each in info.worth[:MOST] if info else ():
        low, high = sorted((each.unknown.spans[0].low, each.unknown.spans[0].high))
        worth = figure(each.value, found.goal.outcome.unit, money) if each.found else "little"
        rows.append(
            (
                each.unknown.name,
                in_currency(span(each.unknown.lever, low, high), money),
                f"{100 * each.share:.0f}%",
                worth,
                each.unknown.measure or "cannot be measured",
            )
        )
    head = ("Unknown", "Plausible", "Of the doubt", "Worth to know", "How to find out")
    return Slide(
        "table",
        "What we do not know",
        lines[0],
        (*lines[1:], how) if settings else tuple(lines[1:]),
        table=(head, *rows) if rows else (),
        key="unknown",
        notes="Offer to measure the first line before the money is spent.",
    )
