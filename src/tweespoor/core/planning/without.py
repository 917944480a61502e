"""An instance with an obstacle taken away, and nothing else: what a reason is tested by.

Each removal loosens only what the reason names, for the person, group, place or time that it names. Where the format
knows no such exception, the instance is put in other words first: someone who is in two groups at once becomes two
people, a lesson is left out of a class of one's own, and each place gets a travel zone of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from tweespoor.core.planning.data import Activity, Group, Instance, LanguageClass, Participant, Plan, Room, Trainer
from tweespoor.core.planning.explain import Nearest
from tweespoor.core.planning.reasons import Reason

Case = tuple[Instance, Plan]


def without(
    instance: Instance, *, plan: Plan, nearest: Nearest, reasons: Iterable[Reason] | None = None
) -> tuple[Instance, Plan]:
    """The instance without these obstacles (all of `nearest.obstacles` if left out) at the nearest possibility.

    The plan is the same one in the new instance's words: still valid, with the same people in the same groups.
    """
    case = (instance, plan)
    for reason in nearest.obstacles if reasons is None else reasons:
        case = _REMOVALS[reason](case, nearest)
    return case


def _person(case: Case, nearest: Nearest) -> Participant:
    return next(each for each in case[0].participants if each.id == nearest.participant)


def _activity(case: Case, nearest: Nearest) -> Activity:
    return next(each for each in case[0].activities if each.id == nearest.activity)


def _with_person(case: Case, person: Participant, *more: Participant) -> Case:
    people = tuple(person if each.id == person.id else each for each in case[0].participants)
    return replace(case[0], participants=(*people, *more)), case[1]


def _with_activity(case: Case, activity: Activity) -> Case:
    activities = tuple(activity if each.id == activity.id else each for each in case[0].activities)
    return replace(case[0], activities=activities), case[1]


def _slots(nearest: Nearest) -> frozenset[str]:
    return frozenset(slot for session in nearest.slots for slot in session)


def _fresh(name: str, *, taken: Iterable[str]) -> str:
    """A name that is not taken yet."""
    names = set(taken)
    while name in names:
        name += "+"
    return name


# What of the activity


def _allowed_at_any_time(case: Case, nearest: Nearest) -> Case:
    activity = _activity(case, nearest)
    weeks = next(period.weeks for period in case[0].periods if period.id == nearest.period)
    return _with_activity(case, replace(activity, slots=None, weeks=min(activity.weeks, weeks)))


def _levels_widened(case: Case, nearest: Nearest) -> Case:
    activity, level = _activity(case, nearest), _person(case, nearest).level
    high = None if activity.level_max is None else max(activity.level_max, level)
    return _with_activity(case, replace(activity, level_min=min(activity.level_min, level), level_max=high))


def _levels_may_lie_apart(case: Case, nearest: Nearest) -> Case:
    return _with_activity(case, replace(_activity(case, nearest), max_level_spread=None))


def _one_more_group(case: Case, nearest: Nearest) -> Case:
    activity = _activity(case, nearest)
    most = None if activity.max_groups is None else activity.max_groups + 1
    return _with_activity(case, replace(activity, max_groups=most))


def _others_from_outside(case: Case, nearest: Nearest) -> Case:
    activity = _activity(case, nearest)
    return _with_activity(case, replace(activity, outside_seats=max(activity.outside_seats, activity.min_size - 1)))


def _any_order(case: Case, nearest: Nearest) -> Case:
    """The activity before or after any other that the person asks for."""
    asked = {option.activity for demand in _person(case, nearest).demands for option in demand.any_of}

    def loose(activity: Activity) -> Activity:
        dropped = asked if activity.id == nearest.activity else {nearest.activity} if activity.id in asked else set()
        return replace(activity, after=tuple(name for name in activity.after if name not in dropped))

    return replace(case[0], activities=tuple(loose(each) for each in case[0].activities)), case[1]


def _mixed(case: Case, nearest: Nearest) -> Case:
    def content(person: Participant) -> Participant:
        return replace(person, same_gender=tuple(name for name in person.same_gender if name != nearest.activity))

    return replace(case[0], participants=tuple(content(each) for each in case[0].participants)), case[1]


# Rooms, trainers, seats


def _one_more_seat(case: Case, nearest: Nearest) -> Case:
    """A group that is as large as it may be may be one larger, and so may its room have to be."""
    activity = _activity(case, nearest)
    if _members(case, nearest) < activity.max_size:
        return case
    return _room_one_larger(_with_activity(case, replace(activity, max_size=activity.max_size + 1)), nearest)


def _room_one_larger(case: Case, nearest: Nearest) -> Case:
    """Room for one more than the group has now."""
    needed = _members(case, nearest) + 1
    rooms = tuple(
        replace(room, capacity=max(room.capacity, needed)) if room.id == nearest.room else room
        for room in case[0].rooms
    )
    return replace(case[0], rooms=rooms), case[1]


def _members(case: Case, nearest: Nearest) -> int:
    """How many participants are in the room then."""
    return max(
        len(group.participants)
        for group in case[1].groups
        if (group.room, group.period, sorted(group.slots)) == (nearest.room, nearest.period, sorted(nearest.slots))
    )


def _one_more_trainer(case: Case, nearest: Nearest) -> Case:
    instance, activity = case[0], _activity(case, nearest)
    name = _fresh("extra", taken=[each.id for each in instance.trainers])
    extra = Trainer(id=name, slots=tuple(sorted(_slots(nearest))), max_sessions=len(nearest.slots))
    case = replace(instance, trainers=(*instance.trainers, extra)), case[1]
    if activity.trainers is None:
        return case
    return _with_activity(case, replace(activity, trainers=(*activity.trainers, name)))


def _one_more_room(case: Case, nearest: Nearest) -> Case:
    instance, activity = case[0], _activity(case, nearest)
    name = _fresh("extra", taken=[each.id for each in instance.rooms])
    slots = tuple(sorted(_slots(nearest)))
    extra = Room(id=name, location=nearest.location, capacity=max(1, activity.min_size), slots=slots)
    case = replace(instance, rooms=(*instance.rooms, extra)), case[1]
    return case if activity.rooms is None else _with_activity(case, replace(activity, rooms=(*activity.rooms, name)))


def _one_more_in_class(case: Case, nearest: Nearest) -> Case:
    instance = case[0]
    classes = tuple(
        replace(each, free_seats=each.free_seats + 1) if each.id == nearest.language_class else each
        for each in instance.classes
    )
    return replace(instance, classes=classes), case[1]


# What of the person


def _travels_further(case: Case, nearest: Nearest) -> Case:
    return _with_person(case, replace(_person(case, nearest), max_travel=None))


def _bears_more(case: Case, nearest: Nearest) -> Case:
    return _with_person(case, replace(_person(case, nearest), max_slots=None))


def _available(case: Case, nearest: Nearest) -> Case:
    """Available at the time, and at the lessons of a class to switch to."""
    person, freed = _person(case, nearest), _slots(nearest)
    freed |= {slot for each in case[0].classes if each.id == nearest.language_class for slot in each.slots}

    def left(slots: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(slot for slot in slots if slot not in freed)

    in_periods = {period: left(slots) for period, slots in person.unavailable_in.items()}
    return _with_person(case, replace(person, unavailable=left(person.unavailable), unavailable_in=in_periods))


def _no_lesson_then(case: Case, nearest: Nearest) -> Case:
    """In a class of one's own, without a lesson at the time; the lesson, to be followed elsewhere, counts as load."""
    (instance, plan), person, slots = case, _person(case, nearest), _slots(nearest)
    attends = plan.classes.get(person.id, person.class_id)
    present = next((each for each in instance.classes if each.id == attends), None)
    if present is None:
        return case
    name = _fresh(present.id, taken=[each.id for each in instance.classes])
    own = replace(present, id=name, free_seats=1, slots=tuple(slot for slot in present.slots if slot not in slots))
    missed = len(present.slots) - len(own.slots)
    person = replace(person, max_slots=None if person.max_slots is None else person.max_slots - missed)
    if person.id in plan.classes:
        person = replace(person, class_options=(*person.class_options, name))
        plan = replace(plan, classes={**plan.classes, person.id: name})
    else:
        person = replace(person, class_id=name)
    classes: tuple[LanguageClass, ...] = (*instance.classes, own)
    return _with_person((replace(instance, classes=classes), plan), person)


