"""`account`: the command around simulation.account, whose own tests hold the numbers."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulation.__main__ import main
from simulation.account import AccountInfo, fit, load
from simulation.compiling import MODEL
from simulation.scenarios import dumps
from tests.account.exports import DATA, FOLLOWERS, export

GOOD = ("--followers", str(FOLLOWERS))
FEW = ("--worlds", "8")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("account") / "mine.csv"
    path.write_text(export(number=60))
    return path


def refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON")


@pytest.mark.compiled
def test_json_has_levers_rates_checks_and_the_scenario(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    assert main(["account", str(file), *GOOD, *FEW, "--seed", "5", "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out, parse_constant=refuse)
    expected = fit(load(file), AccountInfo(FOLLOWERS))
    assert found["scenario"] == dumps(expected.scenario)
    for each in expected.estimates:
        lever = found["levers"][each.path]
        ends = (each.range.value, each.range.low)
        assert (lever["value"], lever["low"]) == pytest.approx(ends, rel=1e-11)
        assert lever["how"] == "measured"
    rates = found["engagement"]
    assert rates["per_follower"]["value"] == pytest.approx(
        rates["per_impression"]["value"] * rates["views"]["value"]
    )
    assert set(found["backtest"]) == set(found["compared"])
    assert found["backtest"]["shares"]["posts"] == 18
    assert (found["seed"], found["worlds"], found["model"]) == (5, 8, MODEL)
    assert found["outlook"]["reach"]["low90"] > 0


@pytest.mark.compiled
def test_the_text_has_levers_with_ranges_and_the_seed_last(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    assert main(["account", str(file), *GOOD, *FEW, "--fake", "10%:40%"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "mine.csv: 60 posts, read as X analytics (posts, reposts)"
    for start in ("followers.casual.see", "likes, actual", "likes, simulated", "Reach"):
        assert any(line.startswith(start) for line in lines), start
    assert any(line.endswith("over the ranges of the audit:") for line in lines)
    assert sum(line.startswith("Test on later posts: ") for line in lines) == 5
    assert lines[-1].startswith("seed 1, model ")
    assert "forecast" not in " ".join(lines)


@pytest.mark.compiled
def test_out_writes_a_scenario_that_runs(
    capsys: pytest.CaptureFixture[str], file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "mine.toml"
    assert main(["account", str(file), *GOOD, "--mass", "0:0.2", "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"wrote {out}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.toml"]
    for side in "ABC":
        assert main(["run", str(out), "--side", side, "--worlds", "2", "--days", "3"]) == 0
    assert "Audit figures at their high ends" in capsys.readouterr().out


@pytest.mark.compiled
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--followers", "many"], "--followers cannot be 'many': it must be a whole number"),
        (["--followers", "-5"], "--followers cannot be '-5'"),
        (["--followers", "0"], "followers cannot be 0"),
        (["--followers", "9" * 400], "it must be a whole number"),
        ([], "the following arguments are required: --followers"),
        ([*GOOD, "--fake", "0.4:0.1"], "--fake cannot be '0.4:0.1'"),
        ([*GOOD, "--fake", "1", "--mass", "1"], "no followers would be left who could notice you"),
        ([*GOOD, "--views", "0"], "--views cannot be '0': it must be more than 0"),
        ([*GOOD, "--hours", "25"], "dialogue.hours cannot be 25.0"),
        ([*GOOD, "--hours", "x"], "dialogue.hours cannot be 'x'"),
        ([*GOOD, "--account", "me"], "mine.csv: no column names the account of a post"),
        ([*GOOD, "--worlds", "0"], "worlds cannot be 0"),
        ([*GOOD, "--out", "mine.csv"], "it must be the name of a file that ends in .toml"),
        ([*GOOD, "--out", "no/such/folder.toml"], "cannot be written to"),
        ([*GOOD, "--out", ""], "it must be the name of a file that ends in .toml"),
        ([*GOOD, "--out", "a.toml", "--json"], "not allowed with argument"),
    ],
)
def test_a_mistake_is_one_line(
    capsys: pytest.CaptureFixture[str], file: Path, arguments: list[str], said: str
) -> None:
    assert main(["account", str(file), *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("grapevine: ")
    assert said in captured.err
    assert captured.err.count("\n") == 1


def test_whose_posts_must_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["account", str(DATA), *GOOD]) == 2
    assert "choose one: 'BarackObama', 'realDonaldTrump'" in capsys.readouterr().err


@pytest.mark.compiled
def test_a_scenario_that_cannot_be_written_leaves_nothing(
    capsys: pytest.CaptureFixture[str],
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("simulation.commands.account.os.replace", full)
    assert main(["account", str(file), *GOOD, "--out", str(tmp_path / "mine.toml")]) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
