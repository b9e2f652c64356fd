"""Lines of CSV that are safe to open in a spreadsheet."""

import csv
import re
from collections.abc import Iterable
from io import StringIO
from typing import Any

# A spreadsheet takes a cell that begins so for a formula, and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?")


def csv_line(cells: Iterable[Any]) -> str:
    """One line of CSV without its end: numbers as they are, None empty, formulas made text."""
    line = StringIO()
    csv.writer(line, lineterminator="").writerow([_cell(cell) for cell in cells])
    return line.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, str) and value.startswith(FORMULA) and not NUMBER.fullmatch(value):
        return "'" + value
    return value
