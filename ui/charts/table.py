"""Tables: on a page as HTML or as Markdown, and as CSV to take away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from simulation.spreadsheet import csv_line
from ui.text import plain


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a note behind its text, in grey if it is faint."""

    text: str
    note: str = ""
    faint: bool = False


Row = Sequence[str | Cell]
Rows = Sequence[Row]

_TABLE = "border-collapse: collapse; width: 100%; font-size: 0.875rem; line-height: 1.4;"
_CELL = "padding: 0.35rem 0.6rem; border-bottom: 1px solid rgba(128, 128, 128, 0.3);"
_FIRST = "text-align: left; font-weight: 400; min-width: 8rem;"
_OTHER = "text-align: right;"
_SHORT = 24  # letters that stay on one line
_HEAD = "text-align: right; vertical-align: bottom; font-weight: 600; min-width: 5rem;"
_FAINT = "color: color-mix(in srgb, currentColor 72%, transparent);"


def show(rows: Rows, about: str) -> None:
    """Draw a table, its heading first. about: what it shows, read aloud before it."""
    st.html(html(rows, about))


def html(rows: Rows, about: str) -> str:
    """The table as HTML: a narrow screen scrolls it, by hand or by keyboard."""
    head, *body = rows
    first, *others = (_text(cell) for cell in head)
    lines = [f'<th scope="col" style="{_CELL}{_HEAD}text-align: left;">{first}</th>']
    lines += [f'<th scope="col" style="{_CELL}{_HEAD}">{each}</th>' for each in others]
    text = f"<thead><tr>{''.join(lines)}</tr></thead>"
    for row in body:
        first = _text(row[0])
        cells = "".join(_td(cell) for cell in row[1:])
        text += f'<tr><th scope="row" style="{_CELL}{_FIRST}">{first}</th>{cells}</tr>'
    return (
        f'<div role="region" tabindex="0" aria-label="{escape(about)}" style="overflow-x: auto;">'
        f'<table style="{_TABLE}">{text}</table></div>'
    )


def _td(cell: str | Cell) -> str:
    plain_text = cell if isinstance(cell, str) else f"{cell.text} {cell.note}"
    line = "white-space: nowrap;" if len(plain_text) <= _SHORT else "min-width: 9rem;"
    return f'<td style="{_CELL}{_OTHER}{line}">{_text(cell)}</td>'


def _text(cell: str | Cell) -> str:
    if isinstance(cell, str):
        return escape(cell)
    style = f' style="{_FAINT}"' if cell.faint else ""
    note = f" <span{style}>{escape(cell.note)}</span>" if cell.note else ""
    return escape(cell.text) + note


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]], align: str = "") -> str:
    """A Markdown table.

    align: "l" or "r" for each column; without it the first is to the left, the others to the right.
    """
    sides = align or "l" + "r" * (len(head) - 1)
    lines = [head, ["--:" if side == "r" else "---" for side in sides], *rows]
    return "\n".join(
        f"| {' | '.join(plain(cell) if place != 1 else cell for cell in line)} |"
        for place, line in enumerate(lines)
    )


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
