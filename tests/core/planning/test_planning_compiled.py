"""What was compiled from an earlier source is not used after an update, and goes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import tweespoor

WHERE = "from numba import config; import tweespoor.core.planning.engine.compiled; print(config.CACHE_DIR)"


def test_what_is_compiled_belongs_to_the_source_it_was_compiled_from(tmp_path: Path) -> None:
    source = tmp_path / "tweespoor"
    copytree(Path(tweespoor.__file__).parent / "core", source / "core", ignore=ignore_patterns("__pycache__"))
    (source / "__init__.py").touch()
    engine = source / "core" / "planning" / "engine"
    first = kept_by(tmp_path)
    assert first.is_relative_to(engine)
    assert first.exists()
    assert kept_by(tmp_path) == first
    with (engine / "weeks.py").open("a") as file:
        file.write("\nCHANGED = True\n")
    assert kept_by(tmp_path) != first
    assert not first.exists()


def kept_by(source: Path) -> Path:
    """Where the source in a folder keeps what it compiles."""
    told = subprocess.run(
        [sys.executable, "-c", WHERE], env={"PYTHONPATH": str(source)}, capture_output=True, text=True, check=True
    )
    return Path(told.stdout.strip())
