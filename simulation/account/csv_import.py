"""A post export, streamed into columns; rows that cannot be used are left out and counted.

A file is read once, some hundred rows at a time. Only numbers are kept of it; of the text of a post
only the first characters are looked at, to leave out answers to others.
"""

import codecs
import csv
import io
import os
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from math import nan
from pathlib import Path
from typing import BinaryIO, TextIO

import numpy as np
from numpy.typing import NDArray

from simulation.account.csv_cells import Unusable, count, moment
from simulation.account.csv_header import COUNTS, FORMS, Header, header
from simulation.errors import UserError, shown

BYTES, ROWS = 500_000_000, 2_000_000
FEWEST = 10  # posts that a file must have
TOMORROW = 36 * 3_600.0  # seconds ahead that a date may be, as time zones differ
_CHUNK = 512  # rows read at a time: few enough for the processor's cache
_FAST = 12  # most digits of a count that is read the fast way

Column = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Posts:
    """The posts of one account, oldest first if the file has dates.

    name: of the file. form: a key of csv_header.FORMS. time: float64[posts], seconds since 1970,
    None without dates. counts: role -> float64[posts], NaN for empty cells; without the roles that
    the file lacks. notes: rows that were left out, and how columns were read.
    """

    name: str
    form: str
    time: Column | None
    counts: dict[str, Column]
    notes: tuple[str, ...]

    def __len__(self) -> int:
        """The number of posts."""
        return len(next(iter(self.counts.values())))

    def part(self, which: slice) -> "Posts":
        """Some of the posts."""
        time = None if self.time is None else self.time[which]
        counts = {role: column[which] for role, column in self.counts.items()}
        return Posts(self.name, self.form, time, counts, self.notes)


def load(path: Path, account: str = "") -> Posts:
    """Read a file. account: whose posts, if the file has several. Raises UserError."""
    if "\0" in str(path):  # no system allows this; some raise ValueError
        raise UserError("not the name of a file", origin=shown(str(path)))
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UserError("not a file", origin=str(path))
        with path.open("rb") as stream:
            return read(stream, path.name, account)
    except FileNotFoundError:
        raise UserError("there is no such file", origin=str(path)) from None
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror or error}", origin=str(path)) from None


def read(stream: BinaryIO, name: str, account: str = "", now: float | None = None) -> Posts:
    """Read a seekable file. now: seconds since 1970, to leave out dates in the future.

    Raises UserError naming the file and, if possible, the line and the column.
    """
    origin = name if name.isprintable() and len(name) <= 100 else shown(name)
    size = stream.seek(0, os.SEEK_END)
    if size > BYTES:
        raise UserError(f"{size:,} bytes; at most {BYTES:,} can be read", origin=origin)
    moment_now = time.time() if now is None else now
    for encoding in _encodings(stream, origin):
        stream.seek(0)
        text = io.TextIOWrapper(stream, encoding, newline="")
        try:
            return _read(text, origin, account, moment_now)
        except UnicodeError:
            continue
        finally:
            text.detach()  # so that the stream is not closed
    raise UserError("not text in UTF-8, UTF-16 or Windows-1252; save it as CSV", origin=origin)


def _encodings(stream: BinaryIO, origin: str) -> tuple[str, ...]:
    stream.seek(0)
    head = stream.read(4)
    if not head:
        raise UserError("the file is empty", origin=origin)
    if head[:2] == b"PK" or head == b"\xd0\xcf\x11\xe0":
        raise UserError("this is a workbook; save the sheet as CSV", origin=origin)
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return ("utf-16",)
    if head[1::2] == b"\0\0":
        return ("utf-16-le",)
    if head[::2] == b"\0\0":
        return ("utf-16-be",)
    return "utf-8-sig", "cp1252"


def _read(text: TextIO, origin: str, account: str, now: float) -> Posts:
    rows, known = _opened(text, origin)
    reader = _Reader(known, origin, account, now)
    try:
        while chunk := list(islice(rows, _CHUNK)):
            reader.add(chunk)
    except csv.Error as error:
        line = reader.line + 1
        raise UserError(
            f"after line {line}: {error}; a quote may have been left open", origin=origin
        ) from None
    return reader.posts()


Row = tuple[int, list[str]]


