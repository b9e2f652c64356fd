"""Cases kept between visits, with every version that was ever saved.

A database by SQLAlchemy: one on this machine in the user's data folder, or the one whose address
GRAPEVINE_CASES names, so that a team can share it. A version is the text of the case's file, its
logo kept apart and once. When `save` returns, the version is on disk, whole. Versions are only ever
added: of two people who save at once the second is told, and nothing is overwritten.
"""

import hashlib
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.schema import CreateTable

from simulation.case.case import NAME, Case
from simulation.case.files import dumps, loads
from simulation.errors import UserError, quoted

SETTING = "GRAPEVINE_CASES"  # in the environment: the address of a database
_WAIT = 30  # seconds for somebody else to finish writing

_TABLES = sa.MetaData()
_CASES = sa.Table(
    "cases",
    _TABLES,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),  # the newest
    sa.Column("deleted", sa.Double, nullable=True),  # when, in seconds since 1970
)
_LOGOS = sa.Table(
    "logos",
    _TABLES,
    sa.Column("case_id", sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
_VERSIONS = sa.Table(
    "versions",
    _TABLES,
    sa.Column("case_id", sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("saved", sa.Double, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("client", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("logo", sa.String(64), nullable=False),  # a digest, or empty
)

_LISTED = [column for column in _VERSIONS.c if column.name not in ("content", "logo")]


class ConflictError(UserError):
    """Somebody else saved or deleted the case since it was opened; nothing was overwritten."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A case in a list, or a version in its history. deleted: when the case was, or None."""

    id: str
    version: int
    saved: datetime
    name: str
    client: str
    deleted: datetime | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A case as it was opened or saved, and which of its versions this is."""

    id: str
    version: int
    saved: datetime
    case: Case


def default_url() -> str:
    """The place where cases are kept: GRAPEVINE_CASES, else a file in the user's data folder."""
    folder = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return os.environ.get(SETTING) or f"sqlite:///{folder / 'grapevine' / 'cases.sqlite'}"


class CaseStore:
    """Cases in a database; safe among threads, processes and people.

    url: its address as SQLAlchemy takes it. Every method raises UserError for what cannot be read
    or kept, ConflictError for what somebody else has changed.
    """

    def __init__(self, url: str | None = None) -> None:
        """Open the database, and make the tables that it lacks."""
        address = default_url() if url is None else url
        try:
            self._where = sa.make_url(address)
            _make_folder(self._where)
            self._engine = sa.create_engine(self._where, connect_args=_connecting(self._where))
        except (ArgumentError, ImportError) as error:
            raise UserError(_no_database(address, error)) from None
        if self._where.get_backend_name() == "sqlite":
            sa.event.listen(self._engine, "connect", _durable)
        try:
            self._make_tables()
        except UserError:  # somebody else may have made them at the same moment
            self._make_tables()

    def __enter__(self) -> "CaseStore":
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the database; what was saved is there already."""
        self._engine.dispose()

    def list(self, most: int | None = None, *, deleted: bool = False) -> tuple[Entry, ...]:
        """The cases, or the deleted ones, at most so many; the one saved last comes first."""
        is_wanted = _CASES.c.deleted.is_not(None) if deleted else _CASES.c.deleted.is_(None)
        newest = _VERSIONS.c.version == _CASES.c.version
        return self._entries(is_wanted, newest, order=_VERSIONS.c.saved.desc(), most=most)

    def history(self, id: str) -> tuple[Entry, ...]:
        """Every version of a case that was saved, the newest first."""
        found = self._entries(_CASES.c.id == id, order=_VERSIONS.c.version.desc())
        if not found:
            raise _unknown(id)
        return found

    def open(self, id: str, version: int | None = None) -> Kept:
        """A case as it was last saved, or a version of it."""
        wanted = _CASES.c.version if version is None else version
        query = (
            sa.select(_VERSIONS, _LOGOS.c.content.label("picture"))
            .join(_CASES, _CASES.c.id == _VERSIONS.c.case_id)
            .outerjoin(
                _LOGOS,
                sa.and_(
                    _LOGOS.c.case_id == _VERSIONS.c.case_id, _LOGOS.c.digest == _VERSIONS.c.logo
                ),
            )
            .where(_CASES.c.id == id, _VERSIONS.c.version == wanted)
        )
        with self._reading() as database:
            row = database.execute(query).one_or_none()
        if row is None:
            raise _unknown(id, version)
        case = loads(row.content, f"case {row.name}, version {row.version}")
        if row.picture is not None:
            case = replace(case, brand=replace(case.brand, logo=row.picture))
        return Kept(id, row.version, _moment(row.saved), case)

    def add(self, case: Case) -> Kept:
        """Keep a new case."""
        id = uuid.uuid4().hex
        with self._writing() as database:
            database.execute(sa.insert(_CASES).values(id=id, version=1, deleted=None))
            return _add_version(database, id, 1, case)

    def save(self, kept: Kept, case: Case) -> Kept:
        """Keep this as the next version of a case, if nobody has saved another meanwhile."""
        if case == kept.case:
            return kept
        is_newest = sa.and_(_CASES.c.version == kept.version, _CASES.c.deleted.is_(None))
        with self._writing() as database:
            # First of all, so that whoever else saves this case waits here.
            step = sa.update(_CASES).where(_CASES.c.id == kept.id, is_newest)
            if database.execute(step.values(version=kept.version + 1)).rowcount == 1:
                return _add_version(database, kept.id, kept.version + 1, case)
        raise self._conflict(kept)

    def rename(self, kept: Kept, title: str) -> Kept:
        """Give a case another title; an empty one lets its name follow from the client."""
        return self.save(kept, replace(kept.case, title=title))

    def go_back(self, kept: Kept, version: int) -> Kept:
        """Save what a case was at an earlier version as its newest one; the history grows."""
        return self.save(kept, self.open(kept.id, version).case)

    def duplicate(self, id: str) -> Kept:
        """Keep a copy of a case, without its history."""
        case = self.open(id).case
        return self.add(replace(case, title=f"Copy of {case.name}"[:NAME]))

    def delete(self, id: str) -> None:
        """Take a case off the list; nothing of it is lost."""
        self._mark(id, time.time())

    def undelete(self, id: str) -> None:
        """Put a deleted case back on the list."""
        self._mark(id, None)

    def _make_tables(self) -> None:
        with self._writing() as database:
            for table in _TABLES.sorted_tables:
                database.execute(CreateTable(table, if_not_exists=True))

    def _mark(self, id: str, deleted: float | None) -> None:
        with self._writing() as database:
            step = sa.update(_CASES).where(_CASES.c.id == id).values(deleted=deleted)
            if database.execute(step).rowcount == 0:
                raise _unknown(id)

    def _entries(self, *wanted: Any, order: Any, most: int | None = None) -> tuple[Entry, ...]:
        joined = sa.select(*_LISTED, _CASES.c.deleted).join(
            _CASES, _CASES.c.id == _VERSIONS.c.case_id
        )
        with self._reading() as database:
            rows = database.execute(joined.where(*wanted).order_by(order).limit(most)).all()
        return tuple(map(_entry, rows))

    def _conflict(self, kept: Kept) -> ConflictError:
        """The message for somebody whose version is no longer the newest."""
        newest = self.history(kept.id)[0]
        if newest.deleted is not None:
            return ConflictError(
                f"{newest.name} was deleted meanwhile; undelete it, or save a copy"
            )
        return ConflictError(
            f"{newest.name} was saved by somebody else as version {newest.version} "
            f"({newest.saved:%Y-%m-%d %H:%M} UTC) since you opened version {kept.version}; "
            "nothing of it is overwritten: open it again, or save yours as a copy"
        )

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._plainly(), self._engine.connect() as database:
            yield database

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """A transaction: kept as a whole at the end, or not at all."""
        with self._plainly(), self._engine.begin() as database:
            yield database

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Whatever a database finds wrong, in one line."""
        try:
            yield
        except SQLAlchemyError as error:
            reason = error.orig if isinstance(error, DBAPIError) else error
            place = self._where.render_as_string(hide_password=True)
            why = " ".join(str(reason).split())
            raise UserError(f"cases cannot be kept in {place}: {why}") from None


def _add_version(database: sa.Connection, id: str, version: int, case: Case) -> Kept:
    dumps(case)  # what is kept fits into a file, its logo too
    logo, saved = case.brand.logo, time.time()
    digest = hashlib.sha256(logo).hexdigest() if logo else ""
    there = sa.select(_LOGOS.c.digest).where(_LOGOS.c.case_id == id, _LOGOS.c.digest == digest)
    if logo and database.execute(there).first() is None:
        database.execute(sa.insert(_LOGOS).values(case_id=id, digest=digest, content=logo))
    content = dumps(replace(case, brand=replace(case.brand, logo=b"")))
    row = {"saved": saved, "name": case.name, "client": case.client, "content": content}
    database.execute(sa.insert(_VERSIONS).values(case_id=id, version=version, logo=digest, **row))
    return Kept(id, version, _moment(saved), case)


def _entry(row: Any) -> Entry:
    deleted = None if row.deleted is None else _moment(row.deleted)
    return Entry(row.case_id, row.version, _moment(row.saved), row.name, row.client, deleted)


def _unknown(id: str, version: int | None = None) -> UserError:
    which = "" if version is None else f" with a version {version}"
    return UserError(f"there is no case {quoted(id)}{which}")


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _make_folder(where: sa.URL) -> None:
    """The folder of a file that is to be a database. Raises UserError."""
    file = where.database
    if where.get_backend_name() == "sqlite" and file and file != ":memory:":
        try:
            Path(file).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(f"{file}: cases cannot be kept there: {error.strerror}") from None


def _connecting(where: sa.URL) -> dict[str, Any]:
    return {"timeout": _WAIT} if where.get_backend_name() == "sqlite" else {}


def _durable(connection: Any, _: object) -> None:
    """SQLite: on disk when a transaction ends, readers beside a writer, keys that hold."""
    cursor = connection.cursor()
    for pragma in ("journal_mode = wal", "synchronous = full", "foreign_keys = on"):
        cursor.execute(f"pragma {pragma}")
    cursor.close()


def _no_database(address: str, error: Exception) -> str:
    """The mistake in an address, without what may be a password in it."""
    if isinstance(error, ImportError):
        return f"{SETTING}: the driver of that database is not installed: {error}"
    scheme = quoted(address.split(":", 1)[0])
    return (
        f"{SETTING} is not the address of a database; it begins with {scheme}, and must be like "
        "sqlite:////folder/cases.sqlite or postgresql+psycopg://name@host/database"
    )
