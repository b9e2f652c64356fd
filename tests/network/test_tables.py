"""Real networks from files: formats, encodings, clean-up, mistakes, and the Congress graph."""

import contextlib
import csv
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.errors import UserError
from simulation.network import tables
from simulation.network.tables import Table, load, most_followed, number_of, summary


def written(folder: Path, content: str | bytes, name: str = "ties.csv") -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def ties(table: Table) -> Iterator[tuple[str, str]]:
    """Each tie as (follower, followed), in ids."""
    for followed, id in enumerate(table.ids):
        for follower in table.indices[table.indptr[followed] : table.indptr[followed + 1]]:
            yield table.ids[follower], id


def chances(table: Table) -> dict[tuple[str, str], float]:
    assert table.chances is not None
    return dict(zip(ties(table), table.chances.tolist(), strict=True))


# Formats. All say: ann and cy follow bob, bob follows ann.

GOOD = {
    "comma": "ann,bob\ncy,bob\nbob,ann\n",
    "semicolon": "ann;bob\ncy;bob\nbob;ann\n",
    "tab": "ann\tbob\ncy\tbob\nbob\tann\n",
    "blanks": "  ann   bob\ncy bob\nbob ann  \n",
    "no last line end": "ann,bob\ncy,bob\nbob,ann",
    "DOS line ends": "ann,bob\r\ncy,bob\r\nbob,ann\r\n",
    "comments and blank lines": '# a, "note\n\nann,bob\n  # c\n\ncy,bob\n \nbob,ann\n\n',
    "quotes": '"ann","bob"\n"cy",bob\n"bob", "ann"\n',
    "blanks around ids": "ann , bob\ncy, bob\nbob ,ann\n",
    "header": "follower,followed\nann,bob\ncy,bob\nbob,ann\n",
    "header after a comment": "# made by hand\nFollower Followed\nann bob\ncy bob\nbob ann\n",
    "header reversed": "FOLLOWED;note;FOLLOWER\nbob;;ann\nbob;x;cy\nann;y z;bob\n",
    "source and target": "Source,Target,Id\nbob,ann,1\nbob,cy,2\nann,bob,3\n",
    "networkx": "bob ann {}\nbob cy {}\nann bob {}\n",
    "networkx, other data": "bob ann {'day': 1}\nbob cy {'day': 2, 'x': ')'}\nann bob {}\n",
}


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD)
def test_every_format_gives_the_same_ties(tmp_path: Path, content: str) -> None:
    table = load(written(tmp_path, content))
    assert set(ties(table)) == {("ann", "bob"), ("cy", "bob"), ("bob", "ann")}
    assert table.chances is None
    assert (table.self_ties, table.duplicates) == (0, 0)
    assert (table.indptr.dtype.name, table.indices.dtype.name) == ("int64", "int32")


WEIGHTED = {
    "comma": "ann,bob,0.5\ncy,bob,1\nbob,ann,0\n",
    "header": "Weight,followed,follower\n0.5,bob,ann\n1,bob,cy\n0e0,ann,bob\n",
    "chance": "source\ttarget\tchance\nbob\tann\t.5\nbob\tcy\t1.0\nann\tbob\t-0.0\n",
    "probability": "follower followed PROBABILITY\nann bob 5e-1\ncy bob 1\nbob ann 0\n",
    "networkx": "bob ann {'weight': 0.5}\nbob cy {'weight': 1}\nann bob {'weight': 0.0}\n",
    "networkx, other data": (
        "bob ann {'day': 3, 'weight': 0.5}\nbob cy {\"weight\": 1}\nann bob {'Chance':0,}\n"
    ),
}


@pytest.mark.parametrize("content", WEIGHTED.values(), ids=WEIGHTED)
def test_every_format_gives_the_same_chances(tmp_path: Path, content: str) -> None:
    expected = {("ann", "bob"): 0.5, ("cy", "bob"): 1.0, ("bob", "ann"): 0.0}
    assert chances(load(written(tmp_path, content))) == expected


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8-sig", b""),
        ("cp1252", b""),
        ("latin-1", b""),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b"\xff\xfe"),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, mark: bytes) -> None:
    content = mark + "follower,followed\nJosé,Zoë\nAnn,Zoë\n".encode(encoding)
    assert set(ties(load(written(tmp_path, content)))) == {("José", "Zoë"), ("Ann", "Zoë")}


def test_ids_may_be_any_text(tmp_path: Path) -> None:
    content = '"Smith, John","say ""hi"""\n#skipped,x\n"#tag","Smith, John"\n'
    table = load(written(tmp_path, content))
    assert table.ids == ("Smith, John", 'say "hi"', "#tag")


def test_whole_numbers_are_sorted_by_size_and_other_ids_stay_as_they_came(tmp_path: Path) -> None:
    assert load(written(tmp_path, "10 9\n-1 100\n9 -1\n")).ids == ("-1", "9", "10", "100")
    assert load(written(tmp_path, "10 9\nb 100\n9 b\n")).ids == ("10", "9", "b", "100")


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


