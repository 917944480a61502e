"""Deeds: what a file says of who was there, put on the lists, and taken off again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tweespoor.apps.attendance.actions.hours import bring_hours
from tweespoor.apps.attendance.models import AttendanceMark, PlannedAbsence
from tweespoor.apps.attendance.queries import Session
from tweespoor.apps.organisations.models import User
from tweespoor.core.vocabulary import Absence
from tweespoor.core.week import HalfDay, monday_of

OF_THE_FILE = "of the people of a file, whom the caller checked that the user may see on these lists"
TAKEN_OUT = "what the user's organisation read in itself; nobody is shown"
_AT_ONCE = 500
_Kind = tuple[UUID, UUID | None]


@dataclass(frozen=True, kw_only=True)
class FromFile:
    """What a file says of one person at one session: a mark, or (`is_planned`) absence that was known beforehand."""

    session: Session
    person: UUID
    absence: Absence | None = None
    is_planned: bool = False


@transaction.atomic
def bring_from_file(*, file: UUID, told: Sequence[FromFile], by: User, now: datetime) -> None:
    """Put what a file says on the lists, with the file as its source; the hours of the people follow.

    A mark that a tap on the list may yet arrive for is made at the beginning of its day: whatever was tapped holds.
    Where a list says something already, and the user chose for the file, the mark is made now.
    """
    before = _marked(told)
    marks = [_mark(each, file=file, is_over=_key(each) in before, by=by, now=now) for each in told]
    AttendanceMark.objects.bulk_create([mark for mark in marks if mark is not None], batch_size=_AT_ONCE)
    PlannedAbsence.objects.bulk_create(
        [_planned(each, file=file, by=by, now=now) for each in told if each.is_planned], batch_size=_AT_ONCE
    )
    _hours_of(((each.session, each.person) for each in told), by=by, now=now)


def _key(each: FromFile) -> tuple[UUID, UUID, date, str]:
    return each.person, *each.session.key


def _marked(told: Sequence[FromFile]) -> set[tuple[UUID, UUID, date, str]]:
    """Of whom a list says, or ever said, something."""
    if not told:
        return set()
    days = [each.session.day for each in told]
    wholes = {each.session.whole.pk for each in told}
    rows = AttendanceMark.objects.filter(
        Q(language_class__in=wholes) | Q(group__in=wholes), day__range=(min(days), max(days))
    ).unscoped(why=OF_THE_FILE)
    found = rows.order_by().values_list("person_id", "language_class_id", "group_id", "day", "half_day")
    return {(person, one or group, day, half_day) for person, one, group, day, half_day in found}


def _mark(each: FromFile, *, file: UUID, is_over: bool, by: User, now: datetime) -> AttendanceMark | None:
    """The mark; of absence planned there is one only to take back what the list said."""
    if each.is_planned and not is_over:
        return None
    begins = timezone.make_aware(datetime.combine(each.session.day, time(0)))
    return AttendanceMark(
        person_id=each.person,
        absence=each.absence.value if each.absence else "",
        made_at=now if is_over else min(begins, now),
        recorded_at=now,
        recorded_by=by.pk,
        file=file,
        **each.session.columns,
    )


def _planned(each: FromFile, *, file: UUID, by: User, now: datetime) -> PlannedAbsence:
    day = each.session.day
    return PlannedAbsence(
        person_id=each.person,
        first_day=day,
        last_day=day,
        half_day=each.session.half_day.slug,
        recorded_at=now,
        recorded_by=by.pk,
        file=file,
    )


@transaction.atomic
def take_out_file(*, file: UUID, by: User, now: datetime) -> set[UUID]:
    """Take what a file brought off the lists again; what stood there before, or was tapped since, holds.

    Returns whom it was about.
    """
    marks = AttendanceMark.objects.filter(file=file).unscoped(why=TAKEN_OUT)
    rows = list(
        marks.select_related(
            "language_class__programme", "language_class__provider", "group__offer", "group__timetable__programme"
        )
    )
    planned = PlannedAbsence.objects.filter(file=file).unscoped(why=TAKEN_OUT)
    people = {row.person_id for row in rows} | set(planned.values_list("person_id", flat=True))
    marks.delete()
    planned.delete()
    found = (
        (
            Session(
                day=row.day,
                half_day=HalfDay.parse(row.half_day),
                group=row.group,
                language_class=row.language_class,
            ),
            row.person_id,
        )
        for row in rows
    )
    _hours_of(found, by=by, now=now)
    return people


def _hours_of(told: Iterable[tuple[Session, UUID]], *, by: User, now: datetime) -> None:
    """Bring the hours of everybody to what the lists say, once per person and week of a programme's lessons, or of one
    of its trainings."""
    first: dict[tuple[_Kind, UUID, date], Session] = {}
    for session, person in told:
        key = (_kind(session), person, monday_of(session.day))
        if key not in first or session.day < first[key].day:
            first[key] = session
    people: dict[tuple[_Kind, date], list[UUID]] = defaultdict(list)
    of: dict[tuple[_Kind, date], Session] = {}
    for (kind, person, _week), session in first.items():
        people[kind, session.day].append(person)
        of[kind, session.day] = session
    for at in sorted(of, key=str):
        bring_hours(session=of[at], people=_in_order(people[at]), by=by, now=now)


def _kind(session: Session) -> _Kind:
    """Whose hours follow from a session: of the programme's lessons, or of the offer's training."""
    return session.programme.pk, session.group.offer_id if session.group else None


def _in_order(people: Collection[UUID]) -> list[UUID]:
    return sorted(people, key=str)
