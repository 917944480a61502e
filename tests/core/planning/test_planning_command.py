"""`tweespoor plan`, `check` and `puzzle`: files in, files out, and nothing written when something is wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tweespoor.cli.planning import check, plan, puzzle
from tweespoor.core.planning import Plan, generate, read_instance, read_plan, write_instance, write_plan
from tweespoor.core.planning import check as check_plan


def run(command: object, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(each) for each in arguments])  # type: ignore[arg-type]


@pytest.fixture
def instance_file(tmp_path: Path) -> Path:
    path = tmp_path / "instance.json"
    path.write_text(write_instance(generate(20, seed=1)), encoding="utf-8")
    return path


def test_a_plan_is_written_and_found_right(instance_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    planned = run(plan, instance_file, "-o", out, "--work", 100, "--seed", 3)
    assert planned.exit_code == 0, planned.output
    written = read_plan(out.read_text(encoding="utf-8"))
    assert f"score     {written.score} " in planned.stdout
    assert f"bound     {written.bound} " in planned.stdout
    assert "placed" in planned.stderr
    checked = run(check, instance_file, out)
    assert checked.exit_code == 0
    assert checked.stdout.endswith("valid\n")
    assert {each.name for each in tmp_path.iterdir()} == {"instance.json", "plan.json"}


def test_the_same_seed_and_work_write_the_same_file(instance_file: Path, tmp_path: Path) -> None:
    texts = []
    for name in ("one.json", "two.json"):
        run(plan, instance_file, "-o", tmp_path / name, "--work", 60, "--seed", 5)
        texts.append((tmp_path / name).read_text(encoding="utf-8"))
    assert texts[0] == texts[1]


def test_a_broken_instance_changes_nothing(instance_file: Path, tmp_path: Path) -> None:
    whole = json.loads(instance_file.read_text(encoding="utf-8"))
    whole["participants"][17]["class_options"] = ["x"]
    whole["rooms"][0]["capacity"] = "twelve"
    instance_file.write_text(json.dumps(whole), encoding="utf-8")
    out = tmp_path / "plan.json"
    out.write_text("an older plan", encoding="utf-8")
    planned = run(plan, instance_file, "-o", out, "--work", 5)
    assert planned.exit_code == 2
    assert planned.stderr.splitlines() == [
        f"{instance_file}: rooms[0].capacity: expected a whole number, found a text",
        f"{instance_file}: participants[17].class_options[0]: unknown class 'x'",
    ]
    assert out.read_text(encoding="utf-8") == "an older plan"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[1, 2]", b'{"format": "roosterpuzzel/1"}'])
def test_a_file_that_is_no_puzzle_is_refused_without_a_trace(content: bytes, tmp_path: Path) -> None:
    broken, out = tmp_path / "broken.json", tmp_path / "plan.json"
    broken.write_bytes(content)
    planned = run(plan, broken, "-o", out, "--work", 5)
    assert planned.exit_code == 2
    assert str(broken) in planned.stderr
    assert "Traceback" not in planned.output
    assert not out.exists()
    assert run(check, broken, broken).exit_code == 2


def test_a_plan_for_a_directory_that_is_not_there_is_refused_before_planning(instance_file: Path) -> None:
    planned = run(plan, instance_file, "-o", "nowhere/plan.json", "--time", 3600)
    assert planned.exit_code == 2
    assert "there is no directory nowhere" in planned.stderr


def test_a_plan_that_cannot_be_written_is_told_without_a_trace(instance_file: Path, tmp_path: Path) -> None:
    out = tmp_path / f"{'long' * 100}.json"
    planned = run(plan, instance_file, "-o", out, "--work", 5)
    assert planned.exit_code == 2
    assert planned.stderr.splitlines()[-1] == f"{out}: cannot be written: File name too long"


def test_a_broken_rule_and_a_wrong_claim_are_told(instance_file: Path, tmp_path: Path) -> None:
    instance = read_instance(instance_file.read_text(encoding="utf-8"))
    empty = check_plan(instance, Plan()).score
    path = tmp_path / "plan.json"
    path.write_text(write_plan(Plan(score=empty + 1, bound=empty + 2, classes={"nobody": "klas-0"})), encoding="utf-8")
    checked = run(check, instance_file, path)
    assert checked.exit_code == 1
    assert checked.stdout.splitlines()[:3] == [
        "rule 13: nobody: switches class but is unknown",
        f"score: the plan claims {empty + 1}, it is {empty}",
        f"bound: {empty + 2} is above the score {empty}",
    ]


def test_an_invented_puzzle_is_printed() -> None:
    made = run(puzzle, 12, "--seed", 4, "--providers", 2, "--periods", 3, "--scarce", 0.5, "--integrated")
    expected = generate(12, seed=4, providers=2, periods=3, scarce=0.5, integrated=True)
    assert read_instance(made.stdout) == expected


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_being_told_to_stop_writes_the_best_plan_so_far(number: int, instance_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    code = "from tweespoor.cli.planning import plan; plan()"
    arguments = [sys.executable, "-c", code, str(instance_file), "-o", str(out), "--time", "3600"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src")}
    with subprocess.Popen(
        arguments, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment
    ) as running:
        assert running.stderr is not None
        assert "score" in running.stderr.readline()
        running.send_signal(number)
        running.stderr.read()
    assert running.returncode == 0
    assert run(check, instance_file, out).exit_code == 0
