"""Options that all experiments share: sides by name, who judges, where results are kept."""

import argparse
import json
from pathlib import Path

import pytest

from simulation.__main__ import main
from simulation.commands._shared.experiment_options import (
    add_experiment,
    add_judge,
    choice_of,
    judge_of,
    runner_of,
    setup_of,
)
from simulation.errors import UserError
from simulation.experiment import Setup
from simulation.parameters import Parameters, Run, changed
from simulation.scenarios import Judge, load


def asked(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_judge(parser)
    add_experiment(parser)
    return parser.parse_args(arguments)


def test_a_side_is_named_by_its_letter_and_the_first_without_one() -> None:
    story = load("4b")
    for text, key in (("4b", "A"), ("4b:A", "A"), ("4b:C", "C")):
        found = choice_of(text, asked(), [], "--set-a")
        assert found.side == story.side(key)
        assert setup_of(found) == Setup(story.side(key).parameters, story.run)


def test_a_side_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('schema = 1\nextends = "4b"\ntitle = "Mine"\n')
    assert (
        choice_of(f"{file}:B", asked(), [], "--set-a").parameters == load("4b").side("B").parameters
    )


def test_levers_are_set_on_both_sides_then_on_one() -> None:
    options = asked("--set", "posts.count=3", "--set", "posts.every=9", "--seed", "7")
    found = choice_of("default", options, ["posts.every=8"], "--set-b")
    assert found.parameters == changed(Parameters(), {"posts.count": 3, "posts.every": 8.0})
    assert found.run == Run(seed=7)


@pytest.mark.parametrize(
    ("arguments", "judge"),
    [
        ((), Judge("close_fans", factor=1.6)),
        (("--outcome", "close_fans"), Judge("close_fans", factor=1.6)),
        (("--outcome", "profit"), Judge("profit")),
        (("--factor", "3"), Judge("close_fans", factor=3.0)),
        (("--outcome", "profit", "--factor", "0.5"), Judge("profit", factor=0.5)),
    ],
)
def test_the_story_judges_unless_told_otherwise(arguments: tuple[str, ...], judge: Judge) -> None:
    assert judge_of(asked(*arguments), load("4b")) == judge


def test_without_a_story_reach_judges() -> None:
    assert judge_of(asked(), None) == judge_of(asked(), load("default")) == Judge("reach")


@pytest.mark.parametrize("factor", ["0", "-1", "nan", "1001", "two", ""])
def test_a_factor_that_is_none_is_refused(factor: str) -> None:
    with pytest.raises(UserError, match=r"^(--)?factor cannot be .*: it must be a number"):
        judge_of(asked(f"--factor={factor}"), None)


@pytest.mark.compiled
def test_results_are_kept_where_asked_or_nowhere(tmp_path: Path) -> None:
    setup, file = Setup(Parameters(), Run(worlds=2, days=1.0)), tmp_path / "kept.sqlite"
    with runner_of(asked("--no-store", "--threads", "1")) as runner:
        assert runner.store is None
        assert runner.pool.workers == 1
    with runner_of(asked("--store", str(file))) as runner:
        runner.measure([setup])
    with runner_of(asked("--store", str(file))) as runner:
        told: list[int] = []
        runner.on_progress = lambda now: told.append(now.kept)
        runner.measure([setup])
        assert told == [2]


def test_the_usual_store_is_the_one_the_environment_names(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GRAPEVINE_STORE", str(tmp_path / "usual.sqlite"))
    with runner_of(asked()) as runner:
        assert runner.store is not None
        assert runner.store.path == tmp_path / "usual.sqlite"


@pytest.mark.compiled
def test_store_shows_its_size_and_can_be_cleared(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "kept.sqlite"

    def told(*arguments: str) -> int:
        assert main(["store", "--store", str(file), "--json", *arguments]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["path"] == str(file)
        return int(found["bytes"])

    empty = told()
    with runner_of(asked("--store", str(file))) as runner:
        runner.ensembles([Setup(Parameters(), Run(worlds=400, days=2.0))])
    assert told() > empty + 100_000
    assert told("--clear") < empty + 50_000
    assert main(["store", "--store", str(file)]) == 0
    assert capsys.readouterr().out.startswith(f"{file}: 0.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--store", ""], "--store cannot be ''"),
        (["--store", "."], "cannot keep results there"),
        (["--store", "/proc/none/x"], "cannot keep results there"),
        (["--stoer", "x"], "unrecognized arguments"),
    ],
)
def test_a_store_that_cannot_be_is_refused(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["store", *arguments]) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert (captured.out, captured.err.count("\n")) == ("", 1)
