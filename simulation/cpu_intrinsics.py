"""Two processor instructions that Python has no name for: in plain Python, and compiled."""

from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import types
from numba.core.extending import intrinsic, overload
from numba.cpython.unsafe.numbers import leading_zeros
from numpy.typing import NDArray


def top_bit(x: int) -> int:
    """The number of the highest bit of x > 0."""
    return int(x).bit_length() - 1


def fetch(array: NDArray[np.generic], index: int) -> None:
    """Load array[index], or the beginning of that row, into the cache: it will be read soon.

    Memory takes as long to answer as a hundred instructions. Nothing else changes.
    """


@overload(top_bit, strict=False)
def _top_bit(x: Any) -> Any:
    return lambda x: 63 - leading_zeros(x)  # type: ignore[call-arg]


@overload(fetch, strict=False)
def _fetch(array: Any, index: Any) -> Any:
    def impl(array: Any, index: Any) -> Any:
        return _prefetch(array.ctypes.data + index * array.strides[0])  # type: ignore[call-arg]

    return impl


@intrinsic
def _prefetch(typing: Any, address: Any) -> Any:
    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        place, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [place, number, number, number])
        prefetch = builder.module.declare_intrinsic("llvm.prefetch", [place], kind)
        to_read, for_long, data = number(0), number(3), number(1)
        address = builder.inttoptr(arguments[0], place)
        builder.call(prefetch, [address, to_read, for_long, data])
        return context.get_dummy_value()

    return types.none(address), build
