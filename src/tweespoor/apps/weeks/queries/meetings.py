"""What somebody's week holds, day by day: lessons and trainings, what was called off, and days off."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet

from tweespoor.apps.attendance.queries import (
    Attending,
    Session,
    attending,
    called_off_of,
    planned_absences,
    sessions_of,
)
from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.organisations.prepared import Prepared
from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule.models import (
    Group,
    HolidayKind,
    LanguageClass,
    Room,
    TimetableStatus,
    Trainer,
)
from tweespoor.apps.schedule.queries import holidays_of
from tweespoor.apps.weeks.rules import WeekKind

SHOWN_BY_CALLER = "the caller showed that this week is visible, and meetings are shown without their people"
LOOKED_AHEAD = timedelta(weeks=26)
OF_MEETINGS = (
    *("number", "sessions", "mode", "mode_since", "mode_until", "timetable__programme__starts_on"),
    *("offer__name_nl", "offer__name_en", "offer__kind", "offer__weeks", "offer__hours"),
    *("period__starts_on", "period__weeks", "trainer__organisation"),
    *("room__name", "room__location__name", "room__location__address"),
)
"""What the meetings of a group are made of."""


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
        """What it is called; of a room with its building, as several buildings have a "Lokaal 1"."""
        if isinstance(self.row, Room):
            return f"{self.row.location.name}, {self.row.name}"
        return str(self.row)

    @cached_property
    def attending(self) -> Attending:
        """What the person is in, whose week it is."""
        return attending(self.row.pk)

    @cached_property
    def groups(self) -> list[Group]:
        """The groups in force that meet in this week or another."""
        return list(groups_of(self))

    @cached_property
    def classes(self) -> list[LanguageClass]:
        """The classes that do."""
        return list(classes_of(self))

    def has(self, session: Session) -> bool:
        """Whether one of their meetings is in this week: somebody stopped, and others may take over for a day."""
        match self.row:
            case Person():
                return self.attending.is_in(session)
            case Room():
                return session.room == self.row
            case Trainer():
                return session.trainer == self.row
            case Organisation():
                given = session.trainer.organisation_id if session.trainer else session.whole.provider_id
                return bool(given == self.row.pk)
        return True


def meetings_between(whose: Whose, *, first: date, last: date) -> list[Meeting]:
    """The meetings from a day up to and including another, in order of time; those called off are among them."""
    sessions = sessions_of(groups=whose.groups, classes=whose.classes, first=first, last=last)
    mine = [each for each in sessions if whose.has(each)]
    off = called_off_of(mine)
    absent = planned_absences(whose.row.pk, sessions=mine) if isinstance(whose.row, Person) else {}
    return [
        Meeting(session=each, is_off=each.key in off, absence=absent[each.key].pk if each.key in absent else None)
        for each in mine
    ]


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


def groups_in_force() -> QuerySet[Group]:
    """The groups of the timetables in force, with what is shown of their meetings; in no order, which takes time."""
    return (
        Group.objects.filter(timetable__status=TimetableStatus.PUBLISHED)
        .order_by()
        .select_related("offer", "period__programme", "room__location", "trainer", "timetable__programme")
        .unscoped(why=SHOWN_BY_CALLER)
    )


@Prepared
def group_in_force(group: UUID) -> QuerySet[Group]:
    """The group of this id among them, with what its meetings are made of and no more: what a planner writes down of a
    timetable is long, and changes nothing in anybody's week."""
    rows = groups_in_force().filter(pk=group).select_related(None)
    return rows.select_related("offer", "period", "room__location", "trainer", "timetable__programme").only(
        *OF_MEETINGS
    )


@Prepared
def class_in_force(language_class: UUID) -> QuerySet[LanguageClass]:
    """The class of this id among those that there are."""
    return classes_in_force().filter(pk=language_class)


def groups_of(whose: Whose) -> QuerySet[Group]:
    """Of them those that meet in a week."""
    rows = groups_in_force()
    if whose.programmes is not None:
        rows = rows.filter(timetable__programme__in=whose.programmes)
    match whose.row:
        case Person():
            return rows.filter(pk__in=list(whose.attending.groups))
        case Group():
            return rows.filter(pk=whose.row.pk)
        case Room():
            return rows.filter(Q(room=whose.row) | Q(stand_ins__room=whose.row)).distinct()
        case Trainer():
            return rows.filter(Q(trainer=whose.row) | Q(stand_ins__trainer=whose.row)).distinct()
        case Organisation():
            own = Q(trainer__organisation=whose.row) | Q(stand_ins__trainer__organisation=whose.row)
            return rows.filter(own).distinct()
    return rows.none()


def classes_in_force() -> QuerySet[LanguageClass]:
    """The classes that there are, with what is shown of their lessons; in no order."""
    return LanguageClass.objects.current().order_by().select_related("programme", "provider", "location")


def classes_of(whose: Whose) -> QuerySet[LanguageClass]:
    """Of them those that meet in a week."""
    rows = classes_in_force()
    if whose.programmes is not None:
        rows = rows.filter(programme__in=whose.programmes)
    match whose.row:
        case Person():
            return rows.filter(pk__in=list(whose.attending.classes))
        case LanguageClass():
            return rows.filter(pk=whose.row.pk)
        case Organisation():
            return rows.filter(provider=whose.row)
    return rows.none()
