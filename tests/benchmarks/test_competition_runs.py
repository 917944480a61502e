"""Runs of the competition are kept, and counted again only for the code and the seconds they were made with."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from benchmarks.competition_runs import Runs

from benchmarks import competition_runs
from tweespoor.core.planning.competition import Competition, read_tim

TIM = "1 1 0 1\n5\n1\n" + "1\n" * 45 + "0\n"
"""One event in one room for one student, who may come at any time."""


@pytest.fixture
def competition() -> Competition:
    return read_tim(TIM)


def test_a_run_that_is_kept_is_not_made_again(tmp_path: Path, competition: Competition) -> None:
    path = tmp_path / "runs.csv"
    made = Runs(path, seconds=0.01).cost(3, seed=2, competition=competition)
    with path.open(newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["instance"], row["seed"], row["seconds"]) == ("3", "2", "0.01")
    assert (float(row["distance"]), float(row["soft"])) == made
    path.write_text(path.read_text().replace(f"{row['distance']},{row['soft']}", "7,8"))
    assert Runs(path, seconds=0.01).cost(3, seed=2, competition=competition) == (7, 8)


def test_a_run_of_other_seconds_or_other_code_does_not_count(
    tmp_path: Path, competition: Competition, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "runs.csv"
    Runs(path, seconds=0.01).cost(1, seed=1, competition=competition)
    Runs(path, seconds=0.02).cost(1, seed=1, competition=competition)
    monkeypatch.setattr(competition_runs, "_code", lambda: "another")
    Runs(path, seconds=0.02).cost(1, seed=1, competition=competition)
    assert len(path.read_text().splitlines()) == 1 + 3
