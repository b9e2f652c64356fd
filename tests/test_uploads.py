"""Uploaded lists of ties: read, found by whoever holds them, gone with who held them."""

import gc
import tempfile
from pathlib import Path

import numpy as np
import pytest

from simulation import uploads
from simulation.ensemble import simulate
from simulation.errors import UserError
from simulation.parameters import Parameters, Run, changed

TIES = b"follower,followed\nann,me\nbob,me\ncat,ann\n"


@pytest.fixture(autouse=True)
def _nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.mark.compiled
def test_a_list_is_found_by_its_content_and_runs(tmp_path: Path) -> None:
    key, table = uploads.take_in(TIES, "mine.csv")
    assert list(tmp_path.iterdir()) == []  # no file stays
    assert table.name == "mine.csv"
    assert uploads.load(key) is table
    assert uploads.take_in(TIES, "again.csv") == (key, table)
    ours = changed(
        Parameters(),
        {
            "network.kind": "table",
            "network.table": key,
            "network.us": "me",
            "followers.fans.see": 1.0,
            "followers.casual.see": 1.0,
            "followers.casual.real": 1.0,
        },
    )
    tallies = simulate(ours, Run(worlds=20, days=7.0)).tallies
    assert tallies["listed"].max() <= 2
    assert 1 <= tallies["reach"].max() <= 3


def test_a_list_that_nobody_holds_is_gone() -> None:
    key, table = uploads.take_in(TIES + b"dan,me\n", "mine.csv")
    del table
    gc.collect()
    with pytest.raises(UserError, match="the uploaded list of ties is gone"):
        uploads.load(key)


def test_another_content_is_another_list() -> None:
    one, a = uploads.take_in(TIES, "mine.csv")
    other, b = uploads.take_in(TIES + b"dan,me\n", "mine.csv")
    assert one != other
    assert len(b.ids) == len(a.ids) + 1


def test_arrays_are_taken_in_too(tmp_path: Path) -> None:
    file = tmp_path / "ties.npz"
    np.savez(file, indptr=np.array([0, 1, 1]), indices=np.array([1]))
    content = file.read_bytes()
    file.unlink()
    _, table = uploads.take_in(content, "Mine.NPZ")
    assert table.ids == ("0", "1")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "mine.csv", "mine.csv: no ties"),
        (TIES + b"x\n", "mine.csv", "mine.csv, line 5: one column"),
        (b"follower,followed,weight\na,b,2\n", "w.csv", "w.csv, line 2: weight '2' is not a"),
        (b"PK\x03\x04", "mine.npz", "mine.npz: not a sound .npz file"),
        (b"a", "\x1b[2J.csv", "'\\x1b[2J.csv'"),
    ],
)
def test_a_bad_list_is_named_as_its_owner_names_it(
    tmp_path: Path, content: bytes, name: str, said: str
) -> None:
    with pytest.raises(UserError) as refused:
        uploads.take_in(content, name)
    assert said in str(refused.value)
    assert str(tmp_path) not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", ["upload:", "upload:/etc/passwd", "upload:" + "0" * 64])
def test_a_name_that_was_made_up_finds_nothing(key: str) -> None:
    with pytest.raises(UserError, match="is gone"):
        uploads.load(key)
