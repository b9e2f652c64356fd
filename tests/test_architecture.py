"""The shape of the repository: who may import whom, and what lies where."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# simulation/ from the bottom up. A module (a file, or a folder of the same name) may import
# itself and those before it. The first four compute nothing of the model; all may use them.
ORDER = [
    "errors",
    "spreadsheet",
    "laws",
    "mechanisms",
    "compiling",
    "cpu_intrinsics",
    "parameters",
    "quantities",
    "randomness",
    "network",
    "uploads",
    "world",
    "rules",
    "clocks",
    "ensemble",
    "cascade",
    "outcomes",
    "scenario",
    "experiment",
    "validation",
    "account",
    "commands",
    "__main__",
]

# The model knows nothing of any screen; the face knows nothing of the frame.
FORBIDDEN = {
    "simulation": {"ui", "streamlit_app", "tests", "streamlit", "altair", "pandas"},
    "ui": {"streamlit_app", "tests"},
}

TOP_LEVEL = {
    "streamlit_app.py",
    "ui",
    "simulation",
    "scenarios",
    "tests",
    "docs",
    "requirements.txt",
    "pyproject.toml",
    "Makefile",
    "README.md",
    "LICENSE",
    ".ci",
    ".gitignore",
    ".streamlit",
}


def imported_names(source: str) -> list[str]:
    """Every import anywhere in the source, as a dotted name: `a.b` also for `from a import b`."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = "." * node.level + (node.module or "")
            names += [f"{package}.{alias.name}" for alias in node.names]
    return names


def module_of(path: str) -> str:
    """The module of simulation/ that a file belongs to; empty for simulation/__init__.py."""
    module = path.split("/")[1].removesuffix(".py")
    return "" if module == "__init__" else module


def offences(path: str, source: str) -> list[str]:
    """What is wrong with the imports of one file of simulation/ or ui/, in sentences."""
    package = path.split("/")[0]
    found = []
    for name in imported_names(source):
        top, *rest = name.split(".")
        if top == "":
            found.append(f"{path} imports {name}: write imports in full")
        elif top in FORBIDDEN[package]:
            found.append(f"{path} imports {name}: {package}/ must not know {top}")
        elif package == top == "simulation" and rest[:1] != ["__version__"]:
            found += upward(path, name)
    return found


def upward(path: str, name: str) -> list[str]:
    """What is wrong with a file of simulation/ importing `name`, which is of simulation/ too."""
    module, target = module_of(path), "".join(name.split(".")[1:2])
    if target not in ORDER:
        return [f"{path} imports {name}, which has no place in the order of {__file__}"]
    if module not in ORDER:  # a newcomer, or __init__, which everybody imports
        return [f"{path} imports {name}, but has no place in the order of {__file__} itself"]
    if ORDER.index(target) > ORDER.index(module):
        return [f"{path} imports {name}, which comes after it in the order of {__file__}"]
    return []


def files(folder: str) -> dict[str, str]:
    """Path from the root and text of each Python file in a folder, which must have some."""
    found = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / folder).rglob("*.py"))
    }
    assert found, f"no Python file in {folder}/: nothing to check"
    return found


def test_every_module_of_the_model_has_its_place_in_the_order() -> None:
    unknown = {path for path in files("simulation") if module_of(path) not in ["", *ORDER]}
    assert not unknown, f"not in the order of {__file__}: {unknown}"


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_imports_point_downward(folder: str) -> None:
    found = [line for path, text in files(folder).items() for line in offences(path, text)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("simulation/world.py", "from simulation.rules import publish"),
        ("simulation/world.py", "from simulation import rules"),
        ("simulation/world.py", "import simulation.rules as book"),
        ("simulation/world.py", "import simulation"),
        ("simulation/world/groups.py", "def late():\n    import simulation.clocks.swift"),
        ("simulation/world.py", "from . import parameters"),
        ("simulation/world.py", "from .parameters import Lever"),
        ("simulation/world.py", "from simulation.gossip import talk"),
        ("simulation/gossip.py", "from simulation.parameters import Lever"),
        ("simulation/errors.py", "from simulation import compiling"),
        ("simulation/__init__.py", "from simulation.world import World"),
        ("simulation/clocks/live.py", "import streamlit.runtime"),
        ("simulation/outcomes.py", "import numpy, pandas as pd"),
        ("simulation/outcomes.py", "from altair import Chart"),
        ("simulation/__main__.py", "from ui import charts"),
        ("ui/charts.py", "import streamlit_app"),
    ],
)
def test_an_offending_import_is_caught(path: str, source: str) -> None:
    assert len(offences(path, source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("simulation/world.py", "from simulation.world import World"),
        ("simulation/world.py", "from simulation.parameters import Lever"),
        ("simulation/clocks/live.py", "import simpy\nfrom simulation.clocks.swift import run"),
        ("simulation/rules.py", "from simulation.compiling import compiled"),
        ("simulation/__main__.py", "from simulation import __version__, scenario"),
        ("ui/charts.py", "import altair, pandas\nfrom simulation import experiment"),
    ],
)
def test_a_downward_import_is_fine(path: str, source: str) -> None:
    assert offences(path, source) == []


def test_the_entry_file_is_only_a_frame() -> None:
    lines = (ROOT / "streamlit_app.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) < 100


def test_the_top_level_holds_only_what_belongs_there() -> None:
    listed = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True)
    top = {path.split("/")[0] for path in listed.split("\0") if path}
    assert top, "git lists no file: nothing to check"
    assert not top - TOP_LEVEL, "at the top level, but not in TOP_LEVEL"
