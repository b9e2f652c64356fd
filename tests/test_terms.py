"""Terms that were given up stay out of names and screens: the table in docs/GLOSSARY.md rules."""

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = ("simulation", "ui")

# What a term may still say, and why. A phrase is taken out of a text before the terms are sought.
MEANT_OTHERWISE = {
    "small world": "a kind of network, so named by Watts and Strogatz",
    "--worlds": "the flag keeps its name",
    "run.worlds": "and so does its path",
    "break-even": "the word for it",
    "break even": "the word for it",
    "breaks even": "the word for it",
    "{worlds}": "the setting keeps its name",
    "worlds.csv": "and so does the file with a row for each run",
    "about the world": "the real one",
    "there is none": "plain English",
    "there are none": "plain English",
    "fresh luck beside": "a text that is hashed: another one would change every noise floor",
    "is even more": "another word",
    "mark_circle": "a function of Altair",
}


@dataclass(frozen=True)
class GivenUp:
    """A row of the table."""

    terms: tuple[str, ...]
    use: str
    places: tuple[str, ...]

    def pattern(self) -> re.Pattern[str]:
        """Any of the terms as whole words."""
        each = (re.escape(term).replace("…", r"\b[^.;:!?]{1,60}?\b") for term in self.terms)
        return re.compile(rf"\b(?:{'|'.join(each)})\b", re.IGNORECASE)


def given_up() -> list[GivenUp]:
    text = (ROOT / "docs" / "GLOSSARY.md").read_text(encoding="utf-8")
    _, table = text.split("| given up | say | kept out of |\n|---|---|---|\n")
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("|")]
    assert rows, "the table of the glossary is empty"
    return [GivenUp(_listed(terms), use.strip(), _listed(places)) for terms, use, places in rows]


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


def names(source: str) -> Iterator[str]:
    """Every name in a Python source, in words: `open_runner` and `OpenRunner` are "open runner"."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME:
            yield in_words(token.string)


def in_words(name: str) -> str:
    """A name in words. Those of other libraries that need saying are left as they are."""
    if name in MEANT_OTHERWISE:
        return ""
    return " ".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", name)).lower()


def sentences(source: str) -> Iterator[str]:
    """The texts in a Python source that somebody may be shown: no docstring, no key of one word."""
    tree = ast.parse(source)
    silent = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in tree.body:  # nor a name that a package hands on
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            silent |= {id(each) for each in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (each.value if isinstance(each, ast.Constant) else "0" for each in node.values)
            text = "".join(str(part) for part in parts)
            silent |= {id(each) for each in node.values}
            if _is_shown(text):
                yield text
        elif isinstance(node, ast.Constant) and id(node) not in silent and _is_shown(node.value):
            yield str(node.value)


def _is_shown(value: object) -> bool:
    """A text of several words, or a label of one with a capital; no question to a database."""
    return (
        isinstance(value, str)
        and bool(re.search(r"\w\s+\w", value) or re.match(r"[A-Z][a-z]", value))
        and not re.match(r"\s*(select|create|insert|update|delete|pragma) ", value)
    )


def scenario_texts(value: object) -> Iterator[str]:
    """Every text of several words in a scenario file, titles and notes among them."""
    if isinstance(value, dict):
        for each in value.values():
            yield from scenario_texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from scenario_texts(each)
    elif _is_shown(value):
        yield str(value)


def script_texts(source: str) -> Iterator[str]:
    """The texts in a script or page, without its comments."""
    source = re.sub(r"(?s)/\*.*?\*/|<!--.*?-->|(?<![:\"'])//[^\n]*", " ", source)
    for quoted in re.findall(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`|>[^<>{}]+<", source):
        if _is_shown(quoted[1:-1]):
            yield quoted[1:-1]


def on_screens() -> Iterator[tuple[str, str]]:
    """Path and text of everything that is shown."""
    for path, source in files("*.py"):
        yield from ((path, text) for text in sentences(source))
        if path.startswith("simulation/commands/"):  # shown by --help
            yield path, (ast.get_docstring(ast.parse(source)) or "").split("\n")[0]
    for kind in ("*.js", "*.html"):
        for path, source in files(kind):
            yield from ((path, text) for text in script_texts(source))
    for file in sorted((ROOT / "scenarios").glob("*.toml")):
        found = tomllib.loads(file.read_text(encoding="utf-8"))
        yield from ((f"scenarios/{file.name}", text) for text in scenario_texts(found))
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        words = page.read_text(encoding="utf-8").split("\n## Given up\n")[0]
        yield page.name, re.sub(r"(?s)```.*?```|`[^`]*`|\]\([^)]*\)", " ", words)


def in_names() -> Iterator[tuple[str, str]]:
    """Path and words of every name in the code, and of every file."""
    for path, source in files("*.py"):
        yield path, path.replace("/", " ").replace("_", " ").removesuffix(".py")
        yield from ((path, name) for name in set(names(source)))


def files(kind: str) -> Iterator[tuple[str, str]]:
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob(kind)):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def plainly(text: str) -> str:
    """A text without the phrases in which a term means something else."""
    for phrase in MEANT_OTHERWISE:
        text = re.sub(re.escape(phrase), " ", text, flags=re.IGNORECASE)
    return text


def offences(row: GivenUp, texts: Iterable[tuple[str, str]]) -> list[str]:
    """Where a term stands, in lines."""
    pattern = row.pattern()
    return [
        f"{path}: {' '.join(text[max(0, hit.start() - 40) : hit.end() + 40].split())!r} has "
        f"{hit[0]!r}; say: {row.use}"
        for path, text in texts
        for hit in pattern.finditer(text)
    ]


@pytest.fixture(scope="module")
def texts() -> dict[str, list[tuple[str, str]]]:
    places = {"names": in_names(), "screens": on_screens()}
    found = {
        place: [(path, plainly(text)) for path, text in sorted(set(here))]
        for place, here in places.items()
    }
    assert all(found.values())
    return found


@pytest.mark.parametrize(
    ("row", "place"),
    [
        pytest.param(row, place, id=f"{row.terms[0]} in {place}")
        for row in given_up()
        for place in row.places
    ],
)
def test_a_term_stays_given_up(
    row: GivenUp, place: str, texts: dict[str, list[tuple[str, str]]]
) -> None:
    found = offences(row, texts[place])
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("fresh_luck = 1", ["fresh luck"]),
        ("class OpenLab: ...", ["class", "open lab"]),
        ("import numpy as np", ["import", "numpy", "as", "np"]),
        ("chart.mark_circle()", ["chart", ""]),
    ],
)
def test_names_are_read_in_words(source: str, found: list[str]) -> None:
    assert list(names(source)) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"""A docstring of luck."""', []),
        ('label("Odds", key="odds")', ["Odds"]),
        ('say(f"In {n} worlds")', ["In 0 worlds"]),
        ('say("the same luck")', ["the same luck"]),
    ],
)
def test_texts_are_those_that_are_shown(source: str, found: list[str]) -> None:
    assert list(sentences(source)) == found


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("with the same luck", True),
        ("Luck", True),
        ("a plucky one", False),
        ("hold it against the base", True),
        ("hold it. Against the base", False),
        ("a small world", False),
        ("of all worlds", True),
        ("--worlds", False),
        ("in Break-even", False),
    ],
)
def test_terms_are_whole_words_and_not_those_meant_otherwise(text: str, caught: bool) -> None:
    rows = [row for row in given_up() if "screens" in row.places]
    assert any(offences(row, [("here", plainly(text))]) for row in rows) is caught
