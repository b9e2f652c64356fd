"""`compare`: two sides by name, as sentences and as JSON, until sure, and stopped half-way."""

import json
import os
import signal
import threading
from pathlib import Path
from typing import Any

import pytest

from simulation import parameters
from simulation.__main__ import main
from simulation.commands._shared import experiment_options
from simulation.ensemble import Stopped
from simulation.experiment import Progress, ResultStore, Setup, open_runner
from simulation.experiment.comparison.attribution import explain
from simulation.experiment.comparison.pairwise import compare
from simulation.outcomes import OUTCOMES
from simulation.parameters import Parameters, Run, changed
from simulation.report.verdict import sentence
from simulation.scenarios import load

QUICK = ["--worlds", "12", "--days", "3", "--set", "network.population=3000", "--no-store"]
HOUR = ["--set-b", "dialogue.hours=0", "--set-b", "posts.count=3"]


def refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON")


def compare_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["compare", *arguments, "--json"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    found = json.loads(captured.out, parse_constant=refuse)
    assert isinstance(found, dict)
    return found


@pytest.mark.compiled
def test_json_is_the_comparison_with_every_world(capsys: pytest.CaptureFixture[str]) -> None:
    found = compare_json(capsys, "default", *QUICK, *HOUR, "--seed", "5", "--outcome", "acted")
    base = changed(Parameters(), {"network.population": 3_000})
    run = Run(worlds=12, days=3.0, seed=5)
    a, b = Setup(base, run), Setup(changed(base, {"dialogue.hours": 0.0, "posts.count": 3}), run)
    with open_runner() as here:
        same, parts = compare(a, b, "acted", here), explain(a, b, "acted", here)
    assert found["win_rate"]["percent"] == same.win_rate.percent
    assert found["verdict"]["kind"] == same.verdict.kind
    assert found["verdict"]["sentence"] == sentence(same.verdict)
    assert found["a"]["values"] == same.a_values.tolist()
    assert found["b"]["values"] == same.b_values.tolist()
    assert found["again"] == same.again.tolist()
    assert found["difference"]["median"] == same.difference.median
    assert same.floor is not None
    assert found["floor"]["median"] == pytest.approx(same.floor.median, rel=1e-11)
    assert found["a"]["inputs"] == parameters.values(a.parameters)
    assert found["changed"] == {
        "posts.count": {"a": 12, "b": 3},
        "dialogue.hours": {"a": 1.0, "b": 0.0},
    }
    told = found["parts"]["parts"]
    assert [part["mean"] for part in told] == [part.mean for part in parts.parts]
    assert sum(part["mean"] for part in told) == pytest.approx(found["parts"]["whole"])
    for number, whole in enumerate(found["difference"]["values"]):
        assert sum(part["values"][number] for part in told) == pytest.approx(whole)
    assert list(found["win_rate_width_with"]) == ["24", "48", "120"]


@pytest.mark.compiled
def test_a_story_alone_is_its_two_sides_by_its_own_judge(
    capsys: pytest.CaptureFixture[str],
) -> None:
    short = ["--worlds", "3", "--days", "2", "--no-store", "--no-explain"]
    found = compare_json(capsys, "4b", *short)
    assert (found["outcome"], found["factor"]) == ("close_fans", 1.6)
    assert [found[side]["side"] for side in "ab"] == ["A", "B"]
    assert found["b"]["title"] == load("4b").side("B").title
    assert found["parts"] is None
    other = compare_json(capsys, "4b:A", "4b:C", *short)
    assert (other["b"]["side"], other["factor"]) == ("C", 1.6)
    assert other["a"]["values"] == found["a"]["values"]
    plain = compare_json(capsys, "4b:B", "default", *short)
    assert (plain["outcome"], plain["factor"]) == ("reach", 1.0)


@pytest.mark.compiled
def test_a_file_against_a_scenario(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('schema = 1\nextends = "default"\ntitle = "Mine"\n[posts]\ncount = 2\n')
    found = compare_json(capsys, str(file), "default", *QUICK)
    assert found["changed"] == {"posts.count": {"a": 2, "b": 12}}
    assert found["a"]["title"] == "Mine"


@pytest.mark.compiled
def test_text_says_what_was_found_and_what_it_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "default", *QUICK, *HOUR]) == 0
    said = capsys.readouterr().out
    assert "12 simulated runs of 3 days, the same random draws on both sides." in said
    for words in (
        "Win rate (A reaches more people than B): ",
        "48 runs would narrow these ",
        "Noise floor (A run again with other random draws): ",
        "“Posts” (posts.count)",
        "of the difference",
        "seed 1, model ",
    ):
        assert words in said


