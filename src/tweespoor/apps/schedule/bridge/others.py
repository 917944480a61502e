"""What the published timetables of a municipality's other programmes use at the same time: it is theirs.

Every programme has its own rows of rooms, trainers and classes. Rows of two programmes are the same room where building
and room have the same names (and no two addresses), the same trainer where both log in with one account or have the
same name and employer, the same class where school and name are. A person is one row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from tweespoor.apps.schedule.models import (
    Enrolment,
    Group,
    LanguageClass,
    Location,
    Period,
    Room,
    Timetable,
    TimetableStatus,
    Trainer,
)
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core import planning

Instead = Mapping[UUID, Timetable | None]
"""Per programme the timetable that counts in the place of the one in force."""
OF_OTHERS = "rooms, trainers and people that another programme of the municipality uses are not free"


@dataclass(frozen=True, kw_only=True)
class Clash:
    """A group of a timetable at a time at which another programme has its room or trainer."""

    group: Group
    what: str
    programme: str


def leave_to_others(
    instance: planning.Instance, *, programme: Programme, instead: Instead | None = None
) -> planning.Instance:
    """The puzzle of a programme without what other programmes of the municipality use.

    Of the programmes in `instead` that timetable counts, or none, and not the one in force.
    """
    others = _of_others(programme, instead=instead or {})
    if not others:
        return instance
    periods = list(Period.objects.current().filter(programme=programme))
    theirs = _groups_of(others, during=periods)
    rooms = _taken(
        (room, group)
        for room in Room.objects.current().filter(location__programme=programme).select_related("location")
        for group in theirs
        if same_room(room, group.room)
    )
    trainers = _taken(
        (trainer, group)
        for trainer in Trainer.objects.current().filter(programme=programme)
        for group in theirs
        if same_trainer(trainer, group.trainer)
    )
    people = _people(theirs, known={UUID(each.id) for each in instance.participants})
    joined = _joined(programme, others)
    return replace(
        instance,
        rooms=tuple(replace(each, taken_in=_in_own(rooms[each.id], periods)) for each in instance.rooms),
        trainers=tuple(replace(each, taken_in=_in_own(trainers[each.id], periods)) for each in instance.trainers),
        classes=tuple(replace(each, free_seats=max(0, each.free_seats - joined[each.id])) for each in instance.classes),
        participants=tuple(
            replace(each, unavailable_in=_in_own(people[each.id], periods)) if each.id in people else each
            for each in instance.participants
        ),
    )


def clashes(timetable: Timetable, *, groups: Iterable[Group], instead: Instead | None = None) -> list[Clash]:
    """The groups of a timetable that have a room or trainer when another programme has."""
    own = list(groups)
    others = _of_others(timetable.programme, instead=instead or {})
    theirs = _groups_of(others, during=[group.period for group in own]) if others else []
    found = []
    for group in own:
        for other in theirs:
            if not (_overlap(group.period, other.period) and _slots(group) & _slots(other)):
                continue
            name = other.timetable.programme.name
            if same_room(group.room, other.room):
                found.append(Clash(group=group, what=f"{group.room.location.name}, {group.room.name}", programme=name))
            if same_trainer(group.trainer, other.trainer):
                found.append(Clash(group=group, what=group.trainer.name, programme=name))
    return found


def _of_others(programme: Programme, *, instead: Instead) -> list[Timetable]:
    rows = Timetable.objects.filter(
        status=TimetableStatus.PUBLISHED, programme__municipality=programme.municipality_id
    ).exclude(programme__in=[programme.pk, *instead])
    return [*rows, *(each for pk, each in instead.items() if each is not None and pk != programme.pk)]


def _groups_of(timetables: Iterable[Timetable], *, during: Iterable[Period]) -> list[Group]:
    periods = list(during)
    rows = (
        Group.objects.unscoped(why=OF_OTHERS)
        .filter(timetable__in=list(timetables))
        .select_related("period", "room__location", "trainer", "timetable__programme")
    )
    return [row for row in rows if any(_overlap(row.period, period) for period in periods)]


def days_of(period: Period) -> tuple[date, date]:
    """The first day of a period, and the first one after it."""
    return period.starts_on, period.starts_on + timedelta(weeks=period.weeks)


def _overlap(one: Period, other: Period) -> bool:
    (starts, ends), (begins, stops) = days_of(one), days_of(other)
    return starts < stops and begins < ends


def _slots(group: Group) -> set[str]:
    return {slot for session in group.sessions for slot in session}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def same_building(one: Location, other: Location) -> bool:
    """Two rows are the same building: the same name, and not two addresses."""
    addresses = {_plain(one.address), _plain(other.address)} - {""}
    return _plain(one.name) == _plain(other.name) and len(addresses) < 2


def same_room(one: Room, other: Room) -> bool:
    """Two rows are the same room: the same name in the same building."""
    return _plain(one.name) == _plain(other.name) and same_building(one.location, other.location)


def same_trainer(one: Trainer, other: Trainer) -> bool:
    """Two rows are the same trainer: one account, or the same name and employer."""
    if one.user_id and other.user_id:
        return one.user_id == other.user_id
    return (_plain(one.name), one.organisation_id) == (_plain(other.name), other.organisation_id)


def _taken(pairs: Iterable[tuple[Room | Trainer, Group]]) -> defaultdict[str, list[Group]]:
    found: defaultdict[str, list[Group]] = defaultdict(list)
    for each, group in pairs:
        found[str(each.pk)].append(group)
    return found


def _people(theirs: Iterable[Group], *, known: set[UUID]) -> dict[str, list[Group]]:
    groups = {group.pk: group for group in theirs}
    seats = Group.participants.through.objects.filter(group__in=list(groups), person__in=known)
    found: dict[str, list[Group]] = defaultdict(list)
    for group, person in seats.values_list("group_id", "person_id"):
        found[str(person)].append(groups[group])
    return dict(found)


def _in_own(groups: Iterable[Group], periods: Iterable[Period]) -> dict[str, tuple[str, ...]]:
    """The slots of others' groups in the own periods that they are held in."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for period in periods:
            if _overlap(group.period, period):
                found[str(period.pk)] |= _slots(group)
    return {period: tuple(sorted(slots)) for period, slots in found.items()}


def _joined(programme: Programme, others: Iterable[Timetable]) -> Counter[str]:
    """How many seats of the own classes the switches of other programmes take; less than none where they free some."""
    moved = {UUID(person): UUID(where) for each in others for person, where in each.switches.items()}
    left = dict(Enrolment.objects.filter(person__in=list(moved)).values_list("person_id", "language_class_id"))
    rows = LanguageClass.objects.in_bulk([*moved.values(), *left.values()])
    own = {_class_key(each): str(each.pk) for each in LanguageClass.objects.current().filter(programme=programme)}
    net: Counter[str] = Counter()
    for person, where in moved.items():
        for pk, step in ((where, 1), (left.get(person), -1)):
            mine = own.get(_class_key(rows[pk])) if pk in rows else None
            if mine is not None:
                net[mine] += step
    return net


def same_class(one: LanguageClass, other: LanguageClass) -> bool:
    """Two rows are the same class: the same name, school and lessons."""
    return _class_key(one) == _class_key(other) and set(one.half_days) == set(other.half_days)


def _class_key(each: LanguageClass) -> tuple[UUID, str]:
    return each.provider_id, _plain(each.name)
