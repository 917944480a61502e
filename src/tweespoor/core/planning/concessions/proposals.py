"""Which concessions are worth looking at: those that touch what stands in the way of an open demand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from tweespoor.core.planning.concessions.kinds import (
    ClassOpened,
    Concession,
    EveningFreed,
    EveningOpened,
    FreeSeat,
    LessonMoved,
    OutsideSeat,
    ParticipantHalfDay,
    RoomHalfDay,
    RoomLarger,
    SmallerMinimum,
    TrainerHalfDay,
    TrainerSession,
    TravelFurther,
    ZoneTransport,
)
from tweespoor.core.planning.data import Activity, Instance, LanguageClass, Participant
from tweespoor.core.planning.obstacles import Outlook, Possibility
from tweespoor.core.planning.puzzle import bits
from tweespoor.core.planning.reasons import Reason
from tweespoor.core.planning.timetable import Timetable

SEATS_MORE = 2
"""By how much a room is made larger."""


def proposals(table: Timetable, *, whole: Instance) -> tuple[Concession, ...]:
    """Every concession that could help an open demand, in a fixed order; none where all demands are met.

    `whole` is the instance of which the timetable's is a part, or just that: it says when people are really away, and
    who attends which class.
    """
    asked = _Asked(table, whole=whole)
    if not asked.activities:
        return ()
    found = [
        *asked.lessons_moved(),
        *asked.classes_opened(),
        *asked.free_seats(),
        *asked.trainers(),
        *asked.rooms(),
        *asked.sizes(),
        *asked.evenings(),
        *asked.people(),
        *asked.transport(),
    ]
    return tuple(dict.fromkeys(found))


class _Asked:
    """What is still asked for around a timetable."""

    def __init__(self, table: Timetable, *, whole: Instance) -> None:
        self.table, self.whole = table, whole
        self.people_of_whole = {each.id: each for each in whole.participants}
        self.instance: Instance = table.puzzle.instance
        wanted = [number for number, people in enumerate(table.wanting) if people]
        self.activities: list[Activity] = [self.instance.activities[number] for number in wanted]
        self.waiting: dict[str, int] = {self.instance.activities[number].id: table.wanting[number] for number in wanted}

    def lessons_moved(self) -> Iterator[Concession]:
        """Each lesson to each slot where all who attend can come, on a day without another lesson of the class."""
        day = {slot.id: slot.day for slot in self.instance.slots}
        for each in self.instance.classes:
            people = [person for person in self.whole.participants if person.class_id == each.id]
            for lesson, slot in product(each.slots if people else (), self.instance.slots):
                days = {day[other] for other in each.slots if other != lesson}
                if slot.id not in each.slots and slot.day not in days and not any(_away(p, slot.id) for p in people):
                    yield LessonMoved(language_class=each.id, from_slot=lesson, to_slot=slot.id)

    def classes_opened(self) -> Iterator[Concession]:
        """Each pair of classes of one provider, where somebody who waits would get the option."""
        everybody = 0
        for people in self.waiting.values():
            everybody |= people
        waiting = {self.instance.participants[number].id for number in bits(everybody)}
        for one, two in product(self.instance.classes, repeat=2):
            opened = ClassOpened(from_class=one.id, to_class=two.id)
            if one is not two and one.provider == two.provider and waiting & {*opened.who(self.whole)}:
                yield opened

    def free_seats(self) -> Iterator[Concession]:
        """Each class that somebody may switch to and that has no seat left in the timetable."""
        options = {name for person in self.instance.participants for name in person.class_options}
        for number, each in enumerate(self.instance.classes):
            if each.id in options and self._seats_left(number, each) <= 0:
                yield FreeSeat(language_class=each.id)

    def _seats_left(self, number: int, each: LanguageClass) -> int:
        return each.free_seats - self.table.net[number]

    def trainers(self) -> Iterator[Concession]:
        """Each other slot at which somebody who waits is not away, and a session for those who give all they can."""
        for number, trainer in enumerate(self.instance.trainers):
            gives = [each for each in self.activities if each.trainers is None or trainer.id in each.trainers]
            given = max((sessions[number] for sessions in self.table.trainer_sessions), default=0)
            if trainer.max_sessions is not None and any(given + each.sessions > trainer.max_sessions for each in gives):
                yield TrainerSession(trainer=trainer.id)
            for slot in self.instance.slots if trainer.slots is not None else ():
                if slot.id not in (trainer.slots or ()) and self._somebody_can(gives, slot=slot.id):
                    yield TrainerHalfDay(trainer=trainer.id, slot=slot.id)

    def rooms(self) -> Iterator[Concession]:
        """Each other slot of a room, and more seats where groups could be larger than the room."""
        for room in self.instance.rooms:
            held = [each for each in self.activities if each.rooms is None or room.id in each.rooms]
            if any(each.max_size > room.capacity for each in held):
                yield RoomLarger(room=room.id, seats=SEATS_MORE)
            for slot in self.instance.slots if room.slots is not None else ():
                if slot.id not in (room.slots or ()) and self._somebody_can(held, slot=slot.id):
                    yield RoomHalfDay(room=room.id, slot=slot.id)

    def _somebody_can(self, activities: list[Activity], *, slot: str) -> bool:
        return any(
            not _away(self._of_whole(number), slot)
            for each in activities
            if each.slots is None or slot in each.slots
            for number in bits(self.waiting[each.id])
        )

    def _of_whole(self, number: int) -> Participant:
        """Somebody who waits, as in the whole."""
        person = self.instance.participants[number]
        return self.people_of_whole.get(person.id, person)

    def sizes(self) -> Iterator[Concession]:
        """One more from outside, or a lower minimum, where a group needs more than one person."""
        for each in self.activities:
            if each.min_size > 1:
                yield SmallerMinimum(activity=each.id)
                if each.outside_seats < each.min_size - 1:
                    yield OutsideSeat(activity=each.id)

    def evenings(self) -> Iterator[Concession]:
        """Each evening on which something or somebody cannot."""
        for slot in self.instance.slots if self.activities else ():
            if not slot.late:
                continue
            rooms, trainers = self.instance.rooms, self.instance.trainers
            limits = [each.slots for each in rooms] + [each.slots for each in trainers]
            limits += [each.slots for each in self.instance.activities]
            if any(slots is not None and slot.id not in slots for slots in limits):
                yield EveningOpened(slot=slot.id)
            if any(_away(person, slot.id) for person in self.whole.participants):
                yield EveningFreed(slot=slot.id)

    def people(self) -> Iterator[Concession]:
        """A slot or a longer way for each person for whom that is all that stands in the way somewhere."""
        outlook = Outlook(self.table)
        for each in self.activities:
            activity = self.table.puzzle.activity_at[each.id]
            for number in bits(self.waiting[each.id]):
                for possibility in outlook.possibilities(number, activity=activity, at_most=lambda: 1):
                    yield from self._personal(number, possibility=possibility)

    def _personal(self, number: int, *, possibility: Possibility) -> Iterator[Concession]:
        participant = self.instance.participants[number]
        if possibility.choice != self.table.attends[number]:
            return
        if possibility.obstacles == {Reason.UNAVAILABLE}:
            away = self.table.puzzle.people[number].away[possibility.time.period] & possibility.time.mask
            if away.bit_count() == 1:
                yield ParticipantHalfDay(participant=participant.id, slot=self.instance.slots[next(bits(away))].id)
        if possibility.obstacles == {Reason.TOO_FAR}:
            minutes = self._minutes(participant.zone, location=possibility.location)
            yield TravelFurther(participant=participant.id, minutes=minutes)

    def _minutes(self, zone: str, *, location: int) -> int:
        zones = self.instance.zones
        return self.instance.travel[zones.index(zone)][zones.index(self.instance.locations[location].zone)]

    def transport(self) -> Iterator[Concession]:
        """Each zone from which somebody who waits cannot reach a place where it could be, with the minutes needed."""
        puzzle, rooms = self.table.puzzle, range(len(self.instance.rooms))
        for each in self.activities:
            allowed = [n for n in rooms if each.rooms is None or self.instance.rooms[n].id in each.rooms]
            places = {puzzle.room_location[room] for room in allowed}
            for number in bits(self.waiting[each.id]):
                zone = self.instance.participants[number].zone
                for place in sorted(places):
                    if not puzzle.people[number].near >> place & 1:
                        yield ZoneTransport(zone=zone, minutes=self._minutes(zone, location=place))


def _away(person: Participant, slot: str) -> bool:
    """The person is not available then, in some period."""
    return slot in person.unavailable or any(slot in slots for slots in person.unavailable_in.values())
