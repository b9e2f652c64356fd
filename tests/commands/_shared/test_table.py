"""What people read: numbers, columns, progress."""

import io

import pytest

from simulation.commands._shared.table import Progress, columns, number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "-"), (0.0, "0"), (12.0, "12"), (1234567.8, "1,234,568"), (58.04, "58"),
        (42.25, "42.2"), (0.123456, "0.123"), (-0.5, "-0.5"), (-1234.5, "-1,234"), (3.05, "3.05"),
    ],
)  # fmt: skip
def test_numbers_are_short(value: float | None, text: str) -> None:
    assert number(value) == text


def test_columns_are_aligned() -> None:
    rows = [["name", "n"], ["a", "10"], ["long name", "5"]]
    assert list(columns(rows, right=(1,))) == ["name        n", "a          10", "long name   5"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("terminal", "seconds", "shows"), [
    (True, 2.0, True), (True, 0.5, False), (False, 2.0, False),
])  # fmt: skip
def test_progress_shows_on_a_terminal_after_a_second(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, seconds: float, shows: bool
) -> None:
    stream = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    clock = iter([0.0, seconds, seconds])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    progress = Progress()
    progress(10, 200)
    assert ("10 of 200 worlds" in stream.getvalue()) == shows
    progress(200, 200)
    assert stream.getvalue() == "" or stream.getvalue().endswith("\r")
