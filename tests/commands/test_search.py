"""The commands that search and map: text, JSON, and bad input refused in one line."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulation.__main__ import main
from simulation.experiment import MODEL
from simulation.scenario import dumps
from tests.experiment.stories import story

SHORT = ["--worlds", "20", "--days", "7"]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A story of two small sides in a file; results are kept beside it."""
    monkeypatch.setenv("GRAPEVINE_STORE", str(tmp_path / "kept.sqlite"))
    told = story(
        {"followers.fans.size": 20, "followers.casual.size": 0},
        {"followers.fans.size": 0, "followers.casual.size": 300},
        breaks=("followers.casual.see", "dialogue.order"),
    )  # fmt: skip
    path = tmp_path / "small.toml"
    path.write_text(dumps(told))
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    return json.loads(said(capsys, *arguments, "--json"), parse_constant=refuse)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("grapevine: ")
    assert captured.err.count("\n") == 1
    return captured.err


def test_break_even_as_json_and_as_text(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["break-even", small, "--lever", "followers.casual.see", *SHORT]
    found = as_json(capsys, *asked)
    assert (found["scenario"], found["lever"], found["version"]) == (
        "small", "followers.casual.see", MODEL,
    )  # fmt: skip
    assert (found["moved_on"], found["today"], found["worlds"]) == (["A", "B"], 0.05, 20)
    (crossing,) = found["crossings"]
    assert crossing["low"] <= crossing["value"] <= crossing["high"]
    assert (crossing["below"], crossing["above"]) == ("A", "B")
    text = said(capsys, *asked)
    assert found["sentence"] in text.splitlines()
    assert "today" in text
    assert text.count(" to ") >= len(found["points"])
    assert as_json(capsys, *asked, "--threads", "1", "--no-store") == found


def test_break_even_where_there_is_none_is_no_error(
    small: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["break-even", small, "--lever", "money.wage", "--range", "1:50", *SHORT]
    found = as_json(capsys, *asked)
    assert (found["low"], found["high"], found["crossings"]) == (1.0, 50.0, [])
    assert found["leader"] == "B"
    assert found["sentence"].startswith("Never from $1 to $50 an hour")
    assert "A: the one. B: the many." in said(capsys, *asked)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (["--lever", "money.wages"], "did you mean money.wage?"),
        (["--lever", "money.wage", "--range", "5"], "write --range low:high"),
        (["--lever", "money.wage", "--range", "x:5"], "range = 'x' is not legal"),
        (["--lever", "money.wage", "--range", "5:1"], "must begin below its end"),
        (["--lever", "money.wage", "--range", "1:99999"], "a number from 0 to 10,000"),
        (["--lever", "dialogue.order", "--range", "0:1"], "has no range"),
        (["--lever", "D:money.wage"], "there is no side 'D'"),
        (["--lever", "money.wage", "--outcome", "rech"], "did you mean reach?"),
        (["--lever", "money.wage", "--factor", "0"], "factor = 0.0 is not legal"),
        (["--lever", "money.wage", "--worlds", "0"], "worlds = 0 is not legal"),
        ([], "--lever"),
    ],
)
def test_break_even_refuses(
    small: str, capsys: pytest.CaptureFixture[str], more: list[str], why: str
) -> None:
    assert why in refused(capsys, "break-even", small, *more)


@pytest.mark.parametrize("command", ["break-even", "story"])
def test_two_sides_are_needed(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    lever = ["--lever", "money.wage"] if command == "break-even" else []
    assert "one side only" in refused(capsys, command, "default", *lever)


def test_a_story_as_json_and_as_text(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "story", small, *SHORT)
    assert found["verdict"] == "fails"
    assert [side["key"] for side in found["sides"]] == ["A", "B"]
    assert [len(side["values"]) for side in found["sides"]] == [20, 20]
    assert [each["lever"] for each in found["breaks"]] == ["followers.casual.see", "dialogue.order"]
    text = said(capsys, "story", small, *SHORT)
    assert "Claim: A beats B." in text
    assert found["sentence"] in text.splitlines()
    for each in found["breaks"]:
        assert f"- {each['sentence']}" in text.splitlines()
    quick = as_json(capsys, "story", small, *SHORT, "--no-search")
    assert quick == {**found, "breaks": []}


def test_levers_are_set_on_every_side(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody sees anything: all worlds are even."""
    blind = ["--set", "followers.fans.see=0", "--set", "followers.casual.see=0"]
    found = as_json(capsys, "story", small, *SHORT, "--no-search", *blind)
    assert (found["odds"]["ties"], found["odds"]["odds"], found["verdict"]) == (20, 50, "undecided")
