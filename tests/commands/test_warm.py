"""`warm`: compiles everything once and leaves only this version's code."""

from pathlib import Path

import pytest

from simulation import compiling
from simulation.__main__ import main


def test_warm_says_one_line_and_forgets_older_versions(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("engine-old", "engine-now", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "code").write_text("compiled")
    monkeypatch.setattr(compiling, "FOLDER", tmp_path / "engine-now")
    assert main(["warm"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert captured.out.startswith(f"engine {compiling.VERSION} is ready after ")
    assert captured.out.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["engine-now", "other"]
