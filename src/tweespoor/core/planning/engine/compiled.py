"""How the functions of the engine are compiled: to machine code, kept on disk, and free of the interpreter's lock.

Python sees the arrays of the engine as named tuples. Compiled code gets them as one reference instead of tens of
separate arrays (`handle`), which makes compiling four times as fast; both see the same memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

from numba import njit, types
from numba.experimental import structref

Function = TypeVar("Function", bound=Callable[..., Any])
Arrays = TypeVar("Arrays", bound=NamedTuple)


def compiled(function: Function) -> Function:
    """Compile at the first call and keep the outcome beside the source; threads run it side by side."""
    return cast("Function", njit(cache=True, nogil=True)(function))


class Reference(types.StructRef):
    """The type of a named tuple of arrays in compiled code; one subclass for each."""

    def preprocess_fields(self, fields: Any) -> tuple[tuple[str, Any], ...]:
        """Fields may hold any array of their kind."""
        return tuple((name, types.unliteral(kind)) for name, kind in fields)


class Proxy(structref.StructRefProxy):
    """What Python holds of such a reference; one subclass for each."""


def define(proxy: type[Proxy], *, reference: type[Reference], arrays: type[NamedTuple]) -> None:
    """Make a named tuple's fields known to compiled code."""
    structref.register(reference)
    structref.define_proxy(proxy, reference, list(arrays._fields))


def handle(arrays: Arrays, *, proxy: type[Proxy]) -> Arrays:
    """The reference that compiled functions take in the named tuple's stead."""
    return cast("Arrays", structref.StructRefProxy.__new__(proxy, *arrays))
