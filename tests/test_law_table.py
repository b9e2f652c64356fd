"""Every law is proved by a test, and every test of a law names one that there is."""

import ast
from pathlib import Path

import pytest

from simulation.mechanisms import LAWS

TESTS = Path(__file__).parent


def marked(source: str) -> list[str]:
    """The names in `@pytest.mark.law("...")` above the test functions of a file."""
    return [
        mark.args[0].value
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef) and function.name.startswith("test_")
        for mark in function.decorator_list
        if isinstance(mark, ast.Call)
        and ast.unparse(mark.func) == "pytest.mark.law"
        and isinstance(mark.args[0], ast.Constant)
    ]


def proved() -> set[str]:
    files = TESTS.rglob("test_*.py")
    return {name for path in files for name in marked(path.read_text(encoding="utf-8"))}


def test_every_law_is_proved() -> None:
    assert not set(LAWS) - proved(), "laws without a test"


def test_every_mark_names_a_law() -> None:
    assert not proved() - set(LAWS), "marks that name no law"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('@pytest.mark.law("a")\ndef test_x(): ...', ["a"]),
        ('@pytest.mark.law("a")\n@pytest.mark.law("b")\ndef test_x(): ...', ["a", "b"]),
        ('@pytest.mark.law("a")\ndef helper(): ...', []),
        ("@pytest.mark.compiled\ndef test_x(): ...", []),
        ('# @pytest.mark.law("a")\ndef test_x(): ...', []),
    ],
)
def test_only_tests_prove(source: str, names: list[str]) -> None:
    assert marked(source) == names
