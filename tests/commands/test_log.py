"""`log`: the same bytes on both clocks, readable back without loss."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from simulation.__main__ import main
from simulation.clocks import Swift
from simulation.commands.log import COLUMNS
from simulation.parameters import Parameters, Run
from simulation.rules import ACTIONS, log_of
from simulation.world import plan

pytestmark = pytest.mark.compiled

DESK = [
    "dialogue.hours=1",
    "dialogue.minutes=10",
    "followers.casual.mentions=0.05",
    "dialogue.order=closest first",
    "dialogue.onlookers=5",
]
WEED = ["weed.days=6", "weed.per_day=50", "weed.after=2"]
PARTNERS = ["partners.count=3", "partners.agree=0.9", "partners.every=2"]
ADS = ["growth.ad_views=500"]
PURGE = ["followers.bought.size=300", "growth.bought_day=2", "growth.purge_day=5"]

SCENARIOS = {
    "default": (["default"], {"post", "see", "share"}),
    "desk": (["default", *DESK], {"mention", "answer", "give up"}),
    "weed": (["default", *WEED], {"we follow", "we unfollow", "follow"}),
    "partners": (["default", *PARTNERS], {"partner"}),
    "ads": (["default", *ADS], {"see", "click"}),
    "purge": (["default", *PURGE], {"arrive", "unfollow"}),
    "all": (["default", *DESK, *WEED, *PARTNERS, *ADS, *PURGE], {"answer", "we follow", "partner"}),
    "table": (["congress", *PARTNERS, "followers.fans.reply=0.5"], {"see", "share", "partner"}),
}


def log(capsys: pytest.CaptureFixture[str], scenario: list[str], *arguments: str) -> str:
    name, *settings = scenario
    flags = [flag for setting in settings for flag in ("--set", setting)]
    assert main(["log", name, *flags, "--days", "8", *arguments]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


@pytest.mark.parametrize("name", SCENARIOS)
def test_both_clocks_print_the_same_bytes(capsys: pytest.CaptureFixture[str], name: str) -> None:
    scenario, actions = SCENARIOS[name]
    swift = log(capsys, scenario, "--world", "3", "--clock", "swift")
    live = log(capsys, scenario, "--world", "3", "--clock", "live")
    assert swift == live
    assert actions <= {row["action"] for row in rows(swift)}
    assert log(capsys, scenario, "--world", "4", "--clock", "swift") != swift


def test_every_line_says_what_the_log_holds(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(log(capsys, SCENARIOS["all"][0], "--world", "1"))
    assert tuple(found[0]) == COLUMNS
    times = [float(row["time_hours"]) for row in found]
    assert times == sorted(times)
    assert times[-1] < 8 * 24
    for row in found:
        assert row["action"] in ACTIONS
        assert "-1" not in row.values()
        assert int(row["depth"]) >= 0
    assert {row["account"] for row in found if row["action"] == "post"} == {"0"}
    assert {row["post"] for row in found if row["action"] == "answer"} == {""}


def test_times_lead_back_to_the_millisecond(capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(days=8.0)
    made, net = plan(Parameters(), run)
    world = Swift(made, net, logging=True).run(run.seed, 0)
    found = rows(log(capsys, ["default"], "--world", "0"))
    there = log_of(world)
    assert [round(float(row["time_hours"]) * 3_600_000) for row in found] == there["time"].tolist()
    assert [int(row["account"]) for row in found] == there["account"].tolist()


def test_a_table_has_the_ids_of_its_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A chain from zoe to =cmd(), certain all along, that a partner looks on."""
    ties = tmp_path / "ties.csv"
    ties.write_text("follower,followed,weight\nbob,zoe,1\namy,bob,1\n=cmd(),amy,1\ndan,zoe,0\n")
    file = tmp_path / "chain.toml"
    file.write_text(
        'schema = 1\ntitle = "Chain"\n[network]\nkind = "table"\nus = "zoe"\n'
        f'table = "{ties}"\n[posts]\ncount = 1\ndelay_spread = 0.0\n'
        "[partners]\ncount = 1\nagree = 1.0\n"
    )
    found = rows(log(capsys, [str(file)], "--world", "0", "--set", "followers.fans.size=1"))
    told = [(row["action"], row["account"], row["source"], row["depth"]) for row in found]
    spread = [
        line for line in told if line[0] in ("post", "see", "share") and "partner" not in line[2]
    ]
    assert spread[0] == ("post", "zoe", "", "0")
    for line in (
        ("see", "bob", "zoe", "1"),
        ("share", "bob", "", "1"),
        ("see", "amy", "bob", "2"),
        ("see", "'=cmd()", "amy", "3"),
    ):
        assert line in spread
    assert ("partner", "partner 1", "zoe", "1") in told


def test_the_cascades_of_a_world(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "default", "--world", "0", "--cascades"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head == "post,shares,chain,structural_virality"
    assert len(rows) == 12
    for row in rows:
        _, shares, chain, virality = row.split(",")
        assert int(chain) <= int(shares)
        assert (virality == "") == (shares == "0")
        assert virality == "" or 1.0 <= float(virality) <= 1.0 + int(shares)
