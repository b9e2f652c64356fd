"""Compiling the rules, and keeping the compiled code.

numba's own cache looks only at the file that a function stands in, not at what it calls. So the
cache lives in a folder named after the content of every engine file: a change anywhere means a new
folder, never stale machine code. The same digest is the model's version.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numba

from simulation import __version__

P = ParamSpec("P")
R = TypeVar("R")

HERE = Path(__file__).parent
ENGINE = (
    "compiling",
    "cpu_intrinsics",
    "apportionment",
    "records",
    "randomness",
    "network",
    "world",
    "rules",
    "clocks",
)


def digest(*modules: str) -> str:
    """A short name for the content of modules of simulation/, each a file or a folder."""
    found = [HERE / f"{name}.py" for name in modules]
    found += [file for name in modules for file in sorted((HERE / name).glob("*.py"))]
    content = hashlib.sha256()
    for file in found:
        if file.exists():
            content.update(file.name.encode() + b"\0" + file.read_bytes())
    return content.hexdigest()[:12]


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def cache_folder() -> Path:
    """The folder for files that can be made again: the user's cache, else the machine's."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "grapevine"
    return home if _writable(home) else Path(tempfile.gettempdir()) / "grapevine"


DIGEST = digest(*ENGINE)
VERSION = f"{__version__}+{DIGEST}"
# The whole model: what happens in a run, and what is counted of it.
MODEL = f"{VERSION}+{digest('ensemble', 'outcomes')}"
FOLDER = cache_folder() / f"engine-{DIGEST}"
numba.config.CACHE_DIR = str(FOLDER)  # type: ignore[attr-defined]


# Reference counting is switched off (_nrt): compiled code here only reads and writes arrays that
# Python holds, and counting their users, atomically, cost half of the running time.
_OPTIONS: dict[str, Any] = {"nogil": True, "cache": True, "error_model": "numpy", "_nrt": False}
_INLINED: dict[str, Any] = {
    "forceinline": True,
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile for both clocks: without the interpreter's lock, kept on disk, IEEE arithmetic only.

    With NUMBA_DISABLE_JIT=1 this returns the plain Python function.
    """
    return cast(Callable[P, R], numba.njit(**_OPTIONS)(function))


def inner(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function into its callers: only compiled code may call it.

    Passing on a world, a tuple of many arrays, costs more than most rules do.
    """
    return cast(Callable[P, R], numba.njit(**_OPTIONS, **_INLINED)(function))


def forget_old() -> None:
    """Delete the compiled code of earlier versions of the model."""
    for folder in FOLDER.parent.glob("engine-*"):
        if folder != FOLDER:
            shutil.rmtree(folder, ignore_errors=True)
