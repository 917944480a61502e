"""Tiny invented puzzles and plans with every feature of the format, and plans with something broken in them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tweespoor.core.planning.data import (
    Activity,
    Demand,
    Group,
    Instance,
    LanguageClass,
    Location,
    Option,
    Participant,
    Period,
    Plan,
    Room,
    Slot,
    Trainer,
    Weights,
)

ACTIVITIES = ("sport", "zorg", "werk", "taal")


def a_week(rng: Random) -> tuple[Slot, ...]:
    """Two or three days of two to four slots; some follow each other without a minute between."""
    slots = []
    for day in sorted(rng.sample(range(1, 8), rng.choice([2, 2, 3]))):
        start = 9 * 60
        for part in range(rng.choice([2, 3, 3, 4])):
            end = start + rng.choice([60, 90, 180])
            slots.append(Slot(id=f"{day}-{part}", day=day, start=start, end=end, late=part > 1))
            start = end + rng.choice([0, 0, 20, 60])
    return tuple(slots)


def some(rng: Random, names: tuple[str, ...], *, share: float) -> tuple[str, ...]:
    """Some of the names, in their order."""
    return tuple(name for name in names if rng.random() < share)


def maybe(rng: Random, names: tuple[str, ...]) -> tuple[str, ...] | None:
    """None (all will do) or most of the names."""
    return None if rng.random() < 0.5 else some(rng, names, share=0.8)


def an_activity(rng: Random, name: str, *, rooms: tuple[str, ...], trainers: tuple[str, ...], week: tuple[Slot, ...]):
    """An activity whose every field is left at rest or drawn small."""
    days = len({slot.day for slot in week})
    low = rng.choice([0, 1, 1, 2, 2, 3])
    return Activity(
        id=name,
        weeks=rng.choice([4, 6, 6, 10]),
        min_size=low,
        max_size=max(low, rng.choice([1, 2, 3, 4])),
        sessions=min(rng.choice([1, 1, 1, 2]), days),
        length=rng.choice([1, 1, 1, 2]),
        level_min=rng.choice([0, 0, 1]),
        level_max=rng.choice([None, 1, 2, 5]),
        max_level_spread=rng.choice([None, 0, 1, 2]),
        rooms=maybe(rng, rooms),
        trainers=maybe(rng, trainers),
        max_groups=rng.choice([None, 1, 1, 2]),
        outside_seats=rng.choice([0, 0, 1, 2]),
        group_cost=rng.choice([0, 5, 30, 60]),
        preteach=rng.random() < 0.5,
        after=some(rng, tuple(other for other in ACTIVITIES if other != name), share=0.2),
        slots=maybe(rng, tuple(slot.id for slot in week)),
    )


def demands(rng: Random, names: tuple[str, ...]) -> tuple[Demand, ...]:
    """Demands that share the activities out among them, each in at most one."""
    left = rng.sample(names, len(names))
    found = []
    while left and rng.random() < 0.8:
        count = min(rng.choice([1, 1, 1, 2]), len(left))
        options = tuple(Option(activity=left.pop(), dislike=rng.choice([0, 0, 1, 3])) for _ in range(count))
        found.append(Demand(weight=rng.choice([0, 10, 60, 100]), any_of=options))
    return tuple(found)


def a_participant(rng: Random, name: str, *, instance: Instance) -> Participant:
    """Somebody with all the limits the format knows, drawn at random."""
    slots = tuple(slot.id for slot in instance.slots)
    classes = tuple(each.id for each in instance.classes)
    attends = rng.choice([None, *classes])
    return Participant(
        id=name,
        level=rng.randrange(len(instance.levels)),
        gender=rng.choice("vm"),
        zone=rng.choice(instance.zones),
        max_travel=rng.choice([None, 15, 40, 90]),
        max_slots=rng.choice([None, 2, 3, 4, 6]),
        class_id=attends,
        class_options=some(rng, classes, share=0.5),
        unavailable=some(rng, slots, share=0.1),
        unavailable_in={period.id: some(rng, slots, share=0.2) for period in instance.periods if rng.random() < 0.2},
        same_gender=some(rng, tuple(activity.id for activity in instance.activities), share=0.2),
        demands=demands(rng, tuple(activity.id for activity in instance.activities)),
    )


def an_instance(seed: int, *, people: int = 5, metric: bool = False) -> Instance:
    """A tiny puzzle. Travel may be shorter by a detour unless `metric`."""
    rng = Random(seed)
    week = a_week(rng)
    slots = tuple(slot.id for slot in week)
    zones = ("noord", "zuid", "dorp")
    travel = [[rng.choice([0, 10, 30, 70]) if i != j else rng.choice([0, 0, 5]) for j in range(3)] for i in range(3)]
    if metric:
        travel = [[0 if i == j else 25 for j in range(3)] for i in range(3)]
    locations = tuple(Location(id=f"plek-{zone}", zone=zone) for zone in zones)
    places = tuple(location.id for location in locations)
    rooms = tuple(
        Room(id=f"zaal-{n}", location=rng.choice(places), capacity=rng.choice([1, 2, 3, 5]), slots=maybe(rng, slots))
        for n in range(rng.choice([1, 2, 2]))
    )
    trainers = tuple(
        Trainer(id=f"trainer-{n}", slots=maybe(rng, slots), max_sessions=rng.choice([None, 1, 2, 3]))
        for n in range(rng.choice([1, 2, 2]))
    )
    classes = tuple(
        LanguageClass(
            id=f"klas-{n}",
            provider="school",
            location=rng.choice(places),
            slots=some(rng, slots, share=0.25),
            free_seats=rng.choice([0, 0, 1, 2]),
        )
        for n in range(rng.choice([1, 2, 3]))
    )
    names = ACTIVITIES[: rng.choice([1, 2, 3, 4])]
    names_of = (tuple(room.id for room in rooms), tuple(trainer.id for trainer in trainers))
    made = tuple(an_activity(rng, name, rooms=names_of[0], trainers=names_of[1], week=week) for name in names)
    activities = tuple(replace(each, after=tuple(name for name in each.after if name in names)) for each in made)
    instance = Instance(
        name=f"tiny-{seed}",
        slots=week,
        periods=tuple(Period(id=f"p{n}", weeks=rng.choice([6, 10])) for n in range(rng.choice([1, 2, 2, 3]))),
        levels=("alfa", "A0", "A1"),
        zones=zones,
        travel=tuple(tuple(row) for row in travel),
        locations=locations,
        rooms=rooms,
        trainers=trainers,
        classes=classes,
        activities=activities,
        participants=(),
        weights=Weights(**{name: rng.choice([0, 1, 5, 20]) for name in Weights.__dataclass_fields__}),
    )
    instance = replace(
        instance, participants=tuple(a_participant(rng, f"d{n}", instance=instance) for n in range(people))
    )
    if rng.random() < 0.4:
        instance = replace(instance, previous=a_plan(rng, instance))
    return instance


def with_others(seed: int, instance: Instance) -> Instance:
    """The puzzle in which others have some of the rooms and trainers at some slots of a period."""
    rng, slots = Random(seed), tuple(slot.id for slot in instance.slots)

    def taken() -> dict[str, tuple[str, ...]]:
        return {period.id: some(rng, slots, share=0.4) for period in instance.periods if rng.random() < 0.6}

    return replace(
        instance,
        rooms=tuple(replace(room, taken_in=taken()) for room in instance.rooms),
        trainers=tuple(replace(trainer, taken_in=taken()) for trainer in instance.trainers),
    )


def a_group(rng: Random, instance: Instance) -> Group:
    """A group that is right more often than not in each respect on its own."""
    activity = rng.choice(instance.activities)
    period = rng.choice(instance.periods)
    sessions = []
    for _ in range(activity.sessions if rng.random() < 0.95 else rng.choice([0, 1, 3])):
        start = rng.randrange(len(instance.slots))
        length = activity.length if rng.random() < 0.95 else rng.choice([0, 1, 2])
        sessions.append(tuple(slot.id for slot in instance.slots[start : start + length]))
    asking = [
        each.id
        for each in instance.participants
        if any(option.activity == activity.id for demand in each.demands for option in demand.any_of)
    ]
    everybody = [each.id for each in instance.participants]
    pool = asking if rng.random() < 0.9 else everybody
    members = rng.sample(pool, min(len(pool), rng.choice([1, 1, 2, 3])))
    return Group(
        activity=activity.id,
        period=period.id,
        slots=tuple(sessions),
        room=rng.choice(activity.rooms or [room.id for room in instance.rooms]),
        trainer=rng.choice(activity.trainers or [trainer.id for trainer in instance.trainers]),
        participants=tuple(members),
        outside=rng.choice([0, 0, 0, 1, 2]),
    )


def a_plan(rng: Random, instance: Instance) -> Plan:
    """A few groups and switches; most such plans break a rule or two."""
    groups = tuple(a_group(rng, instance) for _ in range(rng.choice([0, 1, 1, 2, 3, 5]))) if instance.activities else ()
    classes = {
        each.id: rng.choice(each.class_options)
        for each in instance.participants
        if each.class_options and rng.random() < 0.2
    }
    return Plan(groups=groups, classes=classes)


def broken(rng: Random, plan: Plan, *, instance: Instance) -> Plan:
    """The plan with one thing changed, mostly for the worse."""
    groups = list(plan.groups)
    kind = rng.randrange(9)
    if kind == 0 or not groups:
        return replace(plan, groups=(*groups, a_group(rng, instance)))
    number = rng.randrange(len(groups))
    group, other = groups[number], a_group(rng, instance)
    everybody = [each.id for each in instance.participants]
    changed = {
        1: lambda: replace(group, participants=(*group.participants, rng.choice([*everybody, "nobody"]))),
        2: lambda: replace(group, participants=group.participants[1:]),
        3: lambda: replace(group, outside=group.outside + rng.choice([-1, 1])),
        4: lambda: replace(group, slots=rng.choice([other.slots, group.slots * 2, (*group.slots[1:], ("never",))])),
        5: lambda: replace(group, period=rng.choice([*[each.id for each in instance.periods], "p9"])),
        6: lambda: replace(group, room=rng.choice([other.room, "attic"])),
        7: lambda: replace(group, trainer=rng.choice([other.trainer, "ghost"]), activity=other.activity),
        8: lambda: group,
    }[kind]()
    groups[number] = changed
    classes = dict(plan.classes)
    if kind == 8:
        options = [each.id for each in instance.classes] + ["nowhere"]
        classes[rng.choice([*everybody, "nobody"])] = rng.choice(options)
    return replace(plan, groups=tuple(groups), classes=classes)
