"""Whatever the instance, there is a valid plan or a clear message, and never a trace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.builders import an_instance

from tweespoor.cli.planning import check as check_command
from tweespoor.cli.planning import plan as plan_command
from tweespoor.core.planning import (
    Activity,
    Budget,
    Demand,
    FormatError,
    Group,
    Instance,
    Option,
    Participant,
    Period,
    Plan,
    Result,
    Slot,
    StoppedBy,
    Weights,
    check,
    generate,
    read_instance,
    read_plan,
    solve,
    write_instance,
)

SEEDS = st.integers(0, 10**9)
ROOT = Path(__file__).parents[3]
Change = Callable[[Instance], Instance]


def holds(instance: Instance, result: Result) -> None:
    """The plan is valid, costs what is claimed, and no less than is proven."""
    report = check(instance, result.plan)
    assert report.broken == ()
    assert report.score == result.score == result.plan.score
    assert dict(report.breakdown) == dict(result.breakdown)
    assert 0 <= result.bound <= result.score <= result.greedy_score
    assert result.placed <= result.demands == instance.demands


def planned_by_command(instance: Instance, folder: Path) -> Plan:
    """The plan that the command writes, after its own check of it."""
    file, out = folder / "instance.json", folder / "plan.json"
    file.write_text(write_instance(instance), encoding="utf-8")
    planned = CliRunner().invoke(plan_command, [str(file), "-o", str(out), "--work", "10"])
    assert planned.exit_code == 0, planned.output
    checked = CliRunner().invoke(check_command, [str(file), str(out)])
    assert checked.exit_code == 0, checked.output
    return read_plan(out.read_text(encoding="utf-8"))


def everybody(**fields: object) -> Change:
    """The same change for all participants."""
    return lambda town: replace(
        town,
        participants=tuple(replace(person, **fields) for person in town.participants),  # type: ignore[arg-type]
    )


def all_activities(**fields: object) -> Change:
    """The same change for all activities."""
    return lambda town: replace(
        town,
        activities=tuple(replace(activity, **fields) for activity in town.activities),  # type: ignore[arg-type]
    )


def all_rooms(**fields: object) -> Change:
    """The same change for all rooms."""
    return lambda town: replace(town, rooms=tuple(replace(room, **fields) for room in town.rooms))  # type: ignore[arg-type]


def all_trainers(**fields: object) -> Change:
    """The same change for all trainers."""
    return lambda town: replace(
        town,
        trainers=tuple(replace(trainer, **fields) for trainer in town.trainers),  # type: ignore[arg-type]
    )


def weighing(points: int) -> Change:
    """Every term of the score weighs the same."""
    return lambda town: replace(town, weights=Weights(**dict.fromkeys(Weights.__dataclass_fields__, points)))


def demanding(weight: int) -> Change:
    """Every demand weighs the same."""
    return lambda town: replace(
        town,
        participants=tuple(
            replace(person, demands=tuple(replace(demand, weight=weight) for demand in person.demands))
            for person in town.participants
        ),
    )


def after(*changes: Change) -> Change:
    """One change after the other."""

    def change(town: Instance) -> Instance:
        for each in changes:
            town = each(town)
        return town

    return change


def always_away(town: Instance) -> Instance:
    slots = tuple(slot.id for slot in town.slots)
    return everybody(unavailable=slots)(town)


def away_in_the_last_period(town: Instance) -> Instance:
    slots = tuple(slot.id for slot in town.slots)
    return everybody(unavailable_in={town.periods[-1].id: slots})(town)


def with_one_slot(town: Instance) -> Instance:
    return on_slots(town, slots=town.slots[:1])


def with_every_hour_of_the_week(town: Instance) -> Instance:
    hours = tuple(
        Slot(id=f"{day}-{hour}", day=day, start=60 * hour, end=60 * hour + 60, late=hour > 17)
        for day in range(1, 8)
        for hour in range(24)
    )
    return on_slots(town, slots=hours)


def on_slots(town: Instance, *, slots: tuple[Slot, ...]) -> Instance:
    """The town in another week: everything is free always, and classes have their lesson in the first slot."""
    anywhen = after(everybody(unavailable=(), unavailable_in={}), all_rooms(slots=None), all_trainers(slots=None))
    fewer = all_activities(sessions=min(2, len({slot.day for slot in slots})), slots=None)
    lessons = tuple(replace(each, slots=tuple(slot.id for slot in slots[:1])) for each in town.classes)
    return replace(fewer(anywhen(town)), slots=slots, classes=lessons)


def one_person_with_sixty_demands(town: Instance) -> Instance:
    activities = tuple(Activity(id=f"wish {n}", weeks=1, min_size=1, max_size=1) for n in range(60))
    demands = tuple(Demand(weight=10, any_of=(Option(activity=activity.id),)) for activity in activities)
    person = Participant(id="one", level=0, gender="v", zone=town.zones[0], demands=demands)
    return replace(town, activities=activities, participants=(person,))


def with_strange_names(town: Instance) -> Instance:
    """Names with spaces, Arabic, quotes, line ends and signs that mean something elsewhere; one is very long."""
    names = [
        "ورشة العمل",
        "a b",
        " ",
        "'",
        '"',
        "\\",
        "\n",
        "</script>",
        "é",
        "e\u0301",
        "💡",
        "x" * 500,
        "d00001 ",
        "%s",
        "{}",
    ]

    def named(number: int) -> str:
        return f"{names[number % len(names)]}{number // len(names) or ''}"

    people = {person.id: named(number) for number, person in enumerate(town.participants)}
    activities = {activity.id: f"سباحة {activity.id}" for activity in town.activities}
    renamed = tuple(
        replace(activity, id=activities[activity.id], after=tuple(activities[name] for name in activity.after))
        for activity in town.activities
    )
    participants = tuple(
        replace(
            person,
            id=people[person.id],
            gender="امرأة" if person.gender == "v" else "m an",
            same_gender=tuple(activities[name] for name in person.same_gender),
            demands=tuple(
                replace(demand, any_of=tuple(replace(o, activity=activities[o.activity]) for o in demand.any_of))
                for demand in person.demands
            ),
        )
        for person in town.participants
    )
    return replace(town, name="بلدة", activities=renamed, participants=participants)


def with_a_previous_plan_of_another_world(town: Instance) -> Instance:
    """Everything that it names is unknown, or is somebody's or something's that cannot be."""
    person, activity = town.participants[0].id, town.participants[0].demands[0].any_of[0].activity
    known = Group(activity=activity, period="p1", slots=(("ma-o",),), room="r", trainer="t", participants=(person,))
    groups = (
        known,
        replace(known, period="p9", slots=(("never",),), participants=(person, "nobody")),
        replace(known, activity="gone", slots=()),
    )
    return replace(town, previous=Plan(groups=groups, classes={person: "gone", "nobody": "klas-0"}))


DEGENERATE: dict[str, Change] = {
    "nobody": lambda town: replace(town, participants=()),
    "nothing to plan": everybody(demands=()),
    "no activities": after(
        everybody(demands=(), same_gender=()), lambda town: replace(town, activities=())
    ),
    "nothing at all": lambda town: replace(
        town, slots=(), periods=(), levels=(), zones=(), travel=(), locations=(), rooms=(), trainers=(), classes=(),
        activities=(), participants=(),
    ),
    "no rooms": after(all_activities(rooms=None), lambda town: replace(town, rooms=())),
    "no rooms allowed": all_activities(rooms=()),
    "rooms that are never free": all_rooms(slots=()),
    "rooms for nobody": all_rooms(capacity=0),
    "no trainers": after(all_activities(trainers=None), lambda town: replace(town, trainers=())),
    "trainers who give no sessions": all_trainers(max_sessions=0),
    "trainers who are never free": all_trainers(slots=()),
    "no classes": after(everybody(class_id=None, class_options=()), lambda town: replace(town, classes=())),
    "classes without lessons": lambda town: replace(
        town, classes=tuple(replace(each, slots=()) for each in town.classes)
    ),
    "classes all the time": lambda town: replace(
        town, classes=tuple(replace(each, slots=tuple(slot.id for slot in town.slots)) for each in town.classes)
    ),
    "everybody always away": always_away,
    "everybody away in the last period": away_in_the_last_period,
    "nobody bears a slot": everybody(max_slots=0),
    "nobody travels": everybody(max_travel=0),
    "no limits": everybody(max_travel=None, max_slots=None),
    "travel for ever": lambda town: replace(town, travel=tuple(tuple(10**9 for _ in town.zones) for _ in town.zones)),
    "one slot": with_one_slot,
    "every hour of the week": with_every_hour_of_the_week,
    "no periods": after(everybody(unavailable_in={}), lambda town: replace(town, periods=())),
    "periods too short": lambda town: replace(town, periods=(Period(id="p1", weeks=1), Period(id="p2", weeks=5))),
    "twelve periods": lambda town: replace(town, periods=tuple(Period(id=f"p{n}", weeks=10) for n in range(1, 13))),
    "no groups allowed": all_activities(max_groups=0),
    "groups of any size": all_activities(min_size=0, max_size=10**9, max_groups=None, outside_seats=10**9),
    "groups larger than the town": all_activities(min_size=10**6, max_size=10**6),
    "groups filled from outside": all_activities(min_size=12, max_size=12, outside_seats=12),
    "everybody asks for one gender": lambda town: everybody(
        same_gender=tuple(activity.id for activity in town.activities)
    )(town),
    "everything after everything": lambda town: replace(
        town,
        activities=tuple(
            replace(each, after=tuple(other.id for other in town.activities if other is not each))
            for each in town.activities
        ),
    ),
    "one person with sixty demands": one_person_with_sixty_demands,
    "demands that weigh nothing": demanding(0),
    "demands that weigh a billion": demanding(10**9),
    "weights of zero": weighing(0),
    "weights of a million": weighing(10**6),
    "everything dear": after(weighing(10**6), all_activities(group_cost=10**6), demanding(10**9)),
    "strange names": with_strange_names,
    "a previous plan of another world": with_a_previous_plan_of_another_world,
}  # fmt: skip


@pytest.mark.parametrize("name", DEGENERATE)
def test_a_degenerate_instance_has_a_valid_plan(name: str) -> None:
    instance = DEGENERATE[name](generate(25, seed=1))
    holds(instance, solve(instance, stop=Budget(work=10)))


@pytest.mark.parametrize("name", DEGENERATE)
def test_the_command_plans_a_degenerate_instance(name: str, tmp_path: Path) -> None:
    instance = DEGENERATE[name](generate(12, seed=2))
    found = planned_by_command(instance, tmp_path)
    assert check(instance, found).score == found.score


REFUSED: dict[str, tuple[Change, str]] = {
    "minimum above maximum": (all_activities(min_size=9, max_size=8), "min_size 9 is above max_size 8"),
    "levels upside down": (all_activities(level_min=3, level_max=2), "level_min 3 is above level_max 2"),
    "more sessions than days": (all_activities(sessions=6), "6 sessions on different days, but the week has 5"),
    "sessions longer than a day": (all_activities(length=4), "no day has 4 slots"),
    "rooms that are not there": (lambda town: replace(town, rooms=()), "unknown room 'leerhuis-0'"),
    "no zones": (lambda town: replace(town, zones=(), travel=()), "unknown zone 'centrum'"),
    "no levels": (everybody(level=6), "level"),
    "a weight below zero": (demanding(-1), "weight"),
    "two people of one name": (everybody(id="anna"), "the participant 'anna' is there twice"),
    "a name that is empty": (everybody(id=""), "the text is empty"),
    "a number too large": (all_rooms(capacity=10**12), "capacity"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_instance_that_cannot_be_is_refused_with_its_place(name: str, tmp_path: Path) -> None:
    change, words = REFUSED[name]
    wrong = change(generate(12, seed=2))
    with pytest.raises(FormatError) as caught:
        solve(wrong, stop=Budget(work=10))
    assert any(words in fault for fault in caught.value.faults)
    file, out = tmp_path / "instance.json", tmp_path / "plan.json"
    file.write_text(write_instance(wrong), encoding="utf-8")
    planned = CliRunner().invoke(plan_command, [str(file), "-o", str(out), "--work", "10"])
    assert planned.exit_code == 2
    assert planned.stderr.splitlines() == [f"{file}: {fault}" for fault in caught.value.faults]
    assert not out.exists()


FUZZ: list[Change] = [
    *(DEGENERATE[name] for name in ("nobody", "nothing to plan", "no rooms", "no trainers", "no groups allowed")),
    *(DEGENERATE[name] for name in ("rooms for nobody", "trainers who give no sessions", "everybody always away")),
    *(DEGENERATE[name] for name in ("nobody bears a slot", "nobody travels", "no limits", "travel for ever")),
    *(DEGENERATE[name] for name in ("everybody asks for one gender", "everything after everything", "twelve periods")),
    *(DEGENERATE[name] for name in ("groups of any size", "groups filled from outside", "classes all the time")),
    weighing(0),
    weighing(10**6),
    demanding(0),
    demanding(10**9),
    everybody(gender="x"),
    everybody(level=0),
    everybody(max_slots=10**9),
    all_activities(max_level_spread=0),
    all_activities(group_cost=10**6),
    all_activities(preteach=True),
    all_rooms(capacity=1),
    all_rooms(capacity=10**9),
    all_trainers(max_sessions=1),
]


@settings(max_examples=80, deadline=None)
@given(seed=SEEDS, people=st.integers(0, 9))
def test_any_mixture_of_extremes_has_a_valid_plan(seed: int, people: int) -> None:
    rng = Random(seed)
    instance = an_instance(seed, people=people)
    if rng.random() < 0.5:
        instance = replace(instance, previous=None)
    for change in rng.sample(FUZZ, rng.choice([1, 1, 2, 3, 5])):
        instance = change(instance)
    try:
        instance = read_instance(write_instance(instance))
    except FormatError:
        return
    holds(instance, solve(instance, stop=Budget(work=15), seed=rng.randrange(2**31)))


def test_three_thousand_people_and_cancelled_from_the_start_gives_a_plan_for_most() -> None:
    instance = generate(3000, seed=1)
    result = solve(instance, stop=Budget(work=10**6), cancelled=lambda: True)
    holds(instance, result)
    assert result.stopped_by is StoppedBy.CANCELLED
    assert result.placed > result.demands / 2


@pytest.mark.parametrize(
    "signals", [(signal.SIGINT,), (signal.SIGTERM,), (signal.SIGINT, signal.SIGTERM, signal.SIGINT)]
)
@pytest.mark.parametrize("lines", [1, 4])
def test_being_told_to_stop_gives_the_best_plan_so_far(signals: tuple[int, ...], lines: int, tmp_path: Path) -> None:
    """Early, and when the search is under way; impatience changes nothing."""
    file, out = tmp_path / "instance.json", tmp_path / "plan.json"
    instance = generate(150, seed=1)
    file.write_text(write_instance(instance), encoding="utf-8")
    code = "from tweespoor.cli.planning import plan; plan()"
    arguments = [sys.executable, "-c", code, str(file), "-o", str(out), "--time", "3600", "--workers", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(
        arguments, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as running:
        assert running.stderr is not None
        for _ in range(lines):
            assert "score" in running.stderr.readline()
        for number in signals:
            running.send_signal(number)
        told, errors = running.communicate()
    assert running.returncode == 0, errors
    assert "Traceback" not in errors
    assert "stopped   by cancelled" in told
    found = read_plan(out.read_text(encoding="utf-8"))
    report = check(instance, found)
    assert report.valid
    assert report.score == found.score
    assert {each.name for each in tmp_path.iterdir()} == {"instance.json", "plan.json"}


def test_the_engine_writes_in_its_arrays_alone() -> None:
    """Compiled code does not look whether an index is within an array; the same as plain Python does."""
    seeds = ["60", "76"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.core.planning.uncompiled", *seeds], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
