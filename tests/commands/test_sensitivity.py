"""The commands that search and map: text, JSON, and bad input refused in one line."""

from pathlib import Path

import pytest

from simulation.experiment import MODEL
from simulation.scenarios import dumps
from tests.commands.terminal import as_json, refused, said
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
    )
    path = tmp_path / "small.toml"
    path.write_text(dumps(told))
    return str(path)


@pytest.mark.compiled
def test_break_even_as_json_and_as_text(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["break-even", small, "--lever", "followers.casual.see", *SHORT]
    found = as_json(capsys, *asked)
    assert (found["scenario"], found["lever"], found["model"]) == (
        "small",
        "followers.casual.see",
        MODEL,
    )
    assert (found["moved_on"], found["today"], found["worlds"]) == (["A", "B"], 0.05, 20)
    (crossing,) = found["crossings"]
    assert crossing["low"] <= crossing["value"] <= crossing["high"]
    assert (crossing["below"], crossing["above"]) == ("A", "B")
    text = said(capsys, *asked)
    assert found["sentence"] in text.splitlines()
    assert "today" in text
    assert text.count(" to ") >= len(found["points"])
    assert as_json(capsys, *asked, "--threads", "1", "--no-store") == found


@pytest.mark.compiled
def test_break_even_where_there_is_none_is_no_error(
    small: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["break-even", small, "--lever", "money.wage", "--range", "1:50", *SHORT]
    found = as_json(capsys, *asked)
    assert (found["low"], found["high"], found["crossings"]) == (1.0, 50.0, [])
    assert found["leader"] == "B"
    assert found["sentence"].startswith("“the many” wins at every value tried of")
    assert "from $1 to $50 an hour" in found["sentence"]
    assert "A: the one. B: the many." in said(capsys, *asked)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (["--lever", "money.wages"], "did you mean money.wage?"),
        (["--lever", "money.wage", "--range", "5"], "it must be written as low:high"),
        (["--lever", "money.wage", "--range", "x:5"], "range cannot be 'x'"),
        (["--lever", "money.wage", "--range", "5:1"], "a range whose low end comes first"),
        (["--lever", "money.wage", "--range", "1:99999"], "a number from $0 to $10,000 an hour"),
        (["--lever", "dialogue.order", "--range", "0:1"], "has no range"),
        (["--lever", "D:money.wage"], "there is no side 'D'"),
        (["--lever", "money.wage", "--outcome", "rech"], "did you mean reach?"),
        (["--lever", "money.wage", "--factor", "0"], "factor cannot be 0.0"),
        (["--lever", "money.wage", "--worlds", "0"], "worlds cannot be 0"),
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


@pytest.mark.compiled
def test_a_story_as_json_and_as_text(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "story", small, *SHORT)
    assert found["verdict"]["kind"] == "B"
    assert [side["key"] for side in found["sides"]] == ["A", "B"]
    assert [len(side["values"]) for side in found["sides"]] == [20, 20]
    assert [each["lever"] for each in found["breaks"]] == ["followers.casual.see", "dialogue.order"]
    text = said(capsys, "story", small, *SHORT)
    assert "Claim: A beats B." in text
    assert f"The claim fails here. {found['verdict']['sentence']}" in text.splitlines()
    for each in found["breaks"]:
        assert f"- {each['sentence']}" in text.splitlines()
    quick = as_json(capsys, "story", small, *SHORT, "--no-search")
    assert quick == {**found, "breaks": []}


@pytest.mark.compiled
def test_levers_are_set_on_every_side(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody sees anything: all worlds are even."""
    blind = ["--set", "followers.fans.see=0", "--set", "followers.casual.see=0"]
    found = as_json(capsys, "story", small, *SHORT, "--no-search", *blind)
    assert (found["win_rate"]["ties"], found["win_rate"]["percent"]) == (20, 50)
    assert found["verdict"]["kind"] == "same"


# Maps


@pytest.mark.compiled
def test_a_map_as_json_and_as_text(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        "map",
        small,
        "--x",
        "followers.casual.see=0.001:0.1:4:log",
        "--y",
        "followers.fans.see=0.05:0.25:3",
        *SHORT,
    ]
    found = as_json(capsys, *asked)
    assert found["x"]["values"] == [0.001, 0.00464, 0.0215, 0.1]
    assert found["y"]["values"] == [0.05, 0.15, 0.25]
    assert [len(row) for row in found["win_rate"]] == [4, 4, 4]
    assert found["today"] == [0.05, 0.15]
    assert found["claim"] == "A beats B."
    for line in found["line"]:
        assert all(0.001 <= x <= 0.1 and 0.05 <= y <= 0.25 for x, y in line)
    assert found["line"]
    text = said(capsys, *asked).splitlines()
    assert sum(line.startswith("Break-even at (") for line in text) == len(found["line"])
    rows = [line.split() for line in text if line.strip().startswith(("25%", "15%", "5%"))]
    win_rate = [[f"{cell:.0f}" for cell in row] for row in reversed(found["win_rate"])]
    assert [row[1:] for row in rows] == win_rate
    assert as_json(capsys, *asked, "--threads", "1", "--no-store") == found


@pytest.mark.compiled
def test_a_map_of_one_side_and_a_choice(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        "map",
        "default",
        "--x",
        "posts.count=1:3:3",
        "--y",
        "dialogue.order",
        *SHORT,
        "--outcome",
        "cost",
    ]
    found = as_json(capsys, *asked)
    assert found["line"] == []
    assert found["win_rate"] == [[100, 100, 100]] * 2  # fewer posts than today cost less
    assert "There is no break-even line on this map." in said(capsys, *asked)


@pytest.mark.parametrize(
    ("x", "y", "why"),
    [
        ("money.wage=1:2:2", "money.wage=1:2:2", "the same lever"),
        ("money.wage=2:1:2", "posts.count=1:2:2", "the first must be lower"),
        ("money.wage", "posts.count=1:2:2", "write money.wage=low:high:n"),
        ("money.wages=1:2:2", "posts.count=1:2:2", "did you mean money.wage?"),
        ("money.wage=1:2:200", "posts.count=1:2:2", "from 2 to 100"),
        ("dialogue.order=1:2:3", "posts.count=1:2:2", "is no number"),
    ],
)
def test_a_map_refuses(
    small: str, capsys: pytest.CaptureFixture[str], x: str, y: str, why: str
) -> None:
    assert why in refused(capsys, "map", small, "--x", x, "--y", y)


# Importance


@pytest.mark.compiled
def test_importance_as_json_and_as_text(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    short = ["--worlds", "6", "--days", "5", "--levers", "2", "--points", "8"]
    asked = ["importance", f"{small}:B", *short]
    found = as_json(capsys, *asked)
    assert (found["scenario"], found["side"], found["outcome"]) == ("small", "B", "reach")
    assert len(found["together"]["levers"]) == 2
    first = found["effects"][0]
    assert first["swing"] == first["at_high"]["median"] - first["at_low"]["median"]
    assert {"lever": "partners.agree", "why": "no partner is asked"} in found["left_out"]
    text = said(capsys, *asked)
    assert "Varied together" in text
    assert first["label"] in text


@pytest.mark.compiled
@pytest.mark.parametrize(
    ("more", "why"),
    [
        (["--points", "9"], "a power of 2"),
        (["--points", "x"], "points cannot be 'x'"),
        (["--levers", "1"], "levers cannot be '1'"),
        (["--outcome", "rech"], "did you mean reach?"),
        (["--side", "E"], "there is no side 'E'"),  # as it was written before
    ],
)
def test_importance_refuses(
    small: str, capsys: pytest.CaptureFixture[str], more: list[str], why: str
) -> None:
    assert why in refused(capsys, "importance", small, *SHORT, *more)
