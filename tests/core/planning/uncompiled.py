"""Run the search and the bound as plain Python, in which an index beyond an array is an error and not a wild write.

usage: python -m tests.core.planning.uncompiled FIRST_SEED LAST_SEED
"""

from __future__ import annotations

import runpy
import sys
from types import ModuleType, SimpleNamespace

import numpy as np

COMPILED = "tweespoor.core.planning.engine.compiled"


def as_plain_python() -> None:
    """Let the engine's functions be themselves, and its references the arrays, before anything is imported."""
    stand_in = ModuleType(COMPILED)
    stand_in.__dict__.update(
        compiled=lambda function: function,
        handle=lambda arrays, *, proxy: arrays,
        define=lambda *_, **__: None,
        Reference=SimpleNamespace,
        Proxy=SimpleNamespace,
        is_compiled=lambda: True,
        note_compiled=lambda: None,
    )
    sys.modules[COMPILED] = stand_in
    np.seterr(over="ignore")


if __name__ == "__main__":
    as_plain_python()
    runpy.run_module("tests.core.planning.every_search", run_name="__main__")
