"""Plans that run, things that happen to them, and what is looked at afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random

from hypothesis import assume
from hypothesis import strategies as st
from tests.core.planning.builders import a_participant, an_instance

from tweespoor.core.planning import (
    Budget,
    Instance,
    Plan,
    generate,
    greedy_plan,
)
from tweespoor.core.planning.disruptions import (
    Disruption,
    capacities_halved,
    class_moved,
    found_job,
    location_closed,
    people_arrived,
    person_left,
    room_closed,
    trainer_ill,
)

SEEDS = st.integers(0, 10**9)
LITTLE = Budget(work=40)
FIRST_AID = Budget(work=2)
"""Enough to place people greedily, too little to put any neighbourhood in order."""


def a_running_plan(seed: int, *, people: int) -> Instance:
    """A tiny puzzle with a valid plan that runs."""
    instance = replace(an_instance(seed, people=people), previous=None)
    plan = greedy_plan(instance)
    assume(plan.groups)
    return replace(instance, previous=plan)


def something_happens(rng: Random, instance: Instance) -> Disruption:
    """One of the kinds of change, somewhere."""
    plan, period = instance.previous, rng.choice([None, *(each.id for each in instance.periods)])
    assert plan is not None
    slots = [slot.id for slot in instance.slots]
    kinds: list[Callable[[], Disruption]] = [
        lambda: trainer_ill(instance, plan=plan, trainer=rng.choice(instance.trainers).id, period=period),
        lambda: class_moved(
            instance, plan=plan, class_id=rng.choice(instance.classes).id, slots=sorted(rng.sample(slots, 2))
        ),
        lambda: room_closed(instance, plan=plan, room=rng.choice(instance.rooms).id, period=period),
        lambda: location_closed(instance, plan=plan, location=rng.choice(instance.rooms).location, period=period),
        lambda: capacities_halved(instance, plan=plan),
        lambda: found_job(
            instance, plan=plan, participant=rng.choice(instance.participants).id, slots=slots[:2], period=period
        ),
        lambda: people_arrived(
            instance, plan=plan, people=[a_participant(rng, f"n{n}", instance=instance) for n in range(2)]
        ),
        lambda: person_left(instance, plan=plan, participant=rng.choice(instance.participants).id),
    ]
    return rng.choice(kinds)()


def stays(plan: Plan, name: str) -> Counter[tuple[object, ...]]:
    """What someone attends when."""
    return Counter((g.activity, g.period, tuple(sorted(g.slots))) for g in plan.groups if name in g.participants)


def by_times(plan: Plan) -> tuple[set[tuple[object, ...]], dict[str, str]]:
    """A plan without the order of its groups."""
    groups = {(g.activity, g.period, g.slots, g.room, g.trainer, frozenset(g.participants)) for g in plan.groups}
    return groups, dict(plan.classes)


def a_class_moves() -> tuple[Disruption, Plan]:
    """The largest class of 45 people gets other lessons."""
    instance = generate(45, seed=3)
    plan = greedy_plan(instance)
    lessons = Counter(each.class_id for each in instance.participants if each.class_id)
    slots = [slot.id for slot in instance.slots[:2]]
    return class_moved(instance, plan=plan, class_id=str(lessons.most_common(1)[0][0]), slots=slots), plan
