"""Text files of ties: formats, encodings, ids, and mistakes."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.errors import UserError
from simulation.network.tables import load
from tests.network.networks import chances, ties, written

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
