"""The things we do not know: their ranges, what those rest on, and how each can be measured."""

from collections.abc import Iterator

import streamlit as st

from simulation.decision import Recommendation, Unknown, Worth
from simulation.parameters import Value
from ui.charts.table import Row, show
from ui.text import label, stated, whose

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
    shares = {each.unknown.path: each.share for each in _worth(found)}
    for each in sorted(found.sample.unknowns, key=lambda each: -shares.get(each.path, 0.0)):
        span, lever = each.spans[0], each.lever
        low, high = sorted((span.low, span.high))
        share = shares.get(each.path)
        yield (
            label(lever, whose(each.path)),
            stated(lever, _value(each, span.today)),
            f"{stated(lever, _value(each, low))} to {stated(lever, _value(each, high))}",
            "" if share is None else f"{round(100 * share)}%",
            BASES.get(each.basis, each.source),
            each.measure or "cannot be measured",
        )


def _worth(found: Recommendation) -> tuple[Worth, ...]:
    return found.information.worth if found.information else ()


def _value(unknown: Unknown, number: float) -> Value:
    return round(number) if unknown.lever.type == "integer" else number
