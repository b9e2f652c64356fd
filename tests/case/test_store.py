"""Kept cases: nothing lost on refresh, restart or kill -9; nobody's change silently overwritten."""

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from simulation.case import Brand, Case, Deck, SlideEdit, dumps
from simulation.case.case import NAME
from simulation.case.store import _TABLES, CaseStore, ConflictError, default_url
from simulation.errors import UserError
from tests.case.cases import CASES, PNG, bakery


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'folder' / 'cases.sqlite'}"


@pytest.fixture
def store(url: str) -> Iterator[CaseStore]:
    with CaseStore(url) as opened:
        yield opened


def test_what_is_kept_is_there_after_opening_again(url: str) -> None:
    with CaseStore(url) as store:
        kept = store.add(bakery())
    with CaseStore(url) as store:
        (entry,) = store.list()
        assert (entry.id, entry.name, entry.version) == (kept.id, "Corner Bakery", 1)
        assert store.open(entry.id) == kept


@given(CASES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_case_is_opened_as_it_was_kept(store: CaseStore, case: Case) -> None:
    assert store.open(store.add(case).id).case == case


def test_every_version_is_kept_and_one_can_go_back(store: CaseStore) -> None:
    first = store.add(bakery())
    second = store.save(first, replace(first.case, notes="asked again"))
    third = store.save(second, replace(second.case, brand=Brand(logo=PNG + b"logo")))
    assert [each.version for each in store.history(first.id)] == [3, 2, 1]
    assert store.open(first.id, 1).case == first.case
    assert store.open(first.id, 2).case == second.case
    back = store.go_back(third, 2)
    assert back.version == 4
    assert back.case == second.case
    assert store.open(first.id) == back
    assert store.open(first.id, 3).case.brand.logo == PNG + b"logo"
    began = datetime.now(UTC) - timedelta(minutes=1)
    saved = [each.saved for each in reversed(store.history(first.id))]
    assert saved == sorted(saved)
    assert began < saved[0]


def test_saving_what_is_kept_already_makes_no_version(store: CaseStore) -> None:
    kept = store.add(bakery())
    assert store.save(kept, bakery()) == kept
    assert len(store.history(kept.id)) == 1


def test_a_logo_is_kept_once(store: CaseStore, tmp_path: Path) -> None:
    kept = store.add(replace(bakery(), brand=Brand(logo=PNG + bytes(150_000))))
    for number in range(20):
        kept = store.save(kept, replace(kept.case, notes=str(number)))
    with store._reading() as database:
        (number,) = database.execute(sa.text("select count(*) from logos")).one()
    assert number == 1
    assert store.open(kept.id).case == kept.case


def test_a_case_is_renamed_and_its_name_follows_where_nobody_gave_one(store: CaseStore) -> None:
    kept = store.rename(store.add(bakery()), "Spring")
    assert [entry.name for entry in store.list()] == ["Spring"]
    kept = store.rename(kept, "")
    assert [entry.name for entry in store.list()] == ["Corner Bakery"]
    store.save(kept, replace(kept.case, client="Corner Café"))
    assert [entry.name for entry in store.list()] == ["Corner Café"]


def test_a_copy_stands_by_itself(store: CaseStore) -> None:
    kept = store.add(replace(bakery(), title="t" * NAME))
    copy = store.duplicate(kept.id)
    assert copy.case == replace(kept.case, title=f"Copy of {'t' * NAME}"[:NAME])
    store.save(copy, replace(copy.case, notes="the copy's"))
    assert store.open(kept.id) == kept
    assert len(store.history(copy.id)) == 2


def test_the_list_begins_with_what_was_saved_last(store: CaseStore) -> None:
    kept = [store.add(replace(bakery(), title=title)) for title in ("one", "two", "three")]
    store.save(kept[0], replace(kept[0].case, notes="more"))
    assert [entry.name for entry in store.list()] == ["one", "three", "two"]


def test_a_deleted_case_can_be_had_back_with_its_history(store: CaseStore) -> None:
    kept = store.add(bakery())
    kept = store.save(kept, replace(kept.case, notes="more"))
    store.delete(kept.id)
    assert store.list() == ()
    (gone,) = store.list(deleted=True)
    assert gone.deleted is not None
    with pytest.raises(ConflictError, match="was deleted meanwhile; undelete it, or save a copy"):
        store.save(kept, replace(kept.case, notes="even more"))
    assert store.open(kept.id) == kept  # to look at, before deciding
    store.undelete(kept.id)
    assert len(store.list()) == 1
    assert len(store.history(kept.id)) == 2
    store.save(kept, replace(kept.case, notes="even more"))


def test_the_second_of_two_who_save_is_told(store: CaseStore, url: str) -> None:
    mine = store.add(bakery())
    with CaseStore(url) as other:
        theirs = other.open(mine.id)
        other.save(theirs, replace(theirs.case, notes="theirs"))
    with pytest.raises(
        ConflictError, match=r"as version 2 \(.* UTC\) since you opened version 1; nothing of it"
    ):
        store.save(mine, replace(mine.case, notes="mine"))
    assert store.open(mine.id).case.notes == "theirs"
    assert len(store.history(mine.id)) == 2


@pytest.mark.parametrize("do", ["open", "history", "duplicate", "delete", "undelete"])
def test_a_case_that_is_not_there_is_named(store: CaseStore, do: str) -> None:
    with pytest.raises(UserError, match=r"^there is no case 'nowhere'$"):
        getattr(store, do)("nowhere")


def test_a_version_that_is_not_there_is_named(store: CaseStore) -> None:
    kept = store.add(bakery())
    with pytest.raises(UserError, match=r"with a version 7$"):
        store.open(kept.id, 7)
    with pytest.raises(UserError, match=r"with a version 7$"):
        store.go_back(kept, 7)


def test_a_case_that_does_not_fit_into_a_file_is_not_half_kept(store: CaseStore) -> None:
    slides = tuple(SlideEdit(str(number), notes="n" * 4_000) for number in range(100))
    decks = tuple(Deck(str(number), slides=slides) for number in range(4))
    with pytest.raises(UserError, match="at most 1,000,000"):
        store.add(replace(bakery(), decks=decks))
    assert store.list() == ()
    kept = store.add(bakery())
    with pytest.raises(UserError, match="at most 1,000,000"):
        store.save(kept, replace(kept.case, decks=decks))
    assert store.open(kept.id) == kept
    store.save(kept, replace(kept.case, notes="goes on"))


def test_a_version_from_a_newer_grapevine_is_listed_and_its_error_clear(store: CaseStore) -> None:
    kept = store.add(bakery())
    with store._writing() as database:
        database.execute(sa.text("update versions set content = 'case = 9'"))
    assert len(store.list()) == 1
    with pytest.raises(UserError, match=r"^case Corner Bakery, version 1: case = 9 is from a"):
        store.open(kept.id)


def test_cases_are_in_the_users_data_folder_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("GRAPEVINE_CASES", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    home = f"sqlite:///{Path.home()}/.local/share/grapevine/cases.sqlite"
    assert default_url() == home
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_url() == f"sqlite:///{tmp_path}/grapevine/cases.sqlite"
    with CaseStore() as store:
        store.add(bakery())
    assert (tmp_path / "grapevine" / "cases.sqlite").exists()
    monkeypatch.setenv("GRAPEVINE_CASES", "postgresql+psycopg://team@host/cases")
    assert default_url() == "postgresql+psycopg://team@host/cases"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        (
            "cases.sqlite",
            "^GRAPEVINE_CASES is not the address of a database; it begins with 'cases",
        ),
        ("", "^GRAPEVINE_CASES is not the address"),
        ("nosuch://host/cases", "^GRAPEVINE_CASES is not the address"),
        ("mysql://me:secret@host/cases", "the driver of that database is not installed"),
        ("sqlite:////dev/null/cases.sqlite", "cases cannot be kept there"),
    ],
)
def test_an_address_that_is_none_is_one_clear_error(address: str, why: str) -> None:
    with pytest.raises(UserError, match=why) as caught:
        CaseStore(address)
    assert "secret" not in str(caught.value)


