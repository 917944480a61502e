"""A file that breaks the format gets a message that names every place; a good one comes back as it was."""

# ruff: noqa: E501 (a table of faults reads better with one fault a line)

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.builders import a_plan, an_instance

from tweespoor.core.planning import (
    FormatError,
    Plan,
    generate,
    read_instance,
    read_plan,
    write_instance,
    write_plan,
)

TOWN = Path(__file__).parents[2] / "instances" / "two-people.json"


def faults_of(change: Callable[[Any], None]) -> tuple[str, ...]:
    """The faults found in the example town after a change."""
    whole = json.loads(TOWN.read_text(encoding="utf-8"))
    change(whole)
    with pytest.raises(FormatError) as caught:
        read_instance(json.dumps(whole))
    return caught.value.faults


def set_at(*path: str | int, to: Any) -> Callable[[Any], None]:
    def change(whole: Any) -> None:
        for step in path[:-1]:
            whole = whole[step]
        whole[path[-1]] = to

    return change


def drop(*path: str | int) -> Callable[[Any], None]:
    def change(whole: Any) -> None:
        for step in path[:-1]:
            whole = whole[step]
        del whole[path[-1]]

    return change


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (set_at("participants", 1, "class_options", 0, to="x"), "participants[1].class_options[0]: unknown class 'x'"),
        (set_at("participants", 0, "class", to="x"), "participants[0].class: unknown class 'x'"),
        (set_at("participants", 0, "zone", to=7), "participants[0].zone: expected a text, found a whole number"),
        (set_at("participants", 0, "level", to=3), "participants[0].level: 3 is not between 0 and 2"),
        (set_at("participants", 0, "level", to=True), "participants[0].level: expected a whole number, found true or false"),
        (set_at("participants", 0, "max_slots", to=2.5), "participants[0].max_slots: expected a whole number, found a fraction"),
        (set_at("participants", 0, "max_travel", to=None), "participants[0].max_travel: expected a whole number, found null"),
        (set_at("participants", 1, "id", to="anna"), "participants[1].id: the participant 'anna' is there twice"),
        (set_at("participants", 0, "unavailable_in", to={"p9": []}), "participants[0].unavailable_in['p9']: unknown period 'p9'"),
        (set_at("participants", 0, "unavailable", to=["tue-1", "tue-1"]), "participants[0].unavailable[1]: the slot 'tue-1' is there twice"),
        (set_at("participants", 0, "demands", 1, "any_of", 0, "activity", to="skills"), "participants[0].demands[1].any_of[0].activity: the participant asks for activity 'skills' twice; it may be named once"),
        (set_at("participants", 0, "demands", 0, "any_of", to=[]), "participants[0].demands[0].any_of: a demand names at least one activity"),
        (set_at("participants", 0, "demands", 0, "weight", to=-1), "participants[0].demands[0].weight: -1 is not between 0 and 1000000000"),
        (set_at("participants", 0, to="anna"), "participants[0]: expected an object, found a text"),
        (set_at("participants", to={}), "participants: expected a list, found an object"),
        (drop("participants", 0, "gender"), "participants[0]: 'gender' is missing"),
        (drop("rooms"), "the file: 'rooms' is missing"),
        (set_at("roms", to=[]), "the file: unknown key 'roms'; known are format, slots, periods, levels, zones, travel, locations, rooms, trainers, classes, activities, participants, weights, name, previous"),
        (set_at("format", to="roosterpuzzel/2"), "format: expected 'roosterpuzzel/1', found 'roosterpuzzel/2'"),
        (set_at("rooms", 0, "capacity", to="12"), "rooms[0].capacity: expected a whole number, found a text"),
        (set_at("rooms", 0, "location", to="attic"), "rooms[0].location: unknown location 'attic'"),
        (set_at("trainers", 0, "slots", 0, to="sun-1"), "trainers[0].slots[0]: unknown slot 'sun-1'"),
        (set_at("trainers", 0, "id", to=""), "trainers[0].id: the text is empty"),
        (set_at("slots", 0, "start", to="9"), "slots[0].start: expected a time like '09:00', found '9'"),
        (set_at("slots", 0, "day", to=8), "slots[0].day: 8 is not between 1 and 7"),
        (set_at("slots", 1, "start", to="11:00"), "slots[1]: it overlaps slot 'mon-1'"),
        (set_at("slots", 0, "end", to="08:00"), "slots[0]: it ends before it starts"),
        (set_at("slots", 0, "day", to=2), "slots[1]: slots must be sorted by day and start; 'mon-1' comes after 'mon-2'"),
        (set_at("travel", to=[[0, 70]]), "travel: has 1 rows for 2 zones"),
        (set_at("travel", 1, to=[70]), "travel[1]: has 1 numbers for 2 zones"),
        (set_at("travel", 1, 0, to=-5), "travel[1][0]: -5 is not between 0 and 1000000000"),
        (set_at("activities", 0, "sessions", to=3), "activities[0].sessions: 3 sessions on different days, but the week has 2"),
        (set_at("activities", 0, "length", to=4), "activities[0].length: no day has 4 slots"),
        (set_at("activities", 0, "min_size", to=5), "activities[0]: min_size 5 is above max_size 2"),
        (set_at("activities", 0, "level_min", to=2), "activities[0]: level_min 2 is above level_max 1"),
        (set_at("activities", 1, "after", to=["sport"]), "activities[1].after: an activity cannot come after itself"),
        (set_at("activities", 0, "preteach", to=1), "activities[0].preteach: expected true or false, found a whole number"),
        (set_at("classes", 0, "free_seats", to=-1), "classes[0].free_seats: -1 is not between 0 and 1000000000"),
        (set_at("weights", "late", to=10**7), "weights.late: 10000000 is not between 0 and 1000000"),
        (drop("weights", "late"), "weights: 'late' is missing"),
        (set_at("previous", to={"groups": [{}]}), "previous.groups[0]: 'activity' is missing"),
        (set_at("name", to="\ud800"), "name: the text holds half a character"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(change: Callable[[Any], None], fault: str) -> None:
    assert fault in faults_of(change)


def test_all_faults_are_told_at_once_and_nothing_else() -> None:
    def change(whole: Any) -> None:
        whole["participants"][0]["zone"] = "moon"
        whole["rooms"][1]["capacity"] = None
        del whole["classes"][1]["free_seats"]

    assert faults_of(change) == (
        "rooms[1].capacity: expected a whole number, found null",
        "classes[1]: 'free_seats' is missing",
        "participants[0].zone: unknown zone 'moon'",
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "line 1, column 1: not JSON: Expecting value"),
        ('{\n  "format": }', "line 2, column 13: not JSON: Expecting value"),
        ('{"score": NaN}', "NaN is not a number in JSON"),
        ('{"score": 1, "score": 2}', "the name 'score' stands twice in one object; keep one"),
        ("[]", "the file: expected an object, found a list"),
    ],
)  # fmt: skip
def test_what_is_no_json_is_told_with_its_line(text: str, fault: str) -> None:
    for read in (read_instance, read_plan):
        with pytest.raises(FormatError) as caught:
            read(text)
        assert caught.value.faults == (fault,)


