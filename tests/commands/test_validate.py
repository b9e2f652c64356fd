"""`validate`: the published shapes, for people and for programs."""

import json

import pytest

from simulation.__main__ import main
from simulation.compiling import MODEL
from simulation.validation import STATISTICS, TARGETS
from simulation.validation.population import MACRO, NANO

SMALL = ("validate", "--posts", "600", "--seed", "2")


@pytest.mark.compiled
def test_every_statistic_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(SMALL) == 0
    text = capsys.readouterr().out
    head, *lines = text.splitlines()
    assert head.split()[:2] == ["statistic", "model"]
    for each, line in zip(STATISTICS, lines, strict=False):
        assert line.startswith(each.label)
        judged = line.endswith(("pass", "fail"))
        assert judged == (each.name in TARGETS)
        assert each.name not in TARGETS or TARGETS[each.name].published in line
    assert f"of {len(TARGETS)} targets met, with 600 posts of 50 accounts." in text
    assert lines[-1] == f"seed 2, model {MODEL}"
    assert f"{NANO:,} and {MACRO:,} followers" in text
    assert "attributed to the sharer whose share was noticed last" in text


@pytest.mark.compiled
def test_json_has_target_tolerance_value_and_interval(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SMALL, "--json", "--threads", "1"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["posts"], found["accounts"], found["seed"]) == (600, 50, 2)
    assert found["command"] == "python -m simulation validate --posts 600 --seed 2 --json"
    assert [row["name"] for row in found["rows"]] == [each.name for each in STATISTICS]
    for row in found["rows"]:
        target = TARGETS.get(row["name"])
        assert (row["verdict"] == "") == (target is None) == (row["source"] == "")
        if target is not None:
            assert row["tolerance"] == [target.low, target.high]
            met = row["value"] is not None and target.holds(row["value"])
            assert row["verdict"] == ("pass" if met else "fail")
        if row["low"] is not None:
            assert row["low"] <= row["high"]


@pytest.mark.parametrize("posts", ["0", "119", "1e4", "many", "-600", "200000000"])
def test_a_number_of_posts_that_makes_no_sense(
    posts: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", f"--posts={posts}"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert posts in said
    assert "from 120 to 100,000,000" in said
