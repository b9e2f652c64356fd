"""The command line as a whole: how it ends, and what it does with mistakes."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from simulation.__main__ import main

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "simulation"]
LARGE = "network.population=50000000"
CASCADE = ["cascade", "--edges", "congress"]

MISTAKES = {
    "nothing": ([], "COMMAND"),
    "unknown command": (["walk"], "walk"),
    "no scenario": (["run"], "SCENARIO"),
    "unknown scenario": (["run", "defualt"], "did you mean default?"),
    "scenario file missing": (["run", "nowhere.toml"], "nowhere.toml"),
    "scenario is a folder": (["run", "tests"], "tests"),
    "scenario empty": (["run", ""], "not a file"),
    "unknown side": (["run", "1a:Z"], "there are A, B"),
    "two sides": (["run", "1a:A", "--side", "B"], "leave one of them out"),
    "unknown option": (["run", "default", "--wolds", "5"], "--wolds"),
    "abbreviated option": (["run", "default", "--world", "5"], "--world"),
    "json and out": (["run", "default", "--json", "--out", "x"], "not allowed with"),
    "out empty": (["run", "default", "--out", ""], "--out"),
    "set without =": (["run", "default", "--set", "posts.count"], "lever=value"),
    "set unknown": (["run", "default", "--set", "posts.cuont=3"], "did you mean posts.count?"),
    "set a group": (["run", "default", "--set", "posts=3"], "posts is a group of levers"),
    "set nothing": (["run", "default", "--set", "=3"], "there is no lever ''"),
    "set empty": (["run", "default", "--set", "posts.count="], "posts.count"),
    "set twice": (["run", "default", "--set", "posts.count=3", "--set", "posts.count=4"], "twice"),
    "set run's": (["run", "default", "--set", "worlds=3"], "write --worlds 3"),
    "set text": (["run", "default", "--set", "posts.count=many"], "a whole number"),
    "set fraction": (["run", "default", "--set", "posts.count=1.5"], "a whole number"),
    "set true": (["run", "default", "--set", "posts.count=True"], "a whole number"),
    "set switch": (["run", "default", "--set", "followers.fans.ordinary=2"], "true or false"),
    "set choice": (["run", "default", "--set", "network.kind=cloud"], "one of"),
    "set nan": (["run", "default", "--set", "public.see=nan"], "from 0 to 1"),
    "set inf": (["run", "default", "--set", "public.see=inf"], "from 0 to 1"),
    "set huge": (["run", "default", "--set", "money.wage=1e308"], "from $0 to $10,000 an hour"),
    "set beyond": (["run", "default", "--set", "money.wage=1e999"], "from $0 to $10,000 an hour"),
    "set long": (["run", "default", "--set", "posts.count=" + "9" * 5000], "posts.count"),
    "set many lines": (["run", "default", "--set", "network.kind=a\nb"], "one of"),
    "set apart": (["run", "default", "--set", "network.population=10"], "you have more followers"),
    "no such table": (["run", "default", "--set", "network.kind=table"], "network.table is empty"),
    "worlds 0": (["run", "default", "--worlds", "0"], "from 1 to 100,000"),
    "worlds words": (["run", "default", "--worlds", "ten"], "a whole number"),
    "worlds fraction": (["run", "default", "--worlds", "2.5"], "a whole number"),
    "days negative": (["run", "default", "--days", "-3"], "from 0.01 to 3,650"),
    "days nan": (["run", "default", "--days", "nan"], "from 0.01 to 3,650"),
    "days -inf": (["run", "default", "--days=-inf"], "from 0.01 to 3,650"),
    "days 1e308": (["run", "default", "--days", "1e308"], "from 0.01 to 3,650"),
    "seed negative": (["run", "default", "--seed", "-1"], "seed"),
    "seed too large": (["run", "default", "--seed", str(2**63)], "9,223,372,036,854,775,807"),
    "unknown clock": (["run", "default", "--clock", "sun"], "one of swift, live"),
    "threads 0": (["run", "default", "--threads", "0"], "threads"),
    "threads words": (["run", "default", "--threads", "all"], "threads"),
    "memory": (["run", "default", "--memory", "0.05", "--set", LARGE], "GB"),
    "world missing": (["log", "default"], "--world"),
    "world too high": (["log", "default", "--worlds", "5", "--world", "5"], "from 0 to 4"),
    "world negative": (["log", "default", "--world", "-1"], "world"),
    "world words": (["log", "default", "--world", "first"], "world"),
    "both chances": ([*CASCADE, "--probability", "1", "--weights", "--seeds", "3"], "not allowed"),
    "no chance": ([*CASCADE, "--seeds", "3"], "--probability --weights"),
    "chance above 1": ([*CASCADE, "--probability", "1.1", "--seeds", "3"], "from 0 to 1"),
    "chance below 0": ([*CASCADE, "--probability", "-0.1", "--seeds", "3"], "from 0 to 1"),
    "chance nan": ([*CASCADE, "--probability", "nan", "--seeds", "3"], "from 0 to 1"),
    "chance words": ([*CASCADE, "--probability", "half", "--seeds", "3"], "from 0 to 1"),
    "no seeds": ([*CASCADE, "--weights"], "--seeds"),
    "seeds empty": ([*CASCADE, "--weights", "--seeds", ""], "seeds"),
    "a seed empty": ([*CASCADE, "--weights", "--seeds", "3,,5"], "an id is empty"),
    "seed unknown": ([*CASCADE, "--weights", "--seeds", "3,nobody"], "nobody"),
    "seed twice": ([*CASCADE, "--weights", "--seeds", "3,5,3"], "'3' is given twice"),
    "seeds quote": ([*CASCADE, "--weights", "--seeds", '"3'], "seeds"),
    "cascade worlds": ([*CASCADE, "--weights", "--seeds", "3", "--worlds", "0"], "worlds"),
    "cascade threads": ([*CASCADE, "--weights", "--seeds", "3", "--threads", "-2"], "threads"),
    "no such file": (["cascade", "--edges", "no.csv", "--weights", "--seeds", "3"], "no.csv"),
    "edges a folder": (["cascade", "--edges", "tests", "--weights", "--seeds", "3"], "not a file"),
    "edges empty": (["cascade", "--edges", os.devnull, "--weights", "--seeds", "3"], "/dev/null"),
    "levers flag": (["levers", "--toml"], "--toml"),
    "warm what": (["warm", "me"], "me"),
}  # fmt: skip


@pytest.mark.compiled
@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(ROOT)
    arguments, says = MISTAKES[name]
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("grapevine: ")
    assert says in captured.err
    assert captured.err.count("\n") == 1
    assert len(captured.err) < 1_000


def test_a_list_without_weights_has_none_to_use(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "ties.csv"
    file.write_text("a,b\n")
    assert main(["cascade", "--edges", str(file), "--weights", "--seeds", "a"]) == 2
    assert "no weights" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["", "run", "log", "list", "levers", "cascade", "warm"])
def test_help_is_there(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert main([*command.split(), "--help"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith(f"usage: python -m simulation {command}".rstrip())
    assert captured.err == ""


@pytest.mark.compiled
def test_another_process_gives_the_same_bytes() -> None:
    command = [*COMMAND, "run", "default", "--worlds", "3", "--days", "2", "--json"]
    one, other = (subprocess.run(command, cwd=ROOT, capture_output=True, check=True) for _ in "ab")
    assert one.stdout == other.stdout
    assert one.stderr == b""
    assert json.loads(one.stdout)["worlds"] == 3


@pytest.mark.compiled
def test_a_mistake_in_another_process_has_no_traceback() -> None:
    command = [*COMMAND, "run", b"d\xc3\xa9faut\xff", "--worlds", "3"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith(b"grapevine: ")
    assert ended.stderr.count(b"\n") == 1


@pytest.mark.compiled
def test_a_reader_who_leaves_early_is_no_mistake() -> None:
    command = [*COMMAND, "log", "default", "--world", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline().startswith(b"time_hours")
    process.stdout.close()
    assert process.stderr
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == 0


@pytest.mark.compiled
def test_a_full_disk_is_said_in_a_line() -> None:
    with Path("/dev/full").open("w") as full:
        command = [*COMMAND, "levers"]
        ended = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith(b"grapevine: ")
    assert b"Traceback" not in ended.stderr


def _heeds_ctrl_c() -> None:
    """As in a terminal; what a shell starts in the background ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.compiled
def test_ctrl_c_stops_every_thread() -> None:
    """The key is pressed when the line of progress says that runs are under way."""
    ours, theirs = os.openpty()  # as a terminal, so that there is a line of progress
    command = [*COMMAND, "run", "default", "--worlds", "100000", "--days", "365"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=theirs,
        preexec_fn=_heeds_ctrl_c,  # noqa: PLW1509 - nothing but that is done before the start
    ) as process:
        os.close(theirs)
        try:
            seen = _read_until(ours, b" of 100,000 runs")
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=30)
            said = seen + _read_until(ours, b"stopped")
        finally:
            process.kill()
            os.close(ours)
    assert process.returncode == 130
    assert out == b""
    assert said.endswith(b"grapevine: stopped")


def _read_until(terminal: int, wanted: bytes) -> bytes:
    """The text on a terminal up to these words; all of it where it ends without them."""
    seen = b""
    while wanted not in seen:
        try:
            seen += os.read(terminal, 1)
        except OSError:  # the other end is closed
            break
    return seen
