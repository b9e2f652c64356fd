"""What an account could do otherwise: one thing at a time, against today."""

import pytest

from simulation.account.what_ifs import TODAY, WHAT_IFS, WhatIf, what_if_story
from simulation.parameters import differences, levers
from simulation.scenarios import Scenario, dumps, loads


@pytest.fixture
def account() -> Scenario:
    return loads('schema = 1\ntitle = "Mine"\nfollowers.fans.size = 0\n', "account.toml")


@pytest.mark.parametrize("story", WHAT_IFS, ids=lambda each: each.key)
def test_only_what_is_told_differs(account: Scenario, story: WhatIf) -> None:
    found = what_if_story(account, story)
    one, other = found.sides
    assert other.parameters == account.sides[0].parameters
    assert other.title == TODAY
    moved = differences(other.parameters, one.parameters)
    assert moved
    assert set(moved) == {path for path in story.changes(other.parameters) if path in moved}
    assert loads(dumps(found), f"account-{story.key}.toml").sides == found.sides


def test_an_hour_a_day_is_an_hour_more(account: Scenario) -> None:
    found = what_if_story(account, next(each for each in WHAT_IFS if each.key == "answer"))
    hours = [side.parameters.dialogue.hours for side in found.sides]
    assert hours == [levers()["dialogue.hours"].default + 1.0, levers()["dialogue.hours"].default]
