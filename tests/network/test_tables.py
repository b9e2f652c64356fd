"""Real networks from files: clean-up, arrays, what may be read, and the Congress graph."""

import contextlib
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.errors import UserError
from simulation.network import tables
from simulation.network.tables import load, most_followed, number_of, summary
from tests.network.networks import chances, ties, written


def test_rows_are_sorted_and_carry_their_own_chances(tmp_path: Path) -> None:
    table = load(written(tmp_path, "5,1,0.5\n3,1,0.3\n4,1,0.4\n2,5,0.2\n"))
    assert table.ids == ("1", "2", "3", "4", "5")
    assert table.indptr.tolist() == [0, 3, 3, 3, 3, 4]
    assert table.indices.tolist() == [2, 3, 4, 1]
    assert table.chances is not None
    assert table.chances.tolist() == [0.3, 0.4, 0.5, 0.2]


def test_self_ties_and_duplicates_are_dropped_and_counted(tmp_path: Path) -> None:
    content = "a,b,0.1\na,a,0.9\na,b,0.2\nb,a,0.3\na,b,0.1\nc,c,0\n"
    table = load(written(tmp_path, content))
    assert chances(table) == {("a", "b"): 0.1, ("b", "a"): 0.3}  # the first of duplicates counts
    assert (table.self_ties, table.duplicates) == (2, 2)
    assert table.ids == ("a", "b", "c")  # c is still an account
    assert summary(table) == (
        "ties.csv: 3 accounts and 2 ties with measured chances; "
        "2 self-ties and 2 duplicates dropped."
    )


@given(st.sets(st.tuples(st.integers(0, 30), st.integers(0, 30)).filter(lambda t: t[0] != t[1])))
def test_arrays_come_back(
    tmp_path_factory: pytest.TempPathFactory, followed_by: set[tuple[int, int]]
) -> None:
    pairs = sorted(followed_by | {(0, 31)})
    rows = np.bincount([followed for followed, _ in pairs], minlength=32)
    indptr = np.concatenate([[0], np.cumsum(rows)])
    indices = np.array([follower for _, follower in pairs])
    weights = indices / 31
    path = tmp_path_factory.mktemp("any") / "ties.npz"
    np.savez_compressed(path, indptr=indptr, indices=indices, weights=weights)
    table = load(str(path))
    assert table.ids == tuple(map(str, range(32)))
    np.testing.assert_array_equal(table.indptr, indptr)
    np.testing.assert_array_equal(table.indices, indices)
    np.testing.assert_array_equal(table.chances, weights)


def test_arrays_are_cleaned_up_too(tmp_path: Path) -> None:
    path = tmp_path / "ties.npz"
    np.savez(
        path, indptr=np.array([0, 4, 4, 4], np.uint8), indices=np.array([2, 0, 2, 1], np.int16)
    )
    table = load(str(path))
    assert table.indices.tolist() == [1, 2]
    assert table.chances is None
    assert (table.self_ties, table.duplicates) == (1, 1)


# Mistakes.

INDPTR, INDICES = np.array([0, 1, 3]), np.array([1, 0, 1])
BAD_ARRAYS = {
    "no indices": (
        {"indptr": INDPTR},
        "must hold indptr, indices and perhaps weights; holds indptr",
    ),
    "unknown": (
        {"indptr": INDPTR, "indices": INDICES, "data": INDPTR},
        "holds indptr, indices, data",
    ),
    "falling": (
        {"indptr": np.array([0, 2, 1, 3]), "indices": INDICES},
        "indptr must rise from 0 to 3",
    ),
    "first": ({"indptr": np.array([1, 2, 3]), "indices": INDICES}, "indptr must rise from 0"),
    "last": ({"indptr": np.array([0, 1, 2]), "indices": INDICES}, "indptr must rise from 0 to 3"),
    "no account": ({"indptr": np.array([0]), "indices": INDICES[:0]}, "indptr must rise"),
    "no indptr": ({"indptr": INDPTR[:0], "indices": INDICES}, "indptr must rise"),
    "no ties": ({"indptr": np.array([0, 0]), "indices": INDICES[:0]}, "no ties between"),
    "range": ({"indptr": INDPTR, "indices": np.array([1, 0, 2])}, "indices must lie from 0 to 1"),
    "negative": (
        {"indptr": INDPTR, "indices": np.array([1, 0, -1])},
        "indices must lie from 0 to 1",
    ),
    "floats": (
        {"indptr": INDPTR, "indices": INDICES * 1.0},
        "indices must be a row of whole numbers",
    ),
    "square": ({"indptr": INDPTR[None], "indices": INDICES}, "it is int64 of shape (1, 3)"),
    "objects": ({"indptr": INDPTR, "indices": np.array([1, None])}, "not a sound .npz file"),
    "words": (
        {"indptr": INDPTR, "indices": INDICES, "weights": np.array(["a", "b", "c"])},
        "weights must be 3 numbers; they are <U1 of shape (3,)",
    ),
    "too few": (
        {"indptr": INDPTR, "indices": INDICES, "weights": np.array([0.1, 0.2])},
        "weights must be 3 numbers; they are float64 of shape (2,)",
    ),
    "weight": (
        {"indptr": INDPTR, "indices": INDICES, "weights": np.array([0.1, 0.2, 1.5])},
        "weights[2] = 1.5 is not a chance from 0 to 1",
    ),
    "NaN": (
        {"indptr": INDPTR, "indices": INDICES, "weights": np.array([0.1, np.nan, 1.5])},
        "weights[1] = nan is not a chance from 0 to 1",
    ),
}


