"""Tables: as Markdown on a page, and as CSV to take away."""

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from simulation.spreadsheet import csv_line
from ui.text import plain


class Markup(str):
    """A cell that is Markdown already; every other cell is shown as it is written."""

    __slots__ = ()


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]], align: str = "") -> str:
    """A Markdown table.

    align: "l" or "r" for each column; without it the first is to the left, the others to the right.
    """
    sides = align or "l" + "r" * (len(head) - 1)
    lines = [head, ["--:" if side == "r" else "---" for side in sides], *rows]
    return "\n".join(
        f"| {' | '.join(_cell(cell) if place != 1 else cell for cell in line)} |"
        for place, line in enumerate(lines)
    )


def _cell(text: str) -> str:
    return text if isinstance(text, Markup) else plain(text)


Rows = list[list[str]]


def show(rows: Iterable[Sequence[str]], about: str) -> None:
    """Draw a table, its heading first, that a narrow screen can scroll. about: what it shows."""
    head, *body = [[_cell(cell) for cell in row] for row in rows]
    columns = {name: [row[place] for row in body] for place, name in enumerate(head)}
    st.table(columns, border="horizontal", hide_header=False, alt=about)


def csv(rows: Iterable[Iterable[Any]]) -> bytes:
    """Rows as CSV, safe to open in a spreadsheet."""
    return "".join(csv_line(row) + "\r\n" for row in rows).encode()


def save_rows(name: str, rows: Iterable[Iterable[Any]]) -> None:
    """Draw a button that saves a table as CSV."""
    st.download_button(
        "Save as CSV",
        csv(rows),
        f"grapevine-{name}.csv",
        "text/csv",
        key=f"save-rows-{name}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
