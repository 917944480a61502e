"""What somebody's week holds, day by day: lessons and trainings, what was called off, and days off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet

from tweespoor.apps.attendance.queries import (
    Session,
    called_off_of,
    sessions_attended_by,
    sessions_of,
)
from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule.models import (
    Group,
    HolidayKind,
    LanguageClass,
    Room,
    Timetable,
    TimetableStatus,
    Trainer,
)
from tweespoor.apps.schedule.queries import holidays_of
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.weeks.rules import WeekKind

SHOWN_BY_CALLER = "the caller showed that this week is visible, and meetings are shown without their people"
LOOKED_AHEAD = timedelta(weeks=26)


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A lesson or training of somebody's week; `absence` is the id of the absence that the person told of."""

    session: Session
    is_off: bool = False
    absence: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DayOff:
    """A day without lessons, or one on which a building is closed (`place`)."""

    day: date
    name: str
    place: str = ""


@dataclass(frozen=True)
class Whose:
    """Whose week it is; `programmes` are those that the reader may look into, None where that is all of them."""

    kind: WeekKind
    row: Person | Group | LanguageClass | Room | Trainer | Organisation
    programmes: frozenset[UUID] | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.row)

    @cached_property
    def groups(self) -> list[Group]:
        """The groups in force that meet in this week or another."""
        return list(_groups(self))

    @cached_property
    def classes(self) -> list[LanguageClass]:
        """The classes that do."""
        return list(_classes(self))


def meetings_between(whose: Whose, *, first: date, last: date) -> list[Meeting]:
    """The meetings from a day up to and including another, in order of time; those called off are among them."""
    sessions = sessions_of(groups=whose.groups, classes=whose.classes, first=first, last=last)
    off = called_off_of(sessions)
    if isinstance(whose.row, Person):
        attended = sessions_attended_by(whose.row.pk, sessions=sessions)
        absent = {key: absence.pk for key, absence in attended.items() if absence is not None}
        sessions = [each for each in sessions if each.key in attended]
    else:
        absent = {}
        sessions = [each for each in sessions if _is_of(whose.row, session=each)]
    return [Meeting(session=each, is_off=each.key in off, absence=absent.get(each.key)) for each in sessions]


def _is_of(row: object, *, session: Session) -> bool:
    """Whether a meeting is in this room, or given by this trainer or organisation: others may take over for a day."""
    match row:
        case Room():
            return session.room == row
        case Trainer():
            return session.trainer == row
        case Organisation():
            given = session.trainer.organisation_id if session.trainer else session.whole.provider_id
            return bool(given == row.pk)
    return True


def first_day_from(whose: Whose, *, today: date) -> date | None:
    """The first day from today on with a meeting, within half a year; None where there is none."""
    found = meetings_between(whose, first=today, last=today + LOOKED_AHEAD)
    return next((each.session.day for each in found), None)


def days_off(whose: Whose, *, first: date, last: date) -> list[DayOff]:
    """The days of a stretch without lessons and trainings, with what they are called, in order of time."""
    programmes = {each.timetable.programme for each in whose.groups} | {each.programme for each in whose.classes}
    places = {each.room.location_id for each in whose.groups} | {each.location_id for each in whose.classes}
    found = {
        DayOff(day=day, name=each.name, place=each.location.name if each.location else "")
        for programme in programmes
        for each in holidays_of(programme)
        if each.kind != HolidayKind.CLOSING or each.location_id in places
        for day in _days(max(first, each.first_day), min(last, each.last_day))
    }
    return sorted(found, key=lambda each: (each.day, each.name))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _groups(whose: Whose) -> QuerySet[Group] | Sequence[Group]:
    rows = (
        Group.objects.filter(timetable__status=TimetableStatus.PUBLISHED)
        .select_related("offer", "period__programme", "room__location", "trainer", "timetable__programme")
        .unscoped(why=SHOWN_BY_CALLER)
    )
    if whose.programmes is not None:
        rows = rows.filter(timetable__programme__in=whose.programmes)
    match whose.row:
        case Person():
            return rows.filter(participants=whose.row)
        case Group():
            return rows.filter(pk=whose.row.pk)
        case Room():
            return rows.filter(Q(room=whose.row) | Q(stand_ins__room=whose.row)).distinct()
        case Trainer():
            return rows.filter(Q(trainer=whose.row) | Q(stand_ins__trainer=whose.row)).distinct()
        case Organisation():
            own = Q(trainer__organisation=whose.row) | Q(stand_ins__trainer__organisation=whose.row)
            return rows.filter(own).distinct()
    return ()


def _classes(whose: Whose) -> QuerySet[LanguageClass] | Sequence[LanguageClass]:
    rows = LanguageClass.objects.current().select_related("programme", "provider", "location")
    if whose.programmes is not None:
        rows = rows.filter(programme__in=whose.programmes)
    match whose.row:
        case Person():
            found = Q(enrolments__person=whose.row) | Q(pk__in=_switched(whose.row))
            return rows.filter(found).distinct()
        case LanguageClass():
            return rows.filter(pk=whose.row.pk)
        case Organisation():
            return rows.filter(provider=whose.row)
    return ()


def _switched(person: Person) -> Iterable[UUID]:
    """The classes that timetables in force move a person to."""
    programmes = Programme.objects.filter(trajectories__person=person).unscoped(why=SHOWN_BY_CALLER).values("pk")
    in_force = Timetable.objects.filter(programme__in=programmes, status=TimetableStatus.PUBLISHED)
    moved = (each.get(str(person.pk)) for each in in_force.values_list("switches", flat=True))
    return [UUID(each) for each in moved if each]
