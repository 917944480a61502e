"""How long a stranger waits: `make run` from a fresh clone up to the address, and the planning in it."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run() -> list[tuple[str, str]]:
    """Name and value of each measurement."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "tweespoor"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        environment = {name: value for name, value in os.environ.items() if name != "MAKEFLAGS"}
        began = time.perf_counter()
        _quietly(["make", "setup"], at=clone, environment=environment)
        set_up = time.perf_counter() - began
        began = time.perf_counter()
        _quietly([".venv/bin/tweespoor", "demo"], at=clone, environment=environment)
        demo = time.perf_counter() - began
    return [
        ("make run from a fresh clone, warm package cache", f"{set_up + demo:.0f} s up to serving (goal: under 300 s)"),
        ("of which loading and planning nine programmes", f"{demo:.0f} s (goal: under 120 s)"),
    ]


def _quietly(command: list[str], *, at: Path, environment: dict[str, str]) -> None:
    subprocess.run(command, cwd=at, env=environment, check=True, stdout=subprocess.DEVNULL)
