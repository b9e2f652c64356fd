"""Kept results: whole or not at all, beside other readers, bounded, and never trusted blindly."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from simulation.errors import UserError
from simulation.experiment import Progress, ResultStore
from simulation.experiment.runner.runner import open_runner
from simulation.experiment.runner.store import Block
from tests.experiment.setups import setup

BYTES = 24  # of a row


def block(address: str = "a", first: int = 0, worlds: int = 4, value: int = 7) -> Block:
    return Block(address, first, np.full((worlds, BYTES), value, np.uint8))


def noise(address: str, worlds: int = 400) -> Block:
    """A block that no compression makes smaller."""
    rows = np.random.default_rng(1).integers(0, 256, (worlds, BYTES), np.uint8)
    return Block(address, 0, rows)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept.sqlite"


def opened(path: Path, told: list[str] | None = None, size: int = 10_000_000) -> ResultStore:
    """A store that may complain only to somebody who listens."""

    def say(message: str) -> None:
        assert told is not None, message
        told.append(message)

    return ResultStore(path, bytes=size, say=say)


def test_what_is_put_is_got_after_opening_again(path: Path) -> None:
    with opened(path) as store:
        store.put([block("a"), block("b", first=4, value=9)])
    with opened(path) as store:
        found = {each.address: each for each in store.get(["b", "a", "nowhere"])}
    assert set(found) == {"a", "b"}
    assert found["b"].first == 4
    assert np.array_equal(found["a"].rows, block().rows)
    assert np.array_equal(found["b"].rows, block(value=9).rows)


def test_more_cases_than_sqlite_takes_values(path: Path) -> None:
    names = [str(number) for number in range(1_200)]
    with opened(path) as store:
        store.put([block(name, worlds=1) for name in names])
        assert {each.address for each in store.get(names)} == set(names)


def test_a_block_put_twice_is_kept_once(path: Path) -> None:
    with opened(path) as store:
        store.put([block()])
        store.put([block()])
        assert len(store.get(["a"])) == 1


def test_a_damaged_block_is_dropped_with_a_message(path: Path) -> None:
    with opened(path) as store:
        store.put([block("a"), block("b")])
    with sqlite3.connect(path) as file:
        file.execute("update block set data = zeroblob(length(data)) where address = 'a'")
    file.close()
    told: list[str] = []
    with opened(path, told) as store:
        assert [each.address for each in store.get(["a", "b"])] == ["b"]
        assert store.get(["a"]) == []
    assert len(told) == 1
    assert "1 damaged" in told[0]


@pytest.mark.parametrize("damage", ["no database", "broken pages", "empty"])
def test_a_damaged_file_is_set_aside_and_begun_anew(path: Path, damage: str) -> None:
    with opened(path) as store:
        store.put([noise(str(number)) for number in range(40)])
    content = bytearray(path.read_bytes())
    if damage == "no database":
        path.write_bytes(b"this is no database, whatever its name says" * 100)
    elif damage == "broken pages":
        content[4096:] = os.urandom(len(content) - 4096)
        path.write_bytes(content)
    else:
        path.write_bytes(b"")
    told: list[str] = []
    with opened(path, told) as store:
        assert store.get(["1"]) == []
        store.put([block("new")])
        assert len(store.get(["new"])) == 1
    aside = list(path.parent.glob("kept.sqlite.damaged-*"))
    if damage != "empty":  # to SQLite that is a new file
        assert len(told) == len(aside) == 1
        assert aside[0].name in told[0]


def test_a_full_disk_ends_the_keeping_and_nothing_else(path: Path) -> None:
    told: list[str] = []
    with opened(path, told) as store:
        store.put([block("a")])
        pages = store._file.execute("pragma page_count").fetchone()[0]  # type: ignore[union-attr]
        store._file.execute(f"pragma max_page_count = {pages}")  # type: ignore[union-attr]
        store.put([noise(str(number), worlds=2_000) for number in range(10)])
        assert store.get(["a"]) == []
        store.put([block("b")])
    assert len(told) == 1
    assert "no longer kept" in told[0]
    with opened(path) as store:
        assert [each.address for each in store.get(["a", "1"])] == ["a"]


def test_a_place_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="cannot keep results there"):
        opened(tmp_path / "file" / "kept.sqlite")


def test_the_longest_unused_make_room(path: Path) -> None:
    size = 100_000
    with opened(path, size=size) as store:
        for number in range(30):
            store.put([noise(str(number))])
            store.get(["0"])
            assert store.size() < 1.5 * size
        left = {each.address for each in store.get(map(str, range(30)))}
    assert {"0", "29"} <= left
    assert "1" not in left


def test_a_file_of_an_older_format_is_emptied(path: Path) -> None:
    """The first format had no number, and its blocks were not compressed."""
    with sqlite3.connect(path) as file:
        file.execute("create table block (address text primary key, data blob) without rowid")
        file.execute("insert into block values ('a', zeroblob(96))")
    file.close()
    with opened(path) as store:
        assert store.get(["a"]) == []
        store.put([block("a")])
    with opened(path) as store:
        assert len(store.get(["a"])) == 1


def test_clearing_forgets_everything(path: Path) -> None:
    with opened(path) as store:
        store.put([noise("a", worlds=4_000)])
        full = store.size()
        store.clear()
        assert store.get(["a"]) == []
        assert store.size() < full / 2


def test_readers_beside_a_writer(path: Path) -> None:
    torn: list[int] = []
    done = threading.Event()

    def read() -> None:
        with opened(path) as store:
            while not done.is_set():
                blocks = store.get(["a"])
                torn.extend(each.first for each in blocks if (each.rows != each.first).any())

    with opened(path) as writer:
        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        for number in range(100):
            writer.put([block("a", first=number, worlds=50, value=number)])
        done.set()
        for reader in readers:
            reader.join()
        assert len(writer.get(["a"])) == 100
    assert not torn


MAP = """
import sys
from pathlib import Path
from simulation.experiment import ResultStore
from simulation.experiment.runner.runner import open_runner
from simulation.outcomes import OUTCOMES
from tests.experiment.setups import setup

setups = [setup({"followers.fans.size": 100 + i}, worlds=40) for i in range(300)]
with ResultStore(Path(sys.argv[1])) as store:
    with open_runner(store=store, chunk=5, on_progress=lambda p: print(p.done, flush=True)) as one:
        one.measure(setups)
"""


@pytest.mark.compiled
def test_a_killed_map_goes_on_where_it_was(path: Path) -> None:
    command = [sys.executable, "-c", MAP, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        for line in running.stdout:
            if int(line) > 0:
                break
        running.send_signal(signal.SIGKILL)
        said = int(([line, *running.stdout.read().split()])[-1])
    assert running.returncode == -signal.SIGKILL
    setups = [setup({"followers.fans.size": 100 + number}, worlds=40) for number in range(300)]
    told: list[Progress] = []
    with (
        ResultStore(path) as kept,
        open_runner(store=kept, on_progress=told.append) as again,
    ):
        found = again.measure(setups)
    assert said <= told[-1].kept < told[-1].total == 12_000
    some = slice(0, 300, 60)
    with open_runner() as fresh:
        for one, other in zip(found[some], fresh.measure(setups[some]), strict=True):
            assert np.array_equal(one["reach"], other["reach"])
