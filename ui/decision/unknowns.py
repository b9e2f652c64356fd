"""The things we do not know: their ranges, what those rest on, and how each can be measured."""

from collections.abc import Iterator

import streamlit as st

from simulation.decision import Recommendation, Unknown
from simulation.parameters import Value
from simulation.report.quantities import span as span_of
from ui.charts.table import Row, show
from ui.text import is_share, label, stated, whose

BASES = {"given": "as given", "judged": "a judgement: half to twice today's value"}


def draw(found: Recommendation, key: str) -> None:
    """Draw the list in a fold, what moves the answer most first."""
    if not found.sample.unknowns:
        return
    title = f"The {len(found.sample.unknowns)} things we do not know, and their ranges"
    with st.expander(title, key=f"{key}-unknowns", on_change="rerun") as fold:
        if fold.open:
            show([HEAD, *rows(found)], "What is not known: today's value, range, source, measure")


HEAD = ("", "Today", "Plausible", "Moves the answer", "Rests on", "To find out")


def rows(found: Recommendation) -> Iterator[Row]:
    """A row for each, by the part of the variation of the best option's lead that it explains."""
    worth = found.information.worth if found.information else ()
    shares = {each.unknown.path: each.share for each in worth}
    for each in sorted(found.sample.unknowns, key=lambda each: -shares.get(each.path, 0.0)):
        yield (
            label(each.lever, whose(each.path)),
            stated(each.lever, _value(each, each.spans[0].today)),
            between(each),
            f"{round(100 * shares[each.path])}%" if each.path in shares else "not known yet",
            BASES.get(each.basis, each.source),
            each.measure or "cannot be measured",
        )


def between(unknown: Unknown) -> str:
    """Both ends of a range: 2% to 10%, 19 to 850 followers."""
    span = unknown.spans[0]
    low, high = (_value(unknown, end) for end in sorted((span.low, span.high)))
    if is_share(unknown.lever.unit):
        return f"{stated(unknown.lever, low)} to {stated(unknown.lever, high)}"
    return span_of(unknown.lever, low, high)


def _value(unknown: Unknown, number: float) -> Value:
    return round(number) if unknown.lever.type == "integer" else number
