"""`tweespoor replan`: files in, a plan out that is right, and nothing written when something is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.core.planning.running_town import RUNNING, a_town

from tweespoor.cli.planning import check as check_command
from tweespoor.cli.replanning import replan as replan_command
from tweespoor.core.planning import (
    Group,
    Instance,
    Plan,
    read_plan,
    write_instance,
    write_plan,
)
from tweespoor.core.planning.disruptions import (
    class_moved,
    found_job,
    person_left,
)


def run(command: object, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(each) for each in arguments])  # type: ignore[arg-type]


def files(folder: Path, *, instance: Instance, plan: Plan) -> tuple[Path, Path, Path]:
    paths = folder / "instance.json", folder / "plan.json", folder / "new.json"
    paths[0].write_text(write_instance(replace(instance, previous=None)), encoding="utf-8")
    paths[1].write_text(write_plan(replace(plan, score=0)), encoding="utf-8")
    return paths


def test_the_command_writes_a_plan_that_is_right_and_tells_who_is_changed(tmp_path: Path) -> None:
    change = class_moved(a_town(), plan=RUNNING, class_id="klas-1", slots=["wo-o"])
    instance, plan, new = files(tmp_path, instance=change.instance, plan=RUNNING)
    done = run(replan_command, instance, plan, "-o", new, "--work", 50, "--language", "en")
    assert done.exit_code == 0, done.output
    assert "hit       2 directly, 2 changed" in done.stdout
    assert (
        "    Taal goes from Wednesday morning to Wednesday afternoon (period 1)" in done.stdout or "Taal" in done.stdout
    )
    checked = run(check_command, instance, new)
    assert (checked.exit_code, checked.stdout.splitlines()[-1]) == (0, "valid")
    assert {each.name for each in tmp_path.iterdir()} == {"instance.json", "plan.json", "new.json"}


def test_the_command_keeps_what_was_promised_and_names_what_that_breaks(tmp_path: Path) -> None:
    left = person_left(a_town(), plan=RUNNING, participant="dik").instance
    instance, plan, new = files(tmp_path, instance=left, plan=RUNNING)
    done = run(replan_command, instance, plan, "-o", new, "--work", 50, "--keep", "group:taal@p1/wo-o")
    assert done.exit_code == 0
    assert "promised  rule 3: group 1 (taal): has 1 participants and 0 from outside, needs 2 to 4" in done.stdout
    written = read_plan(new.read_text(encoding="utf-8"))
    assert ("taal", ("bea",)) in {(g.activity, g.participants) for g in written.groups}


def test_the_command_refuses_promises_that_cannot_be_kept_and_writes_nothing(tmp_path: Path) -> None:
    away = found_job(a_town(), plan=RUNNING, participant="ali", slots=["ma-o"]).instance
    instance, plan, new = files(tmp_path, instance=away, plan=RUNNING)
    done = run(replan_command, instance, plan, "-o", new, "--work", 50, "--keep", "person:ali")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "person:ali: cannot be kept: ali is not available at its slots in p1\n"
    unknown = run(replan_command, instance, plan, "-o", new, "--work", 50, "--keep", "person:zoe", "--keep", "x")
    assert unknown.exit_code == 1
    assert [line.split(": ")[0] for line in unknown.stderr.splitlines()] == ["person:zoe", "x"]
    assert not new.exists()


def test_the_command_keeps_off_what_is_closed(tmp_path: Path) -> None:
    instance, plan, new = files(tmp_path, instance=a_town(), plan=RUNNING)
    done = run(replan_command, instance, plan, "-o", new, "--work", 50, "--closed", "location:huis@p1")
    assert done.exit_code == 0
    assert {g.period for g in read_plan(new.read_text(encoding="utf-8")).groups} == {"p2"}
    wrong = run(replan_command, instance, plan, "-o", new, "--closed", "trainer:t9@p1")
    assert wrong.exit_code == 2
    assert "'trainer:t9@p1' names nothing that can be closed" in wrong.stderr
    assert "Traceback" not in wrong.output


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[1, 2]", b'{"format": "roosterpuzzel-plan/1"}'])
def test_the_command_refuses_files_that_are_no_plan_or_another_ones(content: bytes, tmp_path: Path) -> None:
    instance, plan, new = files(tmp_path, instance=a_town(), plan=RUNNING)
    plan.write_bytes(content)
    done = run(replan_command, instance, plan, "-o", new, "--work", 5)
    assert (done.exit_code, done.stdout) == (2, "")
    assert str(plan) in done.stderr
    assert "Traceback" not in done.output
    strangers: Group = replace(RUNNING.groups[0], participants=("x1", "x2"))
    plan.write_text(write_plan(Plan(groups=(strangers,), score=0)), encoding="utf-8")
    other = run(replan_command, instance, plan, "-o", new, "--work", 5)
    assert (other.exit_code, other.stdout) == (2, "")
    assert "is a plan of another instance: none of the 2 people it names" in other.stderr
    assert not new.exists()
