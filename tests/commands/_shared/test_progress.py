"""Progress on a terminal: shown once the work takes long, gone when it is done."""

import io

import pytest

from simulation.commands._shared.progress import ProgressLine


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("terminal", "seconds", "shows"),
    [(True, 2.0, True), (True, 0.5, False), (False, 2.0, False)],
)
def test_progress_shows_on_a_terminal_after_a_second(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, seconds: float, shows: bool
) -> None:
    stream = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    clock = iter([0.0, seconds, seconds])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    progress = ProgressLine()
    progress(10, 200)
    assert ("10 of 200 runs" in stream.getvalue()) == shows
    progress(200, 200)
    assert stream.getvalue() == "" or stream.getvalue().endswith("\r")