def test_a_file_nested_without_end_is_refused() -> None:
    with pytest.raises(FormatError, match="nested too deeply"):
        read_instance("[" * 100_000)


@pytest.mark.parametrize(
    ("plan", "fault"),
    [
        ({"score": True}, "score: expected a whole number, found true or false"),
        ({"score": 1.5}, "score: expected a whole number, found a fraction"),
        ({"bound": "0"}, "bound: expected a whole number, found a text"),
        ({"groups": {}}, "groups: expected a list, found an object"),
        ({"groups": [{"activity": "a"}]}, "groups[0]: 'period' is missing"),
        ({"classes": {"anna": None}}, "classes['anna']: expected a text, found null"),
        ({"format": "plan"}, "format: expected 'roosterpuzzel-plan/1', found 'plan'"),
        ({"grups": []}, "the file: unknown key 'grups'; known are format, groups, score, bound, breakdown, classes"),
    ],
)
def test_a_plan_that_is_none_is_told_where(plan: dict[str, Any], fault: str) -> None:
    good = {"format": "roosterpuzzel-plan/1", "groups": [], "score": 0}
    with pytest.raises(FormatError) as caught:
        read_plan(json.dumps({**good, **plan}))
    assert fault in caught.value.faults


def test_a_plan_must_claim_a_score() -> None:
    with pytest.raises(FormatError) as caught:
        read_plan(write_plan(Plan()))
    assert caught.value.faults == ("the file: 'score' is missing",)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_instances_and_plans_come_back_as_they_were_written(seed: int) -> None:
    instance = an_instance(seed)
    assert read_instance(write_instance(instance)) == instance
    plan = replace(a_plan(Random(seed), instance), score=seed, bound=-1, breakdown={"late": 3})
    assert read_plan(write_plan(plan)) == plan


def test_a_file_keeps_all_that_stands_in_it() -> None:
    text = TOWN.read_text(encoding="utf-8")
    assert json.loads(write_instance(read_instance(text))) == json.loads(text)


def test_invented_puzzles_can_be_repeated_and_read() -> None:
    made = generate(30, seed=4, providers=9, periods=3, scarce=0.5, integrated=True)
    assert made == generate(30, seed=4, providers=9, periods=3, scarce=0.5, integrated=True)
    assert made != generate(30, seed=5, providers=9, periods=3, scarce=0.5, integrated=True)
    assert read_instance(write_instance(made)) == made
    assert (len(made.participants), len(made.periods)) == (30, 3)
    assert len({each.slots for each in made.classes}) == 1
