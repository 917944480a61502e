"""After a change the old plan is kept where it can be, and who is changed is no more than need be."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.core.planning.builders import a_plan, an_instance, broken
from tests.core.planning.changes_in_town import (
    FIRST_AID,
    LITTLE,
    SEEDS,
    a_class_moves,
    a_running_plan,
    by_times,
    something_happens,
    stays,
)
from tests.core.planning.reference import judge
from tests.core.planning.running_town import RUNNING, a_group, a_person, a_town, an_activity

from tweespoor.core.planning import (
    Budget,
    FormatError,
    Group,
    Instance,
    Location,
    Plan,
    Room,
    Slot,
    StoppedBy,
    check,
    read_instance,
    write_instance,
)
from tweespoor.core.planning.disruptions import (
    class_moved,
    person_left,
)
from tweespoor.core.planning.replan import replan
from tweespoor.core.planning.replanning.rooms import back_in_their_rooms


def those_changed(instance: Instance, after: Plan, *, new: tuple[str, ...]) -> list[str]:
    before = instance.previous
    assert before is not None
    return [
        each.id
        for each in instance.participants
        if each.id not in new
        and (
            stays(before, each.id) != stays(after, each.id)
            or before.classes.get(each.id, each.class_id) != after.classes.get(each.id, each.class_id)
        )
    ]


@settings(max_examples=120, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 8))
def test_a_new_plan_keeps_all_rules_and_changes_no_more_people_than_a_tenth_above_those_hit(
    seed: int, people: int
) -> None:
    change = something_happens(Random(seed), a_running_plan(seed, people=people))
    result = replan(change.instance, closed=change.closed, new=change.new, stop=LITTLE, seed=seed % 100)
    rules, score = judge(change.instance, result.plan)
    assert not rules
    assert score == result.score == result.plan.score == sum(result.breakdown.values())
    assert result.below_minimum == ()
    assert set(result.hit) == change.hit
    assert list(result.changed) == those_changed(change.instance, result.plan, new=change.new)
    assert 10 * len(result.changed) <= 11 * len(change.hit)
    used = {
        (kind, name, g.period) for g in result.plan.groups for kind, name in (("room", g.room), ("trainer", g.trainer))
    }
    assert not used & {(each.closes.value, each.id, each.period) for each in change.closed}


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, people=st.integers(0, 8))
def test_whatever_the_earlier_plan_holds_the_new_one_keeps_all_rules(seed: int, people: int) -> None:
    """Also where it broke rules itself, or names people, rooms and slots that are no more."""
    rng, instance = Random(seed), an_instance(seed, people=people)
    earlier = broken(rng, broken(rng, a_plan(rng, instance), instance=instance), instance=instance)
    instance = replace(instance, previous=earlier)
    assume(_is_readable(instance))
    result = replan(instance, stop=Budget(work=10))
    assert judge(instance, result.plan) == (set(), result.score)
    assert result.below_minimum == ()
    assert 10 * len(result.changed) <= 11 * len(result.hit)


def _is_readable(instance: Instance) -> bool:
    try:
        return read_instance(write_instance(instance)) is not None
    except FormatError:
        return False


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 8))
def test_without_a_change_the_same_plan_comes_back(seed: int, people: int) -> None:
    instance = a_running_plan(seed, people=people)
    result = replan(instance, new=(), stop=LITTLE)
    assert instance.previous is not None
    assert by_times(result.plan) == by_times(instance.previous)
    assert (result.hit, result.changed, result.settled) == ((), (), True)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 8))
def test_where_anybody_may_be_changed_that_is_only_done_for_a_better_score(seed: int, people: int) -> None:
    instance = a_running_plan(seed, people=people)
    assert instance.previous is not None
    before = check(instance, instance.previous).score
    result = replan(instance, new=(), most_changed=people, stop=LITTLE)
    assert result.score < before or result.changed == ()
    assert judge(instance, result.plan) == (set(), result.score)


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_one_seed_and_amount_of_work_give_one_plan(seed: int) -> None:
    change = something_happens(Random(seed), a_running_plan(seed, people=8))
    one, two = (replan(change.instance, closed=change.closed, stop=LITTLE, seed=4) for _ in range(2))
    assert one.plan == two.plan
    assert one.work == two.work


def test_a_larger_plan_changes_few_and_leaves_groups_where_they_are() -> None:
    moved, plan = a_class_moves()
    result = replan(moved.instance, stop=Budget(work=150))
    assert moved.hit
    assert 0 < 10 * len(result.changed) <= 11 * len(moved.hit)
    first_aid = replan(moved.instance, stop=Budget(work=0))
    assert result.score < first_aid.score
    assert not moved_for_no_reason(moved.instance, before=plan, after=result.plan)
    anybody = replan(moved.instance, most_changed=45, stop=Budget(work=150))
    assert not moved_for_no_reason(moved.instance, before=plan, after=anybody.plan)


def moved_for_no_reason(instance: Instance, *, before: Plan, after: Plan) -> list[Group]:
    """Groups that go on at their time in another room or with another trainer, though their own would do."""
    times = Counter((g.activity, g.period, g.slots) for plan in (before, after) for g in plan.groups)
    there = {(g.activity, g.period, g.slots): g for g in before.groups}
    found = []
    for number, group in enumerate(after.groups):
        then = there.get((group.activity, group.period, group.slots))
        if then is None or times[group.activity, group.period, group.slots] > 2:
            continue
        own = replace(group, room=then.room, trainer=then.trainer)
        plan = replace(after, groups=(*after.groups[:number], own, *after.groups[number + 1 :]))
        if own != group and check(instance, plan).valid:
            found.append(group)
    return found


def a_round_trip() -> Instance:
    """A day of five hours, lessons first and last, with three groups between of which none can be left out: only the
    whole round can be travelled in time."""
    places = ("school", "north", "middle", "south")
    travel = tuple(tuple(0 if (j - i) % 4 <= 1 else 200 for j in range(4)) for i in range(4))
    town = a_town()
    hours = tuple(Slot(id=f"h{n}", day=1, start=540 + 60 * n, end=600 + 60 * n) for n in range(5))
    groups = tuple(
        Group(activity=name, period="p1", slots=((f"h{n}",),), room=place, trainer="t1", participants=("ali",))
        for n, (name, place) in enumerate(zip(("sport", "taal", "zorg"), places[1:], strict=True), start=1)
    )
    return replace(
        town,
        slots=hours,
        zones=places,
        travel=travel,
        locations=tuple(Location(id=place, zone=place) for place in places),
        rooms=tuple(Room(id=place, location=place, capacity=4) for place in places[1:]),
        classes=(replace(town.classes[0], slots=("h0", "h4")),),
        activities=tuple(an_activity(name, least=1) for name in ("sport", "taal", "zorg")),
        participants=(replace(a_person("ali", ("sport",), ("taal",), ("zorg",), class_id="klas-1"), zone="school"),),
        previous=Plan(groups=groups),
    )


def test_a_day_that_only_works_as_a_whole_is_taken_over_as_a_whole() -> None:
    instance = a_round_trip()
    assert instance.previous is not None
    assert check(instance, instance.previous).valid
    result = replan(instance, stop=LITTLE)
    assert by_times(result.plan) == by_times(instance.previous)
    assert result.hit == ()


def test_who_loses_the_stop_between_loses_what_was_only_reached_by_it() -> None:
    """Taal lies between sport and zorg, and ends as gus leaves: from sport there is no time to go straight to zorg."""
    trip = a_round_trip()
    plan = trip.previous or Plan()
    groups = tuple(replace(g, participants=("ali", "gus")) if g.activity == "taal" else g for g in plan.groups)
    elsewhere = replace(groups[0], slots=(("h2",),), trainer="t2", participants=("hal",))
    activities = tuple(replace(each, min_size=1 + (each.id == "taal")) for each in trip.activities)
    others = (a_person("gus", ("taal",)), a_person("hal", ("taal",), ("sport",)))
    people = tuple(replace(each, class_id=None, zone="school") for each in (*trip.participants, *others))
    trip, plan = replace(trip, activities=activities, participants=people), Plan(groups=(*groups, elsewhere))
    assert check(trip, plan).valid
    change = person_left(trip, plan=plan, participant="gus")
    result = replan(change.instance, stop=FIRST_AID)
    assert judge(change.instance, result.plan) == (set(), result.score)
    assert not any("gus" in g.participants for g in result.plan.groups)


def test_groups_that_go_on_get_their_rooms_and_trainers_back() -> None:
    town = a_town()
    third = a_group("zorg", "ma-o", ("cas",), room="zaal-2", trainer="t2")
    before = Plan(groups=(replace(RUNNING.groups[0], participants=("ali", "bea")), third, RUNNING.groups[1]))
    town = replace(town, previous=before)
    swapped = tuple(
        replace(g, room={"zaal-1": "zaal-2", "zaal-2": "zaal-1"}[g.room], trainer={"t1": "t2", "t2": "t1"}[g.trainer])
        for g in before.groups
    )
    assert back_in_their_rooms(town, plan=Plan(groups=swapped), closed=()) == before
    taken = a_group("zorg", "ma-o", ("cas",), room="zaal-1", trainer="t1")
    after = (replace(swapped[0]), taken, swapped[2])
    town = replace(town, previous=RUNNING)
    found = back_in_their_rooms(town, plan=Plan(groups=after), closed=())
    assert [(g.room, g.trainer) for g in found.groups] == [("zaal-2", "t2"), ("zaal-1", "t1"), ("zaal-2", "t2")]


def test_someone_who_asks_to_stop_gets_the_plan_so_far() -> None:
    change = class_moved(a_town(), plan=RUNNING, class_id="klas-1", slots=["wo-o"])
    result = replan(change.instance, stop=Budget(seconds=60), cancelled=lambda: True)
    assert result.stopped_by is StoppedBy.CANCELLED
    assert not result.settled
    assert judge(change.instance, result.plan) == (set(), result.score)


def test_without_a_plan_that_runs_or_with_a_broken_instance_it_says_so() -> None:
    with pytest.raises(ValueError, match="no previous plan"):
        replan(replace(a_town(), previous=None), stop=LITTLE)
    with pytest.raises(FormatError, match="unknown class 'x'"):
        replan(replace(a_town(), participants=(a_person("ali", class_id="x"),)), stop=LITTLE)