@pytest.mark.compiled
def test_nothing_differs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "default", "default", *QUICK]) == 0
    said = capsys.readouterr().out
    assert "No difference: A and B have the same reach in all 12 runs." in said
    assert "Nothing differs between A and B." in said


@pytest.mark.compiled
@pytest.mark.parametrize("name", OUTCOMES)
def test_every_outcome_can_be_told_though_nobody_sees_anything(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    blind = [f"--set=followers.{group}.see=0" for group in ("fans", "casual")]
    store = ["--store", str(tmp_path / "kept"), "--worlds", "3", "--days", "1"]
    assert main(["compare", "default", *store, *blind, *HOUR, "--outcome", name]) == 0
    assert "nan" not in capsys.readouterr().out.replace("unanswered", "")
    compare_json(capsys, "default", *store, *blind, *HOUR, "--outcome", name)


@pytest.mark.compiled
def test_threads_change_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    one, four = (
        compare_json(capsys, "default", *QUICK, *HOUR, "--threads", threads) for threads in "14"
    )
    assert one == four


@pytest.mark.compiled
def test_until_it_is_sure(capsys: pytest.CaptureFixture[str]) -> None:
    quick = ["--days", "1", "--set", "network.population=2000", "--no-store", "--no-explain"]
    found = compare_json(capsys, "default", *quick, *HOUR, "--until", "1", "--limit", "200")
    assert found["until"]["planned"] == [100, 200]
    assert found["until"]["level"] == pytest.approx(0.975)
    assert found["worlds"] == found["until"]["looks"][-1]["worlds"] == 200
    assert not found["until"]["reached"]
    assert main(["compare", "default", *quick, *HOUR, "--until", "60"]) == 0
    assert "Looked after 100 runs; narrow enough: " in capsys.readouterr().out


@pytest.mark.compiled
def test_ctrl_c_keeps_what_is_done(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key is pressed when the first results are in; those need not be computed again."""
    done: list[int] = []

    class Pressed:
        """A progress line that presses Ctrl-C once something has been done."""

        def __call__(self, now: int, total: int, more: str = "") -> None:
            if now and not done:
                done.append(now)
                os.kill(os.getpid(), signal.SIGINT)

    file = tmp_path / "kept.sqlite"
    long = ["compare", "default", *HOUR, "--worlds", "100000", "--store", str(file)]
    with monkeypatch.context() as patched:
        patched.setattr(experiment_options, "ProgressLine", Pressed)
        assert main(long) == 130
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "grapevine: stopped\n")

    kept: list[int] = []
    setup = Setup(Parameters(), Run(worlds=100_000))
    stop = threading.Event()

    def look(progress: Progress) -> None:
        kept.append(progress.kept)
        stop.set()

    with (
        ResultStore(file) as store,
        open_runner(store=store, on_progress=look, stop=stop) as again,
        pytest.raises(Stopped),
    ):
        again.measure([setup])
    assert kept[0] > 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["default"], "default is one side only: name a second side"),
        (["4b:C"], "4b:C is one side only"),
        (["4b:E"], "there is no side 'E'; there are A, B, C"),
        (["default", "4b"], "default suggests 28 days, 4b 84: choose with --days"),
        (["default", "nowhere"], "there is no scenario 'nowhere'"),
        (["4b", "--outcome", "reech"], "did you mean reach?"),
        (["4b", "--factor", "0"], "factor cannot be 0.0"),
        (["4b", "--factor", "x"], "factor cannot be 'x': it must be a number"),
        (["4b", "--set", "posts.count"], "it must be written as lever=value"),
        (["4b", "--set-b", "posts.count=0"], "--set-b: posts.count cannot be 0"),
        (["4b", "--set-a", "seed=3"], "--set-a: seed is a setting of the run; write --seed 3"),
        (["4b", "--worlds", "0"], "worlds cannot be 0"),
        (["4b", "--threads", "0"], "threads cannot be '0'"),
        (["4b", "--until", "0"], "until cannot be 0.0"),
        (["4b", "--until", "5", "--limit", "99"], "limit cannot be '99'"),
        (["4b", "--until", "5", "--worlds", "99"], "--worlds and --until exclude one another"),
        (["4b", "--limit", "300"], "--limit needs --until"),
        (["4b", "--clock", "live"], "unrecognized arguments"),
        (["4b", "--store", "x", "--no-store"], "not allowed with argument"),
        (["4b", "--cluster", "nonsense://"], "cluster = 'nonsense://'"),
        ([], "the following arguments are required: A"),
    ],
)
def test_bad_input_is_one_clear_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["compare", *arguments]) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert (captured.out, captured.err.count("\n")) == ("", 1)
