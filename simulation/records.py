"""Records: one class of typed fields, read alike by numpy, by compiled rules and by mypy.

A record class only declares fields: `int` and `bool` are int64, `float` is float64, and
`Annotated` names a narrower number ("i4") or the shape of an array. Records themselves are numpy's;
compiled code is handed one as a single pointer.
"""

from functools import cache
from typing import (
    Annotated,
    ClassVar,
    Literal,
    Protocol,
    TypeVar,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    overload,
)

import numpy as np
from numpy.typing import NDArray

R = TypeVar("R")
Format = str | np.dtype[np.void]

Int16 = Annotated[int, "i2"]
Int32 = Annotated[int, "i4"]
Uint32 = Annotated[int, "u4"]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Uint32s = NDArray[np.uint32]
_FORMATS = {bool: "i8", int: "i8", float: "f8", Ints: "i8", Floats: "f8", Uint32s: "u4"}


class Records(Protocol[R]):
    """An array of records of one class, one-dimensional."""

    def __len__(self) -> int:
        """The number of records."""

    @overload
    def __getitem__(self, index: int, /) -> R: ...
    @overload
    def __getitem__(self, index: slice, /) -> "Records[R]": ...
    def __setitem__(self, index: slice, value: "Records[R]", /) -> None:
        """Copy records, field by field."""

    def tolist(self) -> list[tuple[int, ...]]:
        """Records as tuples of their fields in order of declaration."""


def records(record: type[R], number: int) -> Records[R]:
    """Blank records with their fields as attributes, in plain Python as in compiled code."""
    kind: type = record
    return cast(Records[R], np.zeros(number, np.dtype((np.record, dtype_of(kind)))))


def blank(record: type[R]) -> R:
    """One blank record."""
    return records(record, 1)[0]


@cache
def dtype_of(record: type) -> np.dtype[np.void]:
    """The layout of a record class: fields in order of declaration.

    Where that order would leave gaps in memory, the widest fields come first there. Texts and
    choices are left out, as compiled code does not read them. Raises TypeError for a field of any
    other type, and for a name that every numpy record has already.
    """
    hints = get_type_hints(record, include_extras=True)
    formats = {name: _format(hint) for name, hint in hints.items() if not name.startswith("_")}
    fields = {name: np.dtype(kind) for name, kind in formats.items() if kind is not None}
    if taken := [name for name in fields if hasattr(np.record, name)]:
        raise TypeError(f"{record.__name__}.{taken[0]}: a numpy record has that attribute already")
    declared = np.dtype(list(fields.items()), align=True)
    if declared.itemsize == sum(field.itemsize for field in fields.values()):
        return declared
    offsets, end = {}, 0
    for name in sorted(fields, key=lambda name: -fields[name].alignment):
        offsets[name] = end
        end += fields[name].itemsize
    return np.dtype(
        {
            "names": list(fields),
            "formats": list(fields.values()),
            "offsets": [offsets[name] for name in fields],
            "itemsize": -(-end // declared.alignment) * declared.alignment,
        },
        align=True,
    )


def _format(hint: object) -> Format | tuple[Format, tuple[int, ...]] | None:
    """The numpy format of a field; None for a text, a choice, or what belongs to the class."""
    kind, *marks = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    origin = get_origin(kind)
    if kind is str or origin in (Literal, ClassVar):
        return None
    shape = next((mark for mark in marks if isinstance(mark, tuple)), ())
    narrower = next((mark for mark in marks if isinstance(mark, str)), "")
    if origin is Records:
        return dtype_of(get_args(kind)[0]), shape
    if kind in _FORMATS:
        return narrower or _FORMATS[kind], shape
    if isinstance(kind, type):
        return dtype_of(kind)
    raise TypeError(f"a record cannot hold a field of type {hint}")
