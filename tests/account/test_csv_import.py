"""Files of posts: both generations of the export, plain tables, real data, and bad ones."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from simulation.account import Posts, load, read
from simulation.account.csv_import import BYTES
from simulation.errors import UserError
from tests.account.exports import DATA

NOW = datetime(2026, 8, 1, tzinfo=UTC).timestamp()

TWITTER = (
    '"Tweet id","Tweet permalink","Tweet text","time","impressions","engagements",'
    '"engagement rate","retweets","replies","likes","user profile clicks","url clicks",'
    '"hashtag clicks","detail expands","permalink clicks","app opens","app installs","follows",'
    '"email tweet","dial phone","media views","media engagements","promoted impressions",'
    '"promoted engagements","promoted likes"'
)
X = (
    "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,"
    "Replies,Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks"
)


def of(text: str | bytes, account: str = "", name: str = "mine.csv") -> Posts:
    data = text.encode() if isinstance(text, str) else text
    return read(io.BytesIO(data), name, account, NOW)


def table(*changes: tuple[int, str], header: str = "time,impressions,likes") -> str:
    """Twenty good rows, those numbered replaced."""
    rows = [f"2026-07-{day:02d},{100 + day},{day}" for day in range(1, 21)]
    for number, row in changes:
        rows[number] = row
    return "\n".join([header, *rows]) + "\n"


def test_twitter_analytics() -> None:
    rows = [
        f'"{10**18 + day}","https://twitter.com/a/status/1","Some, text\nin two lines",'
        f'"2020-02-{day:02d} 18:00 +0000","1203.0","39.0","0.0324","4.0","{day}.0","7.0","2.0",'
        '"8.0","0.0","9.0","0.0","0","0","1","0","0","0","0","-","-","-"'
        for day in range(20, 0, -1)
    ]
    posts = of("\n".join([TWITTER, *rows]))
    assert posts.form == "twitter"
    assert set(posts.counts) == {
        "impressions", "likes", "shares", "replies", "clicks", "follows", "engagements"
    }  # fmt: skip
    assert [posts.counts[role][0] for role in ("impressions", "likes", "shares", "clicks")] == [
        1203, 7, 4, 8
    ]  # fmt: skip
    assert posts.counts["replies"].tolist() == list(range(1, 21))  # the oldest first
    assert posts.time is not None
    assert posts.time[0] == datetime(2020, 2, 1, 18, tzinfo=UTC).timestamp()
    assert posts.notes == ("Paid counts (columns 'promoted ...') are not counted.",)


def test_x_analytics_where_shares_are_not_reposts() -> None:
    rows = [
        f'{2 * 10**18 + day},"Tue, Jul {day}, 2026",text,https://x.com/a,1000,12,300,1,50,2,3,4,5,6,7,8,9'
        for day in range(1, 21)
    ]
    posts = of("\r\n".join([X, *rows]))
    assert posts.form == "x"
    assert {role: column[0] for role, column in posts.counts.items()} == {
        "impressions": 1000, "likes": 12, "shares": 4, "replies": 3, "clicks": 7, "follows": 2,
        "engagements": 300,
    }  # fmt: skip
    assert posts.notes == (
        "Shares are read from column 'reposts'; column 'shares' is not counted, as "
        "followers do not see those.",
    )


def test_a_plain_table_may_lack_anything_but_something() -> None:
    posts = of("\n".join(["shares", *map(str, range(12))]))
    assert posts.time is None
    assert posts.counts["shares"].tolist() == list(range(12))


def test_real_posts_of_two_accounts() -> None:
    one, other = load(DATA, "BarackObama"), load(DATA, "realdonaldtrump")
    assert (len(one), len(other)) == (3_207, 3_232)
    assert np.std(np.log(one.counts["shares"])) == pytest.approx(1.04, abs=0.005)
    assert other.counts["likes"].sum() / other.counts["shares"].sum() == pytest.approx(3.85, 0.01)
    assert np.all(np.diff(one.time) >= 0)
    with pytest.raises(UserError, match="posts of 2 or more accounts; choose one: 'BarackObama'"):
        load(DATA)
    with pytest.raises(UserError, match="there is no account 'nobody'"):
        load(DATA, "nobody")


ENCODED: list[Callable[[str], bytes]] = [
    lambda text: text.encode("utf-8"),
    lambda text: text.encode("utf-8-sig"),
    lambda text: text.encode("utf-16"),
    lambda text: text.encode("utf-16-le"),
    lambda text: text.encode("utf-16-be"),
    lambda text: text.encode("cp1252"),
]


@pytest.mark.parametrize("encoded", ENCODED)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_spreadsheet(encoded: Callable[[str], bytes], delimiter: str, end: str) -> None:
    rows = [
        delimiter.join([f'"caf\u00e9 {day}"', f"{day}.7.2026 10:00", f'"{day}.234"'])
        for day in range(1, 21)
    ]
    text = end.join([delimiter.join(["Text", "Created_At", "LIKES "]), *rows, "", ""])
    posts = of(encoded(text))
    assert posts.counts["likes"].tolist() == [1_000 * day + 234 for day in range(1, 21)]
    assert posts.time is not None
    assert np.diff(posts.time).tolist() == [86_400.0] * 19


def test_the_line_that_excel_puts_before_the_header() -> None:
    assert len(of("sep=;\n" + table(header="time;impressions;likes").replace(",", ";"))) == 20


def test_day_and_time_may_stand_apart() -> None:
    rows = [f"{day}/7/2026,{day}:30,5" for day in range(1, 21)]
    posts = of("\n".join(["Date,Time,Likes", *rows]))
    assert posts.time is not None
    assert posts.time[13] == datetime(2026, 7, 14, 14, 30, tzinfo=UTC).timestamp()
    assert posts.notes == ("Dates like 3/4/2024 were read with the day first.",)


@pytest.mark.parametrize(
    ("row", "note"),
    [
        ("2026-07-03,103,-3", "'likes' is below zero (first in line 4, column 'likes')"),
        ("2026-07-03,103,3.5", "'likes' is not a whole number (first in line 4, column 'likes')"),
        ("2026-07-03,=1+1,3", "'impressions' is a formula, not a number (first in line 4"),
        ("2026-07-03,103,<b>x</b>", "'likes' is not a number (first in line 4"),
        ("03-2026,103,3", "'time' is not a date (first in line 4, column 'time')"),
        ("2026-07-03,103", "2 columns, but 3 in the header (first in line 4)"),
        ("2026-07-03,103,3,4", "4 columns, but 3 in the header (first in line 4)"),
    ],
)
def test_a_bad_row_is_left_out_counted_and_said(row: str, note: str) -> None:
    posts = of(table((2, row)))
    assert len(posts) == 19
    assert posts.notes[0].startswith("1 row left out: ")
    assert note in posts.notes[0]
    assert "<b>" not in "".join(posts.notes)
    assert "1+1" not in "".join(posts.notes)


def test_dates_to_come_and_missing_ones_are_left_out() -> None:
    posts = of(table((2, "2031-01-01,103,3"), (3, ",104,4")))
    assert len(posts) == 18
    assert posts.notes == (
        "1 row left out: they have a date in the future.",
        "1 row left out: they have no date.",
    )


def test_cells_without_a_figure_stay_missing() -> None:
    posts = of(table((2, "2026-07-03,,3"), (3, "2026-07-04,NaN,4")))
    assert len(posts) == 20
    assert np.isnan(posts.counts["impressions"]).sum() == 2
    assert posts.notes == ("Column 'impressions' is empty in 2 rows.",)


def test_a_post_that_stands_there_twice_counts_once() -> None:
    rows = [f"{10**18 + day * 10**6},2026-07-{day:02d},{day}" for day in range(1, 21)]
    posts = of("\n".join(["Tweet id,time,likes", *rows, *rows[:3]]))
    assert len(posts) == 20
    assert posts.notes == ("3 rows left out: the post is in the file twice.",)


def test_answers_to_somebody_are_not_posts() -> None:
    rows = [
        f'{10**18 + n},2026-07-{n:02d},"{text}",9'
        for n, text in enumerate(["@you thanks", "RT @them: x", *["hello @you"] * 12], 1)
    ]
    posts = of("\n".join(["Tweet id,time,Tweet text,likes", *rows]))
    assert len(posts) == 12
    assert posts.notes == ("2 rows left out: answers to others, or posts of others.",)


def test_nothing_of_a_text_is_kept() -> None:
    rows = [f'2026-07-{n:02d},"a secret of ours",9' for n in range(1, 21)]
    posts = of("\n".join(["time,text,likes", *rows]))
    assert "secret" not in repr((posts.name, posts.form, posts.notes, list(posts.counts)))
    assert {column.dtype for column in posts.counts.values()} == {np.dtype(float)}


HALF = [(n, "x,1,1") for n in range(11)]
NINE = "\n".join(["likes", *["1"] * 9])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "mine.csv: the file is empty"),
        (b" \n \n\n", "the file has only blank lines"),
        (b"PK\x03\x04....", "this is a workbook; save the sheet as CSV"),
        (b"\xd0\xcf\x11\xe0....", "this is a workbook"),
        (b"time,likes\n\x81\x8d\x00", "not text in UTF-8, UTF-16 or Windows-1252"),
        ("a,b\n1,2\n", "line 1: no column has a known count"),
        ("=cmd(),b\n1,2\n", "it has '=cmd()', 'b'"),
        ("likes,Likes\n1,2\n", "columns 1 and 2 are both named 'likes'"),
        ("likes,favorites\n1,2\n", "columns 'likes' and 'favorites' both hold likes"),
        ("Date,Impressions,Likes,Unfollows,Create Post\n", "the overview with a row for each day"),
        ("time,likes\n", "0 usable posts; at least 10 are needed"),
        (NINE, "9 usable posts; at least 10 are needed"),
        (table(*HALF), "11 of 20 rows cannot be used; line 2, column 'time': not a date"),
        ("\n".join(["likes,shares", *["-,-"] * 12]), "every column with counts is empty"),
        ('time,likes\n2026-07-01,"1' + "\n2026-07-02,2" * 20_000, "a quote may have been left"),
        ("time,likes\n2026-07-01,1\n" + "1," * 200_000 + "\n", "at least 10 are needed; line 3"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_line(data: str | bytes, said: str) -> None:
    with pytest.raises(UserError) as refused:
        of(data)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 300


def test_a_name_from_elsewhere_is_shown_plainly() -> None:
    with pytest.raises(UserError) as refused:
        of("", name="a\x1b[31m\n.csv")
    assert str(refused.value) == "'a\\x1b[31m\\n.csv': the file is empty"


def test_a_file_that_is_too_large_is_not_even_begun() -> None:
    class Huge(io.BytesIO):
        def seek(self, offset: int, whence: int = 0) -> int:
            return BYTES + 1 if whence == io.SEEK_END else super().seek(offset, whence)

        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError("it was read")

    with pytest.raises(UserError, match=r"500,000,001 bytes; at most 500,000,000"):
        read(Huge(), "huge.csv")


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulation.account.csv_import.ROWS", 1_000)
    with pytest.raises(UserError, match="more than 1,000 rows"):
        of("likes\n" + "1\n" * 5_000)


@pytest.mark.parametrize("name", ["missing.csv", ".", "a\0b"])
def test_a_path_that_is_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match=r"no such file|not a file|not the name of a file"):
        load(tmp_path / name)


@pytest.mark.compiled
def test_many_rows_take_no_more_memory_than_their_numbers(tmp_path: Path) -> None:
    """A hundred thousand rows: 24 bytes a row and column at the peak, and the texts nowhere."""
    import tracemalloc

    rows, text = 100_000, "x" * 250
    file = tmp_path / "many.csv"
    with file.open("w") as out:
        out.write("Tweet text,time,impressions,likes\n")
        for n in range(rows):
            out.write(f"{text},20{10 + n % 15}-0{1 + n % 9}-{1 + n % 28:02d},{n % 977},{n % 13}\n")
    tracemalloc.start()
    posts = load(file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(posts) == rows
    assert peak < rows * 4 * 40 + 4_000_000 < file.stat().st_size
