"""A choice of periods and people in puzzles that are joined: what was not chosen stays in the plan of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.core.planning.builders import some
from tests.core.planning.changes_in_town import SEEDS, something_happens
from tests.core.planning.reference import judge
from tests.core.planning.running_town import RUNNING, a_group, a_person, a_town
from tests.core.planning.test_planning_choice import all_the_rest_is_as_it_was, planned
from tests.core.planning.test_planning_joining import called_otherwise, of_these, two_programmes

from tweespoor.core.planning import Budget, Instance, Plan, solve
from tweespoor.core.planning.bending import what_does_not_fit
from tweespoor.core.planning.joining import Joined, join
from tweespoor.core.planning.replanning.choice import AsBefore, Choice, part_of
from tweespoor.core.planning.replanning.choice_of_several import part_of_several


def two_that_run(seed: int, *, people: int) -> tuple[Joined, tuple[Plan, ...]]:
    """Two puzzles that are joined, each with a plan that runs, beside the other's."""
    one, other, same, order = two_programmes(seed, people=people)
    joined = join([one, other], same=same, order=order)
    plan = solve(joined.instance, stop=Budget(work=20), seed=1).plan
    assume(plan.groups)
    return joined, joined.split(plan)


def choices_in(rng: Random, joined: Joined, *, alike: float) -> tuple[Choice, ...]:
    """A choice in each puzzle; `alike` is how often it is of the same periods and people in both."""

    def one() -> tuple[frozenset[str] | None, frozenset[str] | None]:
        periods = frozenset(some(rng, tuple(each.id for each in joined.instance.periods), share=0.5))
        people = frozenset(some(rng, tuple(each.id for each in joined.instance.participants), share=0.5))
        return periods if rng.random() < 0.6 else None, people if rng.random() < 0.6 else None

    together = one()
    found = []
    for part in joined.parts:
        periods, people = together if rng.random() < alike else one()
        own = None if periods is None else {each.id for each in part.periods if joined.name(each.id) in periods}
        found.append(Choice(periods=None if own is None else frozenset(own), people=people))
    return tuple(found)


def is_as_it_was(joined: Joined, before: Sequence[Plan], after: Sequence[Plan], choices: Sequence[Choice]) -> None:
    for part, then, now, choice in zip(joined.parts, before, after, choices, strict=True):
        all_the_rest_is_as_it_was(then, now, choice=choice, instance=part)


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 8))
def test_only_what_was_chosen_changes_in_each_and_each_keeps_its_rules(seed: int, people: int) -> None:
    joined, before = two_that_run(seed, people=people)
    choices = choices_in(Random(seed), joined, alike=0.8)
    part = part_of_several(joined, plans=before, choices=choices)
    whole, after = part.wholes(planned(part.part).plan)
    assert not judge(joined.instance, whole)[0]
    assert sum(len(each.groups) for each in after) == len(whole.groups)
    is_as_it_was(joined, before, after, choices)
    for alone, own in zip(joined.leave_to_each_other(whole), after, strict=True):
        assert not judge(alone, own)[0] - {13}


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 8))
def test_what_does_not_fit_any_more_outside_the_choice_stays_in_each(seed: int, people: int) -> None:
    rng, (runs, before) = Random(seed), two_that_run(seed, people=people)
    parts = [replace(part, previous=plan) for part, plan in zip(runs.parts, before, strict=True)]
    for number, part in enumerate(parts):
        with suppress(ValueError, IndexError):  # nobody may be left, or nothing to happen to
            parts[number] = something_happens(rng, part).instance
    order = [each.id for each in runs.instance.periods]
    lessons = {each.id: each.slots for each in parts[0].classes}  # what is the same class has the same lessons
    classes = tuple(replace(each, slots=lessons.get(runs.name(each.id), each.slots)) for each in parts[1].classes)
    parts[1] = replace(parts[1], classes=classes)
    joined = join([replace(part, previous=None) for part in parts], same=runs.same, order=order)
    choices = choices_in(rng, joined, alike=1)
    part = part_of_several(joined, plans=before, choices=choices)
    whole, after = part.wholes(planned(part.part).plan)
    is_as_it_was(joined, before, after, choices)
    alone = joined.leave_to_each_other(whole)
    for instance, plan, then, choice in zip(alone, after, before, choices, strict=True):
        judged = part_of(instance, plan=plan, choice=AsBefore(choice=choice, before=then))
        assert what_does_not_fit(judged.instance, plan=judged.instance.previous or Plan()).nothing
    used, theirs = Counter(_used(joined, after)), Counter(_used(joined, before))
    assert not {each for each, count in used.items() if count > max(1, theirs[each])}


def _used(joined: Joined, plans: Sequence[Plan]) -> list[tuple[str, str, str]]:
    """Every room and trainer at every slot, once for every group that has it, in the words of the whole."""
    return [
        (thing, group.period, slot)
        for group in joined.as_one(plans).groups
        for session in group.slots
        for slot in session
        for thing in (group.room, group.trainer)
    ]


def a_joint_town(instance: Instance) -> Joined:
    """Sport in one puzzle and taal in another, with the same rooms, trainers, classes and periods."""
    one, other = of_these(instance, {"sport"}), called_otherwise(of_these(instance, {"taal"}))
    shared = (*instance.periods, *instance.locations, *instance.rooms, *instance.trainers, *instance.classes)
    same = {f"b-{each.id}": each.id for each in shared}
    return join([one, other], same=same, order=[each.id for each in instance.periods])


def test_whoever_waits_in_two_puzzles_is_helped_in_both_around_those_who_stay() -> None:
    town = replace(a_town(), previous=None)
    town = replace(town, participants=(*town.participants, a_person("fay", ("sport",), ("taal",))))
    joined = a_joint_town(town)
    taal = a_group("taal", "wo-o", ("bea", "dik"), room="b-zaal-2", trainer="b-t2")
    before = (Plan(groups=RUNNING.groups[:1]), Plan(groups=(replace(taal, period="b-p1"),)))
    fay = frozenset({"fay"})
    part = part_of_several(joined, plans=before, choices=[Choice(people=fay), Choice(people=fay)])
    _whole, after = part.wholes(planned(part.part).plan)
    assert [group.participants for plan in after for group in plan.groups] == [
        ("ali", "bea", "cas", "fay"),
        ("bea", "dik", "fay"),
    ]
    assert after[1].groups[0] == replace(before[1].groups[0], participants=("bea", "dik", "fay"))


def test_a_group_in_a_room_that_was_taken_away_stays_in_its_own_words() -> None:
    town = replace(a_town(), previous=None)
    gone = a_joint_town(replace(town, rooms=town.rooms[:1]))
    taal = replace(a_group("taal", "wo-o", ("bea", "dik"), room="b-zaal-2", trainer="b-t2"), period="b-p1")
    before = (Plan(), Plan(groups=(taal,)))
    second = [Choice(periods=frozenset({"p2"})), Choice(periods=frozenset({"b-p2"}))]
    part = part_of_several(gone, plans=before, choices=second)
    _whole, after = part.wholes(planned(part.part).plan)
    assert after[1].groups == (taal,)
    assert {group.period for group in after[0].groups} == {"p2"}
