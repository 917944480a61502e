"""What of a plan no longer fits an instance that changed since it was made, and the plan without it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tweespoor.core.planning.bending.judging import Judge, Short, sized, who_is_short
from tweespoor.core.planning.bending.outcome import Dropped, alternatives
from tweespoor.core.planning.data import Group, Instance, Plan
from tweespoor.core.planning.reasons import Reason


@dataclass(frozen=True, kw_only=True)
class Misfits:
    """What does not fit (any more), and the plan that is left without it.

    `people` are those who cannot stay in a group: with reasons, or without where they ask for it no more or left.
    `groups` are the groups (positions in the plan that was asked about) that cannot be held, with what is missing, and
    `with_groups` the people in those, with the same reasons;
    `short` those (positions in `plan`) that lack people afterwards. `switches` are the people whose switch of class is
    not possible any more.
    """

    plan: Plan
    people: tuple[Dropped, ...] = ()
    groups: tuple[tuple[int, tuple[Reason, ...]], ...] = ()
    with_groups: tuple[Dropped, ...] = ()
    short: tuple[Short, ...] = ()
    switches: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Everything fits; a group that lacks people is told, and fits."""
        return not (self.people or self.groups or self.switches)


def what_does_not_fit(instance: Instance, *, plan: Plan) -> Misfits:
    """Go over a plan group by group, in its order: of two that are in each other's way the first stays.

    Every rule of the format is looked at, but for the minimum size, which is told as `short`, and the seats of language
    classes.
    """
    gone = tuple(name for name, where in plan.classes.items() if not _may_switch(instance, name, where))
    kept = Plan(classes={name: where for name, where in plan.classes.items() if name not in gone})
    people: list[Dropped] = []
    with_groups: list[Dropped] = []
    groups: list[tuple[int, tuple[Reason, ...]]] = []
    for number, group in enumerate(plan.groups):
        judge = Judge(instance, plan=kept)
        missing = _missing(judge, group)
        if missing:
            groups.append((number, missing))
            with_groups += [_without_group(judge, name, group.activity, missing) for name in group.participants]
            continue
        members, dropped = _who_stays(judge, group)
        people += dropped
        stays = _with_outside_seats(judge, replace(group, participants=members))
        kept = replace(kept, groups=(*kept.groups, stays))
    short = who_is_short(instance, plan=kept, groups=range(len(kept.groups)))
    return Misfits(
        plan=kept,
        people=tuple(people),
        groups=tuple(groups),
        with_groups=tuple(with_groups),
        short=short,
        switches=gone,
    )


def _without_group(judge: Judge, name: str, activity: str, missing: tuple[Reason, ...]) -> Dropped:
    """Somebody in a group that cannot be held: with what is missing, or nothing where it is asked for no more."""
    person = judge.view.people.get(name)
    asks = person is not None and alternatives(person, activity=activity)
    return Dropped(participant=name, activity=activity, reasons=missing if asks else ())


def _may_switch(instance: Instance, name: str, where: str) -> bool:
    """Somebody may attend the class: it is the present one, or one of the choices that fits the person's week."""
    person = next((each for each in instance.participants if each.id == name), None)
    there = next((each for each in instance.classes if each.id == where), None)
    if person is None or there is None or where == person.class_id:
        return person is not None and there is not None
    away = {*person.unavailable, *(slot for slots in person.unavailable_in.values() for slot in slots)}
    zone = {each.id: instance.zones.index(each.zone) for each in instance.locations}
    minutes = instance.travel[instance.zones.index(person.zone)][zone[there.location]]
    return (
        where in person.class_options
        and not away & {*there.slots}
        and (person.max_slots is None or len(there.slots) <= person.max_slots)
        and (person.max_travel is None or minutes <= person.max_travel)
    )


def _missing(judge: Judge, group: Group) -> tuple[Reason, ...]:
    if group.activity not in judge.activities or not judge.is_well_formed(group):
        return (Reason.CANNOT_BE_HELD,)
    rooms = {room.id for room in judge.free_rooms(replace(group, participants=()), but=None)}
    trainers = {trainer.id for trainer in judge.free_trainers(group, but=None)}
    found = []
    most = judge.activities[group.activity].max_groups
    if most is not None and sum(each.activity == group.activity for each in judge.plan.groups) >= most:
        found.append(Reason.MOST_GROUPS)
    if group.room not in rooms:
        found.append(Reason.NO_ROOM)
    if group.trainer not in trainers:
        found.append(Reason.NO_TRAINER)
    return tuple(found)


def _with_outside_seats(judge: Judge, group: Group) -> Group:
    """The group with the outside seats it had, or as many as it needs, as far as there are any."""
    activity = judge.activities[group.activity]
    wanted = max(group.outside, sized(activity, group).outside)
    return replace(
        group, outside=max(0, min(wanted, activity.outside_seats, judge.most(group) - len(group.participants)))
    )


def _who_stays(judge: Judge, group: Group) -> tuple[tuple[str, ...], list[Dropped]]:
    held = judge.held(group)
    members: list[str] = []
    dropped: list[Dropped] = []
    for name in group.participants:
        person = judge.view.people.get(name)
        same = alternatives(person, activity=group.activity) if person is not None else set()
        if person is None or not same or held is None:
            dropped.append(Dropped(participant=name, activity=group.activity))
            continue
        elsewhere = name in members or same & judge.view.groups_of.get(name, {}).keys()
        reasons = (
            *((Reason.OTHER_GROUP,) if elsewhere else ()),
            *judge.obstacles(person, held=held),
            *judge.obstacles_with(person, group=group, members=members),
        )
        if reasons:
            dropped.append(Dropped(participant=name, activity=group.activity, reasons=reasons))
        else:
            members.append(name)
    return tuple(members), dropped