ID = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=4).filter(
    lambda text: text == text.strip()
)
TIES = st.dictionaries(st.tuples(ID, ID), st.floats(0, 1), min_size=1).map(
    lambda found: {tie: chance for tie, chance in found.items() if tie[0] != tie[1]}
)


@given(TIES.filter(bool), st.sampled_from(",;\t"), st.sampled_from(["utf-8", "utf-16"]))
def test_any_ties_written_come_back(
    tmp_path_factory: pytest.TempPathFactory,
    expected: dict[tuple[str, str], float],
    separator: str,
    encoding: str,
) -> None:
    path = tmp_path_factory.mktemp("any") / "ties.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL)
        writer.writerow(["follower", "followed", "weight"])
        writer.writerows([*tie, chance] for tie, chance in expected.items())
    table = load(str(path))
    assert chances(table) == expected
    assert (table.self_ties, table.duplicates) == (0, 0)


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

BAD = {
    "empty": ("", "no ties; a line is follower,followed or"),
    "only a header": ("follower,followed\n", "no ties"),
    "only self-ties": ("a,a\nb,b\n", "no ties between different accounts"),
    "one column": ("# x\nann\nbob\n", "line 2: one column: 'ann'"),
    "one column later": ("ann,bob\n\ncy\n", "line 3: one column: 'cy'"),
    "four columns": ("a,b,0.5,2020\n", "line 1: 4 columns and no header to say which"),
    "ragged": ("a,b\nb,c\na,b,0.5\n", "line 3: 3 columns, but 2 in the first line"),
    "unquoted comma": ("follower,followed\nSmith, Jo,b\n", "line 2: 3 columns, but 2 in"),
    "half a header": ("follower,account\na,b\n", "header with follower must have followed"),
    "half a flow header": ("from,source\na,b\n", "header with target must have source"),
    "unknown header": ("from,to\n1,2\n2,3\n", "'from' and 'to' look like a header"),
    "unknown weight header": (
        "a,b,strength\n1,2,0.5\n",
        "line 1: weight 'strength' is not a number",
    ),
    "empty id": ("a,b\n,c\n", "line 2: an id is empty in ',c'"),
    "word for weight": ("a,b,0.5\nb,c,often\n", "line 2: weight 'often' is not a number"),
    "no weight": ("a,b,0.5\nb,c,\n", "line 2: weight '' is not a number"),
    "decimal comma": ("a;b;0,5\n", "line 1: weight '0,5' is not a number like 0.5"),
    "NaN": ("a,b,nan\n", "line 1: weight 'nan' is not a chance from 0 to 1"),
    "infinite": ("a,b,inf\n", "line 1: weight 'inf' is not a chance from 0 to 1"),
    "above 1": ("a,b,1\nb,c,1.01\n", "line 2: weight '1.01' is not a chance from 0 to 1"),
    "below 0": ("follower,followed,chance\na,b,-0.1\n", "line 2: weight '-0.1' is not a chance"),
    "open quote": ('a,b\n"c,d\ne,f\n', "line 2: quotes do not match in '\"c,d'"),
    "text after a quote": ('a,b\n"c"x,d\n', "line 2: quotes do not match"),
    "long line": ("a,b\n" + "c" * 1000 + "\n", "line 2: one column: '" + "c" * 57 + "...'"),
    "braces, weight": ("a b {'weight': 2}\n", "line 1: weight '2' is not a chance"),
    "braces, true": ("a b {'weight': True}\n", "line 1: weight 'True' is not a number"),
    "braces, NaN": ("a b {'weight': nan}\n", "line 1: weight 'nan' is not a chance"),
    "braces, code": ("a b {}\nb c {print(1): 2}\n", "line 2: '{print(1): 2}' is not like"),
    "braces, set": ("a b {'weight', 1}\n", "line 1: \"{'weight', 1}\" is not like {'weight': 0.5}"),
    "braces, deep": ("a b {" + "(" * 5000 + "}\n", "line 1: '{((("),
    "braces missing": ("a b {'weight': 1}\nb c\n", "line 2: 'b c' is not like source target"),
    "braces, one weight": ("a b {'weight': 1}\nb c {}\n", "line 2: 2 columns, but 3 in the first"),
    "zeros": (b"a,b\nc\0,d\n", "line 2: not text: 'c\\x00,d'"),
    "rubbish": (bytes(range(256)), "not text"),
    "rubbish without control bytes": (
        b"a,b\nc\x81,d\n",
        "not text in UTF-8, UTF-16 or Windows-1252",
    ),
    "packed": (b"\x1f\x8b\x08\x00abc", "line 1: not text"),
    "half UTF-16": (b"\xff\xfea\0,\0b", "not text in UTF-8"),
    "UTF-16 without a mark": ("a,b\n".encode("utf-16-le"), "line 1: not text"),
    "UTF-32": ("a,b\n".encode("utf-32"), "line 1: not text"),
}


@pytest.mark.parametrize(("content", "message"), BAD.values(), ids=BAD)
def test_bad_text_is_refused_in_one_line(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    with pytest.raises(UserError) as caught:
        load(written(tmp_path, content))
    said = str(caught.value)
    assert said.startswith(f"{tmp_path / 'ties.csv'}")
    assert message in said
    assert "\n" not in said


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
