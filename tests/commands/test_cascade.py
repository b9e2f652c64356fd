"""`cascade`: the command around simulation.cascade, whose own tests hold the numbers."""

import json
from pathlib import Path

import numpy as np
import pytest

from simulation.__main__ import main
from simulation.cascade import cascade
from simulation.compiling import MODEL
from simulation.network.tables import load

pytestmark = pytest.mark.compiled


def test_json_has_every_world(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--probability", "0.03", "--seeds", "3,9", "--worlds", "40", "--seed", "6"]
    assert main(["cascade", "--edges", "congress", *arguments, "--threads", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    table = load("congress")
    expected = cascade(table, 0.03, [table.ids.index("3"), table.ids.index("9")], 40, 6)
    assert found["activated"] == expected.activated.tolist()
    assert found["exposed"] == expected.exposed.tolist()
    assert found["summary"]["activated"]["median"] == np.median(expected.activated)
    assert (found["probability"], found["seeds"]) == (0.03, ["3", "9"])
    assert (found["worlds"], found["seed"], found["model"]) == (40, 6, MODEL)
    assert (found["accounts"], found["ties"]) == (475, 13_289)


def test_npz_ids_are_numbers_and_indices_are_successors(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """0 -> 1 -> 2 -> 3, and 3 is followed by nobody."""
    file = tmp_path / "chain.npz"
    np.savez(file, indptr=np.array([0, 1, 2, 3, 3]), indices=np.array([1, 2, 3]))
    for seed, activated, exposed in (("0", 4, 3), ("2", 2, 1), ("3", 1, 0)):
        arguments = ["--probability", "1", "--seeds", seed, "--worlds", "2", "--json"]
        assert main(["cascade", "--edges", str(file), *arguments]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["activated"] == [activated] * 2
        assert found["exposed"] == [exposed] * 2


def test_weights_are_those_of_the_file_and_ids_may_be_quoted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "ties.csv"
    file.write_text('source,target,weight\n"a,b",c,1\nc,d,0\n')
    arguments = ["--weights", "--seeds", '"a,b"', "--worlds", "3", "--json"]
    assert main(["cascade", "--edges", str(file), *arguments]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["activated"], found["exposed"]) == ([2] * 3, [2] * 3)
    assert found["probability"] is None


def test_text_has_medians_first_and_the_seed_last(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--weights", "--seeds", "3", "--worlds", "20", "--seed", "8"]
    assert main(["cascade", "--edges", "congress", *arguments]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("congress: 475 accounts")
    assert any(line.startswith("Passed it on, seeds included") for line in lines)
    assert lines[-1] == f"seed 8, model {MODEL}"
