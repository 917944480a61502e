"""Reads: what something that happened hits, who or which room is free to take over, and whom to tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from tweespoor.apps.attendance import queries as attendance
from tweespoor.apps.attendance.queries import Session
from tweespoor.apps.change.rules import HAPPENED_AGO, Choice, Deed
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries.registering import may_register_all
from tweespoor.apps.schedule.models import Disruption, DisruptionKind, Group, GroupMode, Room, TimetableStatus, Trainer
from tweespoor.apps.schedule.queries import board, day_shown, ends_before, holidays_of, periods_of, rows_of
from tweespoor.apps.schedule.rules import SupplyKind
from tweespoor.apps.telling import queries as telling
from tweespoor.apps.telling.rules import MessageKind
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import people_of
from tweespoor.core.vocabulary import Purpose

COUNTED = "everybody of a meeting is counted, so that who changes it knows whom it touches; names are asked apart"
Key = tuple[UUID, date, str]
MOST_HAPPENED = 20
AWAY = "unavailable-half-days"


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A meeting that cannot go on as it was, with who would come and who or which room is free to take over."""

    session: Session
    is_to_come: bool
    expected: frozenset[UUID]
    trainers: tuple[Trainer, ...] = ()
    rooms: tuple[Room, ...] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All that can be done about it."""
        free = [Choice(Deed.TRAINER, each.pk) for each in self.trainers]
        free += [Choice(Deed.ROOM, each.pk) for each in self.rooms]
        return (*free, Choice(Deed.CALL_OFF), Choice(Deed.NOTHING))


@dataclass(frozen=True, kw_only=True)
class ToTell:
    """Messages of one kind: how many to how many people, per language, how many cannot be reached, and an example."""

    kind: MessageKind
    messages: int
    people: int
    languages: Mapping[str, int]
    unreachable: int
    example: Session
    until: date | None
    place: str = ""


HAPPENS_TO = {
    DisruptionKind.TRAINER: SupplyKind.TRAINERS,
    DisruptionKind.ROOM: SupplyKind.ROOMS,
    DisruptionKind.LOCATION: SupplyKind.LOCATIONS,
    DisruptionKind.CLASS: SupplyKind.CLASSES,
}
"""Per kind the supply that it happens to."""


def rows_that_can(programme: Programme, *, kind: DisruptionKind) -> list[Any]:
    """What of a programme a kind can happen to."""
    rows = rows_of(programme, kind=HAPPENS_TO[kind]).current()
    return list(rows.select_related("location") if kind == DisruptionKind.ROOM else rows)


def people_that_can(user: User, *, programme: Programme) -> list[Person]:
    """The people of a programme of whom the user may see when they can come, by name."""
    rows = Person.objects.visible_to(user, purpose=Purpose.AVAILABILITY).filter(pk__in=people_of(programme))
    return list(rows.order_by("given_name", "family_name", "number"))


def registers(user: User, *, disruption: Disruption) -> bool:
    """Whether the user registers about the person of a job when that person cannot."""
    return disruption.person is not None and may_register_all(user, person=disruption.person, slugs=[AWAY])


def groups_with(programme: Programme, *, people: Iterable[UUID]) -> int:
    """In how many groups of the timetable in force these people are."""
    with whole_registry(why=COUNTED):
        rows = Group.objects.filter(timetable__programme=programme, timetable__status=TimetableStatus.PUBLISHED)
        return rows.filter(participants__in=list(people)).distinct().count()


def happened_in(programme: Programme) -> list[Disruption]:
    """What was kept of a programme, the latest first; whom a job is of, is not read."""
    with whole_registry(why=COUNTED):
        rows = programme.disruptions.select_related(
            "trainer", "room__location", "location", "language_class", "group__offer"
        )
        return list(rows[:MOST_HAPPENED])


def meetings_between(user: User, *, programme: Programme, first: date, last: date) -> list[Session]:
    """The meetings of a programme on these days that were not called off."""
    found = [
        each for each in attendance.sessions_between(user, first=first, last=last) if each.programme.pk == programme.pk
    ]
    off = attendance.called_off_of(found)
    return [each for each in found if each.key not in off]


def is_to_come(session: Session, *, now: datetime) -> bool:
    """Whether a meeting is still to begin: of others nobody is told anything."""
    local = timezone.localtime(now)
    return (session.day, session.hours[0]) > (local.date(), local.time())


def earliest_day(programme: Programme, *, today: date) -> date:
    """From when on something can have happened: some weeks ago, or where all periods are over, the first of them."""
    return min(today - HAPPENED_AGO, day_shown(periods_of(programme), today=today))


def first_day(programme: Programme, *, today: date) -> date:
    """The day that a form begins with: today, or where all periods are over, the first of them."""
    periods = periods_of(programme)
    is_over = periods and ends_before(periods[-1]) <= today
    return day_shown(periods, today=today) if is_over else today


def hits_of(user: User, *, disruption: Disruption, now: datetime) -> list[Hit]:
    """The meetings that something that lasts from a day to another hits, in order of time."""
    assert disruption.last_day is not None
    found = meetings_between(user, programme=disruption.programme, first=disruption.first_day, last=disruption.last_day)
    hit = [each for each in found if _is_hit(each, disruption=disruption)]
    with whole_registry(why=COUNTED):
        expected = attendance.people_expected(hit)
    free = _Free(found, disruption=disruption)
    return [
        Hit(
            session=each,
            is_to_come=is_to_come(each, now=now),
            expected=frozenset(expected[each.key]),
            trainers=free.trainers(each),
            rooms=free.rooms(each, people=len(expected[each.key])),
        )
        for each in hit
    ]


def _is_hit(session: Session, *, disruption: Disruption) -> bool:
    is_there = session.mode is not GroupMode.ONLINE
    match disruption.kind:
        case DisruptionKind.TRAINER:
            return session.trainer is not None and session.trainer.pk == disruption.trainer_id
        case DisruptionKind.ROOM:
            return is_there and session.room is not None and session.room.pk == disruption.room_id
        case DisruptionKind.LOCATION:
            return is_there and session.location.pk == disruption.location_id
    return False


class _Free:
    """Who or which room can take over when: it is of the training, works or is open, and has nothing else then."""

    def __init__(self, sessions: Iterable[Session], *, disruption: Disruption) -> None:
        self.disruption = disruption
        self.taken = set()
        for each in sessions:
            for who in (each.trainer, each.room):
                if who is not None:
                    self.taken.add((each.day, each.half_day.slug, who.pk))
        self.closings = [each for each in holidays_of(disruption.programme) if each.location_id]
        self.trainers_of: dict[UUID, list[Trainer]] = {}
        self.rooms_of: dict[UUID, list[Room]] = {}

    def trainers(self, session: Session) -> tuple[Trainer, ...]:
        """The trainers who can give a meeting."""
        if session.group is None or self.disruption.kind != DisruptionKind.TRAINER:
            return ()
        offer = session.group.offer
        known = self.trainers_of.setdefault(offer.pk, [])
        if not known:
            known += board.trainers_for(offer)
        return tuple(each for each in known if self._is_free(each, session=session))

    def rooms(self, session: Session, *, people: int) -> tuple[Room, ...]:
        """The rooms a meeting of so many people can be in."""
        if session.group is None or self.disruption.kind not in (DisruptionKind.ROOM, DisruptionKind.LOCATION):
            return ()
        offer, needed = session.group.offer, people + session.group.outside
        known = self.rooms_of.setdefault(offer.pk, [])
        if not known:
            known += board.rooms_for(offer)
        return tuple(
            each
            for each in known
            if each.capacity >= needed and self._is_open(each, on=session.day) and self._is_free(each, session=session)
        )

    def _is_open(self, room: Room, *, on: date) -> bool:
        if self.disruption.kind == DisruptionKind.LOCATION and room.location_id == self.disruption.location_id:
            return False
        return not any(
            each.location_id == room.location_id and each.first_day <= on <= each.last_day for each in self.closings
        )

    def _is_free(self, who: Trainer | Room, *, session: Session) -> bool:
        slug = session.half_day.slug
        return (not who.half_days or slug in who.half_days) and (session.day, slug, who.pk) not in self.taken


def proposed(hits: Sequence[Hit]) -> dict[Key, Choice]:
    """What least disturbs: who or which room is free takes over, the same one where that can be; else it is called off.

    What a language class does, its school decides.
    """
    found: dict[Key, Choice] = {}
    taken: set[tuple[date, str, UUID]] = set()
    used: dict[UUID, int] = {}
    for hit in hits:
        day, half_day = hit.session.day, hit.session.half_day.slug
        free = [each for each in hit.choices if each.who and (day, half_day, each.who) not in taken]
        if hit.session.group is None:
            found[hit.session.key] = Choice(Deed.NOTHING)
        elif free:
            chosen = max(free, key=lambda each: used.get(each.who, 0) if each.who else 0)
            assert chosen.who is not None
            taken.add((day, half_day, chosen.who))
            used[chosen.who] = used.get(chosen.who, 0) + 1
            found[hit.session.key] = chosen
        else:
            found[hit.session.key] = Choice(Deed.CALL_OFF)
    return found


def rows_called_off(hits: Sequence[Hit], *, chosen: Mapping[Key, Choice]) -> list[list[Hit]]:
    """The meetings that are called off, those of one group at one half-day that follow each other together."""
    rows: dict[tuple[UUID, str, bool], list[list[Hit]]] = {}
    for hit in hits:
        lines = rows.setdefault((hit.session.whole.pk, hit.session.half_day.slug, hit.is_to_come), [[]])
        if chosen[hit.session.key].deed is Deed.CALL_OFF:
            lines[-1].append(hit)
        else:
            lines.append([])
    return [line for lines in rows.values() for line in lines if line]


def to_tell(hits: Sequence[Hit], *, chosen: Mapping[Key, Choice]) -> list[ToTell]:
    """Who is told what, when these choices are carried out."""
    asked: dict[MessageKind, list[tuple[list[Hit], frozenset[UUID]]]] = {}
    for line in rows_called_off(hits, chosen=chosen):
        if not line[0].is_to_come:
            continue
        kind = MessageKind.CANCELLED if len(line) == 1 else MessageKind.PAUSED
        people = frozenset(person for hit in line for person in hit.expected)
        asked.setdefault(kind, []).append((line, people))
    for hit in hits:
        if chosen[hit.session.key].deed is Deed.ROOM and hit.is_to_come:
            asked.setdefault(MessageKind.ELSEWHERE, []).append(([hit], hit.expected))
    found = []
    for kind, lines in asked.items():
        first = lines[0][0][0]
        who = chosen[first.session.key].who
        room = next((each for each in first.rooms if each.pk == who), None)
        place = f"{room.location.name}, {room.name}" if room else ""
        found.append(_to_tell(kind, lines, place=place))
    return found


def _to_tell(kind: MessageKind, lines: Sequence[tuple[Sequence[Hit], frozenset[UUID]]], *, place: str) -> ToTell:
    everybody = {person for _line, people in lines for person in people}
    languages, unreachable = reached(everybody)
    first = lines[0][0]
    return ToTell(
        kind=kind,
        messages=sum(len(people) for _line, people in lines),
        people=len(everybody),
        languages=languages,
        unreachable=unreachable,
        example=first[0].session,
        until=first[-1].session.day if kind is MessageKind.PAUSED else None,
        place=place,
    )


def reached(people: Iterable[UUID]) -> tuple[dict[str, int], int]:
    """Of these people how many read which language, and how many have no address."""
    with whole_registry(why=COUNTED):
        ways = telling.ways_to(people, has_sms=telling.sends_sms())
    languages: dict[str, int] = {}
    for each in ways.values():
        if each.channel is not None:
            languages[each.language] = languages.get(each.language, 0) + 1
    return dict(sorted(languages.items(), key=lambda item: -item[1])), sum(
        each.channel is None for each in ways.values()
    )


def people_seen(user: User, *, people: Iterable[UUID], purpose: Purpose = Purpose.ATTENDANCE) -> list[Person]:
    """Of these people those of whom the user may see this set of facts, by name."""
    rows = Person.objects.visible_to(user, purpose=purpose).filter(pk__in=list(people))
    return list(rows.order_by("given_name", "family_name", "number"))
