"""The shape of the repository: who may import whom, and what lies where."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.architecture import ROOT, files, imported_names, room_of

MOST_OWN_LAYOUTS = 40  # files' or statements' that the formatter leaves alone

# The floors of a package from the ground up, the rooms of a floor on one line. A room (a file, or a
# folder of that name) may import itself and rooms on floors below its own; "*" is every room that
# is not named. The first four of simulation/ compute nothing of the model; all may use them.
FLOORS = {
    "simulation": [
        "errors",
        "spreadsheet",
        "apportionment",
        "mechanisms",
        "compiling",
        "cpu_intrinsics",
        "parameters",
        "records",
        "randomness",
        "network",
        "uploads",
        "world",
        "rules",
        "clocks",
        "ensemble",
        "cascade",
        "outcomes",
        "scenarios",
        "experiment",
        "report",
        "validation",
        "trials",
        "account",
        "decision",
        "case",
        "interface",
        "commands",
        "__main__",
    ],
    "simulation/commands": ["_shared", "*"],
    "simulation/experiment": ["runner", "comparison", "sensitivity", "story_result"],
    "ui": [
        "text",
        "charts state background",
        "controls film",
        "present about",
        "decision",
        "stories compare explore watch",
        "map account case",
        "front",
        "pages",
        "warmup",
        "server",
    ],
}

# The model knows nothing of any screen; the face knows nothing of the frame.
FORBIDDEN = {
    "simulation": {"ui", "streamlit_app", "tests", "streamlit", "altair", "pandas"},
    "ui": {"streamlit_app", "tests"},
}
ALLOWED = {("simulation/interface.py", "pandas")}  # for tables, imported when one is asked for

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
    "CONTRIBUTING.md",
    "LICENSE",
    ".ci",
    ".gitignore",
    ".streamlit",
}


def floor_of(room: str, package: str) -> int | None:
    """The number of a room's floor from the ground up, None for a room without one."""
    floors = [line.split() for line in FLOORS[package]]
    return next((n for n, rooms in enumerate(floors) if room in rooms or "*" in rooms), None)


def offences(path: str, source: str) -> list[str]:
    """What is wrong with the imports of one file of simulation/ or ui/, in sentences."""
    package = path.split("/")[0]
    found = []
    for name in imported_names(source):
        top, *rest = name.split(".")
        if top == "":
            found.append(f"{path} imports {name}: write imports in full")
        elif top in FORBIDDEN[package] and (path, top) not in ALLOWED:
            found.append(f"{path} imports {name}: {package}/ must not know {top}")
        elif rest[:1] != ["__version__"]:
            found += [line for each in FLOORS for line in upward(path, name, each)]
            found += between_pages(path, name)
    return found


def upward(path: str, name: str, package: str) -> list[str]:
    """What is wrong with a file of a package importing `name`, if that is of the package too."""
    dotted = package.replace("/", ".")
    if not path.startswith(f"{package}/") or not f"{name}.".startswith(f"{dotted}."):
        return []
    room, target = room_of(path, package), name.removeprefix(dotted)[1:].split(".")[0]
    if room == target or (room == "__init__" and "/" in package):  # which gathers its rooms
        return []
    if (path, target) == ("simulation/__init__.py", "interface"):  # when one of its calls is made
        return []
    here, there = floor_of(room, package), floor_of(target, package)
    if here is None or there is None:
        return [f"{path} imports {name}: FLOORS of {__file__} lacks one of them"]
    if there >= here:
        return [f"{path} imports {name}, which is not on a floor below it: see {__file__}"]
    return []


def between_pages(path: str, name: str) -> list[str]:
    """What is wrong with importing a page: they are known to ui/pages.py alone."""
    of_a_page = re.match(r"ui\.(\w+)\.page\b", name)
    if of_a_page and path != "ui/pages.py":
        return [f"{path} imports {name}: use ui/state/navigation.py to go there"]
    return []


@pytest.mark.parametrize("package", FLOORS)
def test_every_room_has_its_floor(package: str) -> None:
    rooms = {room_of(path, package) for path in files(package)} - {"__init__"}
    unknown = {room for room in rooms if floor_of(room, package) is None}
    assert not unknown, f"not among the FLOORS of {package} in {__file__}: {unknown}"


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
        ("simulation/interface.py", "import altair"),
        ("simulation/outcomes.py", "from altair import Chart"),
        ("simulation/__main__.py", "from ui import charts"),
        ("simulation/experiment/runner/cells.py", "from simulation.experiment import comparison"),
        ("simulation/commands/story.py", "from simulation.commands.compare import Compared"),
        ("ui/charts.py", "import streamlit_app"),
        ("ui/text.py", "from ui.state import settings"),
        ("ui/state/url.py", "from ui.charts import specs"),
        ("ui/gossip.py", "from ui.text import plain"),
        ("ui/account/page.py", "from ui.compare.page import render"),
        ("ui/warmup.py", "from ui.explore import page"),
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
        ("simulation/__main__.py", "from simulation import __version__, scenarios"),
        ("simulation/__init__.py", "def run():\n    from simulation import interface"),
        ("simulation/interface.py", "def frame():\n    import pandas"),
        ("simulation/commands/story.py", "from simulation.commands._shared.table import table"),
        ("ui/charts.py", "import altair, pandas\nfrom simulation import experiment"),
        ("ui/account/page.py", "from ui.compare import card"),
        ("ui/pages.py", "from ui.map import page as map"),
    ],
)
def test_a_downward_import_is_fine(path: str, source: str) -> None:
    assert offences(path, source) == []


def test_the_entry_file_is_only_a_frame() -> None:
    lines = (ROOT / "streamlit_app.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) < 100


def _files() -> list[str]:
    listed = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True)
    files = [path for path in listed.split("\0") if path and (ROOT / path).exists()]
    assert files, "git lists no file: nothing to check"
    return files


def test_the_top_level_holds_only_what_belongs_there() -> None:
    top = {path.split("/")[0] for path in _files()}
    assert not top - TOP_LEVEL, "at the top level, but not in TOP_LEVEL"


def test_the_formatter_is_used() -> None:
    """Only a few real tables may keep a layout of their own."""
    marks = [
        path
        for path in _files()
        if path.endswith(".py")
        for _ in re.findall(r"# fmt: ?(?:skip|off)", (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert 0 < len(marks) <= MOST_OWN_LAYOUTS, marks


def test_the_helpers_of_the_tests_are_typed() -> None:
    """All but the benchmarks, which may use packages that are not installed."""
    helpers = {
        path
        for path in _files()
        if path.startswith("tests/") and path.endswith(".py")
        if not path.startswith("tests/benchmarks/") and not Path(path).name.startswith("test_")
    }
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    checked = {path for path in settings["tool"]["mypy"]["files"] if path.startswith("tests/")}
    assert checked == helpers


def test_docstrings_begin_with_a_noun_or_a_verb() -> None:
    """A question as a first word leaves open what a thing is or does."""
    begun = r"(What|How|Where|Who|Whose|Whether|Why|When)[\s,:]"
    found = [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"
        for room in ("simulation", "ui")
        for path in sorted((ROOT / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        if re.match(begun, ast.get_docstring(node) or "")
    ]
    assert not found
