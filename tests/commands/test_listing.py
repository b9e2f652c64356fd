"""`levers` and `list`: everything that can be set and run, for people and for programs."""

import json

import pytest

from simulation.outcomes import OUTCOMES
from simulation.parameters import levers
from simulation.scenarios import shipped
from tests.commands.terminal import said


def test_levers_as_json_are_all_levers_with_their_evidence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = json.loads(said(capsys, "levers", "--json"))
    assert [each["path"] for each in found] == list(levers())
    for each, lever in zip(found, levers().values(), strict=True):
        for key in ("label", "type", "unit", "low", "high", "step", "default", "help"):
            assert each[key] == getattr(lever, key)
        assert each["choices"] == list(lever.choices)
        assert each["plausible"] == (list(lever.plausible) if lever.plausible else None)
        for key in ("title", "year", "strength", "says"):
            assert each["evidence"][key] == getattr(lever.evidence, key)
        assert (each["against"] is None) == (lever.against is None)
    assert any(each["against"] for each in found)


def test_levers_as_a_table_have_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    head, *lines = said(capsys, "levers").splitlines()
    assert [line.split()[0] for line in lines] == list(levers())
    assert head.split()[:2] == ["lever", "default"]
    assert all(lever.label in line for lever, line in zip(levers().values(), lines, strict=True))


def test_list_as_json_has_every_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, "list", "--json"))
    assert [each["id"] for each in found] == [each.id for each in shipped()]
    for each, scenario in zip(found, shipped(), strict=True):
        assert (each["title"], each["claim"]) == (scenario.title, scenario.claim)
        assert [side["key"] for side in each["sides"]] == [side.key for side in scenario.sides]
        assert (each["days"], each["worlds"]) == (scenario.run.days, scenario.run.worlds)
        if scenario.is_story:
            assert each["judge"]["outcome"] in OUTCOMES
        else:
            assert each["judge"] is None


def test_list_as_a_table_names_scenarios_and_claims(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "list")
    for scenario in shipped():
        assert any(line.startswith(f"{scenario.id} ") for line in text.splitlines())
        assert scenario.claim in text
