"""How the rule book is compiled, and where the compiled code is kept.

numba's own cache looks only at the file a function stands in, not at what it calls. So the cache
lives in a folder named after the content of every engine file: a change anywhere means a new
folder, never stale machine code. The same digest is the model's version.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

from simulation import __version__

F = TypeVar("F", bound=Callable[..., Any])

HERE = Path(__file__).parent
ENGINE = ("compiling", "cpu_intrinsics", "randomness", "network", "world", "rules", "clocks")


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
    """Where Grapevine keeps what it can make again: the user's cache, else the machine's."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "grapevine"
    return home if _writable(home) else Path(tempfile.gettempdir()) / "grapevine"


DIGEST = digest(*ENGINE)
VERSION = f"{__version__}+{DIGEST}"
FOLDER = cache_folder() / f"engine-{DIGEST}"
numba.config.CACHE_DIR = str(FOLDER)  # type: ignore[attr-defined]


# Reference counting is switched off (_nrt): compiled code here only reads and writes arrays that
# Python holds, and counting who uses them, atomically, cost half of the running time.
_OPTIONS: dict[str, Any] = {"nogil": True, "cache": True, "error_model": "numpy", "_nrt": False}
_INLINED: dict[str, Any] = {
    "forceinline": True,
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}


def compiled(function: F) -> F:
    """Compile for both clocks: without the interpreter's lock, kept on disk, IEEE arithmetic only.

    With NUMBA_DISABLE_JIT=1 this hands back the plain Python function.
    """
    return cast(F, numba.njit(**_OPTIONS)(function))


def inner(function: F) -> F:
    """Compile what only compiled code calls, right into it: handing a world on costs too much."""
    return cast(F, numba.njit(**_OPTIONS, **_INLINED)(function))


def forget_old() -> None:
    """Delete the compiled code of earlier versions of the model."""
    for folder in FOLDER.parent.glob("engine-*"):
        if folder != FOLDER:
            shutil.rmtree(folder, ignore_errors=True)
