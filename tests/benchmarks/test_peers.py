"""The peers of the benchmarks are fair: their plans are valid, their bounds hold, they solve what they are given."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from benchmarks.peers import fet, one_model
from benchmarks.peers.fet_file import FetFile
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.brute_force import a_speck, best_score
from tests.core.planning.builders import an_instance

from tweespoor.core.planning import Budget, Group, Instance, Plan, check, generate, greedy_plan, solve

SEEDS = st.integers(0, 10**9)
TIME_ENOUGH = 120.0


@settings(max_examples=8, deadline=None)
@given(seed=SEEDS)
def test_the_one_model_finds_and_proves_the_best_of_all_plans(seed: int) -> None:
    instance = a_speck(seed, people=3)
    found, best = one_model.plan(instance, seconds=TIME_ENOUGH), best_score(instance)
    assert found is not None
    assert (found.score, found.bound) == (best, best)
    assert check(instance, found).valid


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_the_one_model_is_never_worse_where_it_proves_the_best(seed: int) -> None:
    instance = an_instance(seed, people=6)
    found, ours = one_model.plan(instance, seconds=TIME_ENOUGH), solve(instance, stop=Budget(work=50))
    assert found is not None
    assert check(instance, found).score == found.score == found.bound
    assert ours.bound <= found.score <= ours.score


def test_the_one_model_has_no_plan_where_there_is_no_time_to_build_it() -> None:
    assert one_model.plan(generate(60, seed=1), seconds=0.0) is None


def test_the_one_model_keeps_to_an_earlier_plan() -> None:
    instance = generate(20, seed=2)
    earlier = solve(instance, stop=Budget(work=50)).plan
    free = replace(instance.weights, moved=10_000)
    again = one_model.plan(replace(instance, previous=earlier, weights=free), seconds=TIME_ENOUGH)
    assert again is not None
    assert again.breakdown["moved"] == 0


def held(plan: Plan) -> list[tuple[str, str, str, tuple[str, ...], int]]:
    """The groups without their slots and rooms."""
    return sorted((g.activity, g.period, g.trainer, g.participants, len(g.slots)) for g in plan.groups)


def test_fet_finds_slots_and_rooms_for_our_groups_or_is_said_to_be_missing() -> None:
    instance = generate(80, seed=1)
    plan = greedy_plan(instance)
    assert any(len(group.slots) > 1 for group in plan.groups)
    if not fet.installed():
        with pytest.raises(FileNotFoundError, match="apt-get install fet"):
            fet.place(instance, plan, seconds=TIME_ENOUGH)
        return
    outcome = fet.place(instance, plan, seconds=TIME_ENOUGH)
    assert outcome.complete
    assert outcome.plan is not None
    assert outcome.report is not None
    assert outcome.report.valid
    assert held(outcome.plan) == held(plan)
    never = replace(instance, trainers=tuple(replace(trainer, slots=()) for trainer in instance.trainers))
    refused = fet.place(never, plan, seconds=TIME_ENOUGH)
    assert not refused.complete
    assert refused.words


def answer_of(file: FetFile) -> bytes:
    """The answer FET would give if it found just the slots and rooms of the plan."""
    root = ET.Element("Activities_Timetable")
    sessions = {number: list(group.slots) for number, group in enumerate(file.groups)}
    for number, of in file.group_of.items():
        day, hour = file.time[sessions[of].pop()[0]]
        activity = ET.SubElement(root, "Activity")
        for name, value in (("Id", number), ("Day", day), ("Hour", hour), ("Room", file.rooms[file.groups[of].room])):
            ET.SubElement(activity, name).text = str(value)
    return ET.tostring(root)


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS)
def test_groups_come_back_from_fet_as_it_placed_them(seed: int) -> None:
    """In weeks with days of different lengths too."""
    instance = an_instance(seed, people=6)
    plan = solve(instance, stop=Budget(work=20)).plan
    for period in instance.periods:
        file = FetFile(instance, plan=plan, period=period.id)
        back = file.groups_in(answer_of(file))
        assert [in_order(group, instance=instance) for group in file.groups] == back


def in_order(group: Group, *, instance: Instance) -> Group:
    order = [slot.id for slot in instance.slots]
    return replace(group, slots=tuple(sorted(group.slots, key=lambda session: order.index(session[0]))))
