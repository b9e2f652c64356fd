"""`precision`: how precise the figures of one scenario are."""

import json

import numpy as np
import pytest

from simulation.__main__ import main
from simulation.experiment.comparison.precision import mean_precision, median_precision

QUICK = ["--days", "1", "--set", "network.population=2000", "--no-store"]


@pytest.mark.compiled
def test_json_has_the_intervals_and_what_more_worlds_bring(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["precision", "default", *QUICK, "--worlds", "40", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    column = np.array(found["values"])
    assert (found["outcome"], found["worlds"], len(column)) == ("reach", 40, 40)
    expected = {"median": median_precision(column), "mean": mean_precision(column)}
    for name, each in expected.items():
        assert each is not None
        told = found["figures"][name]
        interval = (told["figure"], told["low95"], told["high95"])
        assert interval == pytest.approx((each.figure, each.low, each.high), rel=1e-11)
        assert told["width_with"]["160"] == pytest.approx(each.width / 2)


@pytest.mark.compiled
def test_a_side_by_the_judge_of_its_story(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["precision", "4b:B", *QUICK[:2], "--no-store", "--worlds", "6", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["side"], found["outcome"]) == ("B", "close_fans")


@pytest.mark.compiled
def test_until_says_when_it_looked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["precision", "default", *QUICK, "--until", "0.5", "--limit", "200"]) == 0
    said = capsys.readouterr().out
    assert "200 simulated runs of 1 day." in said
    assert "with 800 runs" in said
    assert "Looked after 100, 200 runs; not narrow enough at the limit: " in said


@pytest.mark.compiled
def test_too_few_worlds_are_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["precision", "default", *QUICK, "--worlds", "1"]) == 0
    assert "Too few runs for an interval" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["default", "--until", "wide"], "until cannot be 'wide': it must be a number"),
        (["default", "--until", "nan"], "until cannot be nan"),
        (["default", "--factor", "2"], "unrecognized arguments"),
        (["default:B"], "there is no side 'B'; there is only A"),
    ],
)
def test_bad_input_is_one_clear_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["precision", *arguments]) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert (captured.out, captured.err.count("\n")) == ("", 1)


def test_its_old_name_says_the_new_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["enough", "default"]) == 2
    captured = capsys.readouterr()
    assert captured.err == "grapevine: the command enough is now called precision\n"
    assert captured.out == ""
