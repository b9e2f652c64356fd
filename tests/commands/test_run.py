"""`run`: what its JSON, its files and its text promise."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulation import parameters
from simulation.__main__ import main
from simulation.commands._shared.output_files import NAMES
from simulation.compiling import MODEL
from simulation.ensemble import simulate
from simulation.outcomes import OUTCOMES, by_hop, values, waterfall
from simulation.parameters import Parameters, Run, changed
from simulation.scenarios import load
from simulation.spreadsheet import csv_line

SHORT = ["--worlds", "12", "--days", "5"]
QUANTILES = {"low90": 0.05, "low50": 0.25, "median": 0.5, "high50": 0.75, "high90": 0.95}


def refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON")


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["run", *arguments, "--json"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    found = json.loads(captured.out, parse_constant=refuse)
    assert isinstance(found, dict)
    return found


@pytest.mark.compiled
def test_json_says_what_was_run(capsys: pytest.CaptureFixture[str]) -> None:
    found = run_json(
        capsys,
        "default",
        *SHORT,
        "--seed",
        "9",
        "--set",
        "posts.count=3",
        "--set",
        "public.see=0.1",
    )
    expected = changed(Parameters(), {"posts.count": 3, "public.see": 0.1})
    about = {key: found[key] for key in ("scenario", "side", "seed", "worlds", "days", "clock")}
    assert about == {
        "scenario": "default", "side": "A", "seed": 9, "worlds": 12, "days": 5.0, "clock": "swift"
    }  # fmt: skip
    assert found["model"] == MODEL
    assert found["inputs"] == parameters.values(expected)


@pytest.mark.compiled
@pytest.mark.parametrize(
    "arguments", [[], ["--set", "followers.fans.see=0", "--set", "followers.casual.see=0"]]
)
def test_every_outcome_is_there_and_follows_from_its_values(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    found = run_json(capsys, "default", *SHORT, *arguments)
    assert list(found["outcomes"]) == list(OUTCOMES)
    for name, outcome in found["outcomes"].items():
        assert (outcome["label"], outcome["unit"]) == (OUTCOMES[name].label, OUTCOMES[name].unit)
        assert len(outcome["values"]) == 12
        known = [value for value in outcome["values"] if value is not None]
        for key, part in QUANTILES.items():
            assert outcome[key] == (pytest.approx(np.quantile(known, part)) if known else None), (
                name
            )
        assert outcome["mean"] == (pytest.approx(np.mean(known)) if known else None), name


@pytest.mark.compiled
def test_numbers_are_those_of_the_ensemble(capsys: pytest.CaptureFixture[str]) -> None:
    found = run_json(capsys, "default", *SHORT, "--seed", "4")
    ensemble = simulate(Parameters(), Run(worlds=12, days=5.0, seed=4))
    assert found["outcomes"]["reach"]["values"] == values(ensemble, "reach").tolist()
    assert [stage["median"] for stage in found["waterfall"]] == [
        stage.people.median for stage in waterfall(ensemble)
    ]
    assert [stage["name"] for stage in found["waterfall"]] == [
        stage.name for stage in waterfall(ensemble)
    ]
    assert [row["hop"] for row in found["by_hop"]] == [hop for hop, _ in by_hop(ensemble)]
    assert {row["group"] for row in found["by_group"]} == {"fans", "casual", "public"}


@pytest.mark.compiled
def test_over_time_ends_at_the_horizon_with_all_that_was_reached(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = run_json(capsys, "default", *SHORT)
    for what in ("reach", "orders"):
        band = found["over_time"][what]
        assert band["hours"][0] == 0.0
        assert band["hours"][-1] == pytest.approx(5 * 24)
        assert band["median"][-1] == found["outcomes"][what]["median"]
        assert band["low90"][-1] == found["outcomes"][what]["low90"]
        assert {len(column) for column in band.values()} == {len(band["hours"])}


@pytest.mark.compiled
def test_what_has_no_meaning_is_null(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody sees anything: no cost per person, no time to half."""
    setting = [f"followers.{group}.see=0" for group in ("fans", "casual")]
    found = run_json(capsys, "default", *SHORT, "--set", setting[0], "--set", setting[1])
    nothing = found["outcomes"]["cost_per_reach"]
    assert nothing["values"] == [None] * 12
    assert nothing["median"] is None
    assert found["outcomes"]["reach"]["values"] == [0.0] * 12


