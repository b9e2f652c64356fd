"""One option compared with the starting point: a card with the win rate, and tables of figures."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from simulation.experiment.comparison.attribution import Explanation, Part, explain
from simulation.experiment.comparison.pairwise import Comparison
from simulation.experiment.comparison.win_rate import WinRate
from simulation.outcomes import OUTCOMES
from simulation.parameters import Lever, Value
from simulation.report.attribution import method
from simulation.report.phrases import quoted
from simulation.report.verdict import notes, sentence
from ui.background import experiments
from ui.charts import data as chart_data
from ui.charts import specs
from ui.charts.chart import Drawing, show
from ui.charts.metric import metric
from ui.charts.table import Cell, Row, Rows
from ui.charts.table import show as show_table
from ui.compare.entries import Entry
from ui.state import settings
from ui.text import (
    between,
    central,
    headed,
    label,
    middle,
    nine_in_ten,
    plain,
    quantity,
    setting,
    whose,
)

CLEAR = ("A", "B", "split")  # verdicts on a difference larger than chance
WINNERS = {"A": "this", "B": "the starting point", "split": "depends", "unknown": ""}


def card(listed: Sequence[Entry], place: int, found: Comparison) -> None:
    """Draw the card of the entry at that place, compared with the first of all."""
    entry, base = listed[place], listed[0]
    title = f"{quoted(entry.name)} compared with {quoted(base.name)}"
    with st.container(border=True):
        st.header(plain(title), anchor=False)
        left, right = st.columns([2, 3], gap="medium")
        with left:
            if found.win_rate.worlds:
                _dots(title, place, found.win_rate, listed)
        with right:
            names = quoted(entry.name), quoted(base.name)
            st.markdown(f"**{plain(sentence(found.verdict, names))}**")
            for note in notes(found.verdict, names):
                st.markdown(plain(note))
            _figures(entry, base, found)
            _changes(place, entry, base, found)


def _dots(title: str, place: int, win_rate: WinRate, listed: Sequence[Entry]) -> None:
    entry, base = listed[place], listed[0]
    wins, ties, losses = chart_data.hundred(win_rate)
    said = f"Of 100 runs, {quoted(entry.name)} wins {wins} and {quoted(base.name)} {losses}"
    said += f"; {ties} {'is a tie' if ties == 1 else 'are ties'}." if ties else "."
    names = tuple(each.name for each in listed)
    spec, columns = (
        specs.dots(entry.name, base.name, names),
        chart_data.dots(win_rate, entry.name, base.name),
    )
    show(Drawing(f"odds-{place}", title, spec, columns, said))
    st.caption(plain(said), help=plain(_precision(win_rate)))


def _precision(win_rate: WinRate) -> str:
    if win_rate.low95 is None or win_rate.high95 is None:
        return ""
    counted = ", ties counted half" if win_rate.ties else ""
    return (
        f"Win rate: {win_rate.percent:.0f}%{counted} (95% confident: {win_rate.low95:.0f}% to "
        f"{win_rate.high95:.0f}%)."
    )


def _figures(entry: Entry, base: Entry, found: Comparison) -> None:
    unit = OUTCOMES[found.outcome].unit
    grid = st.grid(3, min_column_width=140)
    for title, each, of in (
        (entry.name, found.a, unit),
        (base.name, found.b, unit),
        ("Difference", found.difference, between(unit)),
    ):
        metric(grid, title, quantity(central(each, unit), of), nine_in_ten(each, of))


def _changes(place: int, entry: Entry, base: Entry, found: Comparison) -> None:
    """Draw the levers that differ, and how much of the difference each explains."""
    if not found.changed:
        st.caption("Both have the same levers.")
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
    show_table(changed(entry, base, found, parts), "What differs between both")
    if parts is not None and (said := method(parts)):
        st.caption(plain(said))


def changed(entry: Entry, base: Entry, found: Comparison, parts: Explanation | None) -> Rows:
    """The rows of what differs, a heading first, with its part of the difference once known."""
    unit = OUTCOMES[found.outcome].unit
    explained = {path: part for part in parts.parts for path in part.levers} if parts else {}
    head = ["What differs", base.name, entry.name]
    if explained:
        head.append("Adds to the mean")
    rows: list[Row] = []
    for path, (here, there) in found.changed.items():
        lever = settings.everything()[path]
        row = [label(lever, whose(path)), _short(lever, there), _short(lever, here)]
        if explained:
            row.append(_added(path, explained.get(path), unit))
        rows.append([row[0], row[1] or "none", row[2] or "none", *row[3:]])
    return [head, *rows]


def _short(lever: Lever, value: Value) -> str:
    """A value to a thousandth: what a budget pays for has more digits than anybody reads."""
    return setting(lever, round(value, 3) if isinstance(value, float) and value >= 1 else value)


def _added(path: str, part: Part | None, unit: str) -> str:
    """The part of a lever; levers that changed together have one, at the first of them."""
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


def table(listed: Sequence[Entry], found: Mapping[str, Sequence[Comparison]]) -> Rows:
    """Medians by outcome, a heading first; grey where a difference may be due to chance.

    found: for every outcome the entries after the base, each compared with the base.
    """
    rows: list[Row] = []
    for name, compared in found.items():
        outcome = OUTCOMES[name]
        row: list[str | Cell] = [headed(outcome), middle(compared[0].b, outcome.unit)]
        for each in compared:
            median = middle(each.a, outcome.unit)
            gap = central(each.difference, outcome.unit)
            by = "" if gap is None else f"({_signed(gap, outcome.unit)})"
            row.append(Cell(median, by, faint=each.verdict.kind not in CLEAR))
        rows.append(row)
    return [["Outcome", *(entry.name for entry in listed)], *rows]


def rows(listed: Sequence[Entry], found: Mapping[str, Sequence[Comparison]]) -> list[list[Any]]:
    """The same in full figures, a header and a row an outcome.

    Its label, unit and the base's median; then of every other entry its median, the difference in
    one run (median and 90 % range), and the winner.
    """
    head: list[Any] = ["outcome", "unit", f"{listed[0].name}: median"]
    for entry in listed[1:]:
        head += [
            f"{entry.name}: {what}"
            for what in ("median", "difference", "difference low90", "difference high90", "winner")
        ]
    body = []
    for name, compared in found.items():
        row: list[Any] = [OUTCOMES[name].label, OUTCOMES[name].unit, compared[0].b.median]
        for each in compared:
            gap, winner = each.difference, WINNERS.get(each.verdict.kind, "neither")
            row += [each.a.median, gap.median, gap.low90, gap.high90, winner]
        body.append(row)
    return [head, *body]