def _opened(text: TextIO, origin: str) -> tuple[Iterator[Row], Header]:
    """The rows below the header, each with the number of its last line, and the header."""
    skipped, first = 0, ""
    while not first.strip():
        first = text.readline(1_000_000)
        if not first:
            raise UserError("the file has only blank lines", origin=origin)
        skipped += 1
    delimiter = ""
    if first.casefold().startswith("sep=") and len(first.strip()) <= 5:  # as Excel writes it
        delimiter = first.strip("\r\n")[4:] or "\t"
        first = text.readline(1_000_000)
        skipped += 1
    delimiter = delimiter or max(",;\t", key=first.count)
    reader = csv.reader(chain([first], text), delimiter=delimiter)
    try:
        cells = next(reader, [])
    except csv.Error as error:
        raise UserError(f"line {skipped}: {error}", origin=origin) from None
    known = header(cells, f"{origin}: line {skipped}")
    before = skipped - 1
    return ((before + reader.line_num, row) for row in reader), known


@dataclass
class _LeftOut:
    """The rows left out for one reason. first: the place of the first one."""

    what: str
    number: int = 0
    first: str = ""

    def add(self, where: str) -> None:
        self.number += 1
        self.first = self.first or where


@dataclass
class _Reader:
    """The rows read so far."""

    header: Header
    origin: str
    account: str
    now: float
    line: int = 0
    rows: int = 0
    left_out: dict[str, _LeftOut] = field(default_factory=dict)
    columns: dict[str, list[Column]] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)
    answers: int = 0
    blanks: int = 0

    def add(self, chunk: list[Row]) -> None:
        """Add some rows."""
        places, width = self.header.places, len(self.header.names)
        wanted: list[Row] = []
        for line, row in chunk:
            self.line = line
            if not any(row):
                continue
            self.rows += 1
            if len(row) != width and not (len(row) > width and not any(row[width:])):
                self._leave_out(f"{len(row)} columns, but {width} in the header", line, None)
            elif self._is_ours(row, places):
                wanted.append((line, row))
        if self.rows > ROWS:
            raise UserError(f"more than {ROWS:,} rows; export a shorter period", origin=self.origin)
        if not wanted:
            return
        usable = np.ones(len(wanted), bool)
        taken: dict[str, Column] = {}
        for role in places:
            if role in COUNTS:
                taken[role] = self._counts(role, wanted, usable)
            elif role == "time":
                taken["time"], taken["day first"] = self._moments(wanted, usable)
            elif role == "id":
                taken["id"] = _ids([row[places["id"]] for _, row in wanted])
        for role, column in taken.items():
            self.columns.setdefault(role, []).append(column[usable])

    def _is_ours(self, row: list[str], places: dict[str, int]) -> bool:
        """True for a post of the account that is neither an answer nor somebody else's post."""
        if "account" in places:
            name = row[places["account"]].strip()
            if len(self.accounts) < 1_000 or name in self.accounts:
                self.accounts[name] = self.accounts.get(name, 0) + 1
            if self.account and name.casefold() != self.account.casefold():
                return False
        if "text" in places and row[places["text"]].lstrip("\"' ").startswith(("@", "RT @")):
            self.answers += 1
            return False
        return True

    def _counts(self, role: str, rows: list[Row], usable: NDArray[np.bool_]) -> Column:
        place = self.header.places[role]
        cells = [row[place].removesuffix(".0") for _, row in rows]
        if all(cells) and max(map(len, cells)) <= _FAST and "".join(cells).isdecimal():
            return np.array(list(map(int, cells)), float)
        return self._slowly(role, rows, cells, count, usable)

    def _moments(self, rows: list[Row], usable: NDArray[np.bool_]) -> tuple[Column, Column]:
        place, day = self.header.places["time"], self.header.day
        cells = [row[place] for _, row in rows]
        if day is not None:
            cells = [f"{row[day]} {row[place]}" for _, row in rows]
        found = self._slowly("time", rows, cells, moment, usable)
        return found[:, 0], found[:, 1]

    def _slowly(
        self,
        role: str,
        rows: list[Row],
        cells: list[str],
        understood: Callable[[str], float | tuple[float, float]],
        usable: NDArray[np.bool_],
    ) -> Column:
        """Read cell by cell. Rows with a cell that cannot be used are marked and counted."""
        nothing = (nan, nan) if role == "time" else nan
        found: list[float | tuple[float, float]] = []
        for number, cell in enumerate(cells):
            try:
                found.append(understood(cell))
            except Unusable as reason:
                found.append(nothing)
                self._leave_out(str(reason), rows[number][0], role)
                usable[number] = False
        return np.array(found, float)

    def _leave_out(self, why: str, line: int, role: str | None) -> None:
        column = f", column {self.header.name(role)}" if role else ""
        what = f"{self.header.name(role)} is {why}" if role else why
        rows = self.left_out.setdefault(what, _LeftOut(what))
        rows.add(f"line {line}{column}: {why}")

    def posts(self) -> Posts:
        """All posts, in order of time. Raises UserError if there are too few."""
        self._check_accounts()
        columns = {role: np.concatenate(parts) for role, parts in self.columns.items()}
        notes: list[str] = []
        if columns:
            self._settle_dates(columns, notes)
            self._drop_duplicates(columns, notes)
        number = len(next(iter(columns.values()), []))
        self._check_enough(number)
        notes = [*self._notes(), *notes]
        time = columns.pop("time", None)
        counts = {}
        for role in list(columns):
            column = columns.pop(role)
            if role not in COUNTS:
                continue
            missing = int(np.isnan(column).sum())
            if missing == number:
                notes.append(f"Column {self.header.name(role)} is empty.")
                continue
            if missing:
                notes.append(f"Column {self.header.name(role)} is empty in {missing:,} rows.")
            counts[role] = column
        if not counts:
            raise UserError("every column with counts is empty", origin=self.origin)
        found = Posts(self.origin, self.header.form, time, counts, tuple(notes))
        if time is not None:
            order = np.argsort(time, kind="stable")
            ordered = {role: column[order] for role, column in counts.items()}
            found = Posts(self.origin, self.header.form, time[order], ordered, tuple(notes))
        return found

    def _settle_dates(self, columns: dict[str, Column], notes: list[str]) -> None:
        """Choose month or day first by which gives more dates; then leave out future dates."""
        if "time" not in columns:
            return
        month_first, day_first = columns["time"], columns.pop("day first")
        if not np.array_equal(month_first, day_first, equal_nan=True):
            latest = self.now + TOMORROW
            good = [int((each <= latest).sum()) for each in (month_first, day_first)]
            columns["time"] = day_first if good[1] > good[0] else month_first
            order = "day first" if good[1] > good[0] else "month first"
            notes.append(f"Dates like 3/4/2024 were read with the {order}.")
        when = columns["time"]
        if np.isnan(when).all():
            del columns["time"]
            notes.append(f"Column {self.header.name('time')} is empty.")
            return
        future, undated = when > self.now + TOMORROW, np.isnan(when)
        for rows, why in ((future, "have a date in the future"), (undated, "have no date")):
            if rows.any():
                notes.append(f"{_rows(int(rows.sum()))} left out: they {why}.")
        keep = ~(future | undated)
        for role in columns:
            columns[role] = columns[role][keep]

    def _drop_duplicates(self, columns: dict[str, Column], notes: list[str]) -> None:
        """Leave out posts exported twice, recognised by their id and their time."""
        ids = columns.pop("id", None)
        if ids is None or "time" not in columns:
            return
        order = np.lexsort((columns["time"], ids))
        same = (np.diff(ids[order]) == 0) & (np.diff(columns["time"][order]) == 0)
        twice = order[1:][same]
        if len(twice):
            notes.append(f"{_rows(len(twice))} left out: the post is in the file twice.")
            keep = np.ones(len(ids), bool)
            keep[twice] = False
            for role in columns:
                columns[role] = columns[role][keep]

    def _check_accounts(self) -> None:
        names = ", ".join(shown(name) for name in list(self.accounts)[:5])
        if self.account and "account" not in self.header.places:
            raise UserError("no column names the account of a post", origin=self.origin)
        if self.account and self.account.casefold() not in map(str.casefold, self.accounts):
            raise UserError(
                f"there is no account {shown(self.account)}; there are {names}", origin=self.origin
            )
        if not self.account and len(self.accounts) > 1:
            raise UserError(
                f"posts of {len(self.accounts):,} or more accounts; choose one: {names}",
                origin=self.origin,
            )

    def _check_enough(self, number: int) -> None:
        lost = sum(each.number for each in self.left_out.values())
        worst = max(self.left_out.values(), key=lambda each: each.number, default=None)
        if worst and lost > self.rows / 2:
            raise UserError(
                f"{lost:,} of {self.rows:,} rows cannot be used; {worst.first}", origin=self.origin
            )
        if number < FEWEST:
            why = f"; {worst.first}" if worst else ""
            raise UserError(
                f"{number} usable posts; at least {FEWEST} are needed{why}",
                origin=self.origin,
            )

    def _notes(self) -> list[str]:
        notes = [
            f"{_rows(each.number)} left out: {each.what} (first in {each.first.split(':')[0]})."
            for each in self.left_out.values()
        ]
        if self.answers:
            notes.append(f"{_rows(self.answers)} left out: answers to others, or posts of others.")
        return [*notes, *self.header.notes]


def _rows(number: int) -> str:
    return f"{number:,} row" if number == 1 else f"{number:,} rows"


def _ids(cells: list[str]) -> Column:
    """Ids as numbers, exact enough together with the time; NaN, unlike any other, for the rest."""
    return np.array([float(cell) if cell.isdecimal() and len(cell) < 30 else nan for cell in cells])


__all__ = ["BYTES", "FORMS", "Posts", "load", "read"]
