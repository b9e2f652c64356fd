"""Read scenarios: shipped ones, files, uploaded texts, and the files that they extend.

Any file gives either a scenario or one line that says what is wrong: its size and its depth are
checked before anything else is done with it.
"""

import os
import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from simulation.errors import UserError, illegal_value, unknown_name
from simulation.scenarios.form import check_schema, overlaid, scenario
from simulation.scenarios.story import Scenario

FOLDER = Path(__file__).parents[2] / "scenarios"
BYTES, LINE, DEPTH = 1_000_000, 10_000, 8  # most of a file, of one line, of nested tables
CHAIN = 20  # most files that extend one another
TOO_DEEP = f"tables or lists are nested more than {DEPTH} deep"

Document = dict[str, Any]


def load(name_or_path: str) -> Scenario:
    """A shipped scenario by its id, or a file by its path. Raises UserError."""
    return _from_file(_shipped_file(name_or_path) or Path(name_or_path), ())[1]


def loads(text: str | bytes, origin: str) -> Scenario:
    """A scenario from the text of a file, which may extend shipped ones only. Raises UserError.

    `origin` is the name of the file: its stem is the scenario's id.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return from_document(parsed(data, origin), origin, Path(origin).stem)


def name_and_side(text: str) -> tuple[str, str]:
    """NAME or NAME:SIDE in two; the side is empty if none is named."""
    name, _, key = text.rpartition(":")
    return (name, key) if name and len(key) == 1 else (text, "")


def shipped() -> list[Scenario]:
    """All scenarios that come with Grapevine: the default, the stories in order, the others."""
    found = [_from_file(path, ())[1] for path in FOLDER.glob("*.toml")]
    return sorted(found, key=lambda each: (each.id != "default", not each.is_story, each.id))


def from_document(document: Document, origin: str, id: str) -> Scenario:
    """The scenario of a document, which may extend shipped ones only. Raises UserError."""
    return _extended(document, origin, id, None, (origin,))[1]


def _shipped_file(id: str) -> Path | None:
    return FOLDER / f"{id}.toml" if id in _ids() else None


def _ids() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def _from_file(path: Path, chain: tuple[str, ...]) -> tuple[Document, Scenario]:
    """The document of a file, merged with the files that it extends, and its scenario."""
    origin = f"scenarios/{path.name}" if path.parent == FOLDER else _name(path)
    data = content(path, origin)
    chain = (*chain, os.path.realpath(path))
    return _extended(parsed(data, origin), origin, path.stem, path.parent, chain)


def _extended(
    document: Document, origin: str, id: str, folder: Path | None, chain: tuple[str, ...]
) -> tuple[Document, Scenario]:
    check_schema(document, origin)
    if "extends" in document:
        base = _base(document.pop("extends"), origin, folder)
        if os.path.realpath(base) in chain or len(chain) == CHAIN:
            names = " -> ".join([*(Path(each).name for each in chain), base.name])
            raise UserError(
                f"extends goes round in a circle, or through more than {CHAIN} files: {names}",
                path="extends",
                origin=origin,
            )
        document = overlaid(_from_file(base, chain)[0], document)
    return document, scenario(document, id, origin)


def _base(name: Any, origin: str, folder: Path | None) -> Path:
    """The file that `extends` names: a shipped scenario, or a file in the same folder."""
    if not isinstance(name, str):
        raise illegal_value("extends", name, "a text", origin)
    base = _shipped_file(name)
    if base is not None:
        return base
    if not name.endswith(".toml"):
        raise unknown_name("scenario", name, _ids(), f"{origin}: extends")
    if folder is None:
        legal = f"one of {', '.join(_ids())}, as other files cannot be read from here"
        raise illegal_value("extends", name, legal, origin)
    if (
        "\0" in name
        or Path(name).name != name
        or _folder(folder / name) != os.path.realpath(folder)
    ):
        raise illegal_value("extends", name, "a file in the same folder as this one", origin)
    return folder / name


def _folder(path: Path) -> str:
    """The folder of a file, with symbolic links resolved."""
    return os.path.dirname(os.path.realpath(path))


def content(path: Path, origin: str) -> bytes:
    """The content of a file, whose size is checked before it is read. Raises UserError."""
    if "\0" in str(path):  # no system allows this; some raise ValueError
        raise UserError("not the name of a file", origin=origin)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UserError("not a file", origin=origin)
        _check_size(status.st_size, origin)
        with path.open("rb") as file:
            return file.read(BYTES + 1)
    except FileNotFoundError:
        if path.suffix == ".toml":
            raise UserError("there is no such file", origin=origin) from None
        raise unknown_name("scenario", origin, _ids()) from None
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror or error}", origin=origin) from None


def _name(path: Path) -> str:
    """A path as shown in a message: one line, not too long."""
    name = str(path) if str(path).isprintable() else ascii(str(path))
    return name if len(name) <= 200 else f"...{name[-197:]}"


def _check_size(size: int, origin: str) -> None:
    if size > BYTES:
        raise UserError(
            f"{size:,} bytes; a scenario file may have at most {BYTES:,}", origin=origin
        )


def parsed(data: bytes, origin: str) -> Document:
    """The TOML document that a file contains. Raises UserError naming the line."""
    _check_size(len(data), origin)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError(
            f"line {line}: not UTF-8 text; save the file as UTF-8", origin=origin
        ) from None
    for number, line_text in enumerate(text.split("\n"), 1):
        if len(line_text) > LINE:
            raise UserError(
                f"line {number}: {len(line_text):,} characters; a line may have at most {LINE:,}",
                origin=origin,
            )
    try:
        document = tomllib.loads(text)
    except RecursionError:
        raise UserError(TOO_DEEP, origin=origin) from None
    except ValueError as error:  # TOMLDecodeError, or a number of too many digits
        raise UserError(_complaint(error), origin=origin) from None
    if _deep(document):
        raise UserError(TOO_DEEP, origin=origin)
    return document


def _complaint(error: ValueError) -> str:
    """The message of tomllib, its line first; Python gives no line for too long a number."""
    if not isinstance(error, tomllib.TOMLDecodeError):
        return "a number has too many digits"
    found = re.fullmatch(
        r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(error), re.DOTALL
    )
    what, line = found.groups() if found else (str(error), None)
    where = f"line {line}" if line else "end of the file"
    return f"{where}: not TOML: {ascii(what)[1:-1]}"


def _deep(document: Document) -> bool:
    level: list[Any] = [document]
    for _ in range(DEPTH):
        level = [
            inner
            for each in level
            for inner in (each.values() if isinstance(each, dict) else each)
            if isinstance(inner, (dict, list))
        ]
    return bool(level)
