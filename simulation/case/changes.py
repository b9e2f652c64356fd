"""Differences between two versions of a case, in words: for a history, and for undo."""

from collections.abc import Iterator

from simulation.case.case import Case
from simulation.case.questions import QUESTIONS
from simulation.parameters import differences, levers
from simulation.report.quantities import named, said

_FIELDS = {
    "title": "Title",
    "client": "Client",
    "notes": "Notes",
    "preset": "Kind of account",
    "goal": "Goal",
    "start": "First day",
    "days": "Days",
    "population": "People and accounts simulated",
}
_LONG = 40  # characters of a text that are repeated
SHOWN = 3  # differences that are told


def changes(before: Case, after: Case) -> str:
    """The differences in a line: Budget: $2,000 → $3,000; empty where there are none."""
    found = [*_differences(before, after)]
    more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    return "; ".join([*found[:SHOWN], *more])


def _differences(before: Case, after: Case) -> Iterator[str]:
    for name, question in QUESTIONS.items():
        ends = [getattr(each.answers, name) for each in (before, after)]
        texts = [
            question.text(answer, each.currency) if answer else "open"
            for answer, each in zip(ends, (before, after), strict=True)
        ]
        if ends[0] != ends[1]:
            yield f"{question.label}: {texts[0]} → {texts[1]}"
    yield from _options(before, after)
    for path, (_, new) in differences(before.base, after.base).items():
        yield f"{named(levers()[path])}: {said(levers()[path], new)}"
    if before.currency != after.currency:
        yield f"Currency: {after.currency.name}"
    for name, label in _FIELDS.items():
        if (new := getattr(after, name)) != getattr(before, name):
            yield f"{label}: {_short(new)}"
    if before.brand != after.brand:
        yield "Brand"
    if before.decks != after.decks:
        yield "Decks"


def _options(before: Case, after: Case) -> Iterator[str]:
    if before.options == after.options:
        return
    gap = len(after.options) - len(before.options)
    if before.options and gap:
        yield "Option added" if gap > 0 else "Option removed"
    else:
        yield "Options"


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    if not text or value is None:
        return "none"
    return text if len(text) <= _LONG else f"{text[: _LONG - 3]}..."
