"""The command of a case: today and the options in a table, or everything as JSON."""

import json
from pathlib import Path

import pytest

from simulation.outcomes import OUTCOMES
from tests.commands import terminal

QUESTION = """
case = 1
client = "Corner Bakery"

[answers]
followers = "2k"
fakes = "40%"
posts = "3/week"
hours = "0"
budget = "$60"
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "bakery.toml"
    path.write_text(QUESTION)
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    return terminal.said(capsys, "case", *arguments)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    return terminal.refused(capsys, "case", *arguments)


@pytest.mark.compiled
def test_the_options_stand_in_a_table(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, file, "--worlds", "10", "--no-store")
    lines = told.splitlines()
    assert lines[0] == "Corner Bakery"
    assert lines[1] == "10 simulated runs of 28 days for each option, explored."
    assert lines[2].startswith("1,002,000 people and accounts are simulated: 2,000 followers")
    heads = lines[4]
    for name in ("reach", "net_followers", "orders", "cost", "profit"):
        assert OUTCOMES[name].label in heads
    assert "Cost of a further person reached" in heads
    for name in ("Today", "$60 of ads", "0.6 hours a week of answering", "posts a week instead"):
        assert name in told
    assert "Medians; below them, the range of 9 in 10 runs." in lines
    assert "Value of an order" in told


@pytest.mark.compiled
def test_everything_is_there_as_json(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, file, "--worlds", "10", "--no-store", "--json"))
    assert found["case"] == "Corner Bakery"
    assert found["answers"]["fakes"] == {"value": 0.4, "low": 0.4, "high": 0.4}
    assert found["population"]["size"] == 1_002_000
    today, ads, *_ = found["sides"]
    assert today["name"] == "Today"
    assert today["gain"]["reach"] is None
    assert ads["name"] == "$60 of ads"
    assert ads["extra_cost"] == pytest.approx(60, rel=0.01)
    assert ads["changes"]["growth.ad_views"] == {"today": 0, "option": 833}
    one_more = ads["extra_cost"] / ads["gain"]["reach"]
    assert ads["cost_of_one_more"]["reach"] == pytest.approx(one_more)
    assert ads["outcomes"]["cost"]["unit"] == "$"
    assert set(ads["outcomes"]["reach"]) >= {"median", "low90", "high90"}


@pytest.mark.compiled
def test_levers_and_the_period_may_be_set(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    flags = ("--worlds", "4", "--no-store", "--json", "--days", "14", "--set", "money.ad_price=12")
    found = json.loads(said(capsys, file, *flags))
    assert found["days"] == 14
    ads = found["sides"][1]
    assert ads["inputs"]["posts.count"] == 6
    assert ads["changes"]["growth.ad_views"]["option"] == 833


@pytest.mark.compiled
def test_what_is_left_over_is_said(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    euros = tmp_path / "euros.toml"
    euros.write_text(
        QUESTION.replace("$60", "€60") + "[currency]\ncode = 'EUR'\n[[options]]\nkind = 'posts'\n"
    )
    told = said(capsys, str(euros), "--worlds", "4", "--no-store")
    assert "€1.67 of the €60 is left over: one more would cost too much." in told
    assert "Dollar figures, read as euros (EUR) one to one: " in told


@pytest.mark.parametrize(
    ("content", "flags", "why"),
    [
        ("case = 2", (), "case = 2 is from a newer Grapevine"),
        (QUESTION.replace("2k", "many"), (), "Followers: 'many' is not a number"),
        (QUESTION.replace('followers = "2k"', ""), (), "Followers: not answered yet"),
        (QUESTION, ("--days", "1.5"), "days cannot be 1.5"),
        (QUESTION, ("--set", "money.wages=1"), "there is no lever 'money.wages'"),
    ],
)
def test_a_mistake_is_one_line(
    content: str,
    flags: tuple[str, ...],
    why: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "case.toml"
    path.write_text(content)
    assert why in refused(capsys, str(path), *flags)


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert "nowhere.toml: there is no such file" in refused(capsys, "nowhere.toml")
