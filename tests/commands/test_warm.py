"""`warm`: compiles everything once and leaves only this version's code."""

from pathlib import Path

import pytest

from simulation import compiling
from simulation.__main__ import main
from simulation.commands import warm

pytestmark = pytest.mark.compiled


@pytest.mark.parametrize("compiled", [False, True])
def test_warm_says_whether_it_takes_long_and_forgets_older_versions(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    compiled: bool,
) -> None:
    for name in ("engine-old", "engine-now", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "code").write_text("compiled")
    monkeypatch.setattr(compiling, "FOLDER", tmp_path / "engine-now")
    monkeypatch.setattr(warm, "FOLDER", tmp_path / "engine-now")
    if compiled:
        (tmp_path / "engine-now" / "function.nbc").write_text("machine code")
    assert main(["warm"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    *before, ready = captured.out.splitlines()
    assert before == ([] if compiled else [warm.LONG])
    assert ready.startswith(f"engine {compiling.VERSION} is ready after ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["engine-now", "other"]
