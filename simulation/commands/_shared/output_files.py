"""A result as files: CSV that is safe to open in a spreadsheet, JSON, and nothing half-done."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from simulation.commands._shared.json_values import as_json, rounded
from simulation.errors import UserError, illegal_value
from simulation.spreadsheet import csv_line

NAMES = ("worlds.csv", "over_time.csv", "result.json")


@contextmanager
def folder(path: Path, names: Sequence[str]) -> Iterator[Path]:
    """A folder aside to write files in; when all went well, those named move to `path`.

    Raises UserError, before anything is run, when nothing can be written there.
    """
    if path.exists() and not path.is_dir():
        raise illegal_value("--out", str(path), "the name of a folder; that is a file")
    made = [each for each in (path, *path.parents) if not os.path.lexists(each)]
    try:
        path.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=path))
    except (OSError, ValueError) as error:
        _remove(made)
        raise _refusal(path, error) from None
    try:
        for name in names:
            if (path / name).is_dir():
                raise UserError(
                    "there is a folder of that name", origin=f"--out {str(path / name)!r}"
                )
        yield aside
        for name in names:
            os.replace(aside / name, path / name)
    except OSError as error:
        raise _refusal(path, error) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        _remove(made)


def write(folder: Path, found: dict[str, Any]) -> None:
    """Write the files of a result, see `result.result`, into a folder."""
    worlds, over_time, whole = NAMES
    found = rounded(found)
    outcomes = found["outcomes"]
    rows: list[Sequence[Any]] = [["world", *outcomes]]
    columns = [outcome["values"] for outcome in outcomes.values()]
    rows += ([number, *row] for number, row in enumerate(zip(*columns, strict=True)))
    _write_csv(folder / worlds, rows)

    bands = found["over_time"]
    rows = [["outcome", *next(iter(bands.values()))]]
    for what, band in bands.items():
        rows += ([what, *row] for row in zip(*band.values(), strict=True))
    _write_csv(folder / over_time, rows)

    (folder / whole).write_text(as_json(found, indent=1) + "\n", "utf-8")


def _write_csv(path: Path, rows: Iterable[Iterable[Any]]) -> None:
    text = "".join(csv_line(row) + "\n" for row in rows)
    path.write_text(text, "utf-8", newline="")


def _remove(made: Iterable[Path]) -> None:
    """Take away the folders that were made for nothing: those still empty, innermost first."""
    for each in made:
        try:
            each.rmdir()
        except OSError:
            return


def _refusal(path: Path, error: Exception) -> UserError:
    reason = getattr(error, "strerror", None) or error
    return UserError(f"cannot be written to: {reason}", path="--out", origin=f"--out {str(path)!r}")
