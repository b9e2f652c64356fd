"""Finished worlds, kept on disk: SQLite, addressed by what made them, trusted only when checked.

A block holds some consecutive worlds of one setup (see cells.py). Many may read while one writes,
and a process killed at any moment leaves whole blocks only. A block whose checksum does not fit is
dropped; a file that is no good is set aside under another name, a full disk ends the keeping: a
message, and the work goes on.
"""

import hashlib
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from simulation.compiling import cache_folder
from simulation.errors import UserError

T = TypeVar("T")

BYTES = 500_000_000  # kept at most, unless told otherwise
_SPARE = 0.8  # of what may be kept is left when room is made
_WAIT = 30.0  # seconds for another process to finish writing
_FAMILY = ("", "-wal", "-shm")  # the files of one database

_TABLES = """
    create table if not exists block (
        address text not null, first integer not null, worlds integer not null,
        used real not null, checksum blob not null, data blob not null,
        primary key (address, first, worlds)
    ) without rowid;
    create index if not exists by_use on block (used);
"""


@dataclass(frozen=True, eq=False)
class Block:
    """Some worlds of one setup. columns: float64[outcomes, worlds], from world `first` on."""

    address: str
    first: int
    columns: NDArray[np.float64]


def default_path() -> Path:
    """Where results are kept unless told otherwise; GRAPEVINE_STORE names another file."""
    return Path(os.environ.get("GRAPEVINE_STORE") or cache_folder() / "results.sqlite")


def _to_stderr(message: str) -> None:
    sys.stderr.write(f"grapevine: {message}\n")


class Store:
    """Blocks on disk; safe among threads and processes of one machine.

    say: told in a line when something is wrong with the file. rows: outcomes a block has.
    Raises UserError when the file cannot be opened at all.
    """

    def __init__(
        self,
        path: Path,
        rows: int,
        *,
        bytes: int = BYTES,
        say: Callable[[str], None] = _to_stderr,
    ) -> None:
        self.path = path
        self._rows, self._bytes, self._say = rows, bytes, say
        self._lock = threading.RLock()
        self._file: sqlite3.Connection | None = None
        self._open()

    def __enter__(self) -> "Store":
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; what is kept is on disk already."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

    def get(self, addresses: Iterable[str]) -> list[Block]:
        """Every whole block of these setups."""
        found: list[Block] = []
        wanted = list(dict.fromkeys(addresses))
        with self._lock:
            for start in range(0, len(wanted), 500):  # SQLite takes a bounded number of values
                found += self._tried(partial(self._get, wanted[start : start + 500]), [])
        return found

    def put(self, blocks: Sequence[Block]) -> None:
        """Keep these blocks: on disk when this returns, all or, if the machine fails, none."""
        with self._lock:
            self._tried(lambda: self._put(blocks), None)

    def size(self) -> int:
        """Bytes of all results kept."""
        with self._lock:
            return int(self._tried(self._size, 0))

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._tried(self._clear, None)

    def _open(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connect()
        except sqlite3.OperationalError as error:  # no rights, no such folder, no room
            raise UserError(f"{self.path}: cannot keep results there: {error}") from None
        except sqlite3.DatabaseError as error:
            self._set_aside(error)
        except OSError as error:
            reason = error.strerror or error
            raise UserError(f"{self.path}: cannot keep results there: {reason}") from None

    def _connect(self) -> None:
        self._file = sqlite3.connect(
            self.path, timeout=_WAIT, isolation_level=None, check_same_thread=False
        )
        run = self._file.execute
        run("pragma auto_vacuum = incremental")
        run("pragma journal_mode = wal")
        run("pragma synchronous = full")
        (verdict,) = run("pragma quick_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
        self._file.executescript(_TABLES)

    def _tried(self, work: Callable[[], T], otherwise: T) -> T:
        """What `work` gives; `otherwise` where nothing is kept any more or the file is no good."""
        if self._file is None:
            return otherwise
        try:
            return work()
        except sqlite3.OperationalError as error:
            self.close()
            self._say(f"{self.path}: results are no longer kept: {error}")
        except sqlite3.DatabaseError as error:
            self._set_aside(error)
        return otherwise

    def _set_aside(self, error: Exception) -> None:
        """Begin anew beside a damaged file, which is kept for whoever wants to look."""
        self.close()
        aside = self.path.with_name(f"{self.path.name}.damaged-{time.time_ns()}")
        try:
            for end in _FAMILY:
                with suppress(FileNotFoundError):
                    os.replace(f"{self.path}{end}", f"{aside}{end}")
            self._connect()
        except (OSError, sqlite3.Error) as trouble:
            self.close()
            self._say(f"{self.path}: damaged ({error}); results are not kept: {trouble}")
        else:
            self._say(f"{self.path}: damaged ({error}); set aside as {aside.name}, begun anew")

    def _get(self, addresses: Sequence[str]) -> list[Block]:
        file, found, bad = self._at_work(), list[Block](), list[tuple[str, int, int]]()
        marks = ", ".join("?" * len(addresses))
        rows = file.execute(
            f"select address, first, worlds, checksum, data from block where address in ({marks})",
            addresses,
        )
        for address, first, worlds, checksum, data in rows:
            whole = len(data) == 8 * self._rows * worlds
            if whole and checksum == _checksum(address, first, data):
                columns = np.frombuffer(data).reshape(self._rows, worlds)
                found.append(Block(address, first, columns))
            else:
                bad.append((address, first, worlds))
        if bad:
            self._say(f"{self.path}: {len(bad)} damaged results dropped; they are computed again")
            file.executemany(
                "delete from block where address = ? and first = ? and worlds = ?", bad
            )
        file.execute(
            f"update block set used = ? where address in ({marks})",
            [time.time(), *addresses],
        )
        return found

    def _put(self, blocks: Sequence[Block]) -> None:
        file, now = self._at_work(), time.time()
        rows = []
        for block in blocks:
            data = np.ascontiguousarray(block.columns, np.float64).tobytes()
            key = (block.address, block.first, block.columns.shape[1])
            rows.append((*key, now, _checksum(block.address, block.first, data), data))
        file.execute("begin immediate")
        try:
            file.executemany("insert or ignore into block values (?, ?, ?, ?, ?, ?)", rows)
            file.execute("commit")
        except BaseException:
            with suppress(sqlite3.Error):
                file.execute("rollback")
            raise
        if self._size() > self._bytes:
            self._make_room()

    def _make_room(self) -> None:
        """Drop the blocks longest not used, until a fair part of what may be kept is free."""
        file, kept, dropped = self._at_work(), 0, list[tuple[str, int, int]]()
        for address, first, worlds in file.execute(
            "select address, first, worlds from block order by used desc"
        ):
            kept += 8 * self._rows * worlds
            if kept > _SPARE * self._bytes:
                dropped.append((address, first, worlds))
        file.executemany(
            "delete from block where address = ? and first = ? and worlds = ?", dropped
        )
        file.execute("pragma incremental_vacuum").fetchall()

    def _size(self) -> int:
        run = self._at_work().execute
        pages, free, size = (
            run(f"pragma {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    def _clear(self) -> None:
        file = self._at_work()
        file.execute("delete from block")
        file.execute("pragma incremental_vacuum").fetchall()

    def _at_work(self) -> sqlite3.Connection:
        if self._file is None:
            raise sqlite3.OperationalError("closed")
        return self._file


def _checksum(address: str, first: int, data: bytes) -> bytes:
    content = hashlib.blake2b(f"{address} {first} ".encode(), digest_size=16)
    content.update(data)
    return content.digest()
