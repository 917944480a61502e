"""The search is compiled once, outside of anybody's budget; what was compiled from an earlier source goes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from click.testing import CliRunner
from numba import config

import tweespoor
from tweespoor.cli.planning import plan
from tweespoor.core.planning import FIRST_TIME, Budget, generate, is_compiled, solve, write_instance
from tweespoor.core.planning.warming import compile_search

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


@pytest.fixture
def nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder for compiled code without the note that all of it is there."""
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path / "compiled"))
    compile_search.cache_clear()


@pytest.mark.usefixtures("nothing_kept")
def test_whoever_plans_first_has_the_search_compiled_and_whoever_has_no_time_does_not() -> None:
    instance = generate(10, seed=1)
    solve(instance, stop=Budget(seconds=0))
    solve(instance, stop=Budget(work=0))
    assert not is_compiled()
    solve(instance, stop=Budget(work=1))
    assert is_compiled()


@pytest.mark.usefixtures("nothing_kept")
def test_who_waits_for_the_first_plan_is_told_why(tmp_path: Path) -> None:
    instance = tmp_path / "instance.json"
    instance.write_text(write_instance(generate(10, seed=1)), encoding="utf-8")
    arguments = [str(instance), "-o", str(tmp_path / "plan.json"), "--work", "1"]
    assert FIRST_TIME in CliRunner().invoke(plan, arguments).stderr
    assert FIRST_TIME not in CliRunner().invoke(plan, arguments).stderr


def kept_by(source: Path) -> Path:
    """Where the source in a folder keeps what it compiles."""
    told = subprocess.run(
        [sys.executable, "-c", WHERE], env={"PYTHONPATH": str(source)}, capture_output=True, text=True, check=True
    )
    return Path(told.stdout.strip())
