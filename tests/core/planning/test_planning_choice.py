"""A choice of periods and people: only those change, and all the rest is found again as it was."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.core.planning.builders import some
from tests.core.planning.changes_in_town import LITTLE, SEEDS, a_running_plan, something_happens
from tests.core.planning.reference import judge
from tests.core.planning.running_town import RUNNING, a_group, a_person, a_town

from tweespoor.core.planning import Group, Instance, Plan, Result, solve
from tweespoor.core.planning.bending import what_does_not_fit
from tweespoor.core.planning.pins import NO_PINS
from tweespoor.core.planning.replan import Replanned, replan
from tweespoor.core.planning.replanning.choice import AsBefore, Choice, Part, part_of


def a_choice(rng: Random, instance: Instance) -> Choice:
    periods = frozenset(some(rng, tuple(each.id for each in instance.periods), share=0.5))
    people = frozenset(some(rng, tuple(each.id for each in instance.participants), share=0.5))
    return Choice(
        periods=periods if rng.random() < 0.6 else None,
        people=people if rng.random() < 0.6 else None,
    )


def planned(part: Part) -> Replanned | Result:
    if part.keep == NO_PINS:
        return solve(part.instance, stop=LITTLE, seed=1)
    waiting = {
        each.id
        for each in part.instance.participants
        for demand in each.demands
        if not any(
            group.activity == option.activity and each.id in group.participants
            for group in (part.instance.previous or Plan()).groups
            for option in demand.any_of
        )
    }
    return replan(part.instance, keep=part.keep, new=waiting, most_changed=len(part.instance.participants), stop=LITTLE)


def stays_of_all(plan: Plan, choice: Choice) -> Counter[tuple[object, ...]]:
    """Who is where when with whom, of those who were not chosen, and of everybody in the other periods."""
    return Counter(
        (name, group.activity, group.period, group.slots, group.room, group.trainer)
        for group in plan.groups
        for name in group.participants
        if choice.keeps_seat(group, name)
    )


def outside(plan: Plan, choice: Choice) -> list[Group]:
    """The groups of the other periods, to the last seat."""
    return sorted((group for group in plan.groups if not choice.has_period(group.period)), key=repr)


def all_the_rest_is_as_it_was(before: Plan, after: Plan, *, choice: Choice, instance: Instance) -> None:
    assert outside(before, choice) == outside(after, choice)
    assert stays_of_all(before, choice) == stays_of_all(after, choice)
    for each in instance.participants:
        if choice.keeps_class(each.id):
            assert before.classes.get(each.id, each.class_id) == after.classes.get(each.id, each.class_id)
    kept = [group for group in before.groups if choice.keeps(group)]
    where = {(group.activity, group.period, group.slots, group.room, group.trainer) for group in after.groups}
    assert where >= {(group.activity, group.period, group.slots, group.room, group.trainer) for group in kept}


@settings(max_examples=100, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 8))
def test_only_what_was_chosen_changes_and_the_whole_keeps_all_rules(seed: int, people: int) -> None:
    instance, rng = a_running_plan(seed, people=people), Random(seed)
    before, choice = instance.previous, a_choice(rng, instance)
    assert before is not None
    part = part_of(instance, plan=before, choice=choice)
    found = planned(part)
    after = part.whole(found.plan)
    assert not judge(instance, after)[0]
    all_the_rest_is_as_it_was(before, after, choice=choice, instance=instance)


@settings(max_examples=100, deadline=None)
@example(seed=7169, people=4)  # a seat that stays, with a later one that does not
@given(seed=SEEDS, people=st.integers(1, 8))
def test_what_does_not_fit_any_more_outside_the_choice_stays_and_is_in_nobodys_way(seed: int, people: int) -> None:
    rng, runs = Random(seed), a_running_plan(seed, people=people)
    before = runs.previous
    assert before is not None
    instance = something_happens(rng, runs).instance
    with suppress(ValueError, IndexError):  # nobody arrives twice, and nobody may be left
        instance = something_happens(rng, instance).instance
    choice = a_choice(rng, instance)
    part = part_of(instance, plan=before, choice=choice)
    found = planned(part)
    assert judge(part.instance, found.plan)[0] <= {3}
    after = part.whole(found.plan)
    all_the_rest_is_as_it_was(before, after, choice=choice, instance=instance)
    judged = part_of(instance, plan=after, choice=AsBefore(choice=choice, before=before))
    misfits = what_does_not_fit(judged.instance, plan=judged.instance.previous or Plan())
    assert misfits.nothing
    theirs = Counter(_used(before, choice.keeps))
    assert not {used for used, count in Counter(_used(after, lambda _group: True)).items() if count > 1} - {
        used for used, count in theirs.items() if count > 1
    }
    kept_by = Counter(_weeks(before, choice.keeps_seat))
    assert not {week for week, count in Counter(_weeks(after, lambda _group, _name: True)).items() if count > 1} - {
        week for week, count in kept_by.items() if count > 1
    }


def _used(plan, wanted):  # type: ignore[no-untyped-def]
    """Every room and trainer at every slot, once for every group that has it."""
    return [
        (thing, group.period, slot)
        for group in plan.groups
        if wanted(group)
        for session in group.slots
        for slot in session
        for thing in (f"room {group.room}", f"trainer {group.trainer}")
    ]


def _weeks(plan, wanted):  # type: ignore[no-untyped-def]
    """Everybody at every slot, once for every group."""
    return [
        (name, group.period, slot)
        for group in plan.groups
        for name in group.participants
        if wanted(group, name)
        for session in group.slots
        for slot in session
    ]


def test_whoever_waits_takes_a_free_seat_among_people_who_stay() -> None:
    town = a_town()
    everybody = (*town.participants, a_person("fay", ("sport",)))
    town = replace(town, participants=everybody)
    part = part_of(town, plan=RUNNING, choice=Choice(people=frozenset({"fay"})))
    after = part.whole(planned(part).plan)
    sport = next(group for group in after.groups if group.activity == "sport")
    assert sport == replace(RUNNING.groups[0], participants=("ali", "bea", "cas", "fay"))
    assert RUNNING.groups[1] in after.groups
    assert len(after.groups) == 2


def test_another_period_is_planned_around_the_first() -> None:
    town = replace(a_town(), participants=(*a_town().participants, a_person("fay", ("taal",))))
    part = part_of(town, plan=RUNNING, choice=Choice(periods=frozenset({"p2"})))
    after = part.whole(planned(part).plan)
    assert [group for group in after.groups if group.period == "p1"] == list(RUNNING.groups)
    assert {group.period for group in after.groups} <= {"p1", "p2"}
    assert not judge(town, after)[0]


def test_the_seat_of_somebody_who_left_is_not_given_away_in_another_period() -> None:
    town = a_town()
    gone = replace(town, participants=tuple(each for each in town.participants if each.id != "cas"))
    full = Plan(groups=(a_group("sport", "ma-o", ("ali", "bea", "cas")), RUNNING.groups[1]))
    part = part_of(gone, plan=full, choice=Choice(people=frozenset({"eef"})))
    after = part.whole(planned(part).plan)
    assert full.groups[0] in after.groups
