"""`experiments`: published experiments, for people and for programs."""

from pathlib import Path

import pytest

from simulation.compiling import MODEL
from tests.commands.terminal import as_json, refused, said
from tests.trials.texts import GOOD, SILENT

FEW = ("--worlds", "10", "--no-store")


@pytest.fixture
def mine(tmp_path: Path) -> str:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, encoding="utf-8")
    return str(path)


@pytest.mark.compiled
def test_an_effect_has_a_line(capsys: pytest.CaptureFixture[str], mine: str) -> None:
    head, line, *rest = said(capsys, "experiments", mine, *FEW, "--seed", "3").splitlines()
    assert head.split()[0] == "study"
    assert line.startswith("Somebody 2020  Reach with more followers, times without  1.5")
    assert line.endswith((" in", " out", " too close to call"))
    assert "1 to 3" in line
    assert " of 1 experiments that can be repeated" in rest[-3]
    assert rest[-1] == f"seed 3, model {MODEL}"


def test_one_that_cannot_be_repeated_says_why(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "silent.toml"
    path.write_text(SILENT, encoding="utf-8")
    text = said(capsys, "experiments", str(path), "--no-store")
    assert "Somebody 2020: cannot say. A mechanism." in text
    assert "On 1 more the model cannot say anything." in text


@pytest.mark.compiled
def test_json_has_all_of_it(capsys: pytest.CaptureFixture[str], mine: str) -> None:
    found = as_json(capsys, "experiments", mine, *FEW, "--set", "public.share=0", "--threads", "1")
    assert found["command"] == (
        f"python -m simulation experiments {mine} --set public.share=0 --worlds 10 --seed 1 --json"
    )
    assert (found["seed"], found["model"]) == (1, MODEL)
    (entry,) = found["trials"]
    assert (entry["id"], entry["worlds"], entry["days"]) == ("mine", 10, 28)
    assert (entry["held_back"], entry["known"], entry["year"]) == (True, "read", 2020)
    (row,) = entry["checks"]
    assert row["low"] <= row["model"] <= row["high"]
    assert (row["tolerance"], row["interval"], row["published"]) == ([1, 3], None, "1.5")
    assert row["verdict"] == entry["verdict"]


@pytest.mark.compiled
def test_a_lever_may_be_set_on_every_side(capsys: pytest.CaptureFixture[str], mine: str) -> None:
    same = as_json(capsys, "experiments", mine, *FEW, "--set", "followers.casual.size=500")
    assert same["trials"][0]["checks"][0]["model"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("kim-2014",), "there is no experiment 'kim-2014'; did you mean kim-2015?"),
        (("none.toml",), "none.toml: there is no such file"),
        (("--worlds", "0"), "worlds cannot be 0"),
        (("--set", "posts.cuont=3"), "there is no lever 'posts.cuont'"),
        (("--set", "posts.count=0"), "posts.count cannot be 0"),
        (("--set", "posts.count"), "--set cannot be 'posts.count'"),
    ],
)
def test_mistakes(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    assert message in refused(capsys, "experiments", *arguments)


def test_a_broken_file_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(GOOD.replace("[1, 3]", "[3, 1]"), encoding="utf-8")
    line = refused(capsys, "experiments", str(path))
    assert "broken.toml: check 1: tolerance cannot be [3, 1]" in line
