"""Several puzzles as one: what is the same in them (a room, a trainer, a class, a period, a person) is used once.

Each puzzle keeps its own ids for what is its own. What is the same in several has one id in the whole, and its own id
again in the plan of each. Of what they say differently the stricter holds: slots in both, lessons in either, the lowest
number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tweespoor.core.planning.data import (
    Activity,
    Group,
    Instance,
    LanguageClass,
    Participant,
    Period,
    Plan,
    Room,
    Slot,
    Trainer,
)

Slots = tuple[str, ...] | None


@dataclass(frozen=True)
class Joined:
    """The whole, and its parts; `same` has the one id in the whole of what is the same in several parts."""

    instance: Instance
    parts: tuple[Instance, ...]
    same: Mapping[str, str]

    def name(self, own: str) -> str:
        """The id in the whole of what has this id in one of the parts."""
        return self.same.get(own, own)

    def named(self, group: Group) -> Group:
        """A group of a part in the words of the whole."""
        name = self.name
        return replace(group, room=name(group.room), trainer=name(group.trainer), period=name(group.period))

    def as_one(self, plans: Iterable[Plan]) -> Plan:
        """The plans of the parts, each in its own words, as one plan of the whole: their groups in this order."""
        every = tuple(plans)
        return Plan(
            groups=tuple(self.named(group) for plan in every for group in plan.groups),
            classes={person: self.name(where) for plan in every for person, where in plan.classes.items()},
        )

    def split(self, plan: Plan) -> tuple[Plan, ...]:
        """The plan of each part, in its own words."""
        return tuple(self._of(part, plan=plan) for part in self.parts)

    def leave_to_each_other(self, plan: Plan) -> tuple[Instance, ...]:
        """The parts, each without what the plan of the others uses of what is the same."""
        return tuple(self._without_others(part, plan=plan) for part in self.parts)

    def _own(self, rows: Iterable[Room | Trainer | LanguageClass | Period]) -> dict[str, str]:
        return {self.same.get(each.id, each.id): each.id for each in rows}

    def _of(self, part: Instance, *, plan: Plan) -> Plan:
        mine = {each.id for each in part.activities}
        rooms, trainers, periods = self._own(part.rooms), self._own(part.trainers), self._own(part.periods)
        groups = tuple(
            replace(group, room=rooms[group.room], trainer=trainers[group.trainer], period=periods[group.period])
            for group in plan.groups
            if group.activity in mine
        )
        classes, own = self._own(part.classes), {each.id: each for each in part.participants}
        switches = {
            name: classes[where]
            for name, where in plan.classes.items()
            if name in own and where in classes and classes[where] in (own[name].class_id, *own[name].class_options)
        }
        return Plan(groups=groups, classes=switches)

    def _without_others(self, part: Instance, *, plan: Plan) -> Instance:
        mine, periods = {each.id for each in part.activities}, self._own(part.periods)
        theirs = [group for group in plan.groups if group.activity not in mine and group.period in periods]

        def also(each: Room | Trainer, taken: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
            name = self.same.get(each.id, each.id)
            used = [group for group in theirs if name in (group.room, group.trainer)]
            return _with_slots(taken, used, periods=periods)

        return replace(
            part,
            rooms=tuple(replace(each, taken_in=also(each, each.taken_in)) for each in part.rooms),
            trainers=tuple(replace(each, taken_in=also(each, each.taken_in)) for each in part.trainers),
            participants=tuple(
                replace(
                    each,
                    unavailable_in=_with_slots(
                        each.unavailable_in,
                        [group for group in theirs if each.id in group.participants],
                        periods=periods,
                    ),
                )
                for each in part.participants
            ),
        )


def _with_slots(
    taken: Mapping[str, tuple[str, ...]], groups: Iterable[Group], *, periods: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    found = {period: {*slots} for period, slots in taken.items()}
    for group in groups:
        found.setdefault(periods[group.period], set()).update(slot for session in group.slots for slot in session)
    return {period: tuple(sorted(slots)) for period, slots in found.items()}


def join(parts: Sequence[Instance], *, same: Mapping[str, str], order: Sequence[str]) -> Joined:
    """One puzzle of several.

    `same` maps the id of a room, trainer, class, location or period to the one id that all that are the same have in
    the whole; what is not in it is its own. `order` are the periods of the whole, in order of time.
    """
    renamed = [_renamed(part, same) for part in parts]
    first = renamed[0]
    zones = tuple(dict.fromkeys(zone for part in renamed for zone in part.zones))
    everywhere = {each.id: {period.id for period in part.periods} for part in renamed for each in part.activities}
    periods = {each.id: each for part in renamed for each in part.periods}
    week = tuple(slot.id for slot in first.slots)
    whole = replace(
        first,
        name=" + ".join(part.name for part in parts),
        slots=_longest([part.slots for part in parts]),
        periods=tuple(periods[name] for name in order),
        zones=zones,
        travel=_travel(renamed, zones),
        locations=tuple({each.id: each for part in reversed(renamed) for each in part.locations}.values()),
        rooms=_once([part.rooms for part in renamed], _one_room),
        trainers=_once([part.trainers for part in renamed], _one_trainer),
        classes=_once([part.classes for part in renamed], _one_class),
        activities=tuple(each for part in renamed for each in part.activities),
        participants=tuple(
            _in_own_periods(each, slots=week, order=order, held_in=everywhere)
            for each in _once([part.participants for part in renamed], _one_person)
        ),
        previous=None,
    )
    return Joined(instance=whole, parts=tuple(parts), same=same)


def _longest(weeks: Sequence[Sequence[Slot]]) -> tuple[Slot, ...]:
    """Each slot from its first begin to its last end in any of the puzzles, though never before the slot before it has
    ended: between two of them there is no more time than in any puzzle."""
    found: list[Slot] = []
    for alike in zip(*weeks, strict=True):
        begin, end = min(each.start for each in alike), max(each.end for each in alike)
        if found and found[-1].day == alike[0].day:
            begin = max(begin, found[-1].end)
        found.append(replace(alike[0], start=begin, end=max(begin, end)))
    return tuple(found)


def _renamed(part: Instance, same: Mapping[str, str]) -> Instance:
    def name(each: str) -> str:
        return same.get(each, each)

    def names(ids: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if ids is None else tuple(dict.fromkeys(map(name, ids)))

    def in_periods(slots: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {name(period): each for period, each in slots.items()}

    def activity(each: Activity) -> Activity:
        rooms = each.rooms if each.rooms is not None else tuple(room.id for room in part.rooms)
        trainers = each.trainers if each.trainers is not None else tuple(trainer.id for trainer in part.trainers)
        return replace(each, rooms=names(rooms), trainers=names(trainers))

    def person(each: Participant) -> Participant:
        return replace(
            each,
            class_id=None if each.class_id is None else name(each.class_id),
            class_options=names(each.class_options) or (),
            unavailable_in=in_periods(each.unavailable_in),
        )

    return replace(
        part,
        periods=tuple(replace(each, id=name(each.id)) for each in part.periods),
        locations=tuple(replace(each, id=name(each.id)) for each in part.locations),
        rooms=tuple(
            replace(each, id=name(each.id), location=name(each.location), taken_in=in_periods(each.taken_in))
            for each in part.rooms
        ),
        trainers=tuple(replace(each, id=name(each.id), taken_in=in_periods(each.taken_in)) for each in part.trainers),
        classes=tuple(replace(each, id=name(each.id), location=name(each.location)) for each in part.classes),
        activities=tuple(map(activity, part.activities)),
        participants=tuple(map(person, part.participants)),
    )


def _once(rows: Iterable[Iterable[Any]], one: Callable[[Any, Any], Any]) -> tuple[Any, ...]:
    """Everything once; of what is there twice, what `one` makes of the two."""
    found: dict[str, Any] = {}
    for each in (each for part in rows for each in part):
        found[each.id] = one(found[each.id], each) if each.id in found else each
    return tuple(found.values())


def _both(one: Slots, other: Slots) -> Slots:
    if one is None or other is None:
        return other if one is None else one
    return tuple(slot for slot in one if slot in other)


def _least(one: int | None, other: int | None) -> int | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _either(one: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys((*one.get(name, ()), *other.get(name, ())))) for name in (*one, *other)}


def _one_room(one: Room, other: Room) -> Room:
    return replace(
        one,
        capacity=min(one.capacity, other.capacity),
        slots=_both(one.slots, other.slots),
        taken_in=_either(one.taken_in, other.taken_in),
    )


def _one_trainer(one: Trainer, other: Trainer) -> Trainer:
    return replace(
        one,
        slots=_both(one.slots, other.slots),
        max_sessions=_least(one.max_sessions, other.max_sessions),
        taken_in=_either(one.taken_in, other.taken_in),
    )


def _one_class(one: LanguageClass, other: LanguageClass) -> LanguageClass:
    """A class whose lessons last longer in one puzzle than in another: nobody is free while they do."""
    slots = tuple(dict.fromkeys((*one.slots, *other.slots)))
    return replace(one, slots=slots, free_seats=min(one.free_seats, other.free_seats))


def _one_person(one: Participant, other: Participant) -> Participant:
    """Somebody who takes part in two puzzles: all that is asked for, and all that is in the way."""
    return replace(
        one,
        max_travel=_least(one.max_travel, other.max_travel),
        max_slots=_least(one.max_slots, other.max_slots),
        class_id=one.class_id or other.class_id,
        class_options=tuple(dict.fromkeys((*one.class_options, *other.class_options))),
        unavailable=tuple(dict.fromkeys((*one.unavailable, *other.unavailable))),
        unavailable_in=_either(one.unavailable_in, other.unavailable_in),
        same_gender=tuple(dict.fromkeys((*one.same_gender, *other.same_gender))),
        demands=(*one.demands, *other.demands),
    )


def _in_own_periods(
    person: Participant, *, slots: tuple[str, ...], order: Sequence[str], held_in: Mapping[str, set[str]]
) -> Participant:
    """Nobody comes in a period that a puzzle of the person's does not have."""
    asked = [option.activity for demand in person.demands for option in demand.any_of]
    strange = [period for period in order if any(period not in held_in[activity] for activity in asked)]
    return replace(person, unavailable_in={**person.unavailable_in, **dict.fromkeys(strange, slots)})


def _travel(parts: Sequence[Instance], zones: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """Minutes between zones; the longest that one of the puzzles knows."""
    minutes: dict[tuple[str, str], int] = {}
    for part in parts:
        for origin, row in zip(part.zones, part.travel, strict=True):
            for destination, cell in zip(part.zones, row, strict=True):
                minutes[origin, destination] = max(cell, minutes.get((origin, destination), 0))
    return tuple(tuple(minutes.get((origin, to), 0) for to in zones) for origin in zones)