def _in_two_places(case: Case, nearest: Nearest) -> Case:
    """The groups that clash with the time are attended by a double, who has nothing else to attend."""
    instance, plan = case
    person, slots = _person(case, nearest), _slots(nearest)

    def clashes(group: Group) -> bool:
        then = {slot for session in group.slots for slot in session}
        return group.period == nearest.period and person.id in group.participants and bool(slots & then)

    name = _fresh(person.id, taken=[each.id for each in instance.participants])
    elsewhere = {group.activity for group in plan.groups if clashes(group)}
    moved = [demand for demand in person.demands if elsewhere & {option.activity for option in demand.any_of}]
    double = replace(person, id=name, demands=tuple(moved), class_id=None, class_options=())
    person = replace(person, demands=tuple(demand for demand in person.demands if demand not in moved))
    groups = tuple(
        replace(group, participants=tuple(name if each == person.id else each for each in group.participants))
        if clashes(group)
        else group
        for group in plan.groups
    )
    return _with_person((instance, replace(plan, groups=groups)), person, double)


def _on_time(case: Case, nearest: Nearest) -> Case:
    """No time is needed between the place and where the person is else on those days; the way from home stays."""
    instance, visited = _a_zone_for_each_place(case[0]), _visited(case, nearest)
    near = {instance.zones.index(each.zone) for each in instance.locations if each.id in visited}
    travel = tuple(
        tuple(0 if i in near and j in near else minutes for j, minutes in enumerate(row))
        for i, row in enumerate(instance.travel)
    )
    return replace(instance, travel=travel), case[1]


