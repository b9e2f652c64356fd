"""The commands of decisions: text, JSON, what is kept, and bad input refused in one line."""

import os
import signal
import threading
from pathlib import Path

import pytest

from simulation.__main__ import main
from simulation.decision import GOALS
from simulation.experiment import MODEL
from simulation.scenarios import dumps
from tests.commands.terminal import as_json, refused, said
from tests.experiment.stories import story

SHORT = ["--worlds", "12", "--days", "7", "--settings", "16"]
RUN = SHORT[:4]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A story of two small sides in a file; results are kept beside it."""
    monkeypatch.setenv("GRAPEVINE_STORE", str(tmp_path / "kept.sqlite"))
    levers = {
        "followers.fans.size": 60,
        "followers.casual.size": 300,
        "network.population": 3_000,
        "posts.count": 3,
        "partners.fee": 20.0,
        "partners.audience": 300,
    }
    path = tmp_path / "small.toml"
    path.write_text(dumps(story(levers | {"growth.ad_views": 500}, levers)))
    return str(path)


@pytest.mark.compiled
def test_a_recommendation_as_text_and_as_json(
    small: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["recommend", f"{small}:B", f"{small}:A", "--goal", "reach", *SHORT]
    text, found = said(capsys, *asked), as_json(capsys, *asked)
    assert found["answer"] == "clear"
    assert found["winner"] == found["best"]
    assert (found["settings"], found["worlds"], found["model"]) == (16, 12, MODEL)
    base, ads = found["options"]
    assert (base["base"], ads["base"]) == (True, False)
    assert base["gain"] is None
    assert ads["figure"]["inner"]["median"] > base["figure"]["inner"]["median"]
    assert ads["figure"]["outer"]["low90"] <= ads["figure"]["inner"]["median"]
    assert ads["cost_per_extra_result"] > 0
    (pair,) = found["pairs"]
    assert pair["win_rate"]["percent"] + 100 >= 100
    assert {each["basis"] for each in found["unknown"]} == {"published", "judged"}
    assert text.splitlines()[:2] == found["sentences"]
    for line in found["lines"]:
        assert f"- {line}" in text


@pytest.mark.compiled
def test_given_ranges_take_the_place_of_published_ones(
    small: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["recommend", f"{small}:B", f"{small}:A", *SHORT, "--no-search"]
    found = as_json(capsys, *asked, "--range", "public.see=0.04:0.06", "--range", "money.wage=25")
    varied = {path: ends for each in found["unknown"] for path, ends in each["levers"].items()}
    assert varied["public.see"] == [0.04, 0.06]
    assert "money.wage" not in varied


@pytest.mark.compiled
def test_one_scenario_and_a_budget_are_options_for_the_same_money(
    small: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["recommend", f"{small}:B", "--budget", "$25", "--goal", "profit", *SHORT]
    found = as_json(capsys, *asked, "--no-search", "--channels", "ads,answering")
    assert [each["title"] for each in found["options"]][1:] == [
        "$25 of ads",
        "1 hour a week of answering",
    ]
    costs = [each["cost"]["inner"]["mean"] for each in found["options"]]
    assert [cost - costs[0] for cost in costs[1:]] == pytest.approx([25, 25], rel=0.02)


@pytest.mark.compiled
def test_options_are_made_to_cost_the_budget(
    small: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["recommend", f"{small}:B", f"{small}:A", "--budget", "18", *SHORT, "--no-search"]
    base, ads = as_json(capsys, *asked)["options"]
    extra = ads["cost"]["inner"]["mean"] - base["cost"]["inner"]["mean"]
    assert extra == pytest.approx(18, rel=0.02)


@pytest.mark.compiled
def test_a_split_as_text_and_as_json(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["split", small, "--side", "B", "--budget", "12", "--hours", "1", *SHORT]
    found, text = as_json(capsys, *asked), said(capsys, *asked)
    amounts = found["amounts"]
    assert amounts["ads"] + amounts["creators"] == pytest.approx(12)
    assert amounts["posting"] + amounts["answering"] == pytest.approx(1)
    assert [each["channel"] for each in found["channels"]] == [
        "posting",
        "answering",
        "creators",
        "ads",
    ]
    for each in found["channels"]:
        assert each["as_good_from"] <= each["amount"] <= each["as_good_to"]
        assert len(each["curve"]) >= 9
    assert found["recommendation"]["options"][0]["base"]
    assert text.splitlines()[0] == found["sentences"][0]
    assert "best split" in text


@pytest.mark.compiled
def test_a_goal_as_text_and_as_json(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["goal", small, "--side", "B", "--target", "500", "--in", "8/10", *RUN]
    found = as_json(capsys, *asked, "--channels", "ads")
    assert (found["outcome"], found["target"], found["share"]) == ("reach", 500, 0.8)
    assert found["single"] == "ads"
    way = found["singles"]["ads"]
    assert way["enough"]
    assert way["share_of_runs"] >= 0.8
    assert way["amounts"]["ads"] > 0
    assert found["mix"] is None
    text = said(capsys, *asked, "--channels", "ads")
    assert text.startswith("Target: reach of at least 500 people in 80 of 100 runs.")
    assert "Cheapest by one change: $" in text


@pytest.mark.compiled
def test_breaking_even_is_a_target(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["goal", small, "--break-even", "--in", "50%", "--no-mix", *RUN]
    found = as_json(capsys, *asked, "--channels", "answering,posting")
    assert (found["outcome"], found["target"], found["share"]) == ("profit", 0, 0.5)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["recommend", "FILE", "--goal", "fame"], "there is no goal 'fame'"),
        (["recommend", "FILE", "--settings", "20"], "settings cannot be 20"),
        (["recommend", "FILE", "--settings", "few"], "--settings cannot be 'few'"),
        (["recommend", "FILE", "--range", "public.see"], "--range 'public.see' has no '='"),
        (["recommend", "FILE", "--range", "public.sea=0.1"], "there is no lever 'public.sea'"),
        (["recommend", "FILE", "--range", "public.see=2:3"], "public.see cannot be 2"),
        (["recommend", "FILE", "--range", "public.see=0.1:x"], "--range public.see cannot be 'x'"),
        (["recommend", "FILE", "--range", "seed=1:2"], "--range: seed is a setting of the run"),
        (["recommend", "FILE", "--range", "posts.count=1:2"], "posts.count cannot be given"),
        (
            ["recommend", "FILE", "--range", "public.see=0.1", "--range", "public.see=0.2"],
            "--range: a lever is given two ranges",
        ),
        (["recommend", "FILE", "--budget", "much"], "--budget cannot be 'much'"),
        (["recommend", "FILE", "--budget", "0"], "budget cannot be 0.0"),
        (["recommend", "FILE", "--channels", "ads"], "--channels goes with --budget"),
        (
            ["recommend", "FILE", "FILE", "--no-base", "--budget", "5"],
            "mark one option as the base",
        ),
        (["split", "FILE"], "there is nothing to divide"),
        (["split", "FILE", "--budget", "5", "--channels", "sky"], "there is no channel 'sky'"),
        (["split", "FILE", "--hours", "ten"], "--hours cannot be 'ten'"),
        (["goal", "FILE"], "one of the arguments --target --break-even is required"),
        (["goal", "FILE", "--target", "5", "--in", "0/10"], "share cannot be 0.0"),
        (["goal", "FILE", "--target", "5", "--in", "3/0"], "share cannot be 0.0"),
        (["goal", "FILE", "--target", "5", "--in", "most"], "--in cannot be 'most'"),
        (["goal", "FILE", "--break-even", "--outcome", "likes"], "--break-even is about profit"),
        (["goal", "FILE", "--target", "5", "--outcome", "fame"], "there is no outcome 'fame'"),
    ],
)
def test_bad_input_is_refused_in_one_line(
    arguments: list[str], says: str, small: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert says in refused(capsys, *(small if each == "FILE" else each for each in arguments))


@pytest.mark.compiled
def test_all_goals_can_be_asked_for(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name in GOALS:
        asked = ["recommend", f"{small}:B", f"{small}:A", "--goal", name, "--no-search", *SHORT]
        found = as_json(capsys, *asked)
        assert found["goal"] == name
        assert found["sentences"][0]


@pytest.mark.compiled
def test_ctrl_c_keeps_what_is_done(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Stopped in the middle, then asked again: it goes on, and ends as if it had never stopped."""
    asked = ["split", small, "--side", "B", "--budget", "12", "--settings", "16"]
    asked += ["--worlds", "40", "--days", "7"]
    timer = threading.Timer(2.0, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    try:
        status = main(asked)
    finally:
        timer.cancel()
    captured = capsys.readouterr()
    if status == 130:  # a fast machine may be done before
        assert captured.err == "grapevine: stopped\n"
        assert captured.out == ""
    again = as_json(capsys, *asked)
    fresh = as_json(capsys, *asked, "--no-store")
    assert again == fresh
