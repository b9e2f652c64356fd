"""Real networks from files: who follows whom, and the chance of each tie if it was measured.

A text file holds one tie a line, see `edge_list`. An .npz file holds `indptr` and `indices`, the
followers of account i being indices[indptr[i]:indptr[i + 1]], and perhaps `weights`.

The network that comes with Grapevine is "congress" (data/NOTICE.md). Its authors count +1 for the
edge B -> A when A retweets, quotes, answers or mentions B, and divide by the number of B's tweets:
the post flows from the first account of a line to the second.
"""

import difflib
import stat
import tokenize
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.errors import UserError
from simulation.network.edge_list import LEGAL, Ties, read, shown

SHIPPED = {"congress": Path(__file__).parent / "data" / "congress.edgelist"}

# No file, packed or unpacked, may be larger. As a tie takes four bytes at least, this also keeps
# the number of ties far below 2**31, where an int32 ends.
BYTES = 500_000_000


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
        raise UserError(f"{shown(name_or_path)}: not the name of a file; give {_choices()}")
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UserError(f"not a file; give {_choices()}", origin=str(path))
        _check_size(path, status.st_size)
        ties = _from_npz(path) if path.suffix.lower() == ".npz" else read(path)
        return _table(path, name, ties)
    except FileNotFoundError:
        raise UserError(f"there is no such file; give {_choices()}", origin=str(path)) from None
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror or error}", origin=str(path)) from None


def number_of(table: Table, id: str) -> int:
    """The number of the account with this id."""
    if id in table.ids:
        return table.ids.index(id)
    # Without regard to case; in a huge table only the beginning is searched, to answer at once.
    folded = {known.casefold(): known for known in table.ids[:20_000]}
    near = [folded[match] for match in difflib.get_close_matches(id.casefold(), folded)]
    offer = f"near it: {', '.join(near)}" if near else f"ids look like {', '.join(table.ids[:3])}"
    raise UserError(f"there is no account {shown(id)}; {offer}", value=id, origin=table.name)


def most_followed(table: Table) -> int:
    """The number of the account with the most followers, the first of equals."""
    return int(np.argmax(np.diff(table.indptr)))


def summary(table: Table) -> str:
    """The content of the table and what was left out, in one sentence."""
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


def _check_size(path: Path, size: int) -> None:
    if size > BYTES:
        raise UserError(f"{size:,} bytes; at most {BYTES:,} can be read", origin=str(path))


def _table(path: Path, name: str, ties: Ties) -> Table:
    """Sort ties by whom they follow, then by follower, leaving out self-ties and repetitions."""
    ids, followers, followed, chances = ties
    proper = np.flatnonzero(followers != followed)
    if len(proper) == 0:
        raise UserError(f"no ties between different accounts; {LEGAL}", origin=str(path))
    n = len(ids)
    pairs, first = np.unique(followed[proper] * n + followers[proper], return_index=True)
    indptr = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(pairs // n, minlength=n), out=indptr[1:])
    return Table(
        name=name,
        ids=ids,
        indptr=indptr,
        indices=(pairs % n).astype(np.int32),
        chances=None if chances is None else chances[proper[first]],
        self_ties=len(followers) - len(proper),
        duplicates=len(proper) - len(pairs),
    )


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


def _from_npz(path: Path) -> Ties:
    found = _arrays(path)
    indptr, indices = _whole(path, found, "indptr"), _whole(path, found, "indices")
    n = len(indptr) - 1
    falls = bool(np.any(indptr[1:] < indptr[:-1]))
    if n < 1 or indptr[0] != 0 or indptr[-1] != len(indices) or falls:
        raise UserError(
            f"indptr must rise from 0 to {len(indices)}, the length of indices", origin=str(path)
        )
    if len(indices) and not 0 <= indices.min() <= indices.max() < n:
        raise UserError(
            f"indices must lie from 0 to {n - 1}, the last account of indptr", origin=str(path)
        )
    followed = np.repeat(np.arange(n), np.diff(indptr))
    chances = _weights(path, found, len(indices)) if "weights" in found else None
    return Ties(tuple(map(str, range(n))), indices, followed, chances)


def _arrays(path: Path) -> dict[str, NDArray[Any]]:
    try:
        with zipfile.ZipFile(path) as packed:
            _check_size(path, sum(member.file_size for member in packed.infolist()))
        with np.load(path, allow_pickle=False) as arrays:
            found = dict(arrays)
    except DAMAGE as error:
        raise UserError(
            f"not a sound .npz file of numbers ({_first(error)})", origin=str(path)
        ) from None
    missing = {"indptr", "indices"} - set(found)
    unknown = set(found) - {"indptr", "indices", "weights"}
    if missing or unknown:
        holds = ", ".join(found) or "nothing"
        raise UserError(
            f"must hold indptr, indices and perhaps weights; holds {holds}", origin=str(path)
        )
    return found


def _first(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _whole(path: Path, arrays: dict[str, NDArray[Any]], key: str) -> NDArray[np.int64]:
    numbers = arrays[key]
    if numbers.ndim != 1 or numbers.dtype.kind not in "iu":
        raise UserError(
            f"{key} must be a row of whole numbers; it is {_kind(numbers)}", origin=str(path)
        )
    return numbers.astype(np.int64)


def _weights(path: Path, arrays: dict[str, NDArray[Any]], ties: int) -> NDArray[np.float64]:
    weights = arrays["weights"]
    if weights.shape != (ties,) or weights.dtype.kind not in "fiu":
        raise UserError(
            f"weights must be {ties} numbers; they are {_kind(weights)}", origin=str(path)
        )
    chances = weights.astype(np.float64)
    wrong = np.flatnonzero(~((chances >= 0.0) & (chances <= 1.0)))
    if len(wrong):
        value = chances[wrong[0]]
        raise UserError(
            f"weights[{wrong[0]}] = {value} is not a chance from 0 to 1", origin=str(path)
        )
    return chances


def _kind(numbers: NDArray[Any]) -> str:
    return f"{numbers.dtype} of shape {numbers.shape}"
