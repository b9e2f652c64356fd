"""The model gives what it gave: see tests/baselines.py for how to take an intended change."""

import pytest

from tests.baselines import FOLDER, SCENARIOS, on_file, result


@pytest.mark.compiled
@pytest.mark.parametrize("name", SCENARIOS)
def test_results_are_those_on_file(name: str) -> None:
    kept = on_file(name)
    assert result(name) == kept["result"], (
        f"{name} no longer gives what version {kept['version']} gave; if that is intended, "
        "run: python -m tests.baselines"
    )


def test_nothing_else_is_on_file() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == set(SCENARIOS)