def _visited(case: Case, nearest: Nearest) -> set[str]:
    """The place of the possibility, and all others where the person has to be."""
    instance, plan = case
    attends = nearest.language_class or plan.classes.get(nearest.participant, _person(case, nearest).class_id or "")
    rooms = {room.id: room.location for room in instance.rooms}
    places = {rooms[group.room] for group in plan.groups if nearest.participant in group.participants}
    return {nearest.location, *places, *(each.location for each in instance.classes if each.id == attends)}


def _a_zone_for_each_place(instance: Instance) -> Instance:
    """The same instance, in which places share no zone with each other or with homes."""
    zones = [location.zone for location in instance.locations]
    if len(set(zones)) == len(zones) and not {*zones} & {person.zone for person in instance.participants}:
        return instance
    at = [instance.zones.index(zone) for zone in zones]
    origins = [*range(len(instance.zones)), *at]
    names = [_fresh(f"place {location.id}", taken=instance.zones) for location in instance.locations]
    return replace(
        instance,
        zones=(*instance.zones, *names),
        travel=tuple(tuple(instance.travel[i][j] for j in origins) for i in origins),
        locations=tuple(replace(each, zone=zone) for each, zone in zip(instance.locations, names, strict=True)),
    )


def _worth_more(case: Case, nearest: Nearest) -> Case:
    """The demand weighs as much more as placing it would cost."""
    person = _person(case, nearest)
    demands = tuple(
        replace(demand, weight=demand.weight + nearest.loss + 1)
        if nearest.activity in {option.activity for option in demand.any_of}
        else demand
        for demand in person.demands
    )
    return _with_person(case, replace(person, demands=demands))


def _as_it_is(case: Case, _: Nearest) -> Case:
    return case


_REMOVALS: dict[Reason, Callable[[Case, Nearest], Case]] = {
    Reason.CANNOT_BE_HELD: _allowed_at_any_time,
    Reason.LEVEL_OUTSIDE: _levels_widened,
    Reason.TOO_FAR: _travels_further,
    Reason.OTHER_GROUP: _in_two_places,
    Reason.LESSONS: _no_lesson_then,
    Reason.UNAVAILABLE: _available,
    Reason.LOAD_USED: _bears_more,
    Reason.ORDER: _any_order,
    Reason.TRAVEL_BETWEEN: _on_time,
    Reason.CLASS_FULL: _one_more_in_class,
    Reason.GROUP_FULL: _one_more_seat,
    Reason.ROOM_FULL: _room_one_larger,
    Reason.LEVELS_APART: _levels_may_lie_apart,
    Reason.GENDER: _mixed,
    Reason.TOO_FEW_OTHERS: _others_from_outside,
    Reason.NO_TRAINER: _one_more_trainer,
    Reason.NO_ROOM: _one_more_room,
    Reason.MOST_GROUPS: _one_more_group,
    Reason.NOT_WORTH_IT: _worth_more,
    Reason.NOT_TRIED: _as_it_is,
}