@pytest.mark.compiled
def test_days_and_worlds_are_those_the_scenario_suggests(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('schema = 1\ntitle = "Mine"\n[run]\ndays = 3.0\nworlds = 7\n')
    found = run_json(capsys, str(file))
    assert (found["scenario"], found["days"], found["worlds"]) == ("mine", 3.0, 7)
    assert run_json(capsys, str(file), "--worlds", "2")["worlds"] == 2


@pytest.mark.compiled
def test_a_side_is_run_with_its_own_levers(capsys: pytest.CaptureFixture[str]) -> None:
    story = load("5c")
    short = ["--worlds", "2", "--days", "1", "--set", "posts.count=1"]
    found = run_json(capsys, "5c:B", *short)
    assert found["side"] == "B"
    assert found["inputs"] == parameters.values(
        changed(story.side("B").parameters, {"posts.count": 1})
    )
    assert run_json(capsys, "5c", "--side", "B", *short) == found  # as it was written before
    assert run_json(capsys, "5c", *short)["side"] == "A"


@pytest.mark.compiled
def test_clock_and_threads_change_nothing_that_happens(capsys: pytest.CaptureFixture[str]) -> None:
    one = run_json(capsys, "default", *SHORT, "--threads", "1")
    four = run_json(capsys, "default", *SHORT, "--threads", "4")
    live = run_json(capsys, "default", *SHORT, "--clock", "live")
    assert one == four
    assert live.pop("clock") == "live"
    assert one.pop("clock") == "swift"
    assert live == one


@pytest.mark.compiled
def test_the_text_has_every_outcome_first_and_seed_and_model_last(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["run", "default", *SHORT, "--seed", "5"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"seed 5, model {MODEL}"
    starts = [outcome.label for outcome in OUTCOMES.values()] + ["On our list", "Bought"]
    places = [
        next(place for place, line in enumerate(lines) if line.startswith(start + "  "))
        for start in starts
    ]
    assert places == sorted(places)
    assert not any("nan" in line.split() for line in lines)


# Files


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.compiled
def test_out_writes_the_same_as_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "new" / "results"
    assert main(["run", "default", *SHORT, "--out", str(folder)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [f"wrote {folder / name}" for name in NAMES]
    assert sorted(path.name for path in folder.iterdir()) == sorted(NAMES)

    found = run_json(capsys, "default", *SHORT)
    assert json.loads((folder / "result.json").read_text()) == found
    worlds = read_csv(folder / "worlds.csv")
    assert [row["world"] for row in worlds] == [str(number) for number in range(12)]
    for name, outcome in found["outcomes"].items():
        column = [float(row[name]) if row[name] else None for row in worlds]
        assert column == outcome["values"], name
    over_time = read_csv(folder / "over_time.csv")
    reach = [float(row["median"]) for row in over_time if row["outcome"] == "reach"]
    assert reach == found["over_time"]["reach"]["median"]
    assert {row["outcome"] for row in over_time} == {"reach", "orders"}


@pytest.mark.compiled
def test_out_into_a_folder_that_is_there_keeps_what_else_is_in_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "worlds.csv").write_text("old")
    assert main(["run", "default", *SHORT, "--out", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*NAMES, "notes.txt"])
    assert (tmp_path / "worlds.csv").read_text().startswith("world,reach,")


@pytest.mark.compiled
@pytest.mark.parametrize(
    "failure", [KeyboardInterrupt(), MemoryError(), OSError(28, "No space left")]
)
def test_nothing_half_done_is_left_behind(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failure: BaseException,
) -> None:
    def fail(folder: Path, found: dict[str, Any]) -> None:
        (folder / "worlds.csv").write_text("half")
        raise failure

    monkeypatch.setattr("simulation.commands._shared.output_files.write", fail)
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "worlds.csv").write_text("old")
    for folder in (tmp_path / "a" / "b", kept):
        assert main(["run", "default", *SHORT, "--out", str(folder)]) in (2, 130)
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (kept / "worlds.csv").read_text() == "old"


@pytest.mark.parametrize("place", ["file", "file/below", "blocked"])
def test_out_is_refused_before_anything_is_run(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("it was run")

    monkeypatch.setattr("simulation.commands.run.simulate", never)
    (tmp_path / "file").write_text("mine")
    (tmp_path / "blocked" / "worlds.csv").mkdir(parents=True)
    assert main(["run", "default", "--out", str(tmp_path / place)]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("grapevine: --out ")
    assert captured.err.count("\n") == 1
    assert (tmp_path / "file").read_text() == "mine"
    assert [path.name for path in (tmp_path / "blocked").iterdir()] == ["worlds.csv"]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"), ("@x", "'@x"), ("\tx", "'\tx"),
        ("-12", "-12"), ("+1.5e3", "+1.5e3"), ("-inf", "'-inf"), ("a=b", "a=b"), ("", '""'),
        (None, '""'), (3.0, "3"), (0.1, "0.1"), (-2.5, "-2.5"), (7, "7"), ('a"b,c', '"a""b,c"'),
    ],
)  # fmt: skip
def test_a_cell_is_never_a_formula(cell: object, written: str) -> None:
    assert csv_line([cell]) == written
