"""Reading a text file of ties: who follows whom, and the chance of each tie if given.

One tie a line, `follower,followed[,weight]`, separated by tabs, semicolons, commas or blanks, with
or without a header. Under a header `source,target`, and in the lines
`source target {'weight': 0.002}` that networkx writes, a post flows from the source to the target,
so the target is the follower. Blank lines and lines that begin with # are skipped; so are blanks
around an id.
"""

import ast
import codecs
import csv
import re
from array import array
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulation.errors import UserError

LEGAL = "a line is follower,followed or follower,followed,weight"
FOLLOWER_AND_FOLLOWED = (("follower", "followed"), ("target", "source"))
WEIGHTS = ("weight", "chance", "probability")

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
WHOLE = re.compile(r"-?[0-9]{1,40}")
QUOTED = re.compile(r'"[^"]*"')
BRACES = re.compile(r"\s*(\S*[^\s,;])\s+(\S*[^\s,;])\s+(\{.*\})\s*")
ONLY_WEIGHT = re.compile(r"\{'weight': ([^\s,{}]+)\}")  # what networkx nearly always writes

Split = Callable[[str], list[str]]


class Ties(NamedTuple):
    """The ties of a file in its order, self-ties and repetitions included.

    ids: account number -> id in the file: by size if all are whole numbers, else as they appeared.
    followers, followed: int64[ties], account numbers. chances: float64[ties], or None.
    """

    ids: tuple[str, ...]
    followers: NDArray[np.int64]
    followed: NDArray[np.int64]
    chances: NDArray[np.float64] | None


class _Form(NamedTuple):
    """The form of a file: the way to split its lines, the number of columns, and their meaning."""

    split: Split
    width: int
    follower: int
    followed: int
    weight: int | None
    header: bool


def read(path: Path) -> Ties:
    """The ties of a file. Raises OSError, and UserError naming the line and what is legal there."""
    for encoding in _encodings(path):
        try:
            return _decoded(path, encoding)
        except UnicodeDecodeError:
            continue
    raise UserError("not text in UTF-8, UTF-16 or Windows-1252", origin=str(path))


def _encodings(path: Path) -> tuple[str, ...]:
    with path.open("rb") as file:
        mark = file.read(2)
    if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return ("utf-16",)
    return "utf-8-sig", "cp1252"  # the latter holds all that is printable in Latin-1


def _decoded(path: Path, encoding: str) -> Ties:
    numbers: dict[str, int] = {}
    followers, followed, chances = array("q"), array("q"), array("d")
    form = None
    with path.open(encoding=encoding) as file:
        for count, line in enumerate(file, 1):
            content = line.strip()
            if not content or content.startswith("#"):
                continue
            try:
                if CONTROL.search(content):
                    raise UserError(f"not text: {shown(content)}")
                if form is None:
                    form = _form(line)
                    if form.header:
                        continue
                fields = _fields(form, line)
                if form.weight is not None:
                    chances.append(_chance(fields[form.weight]))
            except UserError as error:
                raise error.at(f"{path}, line {count}") from None
            followers.append(numbers.setdefault(fields[form.follower], len(numbers)))
            followed.append(numbers.setdefault(fields[form.followed], len(numbers)))
    if form is None or not followers:
        raise UserError(f"no ties; {LEGAL}", origin=str(path))
    if not form.header:
        _check_first_line(path, list(numbers))
    ids, rank = _in_order(numbers)
    weights = None if form.weight is None else np.array(chances)
    return Ties(ids, rank[np.array(followers)], rank[np.array(followed)], weights)


def _form(line: str) -> _Form:
    """The form of a file, from its first line."""
    split = _splitter(line)
    fields = split(line)
    width = len(fields)
    if split is _braces:
        return _Form(split, width, 1, 0, 2 if width == 3 else None, header=False)
    names = [field.casefold() for field in fields]
    for follower, followed in FOLLOWER_AND_FOLLOWED:
        if follower in names and followed in names:
            weight = next((names.index(word) for word in WEIGHTS if word in names), None)
            ends = names.index(follower), names.index(followed)
            return _Form(split, width, *ends, weight, header=True)
        if follower in names or followed in names:
            raise UserError(f"a header with {follower} must have {followed} too, and the reverse")
    if width < 2:
        raise UserError(f"one column: {shown(line.strip())}; {LEGAL}")
    if width > 3:
        raise UserError(f"{width} columns and no header to say which is which; {LEGAL}")
    return _Form(split, width, 0, 1, 2 if width == 3 else None, header=False)


def _splitter(line: str) -> Split:
    if BRACES.fullmatch(line):
        return _braces
    bare = QUOTED.sub("", line.strip())
    for separator in "\t;,":
        if separator in bare:
            return partial(_separated, separator=separator)
    return str.split


def _separated(line: str, separator: str) -> list[str]:
    if '"' not in line:
        fields = line.split(separator)
    else:
        try:
            reader = csv.reader([line], delimiter=separator, skipinitialspace=True, strict=True)
            fields = next(reader)
        except csv.Error as error:
            raise UserError(f"quotes do not match in {shown(line.strip())}: {error}") from None
    return [field.strip() for field in fields]


def _braces(line: str) -> list[str]:
    """Split `source target {...}`, the third field being the weight, if there is one."""
    parts = BRACES.fullmatch(line)
    if not parts:
        raise UserError(f"{shown(line.strip())} is not like source target {{'weight': 0.5}}")
    source, target, braces = parts.groups()
    if only := ONLY_WEIGHT.fullmatch(braces):
        return [source, target, only[1]]
    try:
        values = ast.literal_eval(braces)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise UserError(f"{shown(braces)} is not like {{'weight': 0.5}}")
    weights = [str(value) for key, value in values.items() if str(key).casefold() in WEIGHTS]
    return [source, target, *weights[:1]]


def _fields(form: _Form, line: str) -> list[str]:
    fields = form.split(line)
    if len(fields) == 1:
        raise UserError(f"one column: {shown(fields[0])}; {LEGAL}")
    if len(fields) != form.width:
        raise UserError(f"{len(fields)} columns, but {form.width} in the first line; {LEGAL}")
    if not (fields[form.follower] and fields[form.followed]):
        raise UserError(f"an id is empty in {shown(line.strip())}; {LEGAL}")
    return fields


def _chance(text: str) -> float:
    try:
        chance = float(text)
    except ValueError:
        raise UserError(f"weight {shown(text)} is not a number like 0.5") from None
    if not 0.0 <= chance <= 1.0:  # so that NaN is refused too
        raise UserError(f"weight {shown(text)} is not a chance from 0 to 1")
    return chance


def _check_first_line(path: Path, ids: list[str]) -> None:
    """Refuse words in the first line where all other ids are whole numbers: an unknown header."""
    if len(ids) > 2 and [id for id in ids if not WHOLE.fullmatch(id)] == ids[:2]:
        header = "a header is follower,followed or source,target, perhaps with weight"
        raise UserError(f"{ids[0]!r} and {ids[1]!r} look like a header; {header}", origin=str(path))


def _in_order(numbers: dict[str, int]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The ids in their final order, and the place in it of each number given on reading."""
    if not all(WHOLE.fullmatch(id) for id in numbers):
        return tuple(numbers), np.arange(len(numbers))
    ids = tuple(sorted(numbers, key=int))
    rank = np.empty(len(ids), np.int64)
    rank[[numbers[id] for id in ids]] = np.arange(len(ids))
    return ids, rank


def shown(text: str) -> str:
    """A text in a message, cut where it is long."""
    return repr(text if len(text) <= 60 else text[:57] + "...")
