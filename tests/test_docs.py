"""The documents: what they name is there, and what is generated in them is current.

A name that is written as `code` is checked if it looks like a path, a lever, a module or a command.
"""

import re
import shlex
from pathlib import Path

import pytest

from simulation.case import choices, loads
from simulation.commands import COMMANDS, _parser
from simulation.parameters import levers
from simulation.parameters.evidence import SOURCES
from tests.architecture import PICTURE, ROOT, graph, picture

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FILES = r"[\w.*/-]+\.(?:py|md|toml|json|txt|css|js|svg|png|edgelist)"

each_page = pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def code(page: Path) -> list[str]:
    """Everything between backticks, in the text and in blocks."""
    found = re.findall(r"```\w*\n(.*?)```|`([^`\n]+)`", text_of(page), re.DOTALL)
    return [block or inline for block, inline in found]


def links(page: Path) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", text_of(page))


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        if not re.match(r"https?://", link):
            name, _, anchor = link.partition("#")
            target = page.parent / name if name else page
            assert target.exists(), f"{page.name} links {link}"
            assert not anchor or anchor in anchors(target), f"{page.name} links {link}"


@each_page
def test_every_path_exists(page: Path) -> None:
    """Paths from the root of the repository; one that ends with / is a folder."""
    for text in (word for each in code(page) for word in each.split()):
        if re.fullmatch(FILES, text) and "/" in text:
            assert list(ROOT.glob(text)), f"{page.name} names {text}"
        elif re.fullmatch(r"(?:[\w.-]+/)+", text):
            assert (ROOT / text).is_dir(), f"{page.name} names {text}"


@each_page
def test_every_command_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for text in code(page):
        for name in re.findall(r"python -m simulation ([a-z][a-z-]*)", text):
            assert name in COMMANDS, f"{page.name}: python -m simulation {name}"
        for module in re.findall(r"python -m ((?:tests|ui)[\w.]*)", text):
            assert list(ROOT.glob(f"{module.replace('.', '/')}.py")), f"{page.name}: {module}"
        for target in re.findall(r"^(?:\$ )?make ([a-z]+)", text, re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{page.name}: make {target}"


@each_page
def test_every_lever_exists(page: Path) -> None:
    """What begins with the name of a section is the path of a lever, or of a section."""
    sections = {path.split(".")[0] for path in levers()}
    for text in code(page):
        if re.fullmatch(r"[a-z_]+\.[a-z_.]+", text) and text.split(".")[0] in sections:
            known = any(f"{path}.".startswith(f"{text}.") for path in levers())
            assert known, f"{page.name} names {text}"


@each_page
def test_a_default_that_is_stated_is_the_levers(page: Path) -> None:
    """`posts.count` = 12 is checked, however the number is grouped."""
    for path, stated in re.findall(r"`([a-z_.]+)` = (\S+?)[,;:.)]*(?:\s|$)", text_of(page)):
        default = levers()[path].default
        same = float(stated.replace(",", "")) == default if not isinstance(default, str) else False
        assert same or stated == default, f"{page.name}: {path} is {default}, not {stated}"


def command_lines() -> list[str]:
    """What README has typed at the command line, without its comments."""
    lines = text_of(ROOT / "README.md").splitlines()
    return [line for line in lines if line.startswith("python -m simulation ")]


@pytest.mark.parametrize("line", command_lines())
def test_a_command_of_the_readme_is_understood(line: str) -> None:
    arguments = shlex.split(line, comments=True)[3:]
    assert _parser(arguments).parse_args(arguments).command


def test_the_case_of_the_readme_is_one() -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", text_of(ROOT / "README.md"), re.DOTALL)
    case = loads(text, "client.toml")
    assert len(choices(case).options) >= 3


def test_the_readme_is_short() -> None:
    assert len(text_of(ROOT / "README.md").splitlines()) < 150


def test_the_picture_of_the_rooms_is_current() -> None:
    assert text_of(PICTURE) == picture(), "the imports have changed: python -m tests.architecture"


@pytest.mark.parametrize("package", ["ui", "simulation", "simulation/experiment"])
def test_every_room_is_described(package: str) -> None:
    page = text_of(ROOT / "docs" / "ARCHITECTURE.md")
    section = page.split(f"### `{package}/`\n")[1].split("\n#")[0]
    described = re.findall(r"`([\w/]+)`", "\n".join(re.findall(r"^\| (.*?) \|", section, re.M)))
    assert sorted(described) == sorted(graph(package))


def test_every_source_of_a_default_is_in_the_evidence() -> None:
    page = text_of(ROOT / "docs" / "MODEL.md")
    judged = {"definition", "assumption"}
    keys = " ".join(re.findall(r"^\| (`.*?) \|", page.split("\n## Sources\n")[1], re.MULTILINE))
    named = set(re.findall(r"`(\w+)`", keys))
    assert named == {key for key, source in SOURCES.items() if source.strength not in judged}
