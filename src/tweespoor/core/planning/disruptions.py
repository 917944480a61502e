"""What happens while a plan runs, as a changed instance: a trainer falls ill, a class moves, people come and go.

Each function takes the instance and the plan that runs and gives a `Disruption`: the changed instance with that plan as
its `previous`, and who is directly hit. The format says of no room or trainer that it cannot be used in one period
only; where a period is given, that is said by a `Closure` beside the instance, which `replan` takes. Capacities have
no such form: they change for all periods.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol, TypeVar

from tweespoor.core.planning.data import Instance, Participant, Plan
from tweespoor.core.planning.replanning.closures import Closes, Closure
from tweespoor.core.planning.replanning.running import directly_hit


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)


class UnknownName(ValueError):
    """A disruption of something that the instance does not have."""


@dataclass(frozen=True, kw_only=True)
class Disruption:
    """A change while a plan runs.

    `instance` has the plan that runs as its `previous`; `closed` is what cannot be used in a period; `new` are the
    participants it added.
    """

    instance: Instance
    closed: tuple[Closure, ...] = ()
    new: tuple[str, ...] = ()

    @cached_property
    def hit(self) -> frozenset[str]:
        """Whose group or week the change breaks, with those who left; reckoned when it is first asked."""
        return directly_hit(self.instance, closed=self.closed)


def trainer_ill(instance: Instance, *, plan: Plan, trainer: str, period: str | None = None) -> Disruption:
    """A trainer is away, in one period or in all.

    Raises:
        UnknownName: if there is no such trainer or period.
    """
    found = _find(instance.trainers, trainer, kind="trainer")
    if period is not None:
        return _closed(instance, plan=plan, closures=[_closure(instance, Closes.TRAINER, trainer, period=period)])
    trainers = tuple(replace(each, slots=()) if each is found else each for each in instance.trainers)
    return _changed(replace(instance, trainers=trainers), plan=plan)


def class_moved(instance: Instance, *, plan: Plan, class_id: str, slots: Sequence[str]) -> Disruption:
    """A language class has its lessons at other slots.

    Raises:
        UnknownName: if there is no such class or slot.
    """
    found = _find(instance.classes, class_id, kind="class")
    at = tuple(_find(instance.slots, slot, kind="slot").id for slot in slots)
    classes = tuple(replace(each, slots=at) if each is found else each for each in instance.classes)
    return _changed(replace(instance, classes=classes), plan=plan)


def room_closed(instance: Instance, *, plan: Plan, room: str, period: str | None = None) -> Disruption:
    """A room cannot be used, in one period or in all.

    Raises:
        UnknownName: if there is no such room or period.
    """
    _find(instance.rooms, room, kind="room")
    return _rooms_closed(instance, plan=plan, rooms=[room], period=period)


def location_closed(instance: Instance, *, plan: Plan, location: str, period: str | None = None) -> Disruption:
    """A lockdown closes all rooms of a location, in one period or in all. Language lessons there go on.

    Raises:
        UnknownName: if there is no such location or period.
    """
    _find(instance.locations, location, kind="location")
    rooms = [room.id for room in instance.rooms if room.location == location]
    return _rooms_closed(instance, plan=plan, rooms=rooms, period=period)


def capacities_halved(instance: Instance, *, plan: Plan, location: str | None = None) -> Disruption:
    """A lockdown halves the capacity of all rooms, or of those of a location, rounded down, in all periods.

    Raises:
        UnknownName: if there is no such location.
    """
    if location is not None:
        _find(instance.locations, location, kind="location")
    rooms = tuple(
        replace(each, capacity=each.capacity // 2) if location in (None, each.location) else each
        for each in instance.rooms
    )
    return _changed(replace(instance, rooms=rooms), plan=plan)


def found_job(
    instance: Instance,
    *,
    plan: Plan,
    participant: str,
    hours: int = 24,
    slots: Sequence[str] | None = None,
    period: str | None = None,
) -> Disruption:
    """A participant works and is not available any more, in one period or in all.

    `slots` are when the work is. Where they are left out, it is in the first slots of the week that are not late and
    have no lesson of the class attended now, until they make `hours`.

    Raises:
        UnknownName: if there is no such participant, slot or period.
    """
    found = _find(instance.participants, participant, kind="participant")
    if period is not None:
        _find(instance.periods, period, kind="period")
    chosen = _hours_of_work(instance, found, plan=plan, hours=hours) if slots is None else tuple(slots)
    chosen = tuple(_find(instance.slots, slot, kind="slot").id for slot in chosen)
    if period is None:
        busy = replace(found, unavailable=_merged(found.unavailable, chosen))
    else:
        before = found.unavailable_in.get(period, ())
        busy = replace(found, unavailable_in={**found.unavailable_in, period: _merged(before, chosen)})
    people = tuple(busy if each is found else each for each in instance.participants)
    return _changed(replace(instance, participants=people), plan=plan)


def people_arrived(instance: Instance, *, plan: Plan, people: Iterable[Participant]) -> Disruption:
    """New participants come; nobody is directly hit by that.

    Raises:
        ValueError: if one of them has the id of a participant there is.
    """
    new = tuple(people)
    twice = sorted({each.id for each in new} & {each.id for each in instance.participants})
    if twice:
        raise ValueError(f"there is a participant {twice[0]!r} already; give a new participant a new id")
    made = _changed(replace(instance, participants=(*instance.participants, *new)), plan=plan)
    return replace(made, new=tuple(each.id for each in new))


def person_left(instance: Instance, *, plan: Plan, participant: str) -> Disruption:
    """A participant leaves and is no part of the instance any more.

    Raises:
        UnknownName: if there is no such participant.
    """
    found = _find(instance.participants, participant, kind="participant")
    people = tuple(each for each in instance.participants if each is not found)
    return _changed(replace(instance, participants=people), plan=plan)


def _find(things: Sequence[T], name: str, *, kind: str) -> T:
    found = next((each for each in things if each.id == name), None)
    if found is None:
        raise UnknownName(f"there is no {kind} {name!r} in the instance")
    return found


def _closure(instance: Instance, closes: Closes, name: str, *, period: str) -> Closure:
    return Closure(closes=closes, id=name, period=_find(instance.periods, period, kind="period").id)


def _rooms_closed(instance: Instance, *, plan: Plan, rooms: list[str], period: str | None) -> Disruption:
    if period is not None:
        closures = [_closure(instance, Closes.ROOM, room, period=period) for room in rooms]
        return _closed(instance, plan=plan, closures=closures)
    left = tuple(replace(room, slots=()) if room.id in rooms else room for room in instance.rooms)
    return _changed(replace(instance, rooms=left), plan=plan)


def _changed(instance: Instance, *, plan: Plan) -> Disruption:
    return Disruption(instance=replace(instance, previous=plan))


def _closed(instance: Instance, *, plan: Plan, closures: list[Closure]) -> Disruption:
    return Disruption(instance=replace(instance, previous=plan), closed=tuple(closures))


def _hours_of_work(instance: Instance, participant: Participant, *, plan: Plan, hours: int) -> tuple[str, ...]:
    attends = plan.classes.get(participant.id, participant.class_id)
    lessons = {slot for each in instance.classes if each.id == attends for slot in each.slots}
    chosen, minutes = [], 0
    for slot in instance.slots:
        if minutes < 60 * hours and not slot.late and slot.id not in lessons:
            chosen.append(slot.id)
            minutes += slot.end - slot.start
    return tuple(chosen)


def _merged(before: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *more)))
