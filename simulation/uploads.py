"""Lists of ties that visitors uploaded, kept in memory only as long as a visit holds them.

A list has a name made of its content, which nobody can guess without having it. This module
remembers it weakly: when the visit that holds it ends, or holds another instead, it is gone.
"""

import hashlib
import tempfile
from dataclasses import replace
from pathlib import Path
from weakref import WeakValueDictionary

from simulation.errors import UserError
from simulation.network import tables
from simulation.network.tables import Table

PREFIX = "upload:"
_held: WeakValueDictionary[str, Table] = WeakValueDictionary()


def take_in(content: bytes, name: str) -> tuple[str, Table]:
    """Read a list of ties; returns its name for the lever network.table, and the list.

    The caller holds the list. It lies in a file while it is read. Raises UserError naming the file
    and the line.
    """
    shown = name if name.isprintable() and len(name) <= 100 else ascii(name)[:100]
    with tempfile.TemporaryDirectory(prefix="grapevine-") as folder:
        file = Path(folder) / ("ties.npz" if name.lower().endswith(".npz") else "ties.csv")
        file.write_bytes(content)
        try:
            table = replace(tables.load(str(file)), name=shown)
        except UserError as error:
            raise error.at(error.origin.replace(str(file), shown)) from None
    key = PREFIX + hashlib.sha256(content).hexdigest()
    return key, _held.setdefault(key, table)


def find(key: str) -> Table:
    """The list with that name. Raises UserError where nobody holds it any more."""
    table = _held.get(key)
    if table is None:
        raise UserError("the uploaded list of ties is gone: its visit has ended; upload it again")
    return table


def load(name: str) -> Table:
    """A list by the lever network.table: uploaded, shipped, or a file. Raises UserError."""
    return find(name) if name.startswith(PREFIX) else tables.load(name)
