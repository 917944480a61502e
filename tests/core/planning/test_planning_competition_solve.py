"""Competition instances are solved: answers keep every rule, cost what they say, and are the best on tiny ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from itertools import product
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.test_planning_competition import a_competition, a_file, placed

from tweespoor.cli.competition import competition as command
from tweespoor.core.planning import Budget, Progress
from tweespoor.core.planning.competition import (
    LEFT_OUT,
    SLOTS,
    Competition,
    judge,
    read_sln,
    read_tim,
    solve,
    write_sln,
    write_tim,
)

SEEDS = st.integers(0, 10**9)
FEW = Budget(work=4)


def a_full_week(seed: int, *, rooms: int = 2, students: int = 12) -> Competition:
    """Two events for each of eighteen slots, made from a timetable in which all have a place."""
    rng = Random(seed)
    slots = rng.sample(range(SLOTS), 18)
    events = rooms * len(slots)
    attendance = [
        frozenset(rooms * slot + rng.randrange(rooms) for slot in rng.sample(range(len(slots)), 6))
        for _ in range(students)
    ]
    return Competition(
        capacities=(students,) * rooms,
        features=rooms,
        room_features=tuple(frozenset({room}) for room in range(rooms)),
        event_features=tuple(frozenset({event % rooms}) for event in range(events)),
        attendance=tuple(attendance),
        available=tuple(frozenset(slots) for _ in range(events)),
        after=(),
    )


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_answers_are_valid_and_cost_what_they_say(seed: int) -> None:
    competition = read_tim(a_file(Random(seed)))
    answer = solve(competition, stop=FEW, seed=seed % 1000)
    verdict = judge(competition, answer.assignment)
    assert verdict.broken == ()
    assert answer.cost == verdict.cost
    assert read_sln(write_sln(answer.assignment), competition=competition) == answer.assignment


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_nothing_is_better_on_tiny_instances(seed: int) -> None:
    competition = a_tiny_one(Random(seed))
    assert solve(competition, stop=Budget(work=12), seed=1).cost == min(every_cost(competition))


def a_tiny_one(rng: Random) -> Competition:
    """Three events, each of somebody, with so few slots and rooms that some may have to be left out."""
    slots = rng.sample(range(12), 3)
    return Competition(
        capacities=(3, rng.randint(0, 3)),
        features=1,
        room_features=(frozenset(), frozenset({0})),
        event_features=tuple(frozenset({0}) if rng.random() < 0.3 else frozenset() for _ in range(3)),
        attendance=tuple(frozenset({event, *rng.sample(range(3), rng.randint(0, 3))}) for event in range(3)),
        available=tuple(frozenset(slot for slot in slots if rng.random() < 0.7) for _ in range(3)),
        after=((0, 1),) if rng.random() < 0.5 else (),
    )


def every_cost(competition: Competition) -> list[tuple[int, int]]:
    """What each valid answer costs."""
    places = [
        [(LEFT_OUT, LEFT_OUT), *product(competition.slots_for(event), competition.rooms_for(event))]
        for event in range(competition.events)
    ]
    verdicts = (judge(competition, placed(*each)) for each in product(*places))
    return [verdict.cost for verdict in verdicts if verdict.valid]


@pytest.mark.parametrize("seed", range(3))
def test_all_events_get_a_place_where_every_slot_and_room_is_needed(seed: int) -> None:
    assert solve(a_full_week(seed), stop=Budget(work=60), seed=1).distance == 0


def test_others_change_rooms_to_make_one_free() -> None:
    """Event 0 fits in both rooms, events 1 and 2 in the first only; two at a time must go in two slots."""
    competition = a_competition(
        room_features=(frozenset({0}), frozenset()),
        event_features=(frozenset(), frozenset({0}), frozenset({0}), frozenset()),
        attendance=(frozenset({0}), frozenset({1}), frozenset({2}), frozenset({3})),
        available=(frozenset({0, 1}),) * 4,
    )
    assert solve(competition, stop=FEW).distance == 0


def test_the_order_of_events_is_kept() -> None:
    """Each of the events is before the next, and there are just enough slots."""
    chain = tuple((event, event + 1) for event in range(3))
    competition = a_competition(after=chain, available=(frozenset({3, 4, 11, 30}),) * 4)
    assert solve(competition, stop=FEW).assignment.slots == (3, 4, 11, 30)


def test_an_event_without_a_room_is_left_out_and_the_others_are_not() -> None:
    competition = a_competition(capacities=(2, 2))
    answer = solve(competition, stop=FEW)
    assert [slot == LEFT_OUT for slot in answer.assignment.slots] == [True, False, False, False]
    assert answer.distance == 3


def test_an_event_that_nobody_attends_never_keeps_out_one_that_somebody_does() -> None:
    attends = (frozenset({1}), frozenset({2}), frozenset({3}))
    answer = solve(a_competition(attendance=attends, available=(frozenset({4}),) * 4, capacities=(3, 3)), stop=FEW)
    assert answer.distance == 1
    assert answer.assignment.slots[0] == LEFT_OUT


@pytest.mark.parametrize("work", [3, 20])
def test_one_seed_and_work_give_one_answer(work: int) -> None:
    competition = a_full_week(5, students=40)
    first, again = (solve(competition, stop=Budget(work=work), seed=7).assignment for _ in range(2))
    assert first == again
    assert first != solve(competition, stop=Budget(work=work), seed=8).assignment


def test_nothing_to_do_and_no_time_to_do_it_are_answered() -> None:
    assert solve(a_competition(), stop=Budget(seconds=0)).distance == 6
    nothing = Competition(
        capacities=(), features=0, room_features=(), event_features=(), attendance=(), available=(), after=()
    )
    assert solve(nothing, stop=FEW).cost == (0, 0)
    no_rooms = a_competition(capacities=(), room_features=())
    assert solve(no_rooms, stop=FEW).distance == 6


def test_progress_never_gets_worse_and_cancelling_gives_the_best_so_far() -> None:
    told: list[Progress] = []
    competition = a_full_week(2, students=60)
    answer = solve(competition, stop=Budget(seconds=600), progress=told.append, cancelled=lambda: len(told) >= 5)
    costs = [(each.demands - each.placed, each.score) for each in told]
    assert costs == sorted(costs, reverse=True)
    assert answer.cost <= costs[-1]
    assert answer.stopped_by == "cancelled"


# The command line


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(each) for each in arguments])


@pytest.fixture
def instance_file(tmp_path: Path) -> Path:
    path = tmp_path / "week.tim"
    path.write_text(write_tim(a_full_week(1, students=60)), encoding="utf-8")
    return path


def test_an_answer_is_written_that_costs_what_is_said(instance_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "week.sln"
    done = run(instance_file, "-o", out, "--work", 40, "--seed", 3)
    competition = read_tim(instance_file.read_text(encoding="utf-8"))
    verdict = judge(competition, read_sln(out.read_text(encoding="utf-8"), competition=competition))
    assert verdict.valid
    assert done.stdout.startswith(f"distance  {verdict.distance} (")
    assert f"soft cost {verdict.soft}\n" in done.stdout
    assert done.exit_code == (1 if verdict.distance else 0)
    assert "distance" in done.stderr


def test_events_that_must_be_left_out_are_an_answer_with_a_status_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "short.tim"
    path.write_text(write_tim(a_competition(capacities=(2, 2))), encoding="utf-8")
    done = run(path, "-o", tmp_path / "short.sln", "--work", 2)
    assert done.exit_code == 1
    assert "distance  3 (students who miss an event that is left out)" in done.stdout


@pytest.mark.parametrize("content", [b"", b"1 1 one 1", b"\xff\xfe\x00"])
def test_a_file_that_is_no_instance_is_refused_and_nothing_written(content: bytes, tmp_path: Path) -> None:
    broken, out = tmp_path / "broken.tim", tmp_path / "broken.sln"
    broken.write_bytes(content)
    done = run(broken, "-o", out)
    assert done.exit_code == 2
    assert str(broken) in done.stderr
    assert "Traceback" not in done.output
    assert not out.exists()


def test_an_answer_for_a_directory_that_is_not_there_is_refused_before_solving(instance_file: Path) -> None:
    done = run(instance_file, "-o", "nowhere/week.sln", "--time", 3600)
    assert done.exit_code == 2
    assert "there is no directory nowhere" in done.stderr


def test_being_told_to_stop_writes_the_best_answer_so_far(instance_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "week.sln"
    arguments = [sys.executable, "-m", "tweespoor", "competition", str(instance_file), "-o", str(out), "--time", "3600"]
    arguments[1:3] = ["-c", "from tweespoor.cli import main; main()"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src")}
    with subprocess.Popen(
        arguments, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment
    ) as running:
        assert running.stderr is not None
        assert "soft cost" in running.stderr.readline()
        running.send_signal(signal.SIGINT)
        running.stderr.read()
    assert running.returncode in (0, 1)
    competition = read_tim(instance_file.read_text(encoding="utf-8"))
    assert judge(competition, read_sln(out.read_text(encoding="utf-8"), competition=competition)).valid
