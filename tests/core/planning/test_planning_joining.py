"""Several puzzles as one: what they share is used once, and each gets a plan of its own that keeps its own rules."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.builders import an_instance
from tests.core.planning.changes_in_town import SEEDS
from tests.core.planning.reference import judge
from tests.core.planning.running_town import a_person, a_town

from tweespoor.core.planning import Budget, Instance, solve
from tweespoor.core.planning.joining import join


def of_these(instance: Instance, activities: set[str]) -> Instance:
    """The puzzle of some of the activities, and who asks for them."""
    people = []
    for each in instance.participants:
        demands = tuple(
            demand for demand in each.demands if {option.activity for option in demand.any_of} <= activities
        )
        if demands:
            own = tuple(name for name in each.same_gender if name in activities)
            people.append(replace(each, demands=demands, same_gender=own))
    mine = tuple(
        replace(each, after=tuple(name for name in each.after if name in activities))
        for each in instance.activities
        if each.id in activities
    )
    return replace(instance, activities=mine, participants=tuple(people), previous=None)


def called_otherwise(instance: Instance) -> Instance:
    """The same puzzle, in which all supply but the activities has ids of its own."""

    def own(name: str) -> str:
        return f"b-{name}"

    def all_own(names: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if names is None else tuple(map(own, names))

    return replace(
        instance,
        periods=tuple(replace(each, id=own(each.id)) for each in instance.periods),
        locations=tuple(replace(each, id=own(each.id)) for each in instance.locations),
        rooms=tuple(replace(each, id=own(each.id), location=own(each.location)) for each in instance.rooms),
        trainers=tuple(replace(each, id=own(each.id)) for each in instance.trainers),
        classes=tuple(replace(each, id=own(each.id), location=own(each.location)) for each in instance.classes),
        activities=tuple(
            replace(each, rooms=all_own(each.rooms), trainers=all_own(each.trainers)) for each in instance.activities
        ),
        participants=tuple(
            replace(
                each,
                class_id=own(each.class_id) if each.class_id else None,
                class_options=all_own(each.class_options) or (),
                unavailable_in={own(period): slots for period, slots in each.unavailable_in.items()},
            )
            for each in instance.participants
        ),
    )


def two_programmes(seed: int, *, people: int) -> tuple[Instance, Instance, dict[str, str], list[str]]:
    """Two puzzles that share all locations, classes and periods, some rooms, some trainers and some people."""
    rng, whole = Random(seed), an_instance(seed, people=people)
    names = [each.id for each in whole.activities]
    first = {name for name in names if rng.random() < 0.5}
    one, other = of_these(whole, first), called_otherwise(of_these(whole, {*names} - first))
    shared = [*(each.id for each in whole.periods), *(each.id for each in whole.locations)]
    shared += [each.id for each in whole.classes]
    shared += [each.id for each in (*whole.rooms, *whole.trainers) if rng.random() < 0.7]
    order = [each.id for each in whole.periods]
    return one, other, {f"b-{name}": name for name in shared}, order


@settings(max_examples=80, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 8))
def test_each_part_of_a_joint_plan_keeps_its_own_rules_and_away_from_the_others(seed: int, people: int) -> None:
    one, other, same, order = two_programmes(seed, people=people)
    joined = join([one, other], same=same, order=order)
    plan = solve(joined.instance, stop=Budget(work=20), seed=1).plan
    assert not judge(joined.instance, plan)[0]
    plans = joined.split(plan)
    assert sum(len(each.groups) for each in plans) == len(plan.groups)
    for part, alone, own in zip(joined.parts, joined.leave_to_each_other(plan), plans, strict=True):
        assert not judge(part, own)[0] - {13}
        assert not judge(alone, own)[0] - {13}
    used = [
        (thing, same.get(group.period, group.period), slot)
        for each in plans
        for group in each.groups
        for session in group.slots
        for slot in session
        for thing in (same.get(group.room, group.room), same.get(group.trainer, group.trainer))
    ]
    assert len(used) == len({*used})
    weeks = [
        (name, same.get(group.period, group.period), slot)
        for each in plans
        for group in each.groups
        for name in group.participants
        for session in group.slots
        for slot in session
    ]
    assert len(weeks) == len({*weeks})


def test_one_trainer_gives_both_and_nobody_comes_in_a_period_of_the_others() -> None:
    town = replace(a_town(), previous=None, trainers=a_town().trainers[:1], rooms=a_town().rooms[:1])
    one = of_these(town, {"sport"})
    other = called_otherwise(of_these(town, {"taal"}))
    later = tuple(replace(each, id="later") if each.id == "b-p2" else each for each in other.periods)
    extra = a_person("fay", ("taal",))
    other = replace(other, periods=later, participants=(*other.participants, extra))
    same = {f"b-{each}": each for each in ("p1", "huis", "school", "klas-1", "klas-2", "zaal-1", "t1")}
    joined = join([one, other], same=same, order=["p1", "p2", "later"])
    plan = solve(joined.instance, stop=Budget(work=200), seed=1).plan
    assert {group.activity for group in plan.groups} == {"sport", "taal"}
    assert {(group.room, group.trainer) for group in plan.groups} == {("zaal-1", "t1")}
    periods = {group.activity: group.period for group in plan.groups}
    assert periods["sport"] in {"p1", "p2"}
    assert periods["taal"] in {"p1", "later"}
    assert not judge(joined.instance, plan)[0]
    assert all(not judge(part, own)[0] for part, own in zip(joined.parts, joined.split(plan), strict=True))


def test_a_class_whose_lessons_last_longer_in_one_puzzle_has_the_longer_ones_in_the_whole() -> None:
    town = replace(a_town(), previous=None)
    one, other = of_these(town, {"sport"}), called_otherwise(of_these(town, {"taal"}))
    there = next(each for each in one.classes if each.slots)
    more = next(slot.id for slot in one.slots if slot.id not in there.slots)
    classes = [
        replace(each, slots=(*each.slots, more) if each.id == f"b-{there.id}" else each.slots) for each in other.classes
    ]
    longer = replace(other, classes=tuple(classes))
    same = {f"b-{each}": each for each in ("p1", "p2", "huis", "school", "klas-1", "klas-2", "zaal-1", "t1")}
    for parts in ([one, longer], [longer, one]):
        whole = join(parts, same=same, order=["p1", "p2"]).instance
        assert {*next(each for each in whole.classes if each.id == there.id).slots} == {*there.slots, more}
