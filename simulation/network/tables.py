"""Real networks, read from files: who follows whom, and the chance of each tie if it was measured.

A text file holds one tie a line: `follower,followed[,weight]`, separated by tabs, semicolons,
commas or blanks, with or without a header. Under a header `source,target`, and in the lines
`source target {'weight': 0.002}` that networkx writes, a post flows from the source to the target,
so the target is the follower. Blank lines and lines that begin with # are skipped; so are blanks
around an id. An .npz file holds `indptr` and `indices`, the followers of account
i being indices[indptr[i]:indptr[i + 1]], and perhaps `weights`.

The network that comes with Grapevine is "congress" (data/NOTICE.md). Its authors count +1 for the
edge B -> A when A retweets, quotes, answers or mentions B, and divide by the number of B's tweets:
the post flows from the first account of a line to the second.
"""

import ast
import codecs
import csv
import difflib
import re
import stat
import tokenize
import zipfile
import zlib
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulation.errors import UserError

SHIPPED = {"congress": Path(__file__).parent / "data" / "congress.edgelist"}

# No file, packed or unpacked, may be larger. As a tie takes four bytes at least, this also keeps
# the number of ties far below 2**31, where an int32 ends.
BYTES = 500_000_000

LEGAL = "a line is follower,followed or follower,followed,weight"
FOLLOWER_AND_FOLLOWED = (("follower", "followed"), ("target", "source"))
WEIGHTS = ("weight", "chance", "probability")

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
WHOLE = re.compile(r"-?[0-9]{1,40}")
QUOTED = re.compile(r'"[^"]*"')
BRACES = re.compile(r"\s*(\S*[^\s,;])\s+(\S*[^\s,;])\s+(\{.*\})\s*")
ONLY_WEIGHT = re.compile(r"\{'weight': ([^\s,{}]+)\}")  # what networkx nearly always writes

Split = Callable[[str], list[str]]


@dataclass(frozen=True, eq=False)
class Table:
    """A real network.

    ids: account number -> id in the file: by size if all are whole numbers, else as they appeared.
    indptr, indices: int64[n + 1] and int32[ties], the followers of each account (those who see what
    it shares) in ascending order, without itself.
    chances: float64[ties], the measured chance that the follower passes on, or None.
    self_ties, duplicates: how many ties of the file were dropped; of duplicates the first counts.
    """

    name: str
    ids: tuple[str, ...]
    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    chances: NDArray[np.float64] | None
    self_ties: int
    duplicates: int


def load(name_or_path: str, folder: Path | None = None) -> Table:
    """Read a shipped network by its name, or a file; a relative path starts from `folder`.

    Raises:
        UserError: naming the file, the line, the value and what is legal there.
    """
    path = SHIPPED.get(name_or_path) or Path(folder or "", name_or_path)
    name = name_or_path if name_or_path in SHIPPED else path.name
    if "\0" in name_or_path:  # no system has such a file; some say so by a ValueError
        raise UserError(f"{_shown(name_or_path)}: not the name of a file; give {_choices()}")
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UserError(f"{path}: not a file; give {_choices()}")
        _check_size(path, status.st_size)
        return _from_npz(path, name) if path.suffix.lower() == ".npz" else _from_text(path, name)
    except FileNotFoundError:
        raise UserError(f"{path}: there is no such file; give {_choices()}") from None
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror or error}") from None


def number_of(table: Table, id: str) -> int:
    """The number of the account with this id."""
    if id in table.ids:
        return table.ids.index(id)
    # Without regard to case; in a huge table only the beginning is searched, to answer at once.
    folded = {known.casefold(): known for known in table.ids[:20_000]}
    near = [folded[match] for match in difflib.get_close_matches(id.casefold(), folded)]
    offer = f"near it: {', '.join(near)}" if near else f"ids look like {', '.join(table.ids[:3])}"
    raise UserError(f"{table.name}: there is no account {_shown(id)}; {offer}")


def most_followed(table: Table) -> int:
    """The number of the account with the most followers, the first of equals."""
    return int(np.argmax(np.diff(table.indptr)))


