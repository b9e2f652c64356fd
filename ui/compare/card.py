"""One scenario against another on the page: a card of odds, what differs, a table of medians."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from simulation.experiment.comparison.attribution import Explanation, Part, explain
from simulation.experiment.comparison.pairwise import Comparison
from simulation.outcomes import OUTCOMES
from simulation.report.attribution import method
from simulation.report.phrases import quoted
from simulation.report.verdict import notes, sentence
from ui.background import experiments
from ui.charts import data as columns
from ui.charts import specs as charts
from ui.charts.chart import Drawing, show
from ui.compare.entries import Entry
from ui.state import settings
from ui.text import (
    between,
    central,
    headed,
    label,
    middle,
    plain,
    quantity,
    range90,
    setting,
    whose,
)


def card(listed: Sequence[Entry], place: int, found: Comparison) -> None:
    """Who is ahead in how many of a hundred worlds: the entry at that place, or the first of all.

    And what makes the difference.
    """
    entry, base = listed[place], listed[0]
    with st.container(border=True):
        st.header(plain(f"{entry.name} against {base.name}"), anchor=False)
        left, right = st.columns([2, 3], gap="medium")
        with left:
            if found.win_rate.worlds:
                drawn = columns.dots(found.win_rate, entry.name, base.name)
                wins, ties, losses = columns.hundred(found.win_rate)
                said = (
                    f"Of 100 worlds {entry.name} is ahead in {wins}, {base.name} in {losses}; "
                    f"{ties} even."
                )
                names = tuple(each.name for each in listed)
                spec = charts.dots(entry.name, base.name, names)
                title = f"{entry.name} against {base.name}"
                show(Drawing(f"odds-{place}", title, spec, drawn, said))
                st.caption(plain(said))
        with right:
            names = quoted(entry.name), quoted(base.name)
            st.markdown(f"**{plain(sentence(found.verdict, names))}**")
            for note in notes(found.verdict, names):
                st.markdown(plain(note))
            _middle(entry, base, found)
            _changes(place, entry, base, found)


def _middle(entry: Entry, base: Entry, found: Comparison) -> None:
    outcome = OUTCOMES[found.outcome]
    unit = outcome.unit
    grid = st.grid(3, min_column_width=140)
    for name, each, of in (
        (entry.name, found.a, unit),
        (base.name, found.b, unit),
        ("Difference", found.difference, between(unit)),
    ):
        with grid.container(gap="xxsmall"):
            st.caption(plain(name))
            st.metric(
                plain(name), plain(quantity(central(each, unit), of)), label_visibility="collapsed"
            )
            st.caption(f"90% of worlds: {plain(range90(each, of))}")
    if found.win_rate.low95 is not None and found.win_rate.high95 is not None:
        ends = f"between {found.win_rate.low95:.0f} and {found.win_rate.high95:.0f} of 100."
        half = (
            f"With draws counted half the odds are {found.win_rate.percent:.0f} of 100; more worlds"
        )
        st.caption(
            f"{half} would put them {ends}"
            if found.win_rate.ties
            else f"More worlds would put it {ends}"
        )


def _changes(place: int, entry: Entry, base: Entry, found: Comparison) -> None:
    """What differs in the levers, and how much of the effect each difference explains."""
    if not found.changed:
        st.caption("Nothing differs in the levers.")
        return
    parts: Explanation | None = None
    if len(found.changed) > 1 and st.toggle(
        "What makes the difference?", key=f"compare-explain-{place}", persist_state="session"
    ):
        parts = experiments.result_of(
            f"explain-{place}",
            (found.a_setup, found.b_setup, found.outcome),
            lambda runner, _: explain(found.a_setup, found.b_setup, found.outcome, runner),
        )
    st.markdown(_changed(entry, base, found, parts))
    if parts is not None and (said := method(parts)):
        st.caption(plain(said))


def _changed(entry: Entry, base: Entry, found: Comparison, parts: Explanation | None) -> str:
    """A Markdown table: only what differs, and its share of the effect where that is known."""
    unit = OUTCOMES[found.outcome].unit
    head = ["Only this differs", plain(base.name), plain(entry.name)]
    explained = {path: part for part in parts.parts for path in part.levers} if parts else {}
    if explained:
        head.append("Adds to the mean")
    lines = ["| " + " | ".join(head) + " |", "|---|" + "--:|" * (len(head) - 1)]
    for path, (here, there) in found.changed.items():
        lever = settings.everything()[path]
        cells = [
            plain(text) or "none"
            for text in (label(lever, whose(path)), setting(lever, there), setting(lever, here))
        ]
        if explained:
            cells.append(plain(_added(path, explained.get(path), unit)))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _added(path: str, part: Part | None, unit: str) -> str:
    """What a lever adds to the mean; levers that moved together have one figure, at the first."""
    if part is None:
        return ""
    if path != next(iter(part.levers)):
        return "together with the above"
    share = f" ({100 * part.share:.0f}%)" if part.share is not None else ""
    return _signed(part.mean, unit) + share


def _signed(value: float | None, unit: str) -> str:
    """A difference between two outcomes of that unit."""
    said = quantity(value, between(unit))
    return f"+{said}" if value and value > 0 and said not in ("0", "0 points", "$0") else said


def table(listed: Sequence[Entry], found: Mapping[str, Sequence[Comparison]]) -> str:
    """A Markdown table of medians by outcome; a difference inside the noise floor is grey.

    found: for every outcome the entries after the base, each against the base.
    """
    lines = [
        "| Outcome | " + " | ".join(plain(entry.name) for entry in listed) + " |",
        "|---|" + "--:|" * len(listed),
    ]
    for name, compared in found.items():
        outcome = OUTCOMES[name]
        cells = [plain(headed(outcome)), plain(middle(compared[0].b, outcome.unit))]
        for each in compared:
            median = plain(middle(each.a, outcome.unit))
            gap = central(each.difference, outcome.unit)
            by = plain(f"({_signed(gap, outcome.unit)})")
            sure = each.verdict.kind in ("A", "B", "split")
            said = f"{median} {by}" if sure else f"{median} :gray[{by}]"
            cells.append(median if gap is None else said)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def rows(listed: Sequence[Entry], found: Mapping[str, Sequence[Comparison]]) -> list[list[Any]]:
    """The same in full figures, a header and a row an outcome.

    Its name, unit and the base's median; then of every other entry its median, the difference in
    one world (median and the range of 90 % of the worlds), and who is ahead.
    """
    head: list[Any] = ["outcome", "unit", f"{listed[0].name}: median"]
    for entry in listed[1:]:
        head += [
            f"{entry.name}: {what}"
            for what in ("median", "difference", "difference low90", "difference high90", "ahead")
        ]
    names = {
        "A": "this", "B": "the base", "split": "depends", "close": "neither", "same": "neither",
        "unknown": "",
    }  # fmt: skip
    body = [
        [OUTCOMES[name].label, OUTCOMES[name].unit, compared[0].b.median]
        + [
            cell
            for each in compared
            for cell in (
                each.a.median,
                each.difference.median,
                each.difference.low90,
                each.difference.high90,
                names[each.verdict.kind],
            )
        ]
        for name, compared in found.items()
    ]
    return [head, *body]