@pytest.mark.parametrize(("arrays", "message"), BAD_ARRAYS.values(), ids=BAD_ARRAYS)
def test_bad_arrays_are_refused(
    tmp_path: Path, arrays: dict[str, np.ndarray], message: str
) -> None:
    path = tmp_path / "ties.npz"
    np.savez(path, allow_pickle=True, **arrays)
    with pytest.raises(UserError) as caught:
        load(str(path))
    assert str(caught.value).startswith(f"{path}: ")
    assert message in str(caught.value)


HEADER = "{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }"


@pytest.mark.parametrize(
    "header",
    [
        HEADER.replace("(3,)", "(9000000000000000,)"),
        HEADER.replace("(3,)", "(90000000000000000000000,)"),
        HEADER.replace("(3,)", "(-3,)"),
        HEADER[:-5],
        HEADER.replace("<i8", "<q9"),
        "  x\n y",
        "\\",
    ],
)
def test_a_damaged_header_of_an_array_is_refused(tmp_path: Path, header: str) -> None:
    text = header.encode().ljust(117) + b"\n"
    member = b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + bytes(24)
    with zipfile.ZipFile(tmp_path / "ties.npz", "w") as packed:
        packed.writestr("indptr.npy", member)
        packed.writestr("indices.npy", member)
    with pytest.raises(UserError, match=r"not a sound \.npz file") as caught:
        load(str(tmp_path / "ties.npz"))
    assert "\n" not in str(caught.value)


@given(st.data())
def test_a_damaged_file_of_arrays_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("any") / "ties.npz"
    np.savez_compressed(path, indptr=INDPTR, indices=INDICES)
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content) * 2))])
    with contextlib.suppress(UserError):  # and nothing else
        assert set(ties(load(str(path)))) == {("1", "0"), ("0", "1")}


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in [str(tmp_path), str(tmp_path / "pipe"), "/dev/zero"]:
        with pytest.raises(UserError, match=f"{name}: not a file; give congress, or the path"):
            load(name)
    with pytest.raises(UserError, match=r"nowhere\.csv: there is no such file; give congress, or"):
        load("nowhere.csv", tmp_path)
    with pytest.raises(UserError, match="cannot be read: File name too long"):
        load("x" * 1000)
    with pytest.raises(UserError, match="not the name of a file"):
        load("a\0b")


def test_what_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, "a,b\n")
    monkeypatch.setattr(Path, "open", refuse)  # root may read everything, so chmod does not do
    with pytest.raises(UserError, match=f"{path}: cannot be read: Permission denied"):
        load(path)


def test_what_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    with path.open("wb") as file:
        file.truncate(tables.BYTES + 1)
    with pytest.raises(UserError, match="500,000,001 bytes; at most 500,000,000 can be read"):
        load(str(path))


def test_what_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ties.npz"
    np.savez_compressed(path, indptr=np.zeros(100_000, np.int64), indices=INDICES)
    monkeypatch.setattr(tables, "BYTES", path.stat().st_size * 10)
    with pytest.raises(UserError, match="can be read"):
        load(str(path))


# Paths and accounts.


def test_a_relative_path_starts_from_the_folder_and_an_absolute_one_does_not(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "a,b\n")
    assert load("ties.csv", tmp_path).name == "ties.csv"
    assert load(path, Path("/elsewhere")).name == "ties.csv"


def test_an_account_is_found_by_its_id(tmp_path: Path) -> None:
    table = load(written(tmp_path, "Alice,Bob\nBob,Carol\nAlice,Carol\n"))
    assert [number_of(table, id) for id in table.ids] == [0, 1, 2]
    assert most_followed(table) == 2
    assert summary(table) == "ties.csv: 3 accounts and 3 ties; nothing dropped."
    with pytest.raises(UserError, match=r"ties\.csv: there is no account 'alic'; near it: Alice"):
        number_of(table, "alic")
    with pytest.raises(UserError, match="no account 'zz'; ids look like Alice, Bob, Carol"):
        number_of(table, "zz")


# The US Congress. The numbers are those of the data's description.


def test_the_congress_is_what_its_description_says() -> None:
    table = load("congress")
    n = len(table.ids)
    assert table.ids == tuple(map(str, range(475)))
    assert len(table.indices) == 13_289
    assert (table.self_ties, table.duplicates) == (0, 0)
    assert summary(table) == (
        "congress: 475 accounts and 13,289 ties with measured chances; nothing dropped."
    )
    found = set(ties(table))
    mutual = sum((followed, follower) in found for follower, followed in found)
    assert round(mutual / len(found), 4) == 0.4616
    weights = np.zeros((n, n))
    weights[np.repeat(np.arange(n), np.diff(table.indptr)), table.indices] = table.chances
    assert round(np.abs(np.linalg.eigvals(weights)).max(), 4) == 0.2077


def test_the_congress_lets_posts_flow_from_the_first_account_of_a_line() -> None:
    # The file begins `0 4 {'weight': 0.0021...}`, one of account 0's 475 tweets: 4 sees 0.
    table = load("congress")
    assert chances(table)["4", "0"] == 1 / 475
    assert table.chances is not None
    tweets = table.chances[: table.indptr[1]] * 475
    np.testing.assert_allclose(tweets, np.rint(tweets), atol=1e-9)
    assert most_followed(table) == 367
    assert table.indptr[368] - table.indptr[367] == 210


def test_the_congress_ships_with_its_licence() -> None:
    notice = (tables.SHIPPED["congress"].parent / "NOTICE.md").read_text()
    assert "Copyright (c) 2023 Gina Sprint" in notice
    assert "Permission is hereby granted, free of charge" in notice