def test_a_damaged_file_is_an_error_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "cases.sqlite"
    file.write_bytes(b"this is no database" * 100)
    with pytest.raises(UserError, match=r"cases cannot be kept in .*: file is not a database$"):
        CaseStore(f"sqlite:///{file}")
    assert file.read_bytes() == b"this is no database" * 100


def test_the_tables_can_be_made_in_postgresql_too() -> None:
    made = [
        str(CreateTable(table, if_not_exists=True).compile(dialect=postgresql.dialect()))
        for table in _TABLES.sorted_tables
    ]
    assert "BYTEA" in " ".join(made)
    assert "SERIAL" not in " ".join(made)
    assert all("CREATE TABLE IF NOT EXISTS" in each for each in made)


WRITER = """
import sys
from dataclasses import replace
from simulation.case import Brand
from simulation.case.store import CaseStore
from tests.case.cases import PNG, bakery

with CaseStore(sys.argv[1]) as store:
    kept = store.open(sys.argv[2])
    while True:
        version = kept.version + 1
        logo = PNG + version.to_bytes(8, "big") * 10_000
        kept = store.save(kept, replace(kept.case, notes=str(version), brand=Brand(logo=logo)))
        print(version, flush=True)
"""


@pytest.mark.compiled
def test_nothing_that_was_saved_is_lost_when_the_process_is_killed(
    store: CaseStore, url: str
) -> None:
    """Killed at moments drawn at random, again and again, in the middle of whatever it does."""
    moments = random.Random(12)
    kept = store.add(bakery())
    for _ in range(6):
        command = [sys.executable, "-c", WRITER, url, kept.id]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout
            said = int(running.stdout.readline())
            timer = threading.Timer(
                moments.uniform(0.0, 0.15), os.kill, (running.pid, signal.SIGKILL)
            )
            timer.start()
            for line in running.stdout:
                said = int(line) if line.endswith("\n") else said
            timer.join()
        assert running.returncode == -signal.SIGKILL
        newest = store.open(kept.id)
        assert said <= newest.version <= said + 1  # the last may have been saved and not yet said
    versions = [entry.version for entry in store.history(kept.id)]
    assert versions == list(range(newest.version, 0, -1))
    for version in versions[:-1]:
        case = store.open(kept.id, version).case
        assert case.notes == str(version)
        assert case.brand.logo == PNG + version.to_bytes(8, "big") * 10_000
    store.save(newest, replace(newest.case, notes="goes on"))


