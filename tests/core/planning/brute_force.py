"""The best plan of a speck of a puzzle, by trying all plans there are and letting the checker judge each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

from tests.core.planning.builders import an_instance

from tweespoor.core.planning import Group, Instance, Plan, check

OF_THE_GROUP_ALONE = {1, 3, 4, 5, 8, 12}
"""Rules that a group breaks whatever else is in the plan."""


def a_speck(seed: int, *, people: int) -> Instance:
    """A puzzle with one room, one trainer and at most two groups, small enough to try everything."""
    whole = an_instance(seed, people=people)
    room, trainer = whole.rooms[:1], whole.trainers[:1]
    activities = tuple(
        replace(
            each,
            rooms=None,
            trainers=None,
            max_groups=1,
            after=tuple(name for name in each.after if name in [other.id for other in whole.activities[:2]]),
        )
        for each in whole.activities[:2]
    )
    names = [each.id for each in activities]
    participants = tuple(
        replace(
            each,
            same_gender=tuple(name for name in each.same_gender if name in names),
            demands=tuple(
                replace(demand, any_of=options)
                for demand in each.demands
                if (options := tuple(option for option in demand.any_of if option.activity in names))
            ),
        )
        for each in whole.participants
    )
    return replace(whole, rooms=room, trainers=trainer, activities=activities, participants=participants)


def best_score(instance: Instance) -> int:
    """The lowest score of all valid plans."""
    groups = list(possible_groups(instance))
    plans = [(), *((group,) for group in groups), *combinations(groups, 2)]
    plans = [plan for plan in plans if len({group.activity for group in plan}) == len(plan)]
    reports = (
        check(instance, Plan(groups=plan, classes=classes)) for classes in possible_classes(instance) for plan in plans
    )
    return min(report.score for report in reports if report.valid)


def possible_classes(instance: Instance) -> Iterator[dict[str, str]]:
    """Every choice of classes."""
    choices = [(None, *person.class_options) for person in instance.participants]
    for chosen in product(*choices):
        named = zip(instance.participants, chosen, strict=True)
        yield {person.id: name for person, name in named if name is not None}


def possible_groups(instance: Instance) -> Iterator[Group]:
    """Every group that breaks no rule by itself, with as few outside seats as it needs."""
    for activity, period in product(instance.activities, instance.periods):
        asking = [
            person.id
            for person in instance.participants
            if any(option.activity == activity.id for demand in person.demands for option in demand.any_of)
        ]
        starts = range(len(instance.slots))
        runs = [tuple(slot.id for slot in instance.slots[start : start + activity.length]) for start in starts]
        for sessions in combinations(runs, activity.sessions):
            for count in range(1, len(asking) + 1):
                for members in combinations(asking, count):
                    group = Group(
                        activity=activity.id,
                        period=period.id,
                        slots=sessions,
                        room=instance.rooms[0].id,
                        trainer=instance.trainers[0].id,
                        participants=members,
                        outside=max(0, activity.min_size - count),
                    )
                    broken = {breach.rule for breach in check(instance, Plan(groups=(group,))).broken}
                    if not broken & OF_THE_GROUP_ALONE:
                        yield group
