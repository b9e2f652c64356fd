"""The result store: finished replicates on disk, in SQLite, trusted only when their checksum fits.

A block holds some consecutive replicates of one setup (see cells.py). Many may read while one
writes, and a process killed at any moment leaves whole blocks only. A block whose checksum does not
fit is dropped; a damaged file is set aside under another name, one of an older format is emptied,
and a full disk ends the keeping: a message, and the work goes on.
"""

import hashlib
import os
import sqlite3
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from simulation.compiling import cache_folder
from simulation.errors import UserError
from simulation.experiment.runner.cells import Block

T = TypeVar("T")

BYTES = 500_000_000  # kept at most, unless told otherwise
_SPARE = 0.8  # of what may be kept is left when room is made
_LEVEL = 1  # of compression: fast, and detail shrinks to a tenth
_WAIT = 30.0  # seconds for another process to finish writing
_FAMILY = ("", "-wal", "-shm")  # the files of one database
_FORMAT = 2  # of the file; 0 is that of a new one, and of the first that Grapevine wrote

_TABLES = """
    create table if not exists block (
        address text not null, first integer not null, worlds integer not null,
        used real not null, checksum blob not null, data blob not null, -- rows, compressed
        primary key (address, first, worlds)
    ) without rowid;
    create index if not exists by_use on block (used);
"""


def default_path() -> Path:
    """The default file of results; GRAPEVINE_STORE names another."""
    return Path(os.environ.get("GRAPEVINE_STORE") or cache_folder() / "results.sqlite")


def _to_stderr(message: str) -> None:
    sys.stderr.write(f"grapevine: {message}\n")


class ResultStore:
    """Blocks on disk; safe among threads and processes of one machine.

    say: called with a line when something is wrong with the file. Raises UserError when the file
    cannot be opened at all.
    """

    def __init__(
        self, path: Path, *, bytes: int = BYTES, say: Callable[[str], None] = _to_stderr
    ) -> None:
        self.path = path
        self._bytes, self._say = bytes, say
        self._lock = threading.RLock()
        self._file: sqlite3.Connection | None = None
        self._open()

    def __enter__(self) -> "ResultStore":
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
        (format,) = run("pragma user_version").fetchone()
        if format != _FORMAT:
            self._file.executescript(f"drop table if exists block; pragma user_version={_FORMAT};")
        self._file.executescript(_TABLES)

    def _tried(self, work: Callable[[], T], otherwise: T) -> T:
        """The result of `work`; `otherwise` where nothing is kept any more or the file is bad."""
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
        """Begin anew beside a damaged file, which is kept for anyone who wants to look."""
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
        kept = file.execute(
            f"select address, first, worlds, checksum, data from block where address in ({marks})",
            addresses,
        )
        for address, first, worlds, checksum, data in kept:
            if checksum == _checksum(address, first, worlds, data):
                rows = np.frombuffer(zlib.decompress(data), np.uint8).reshape(worlds, -1)
                found.append(Block(address, first, rows))
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
            data = zlib.compress(block.rows.tobytes(), _LEVEL)
            key = (block.address, block.first, len(block.rows))
            rows.append((*key, now, _checksum(*key, data), data))
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
        """Drop the blocks longest not used, until a fifth of what may be kept is free."""
        file, kept, dropped = self._at_work(), 0, list[tuple[str, int, int]]()
        for address, first, worlds, size in file.execute(
            "select address, first, worlds, length(data) from block order by used desc"
        ):
            kept += size
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


def _checksum(address: str, first: int, worlds: int, data: bytes) -> bytes:
    content = hashlib.blake2b(f"{address} {first} {worlds} ".encode(), digest_size=16)
    content.update(data)
    return content.digest()