ADDER = """
import sys
from dataclasses import replace
from simulation.case.store import CaseStore, ConflictError

_, url, id, name = sys.argv
with CaseStore(url) as store:
    for number in range(12):
        while True:
            kept = store.open(id)
            try:
                store.save(kept, replace(kept.case, notes=f"{kept.case.notes}{name}{number}\\n"))
                break
            except ConflictError:
                pass
"""


@pytest.mark.compiled
def test_four_writers_at_once_lose_nothing(store: CaseStore, url: str) -> None:
    kept = store.add(bakery())
    writers = [
        subprocess.Popen([sys.executable, "-c", ADDER, url, kept.id, name]) for name in "abcd"
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    lines = store.open(kept.id).case.notes.split()
    assert sorted(lines) == sorted(f"{name}{number}" for name in "abcd" for number in range(12))
    for name in "abcd":
        assert [line for line in lines if line[0] == name] == [f"{name}{n}" for n in range(12)]
    assert [entry.version for entry in store.history(kept.id)] == list(range(49, 0, -1))


def test_one_store_serves_many_threads(store: CaseStore) -> None:
    failed: list[BaseException] = []

    def work(title: str) -> None:
        try:
            kept = store.add(replace(bakery(), title=title))
            for number in range(5):
                kept = store.save(kept, replace(kept.case, notes=str(number)))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(f"t{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert sorted(entry.name for entry in store.list()) == [f"t{number}" for number in range(6)]
    assert {entry.version for entry in store.list()} == {6}


@pytest.mark.compiled
def test_two_who_open_a_new_database_at_once_both_succeed(url: str) -> None:
    script = (
        "import sys; from simulation.case.store import CaseStore; CaseStore(sys.argv[1]).close()"
    )
    both = [subprocess.Popen([sys.executable, "-c", script, url]) for _ in range(3)]
    assert [each.wait() for each in both] == [0, 0, 0]


def test_the_file_of_a_version_can_be_written_out(store: CaseStore) -> None:
    kept = store.add(bakery())
    assert dumps(store.open(kept.id).case) == dumps(bakery())