def summary(table: Table) -> str:
    """What is in the table and what was left out, in one sentence."""
    held = f"{_count(len(table.ids), 'account')} and {_count(len(table.indices), 'tie')}"
    if table.chances is not None:
        held += " with measured chances"
    dropped = [
        _count(number, thing)
        for number, thing in ((table.self_ties, "self-tie"), (table.duplicates, "duplicate"))
        if number
    ]
    return f"{table.name}: {held}; {' and '.join(dropped) or 'nothing'} dropped."


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _choices() -> str:
    return f"{' or '.join(SHIPPED)}, or the path of a file of ties"


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")


def _check_size(path: Path, size: int) -> None:
    if size > BYTES:
        raise UserError(f"{path}: {size:,} bytes; at most {BYTES:,} can be read")


def _table(
    path: Path,
    name: str,
    ids: tuple[str, ...],
    followers: NDArray[np.int64],
    followed: NDArray[np.int64],
    chances: NDArray[np.float64] | None,
) -> Table:
    """Sort ties by whom they follow, then by follower, leaving out self-ties and repetitions."""
    proper = np.flatnonzero(followers != followed)
    if len(proper) == 0:
        raise UserError(f"{path}: no ties between different accounts; {LEGAL}")
    n = len(ids)
    ties, first = np.unique(followed[proper] * n + followers[proper], return_index=True)
    indptr = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(ties // n, minlength=n), out=indptr[1:])
    return Table(
        name=name,
        ids=ids,
        indptr=indptr,
        indices=(ties % n).astype(np.int32),
        chances=None if chances is None else chances[proper[first]],
        self_ties=len(followers) - len(proper),
        duplicates=len(proper) - len(ties),
    )


# Text


class _Form(NamedTuple):
    """How a file is written: how to split its lines, how many columns, and which is which."""

    split: Split
    width: int
    follower: int
    followed: int
    weight: int | None
    header: bool


def _from_text(path: Path, name: str) -> Table:
    for encoding in _encodings(path):
        try:
            return _decoded(path, name, encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(f"{path}: not text in UTF-8, UTF-16 or Windows-1252")


def _encodings(path: Path) -> tuple[str, ...]:
    with path.open("rb") as file:
        mark = file.read(2)
    if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return ("utf-16",)
    return "utf-8-sig", "cp1252"  # the latter holds all that is printable in Latin-1


def _decoded(path: Path, name: str, encoding: str) -> Table:
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
                    raise UserError(f"not text: {_shown(content)}")
                if form is None:
                    form = _form(line)
                    if form.header:
                        continue
                fields = _fields(form, line)
                if form.weight is not None:
                    chances.append(_chance(fields[form.weight]))
            except UserError as error:
                raise UserError(f"{path}, line {count}: {error}") from None
            followers.append(numbers.setdefault(fields[form.follower], len(numbers)))
            followed.append(numbers.setdefault(fields[form.followed], len(numbers)))
    if form is None or not followers:
        raise UserError(f"{path}: no ties; {LEGAL}")
    if not form.header:
        _check_first_line(path, list(numbers))
    ids, rank = _in_order(numbers)
    return _table(
        path,
        name,
        ids,
        rank[np.array(followers)],
        rank[np.array(followed)],
        None if form.weight is None else np.array(chances),
    )


def _form(line: str) -> _Form:
    """Learn how a file is written from its first line."""
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
        raise UserError(f"one column: {_shown(line.strip())}; {LEGAL}")
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
            raise UserError(f"quotes do not match in {_shown(line.strip())}: {error}") from None
    return [field.strip() for field in fields]


def _braces(line: str) -> list[str]:
    """Split `source target {...}`, the third field being the weight, if there is one."""
    parts = BRACES.fullmatch(line)
    if not parts:
        raise UserError(f"{_shown(line.strip())} is not like source target {{'weight': 0.5}}")
    source, target, braces = parts.groups()
    if only := ONLY_WEIGHT.fullmatch(braces):
        return [source, target, only[1]]
    try:
        values = ast.literal_eval(braces)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise UserError(f"{_shown(braces)} is not like {{'weight': 0.5}}")
    weights = [str(value) for key, value in values.items() if str(key).casefold() in WEIGHTS]
    return [source, target, *weights[:1]]


def _fields(form: _Form, line: str) -> list[str]:
    fields = form.split(line)
    if len(fields) == 1:
        raise UserError(f"one column: {_shown(fields[0])}; {LEGAL}")
    if len(fields) != form.width:
        raise UserError(f"{len(fields)} columns, but {form.width} in the first line; {LEGAL}")
    if not (fields[form.follower] and fields[form.followed]):
        raise UserError(f"an id is empty in {_shown(line.strip())}; {LEGAL}")
    return fields


def _chance(text: str) -> float:
    try:
        chance = float(text)
    except ValueError:
        raise UserError(f"weight {_shown(text)} is not a number like 0.5") from None
    if not 0.0 <= chance <= 1.0:  # so that NaN is refused too
        raise UserError(f"weight {_shown(text)} is not a chance from 0 to 1")
    return chance


def _check_first_line(path: Path, ids: list[str]) -> None:
    """An unknown header must not pass for a tie: words on top of nothing but whole numbers."""
    if len(ids) > 2 and [id for id in ids if not WHOLE.fullmatch(id)] == ids[:2]:
        header = "a header is follower,followed or source,target, perhaps with weight"
        raise UserError(f"{path}: {ids[0]!r} and {ids[1]!r} look like a header; {header}")


def _in_order(numbers: dict[str, int]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The ids in their final order, and the place in it of each number given on reading."""
    if not all(WHOLE.fullmatch(id) for id in numbers):
        return tuple(numbers), np.arange(len(numbers))
    ids = tuple(sorted(numbers, key=int))
    rank = np.empty(len(ids), np.int64)
    rank[[numbers[id] for id in ids]] = np.arange(len(ids))
    return ids, rank


# Arrays

# What zipfile and numpy raise on damaged files; a header is Python text, hence two of them.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,  # encrypted, or packed in a way unknown here
    ValueError,
    OverflowError,
    MemoryError,  # a header that claims an absurd size
    SyntaxError,
    tokenize.TokenError,
)


def _from_npz(path: Path, name: str) -> Table:
    found = _arrays(path)
    indptr, indices = _whole(path, found, "indptr"), _whole(path, found, "indices")
    n = len(indptr) - 1
    falls = bool(np.any(indptr[1:] < indptr[:-1]))
    if n < 1 or indptr[0] != 0 or indptr[-1] != len(indices) or falls:
        raise UserError(f"{path}: indptr must rise from 0 to {len(indices)}, the length of indices")
    if len(indices) and not 0 <= indices.min() <= indices.max() < n:
        raise UserError(f"{path}: indices must lie from 0 to {n - 1}, the last account of indptr")
    followed = np.repeat(np.arange(n), np.diff(indptr))
    chances = _weights(path, found, len(indices)) if "weights" in found else None
    return _table(path, name, tuple(map(str, range(n))), indices, followed, chances)


def _arrays(path: Path) -> dict[str, NDArray[Any]]:
    try:
        with zipfile.ZipFile(path) as packed:
            _check_size(path, sum(member.file_size for member in packed.infolist()))
        with np.load(path, allow_pickle=False) as arrays:
            found = dict(arrays)
    except DAMAGE as error:
        raise UserError(f"{path}: not a sound .npz file of numbers ({_first(error)})") from None
    missing = {"indptr", "indices"} - set(found)
    unknown = set(found) - {"indptr", "indices", "weights"}
    if missing or unknown:
        holds = ", ".join(found) or "nothing"
        raise UserError(f"{path}: must hold indptr, indices and perhaps weights; holds {holds}")
    return found


def _first(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _whole(path: Path, arrays: dict[str, NDArray[Any]], key: str) -> NDArray[np.int64]:
    numbers = arrays[key]
    if numbers.ndim != 1 or numbers.dtype.kind not in "iu":
        raise UserError(f"{path}: {key} must be a row of whole numbers; it is {_kind(numbers)}")
    return numbers.astype(np.int64)


def _weights(path: Path, arrays: dict[str, NDArray[Any]], ties: int) -> NDArray[np.float64]:
    weights = arrays["weights"]
    if weights.shape != (ties,) or weights.dtype.kind not in "fiu":
        raise UserError(f"{path}: weights must be {ties} numbers; they are {_kind(weights)}")
    chances = weights.astype(np.float64)
    wrong = np.flatnonzero(~((chances >= 0.0) & (chances <= 1.0)))
    if len(wrong):
        value = chances[wrong[0]]
        raise UserError(f"{path}: weights[{wrong[0]}] = {value} is not a chance from 0 to 1")
    return chances


def _kind(numbers: NDArray[Any]) -> str:
    return f"{numbers.dtype} of shape {numbers.shape}"
