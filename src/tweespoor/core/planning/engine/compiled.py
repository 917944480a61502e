"""How the functions of the engine are compiled: to machine code, kept on disk, and free of the interpreter's lock.

What is kept belongs to this very source. Numba by itself looks at the file of each function and not at those of the
functions called in it: after an update it would go on with a mixture of old and new.

Python sees the arrays of the engine as named tuples. Compiled code gets them as one reference instead of tens of
separate arrays (`handle`), which makes compiling four times as fast; both see the same memory.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Any, NamedTuple, TypeVar, cast

from numba import config, njit, types
from numba.experimental import structref

Function = TypeVar("Function", bound=Callable[..., Any])
Arrays = TypeVar("Arrays", bound=NamedTuple)


PACKAGES = ("bounds", "engine")
"""Where compiled functions are."""


def _folder_for_source() -> str:
    """The folder for what is compiled from the present source, those of earlier sources being removed.

    Beside the source, or in the user's cache; empty, which leaves it to numba, where neither can be had.
    """
    digest, here = sha256(), Path(__file__).parent
    for package in PACKAGES:
        for path in sorted((here.parent / package).glob("*.py")):
            digest.update(path.read_bytes())
    kept = Path(config.CACHE_DIR or here / "__pycache__")  # type: ignore[attr-defined]
    if not os.access(kept if kept.exists() else kept.parent, os.W_OK):
        home = os.environ.get("HOME")
        cache = os.environ.get("XDG_CACHE_HOME") or (home and str(Path(home) / ".cache"))
        if not cache:
            return ""
        kept = Path(cache) / "tweespoor"
    folder = kept / f"compiled-{digest.hexdigest()[:16]}"
    for other in kept.glob("compiled-*"):
        if other != folder:
            rmtree(other, ignore_errors=True)
    return str(folder)


config.CACHE_DIR = _folder_for_source()  # type: ignore[attr-defined]


_COMPLETE = "complete"
"""The file in that folder that tells that all of it is there."""


def is_compiled() -> bool:
    """Everything of the present source is compiled and kept."""
    return bool(config.CACHE_DIR) and (Path(config.CACHE_DIR) / _COMPLETE).exists()  # type: ignore[attr-defined]


def note_compiled() -> None:
    """Note that everything of the present source is compiled and kept now, where there is a folder for it."""
    if config.CACHE_DIR:  # type: ignore[attr-defined]
        Path(config.CACHE_DIR).mkdir(parents=True, exist_ok=True)  # type: ignore[attr-defined]
        (Path(config.CACHE_DIR) / _COMPLETE).touch()  # type: ignore[attr-defined]


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
