"""A command as it is called in a terminal: what it prints, and how it refuses bad input."""

import json
from typing import Any

import pytest

from simulation.__main__ import main


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The text it prints; it succeeds, with nothing on the error stream."""
    assert main(arguments) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """Its JSON, without NaN and infinities."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    return json.loads(said(capsys, *arguments, "--json"), parse_constant=refuse)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line with which it refuses."""
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("grapevine: ")
    assert captured.err.count("\n") == 1
    return captured.err
