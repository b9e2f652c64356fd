"""Records: one declaration for numpy, for compiled rules and for the reader."""

from typing import Annotated, Literal

import numpy as np
import pytest

from simulation.compiling import compiled
from simulation.records import Floats, Int16, Int32, Ints, Records, Uint32, blank, dtype_of, records


class Inner:
    part: float
    mood: Literal["good", "bad"]


class Outer:
    flag: bool
    inner: Inner
    many: Annotated[Records[Inner], (2,)]
    grid: Annotated[Ints, (2, 3)]
    shares: Annotated[Floats, (2,)]
    name: str


class Narrow:
    due: int
    kind: Int16
    account: Int32
    post: Int16
    after: Uint32


def test_fields_come_in_order_of_declaration_without_texts_and_choices() -> None:
    kind = dtype_of(Outer)
    assert kind.names == ("flag", "inner", "many", "grid", "shares")
    assert kind["inner"].names == ("part",)
    assert (kind["grid"].shape, kind["grid"].base) == ((2, 3), np.int64)
    assert (kind["shares"].shape, kind["shares"].base) == ((2,), np.float64)


def test_no_record_has_gaps() -> None:
    assert dtype_of(Narrow).names == ("due", "kind", "account", "post", "after")
    assert dtype_of(Narrow).itemsize == 8 + 2 + 4 + 2 + 4 + 4  # rounded up to whole words


@compiled
def change(rows: Records[Outer], number: int) -> float:
    row = rows[number]
    row.inner.part += 0.5
    row.many[1].part = 2.0
    row.grid[1, 2] = 7
    return row.inner.part + row.many[1].part


def test_compiled_code_reads_and_writes_the_same_fields() -> None:
    rows = records(Outer, 3)
    rows[1].inner.part = 1.0
    assert change(rows, 1) == 3.5
    assert (rows[1].inner.part, rows[1].many[1].part, rows[1].grid[1, 2]) == (1.5, 2.0, 7)
    assert rows[0] == blank(Outer)


def test_a_name_that_numpy_uses_itself_is_refused() -> None:
    class Taken:
        size: int

    with pytest.raises(TypeError, match=r"Taken\.size: a numpy record has that attribute already"):
        dtype_of(Taken)


def test_a_field_of_another_type_is_refused() -> None:
    class Wrong:
        when: complex | None

    with pytest.raises(TypeError, match="cannot hold a field of type"):
        dtype_of(Wrong)
