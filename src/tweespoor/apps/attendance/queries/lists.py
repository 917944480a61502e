"""The list of a session: who should be there, what was marked, and where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from tweespoor.apps.attendance.bridge import holding_marks
from tweespoor.apps.attendance.models import AttendanceMark, CancelledSession, PlannedAbsence
from tweespoor.apps.attendance.queries.replaced import sessions_replaced
from tweespoor.apps.attendance.queries.sessions import TO_TELL, Session, SessionKey, sessions_between
from tweespoor.apps.attendance.rules import NOT_RECORDED_SINCE, can_be_filled_in
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.prepared import Prepared
from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule.models import Enrolment, Group, PastEnrolment, Timetable, TimetableStatus
from tweespoor.apps.trajectories.models import Trajectory
from tweespoor.core.attendance import Mark, SessionState, Standing, standing
from tweespoor.core.vocabulary import Purpose
from tweespoor.core.week import HalfDay

OF_SEEN_PEOPLE = "of sessions whose list the user keeps, and of people whose attendance the user may see"
TOLD_BEFOREHAND = timedelta(weeks=4)
COUNTED = "it counts who is left out, and shows nobody"
WRITTEN = "of sessions whose list the user keeps; of whom she does not see, only the number is told"


@dataclass(frozen=True, kw_only=True)
class Listed:
    """Somebody on a list: the mark that holds, and the absence that was planned."""

    person: Person
    mark: Mark | None
    planned: PlannedAbsence | None


@dataclass(frozen=True, kw_only=True)
class AttendanceList:
    """The list of a session, by name; `hidden` is how many are in it whose attendance the user may not see."""

    session: Session
    listed: tuple[Listed, ...]
    standing: Standing
    is_cancelled: bool
    hidden: int = 0

    @property
    def waits(self) -> bool:
        """Whether the session is over and its list is not filled in."""
        return self.standing.state in (SessionState.NOT_RECORDED, SessionState.INCOMPLETE)


def attendance_list(user: User, *, session: Session, now: datetime) -> AttendanceList:
    """The list of one session of which the user keeps the list."""
    return lists_of(user, sessions=[session], now=now)[0]


def may_fill_in(session: Session, *, now: datetime) -> bool:
    """Whether marks can be made on the list of a session now."""
    return can_be_filled_in(session.day, today=timezone.localdate(now))


def not_recorded(user: User, *, now: datetime) -> list[AttendanceList]:
    """The lists of the last weeks that nobody filled in, or not all of it, the oldest first.

    A group is asked about from the moment its timetable was published. Before, others met: those of the timetable that
    it replaced, which are asked about as far as the user sees somebody on their lists.
    """
    today = timezone.localdate(now)
    first = today - NOT_RECORDED_SINCE
    sessions = [each for each in sessions_between(user, first=first, last=today) if not each.was_before_publishing]
    sessions += sessions_replaced(user, first=first, last=today)
    found = lists_of(user, sessions=sorted(sessions, key=lambda each: (each.day, each.half_day, each.name)), now=now)
    return [each for each in found if each.waits and (each.listed or not each.session.is_replaced)]


def lists_of(user: User, *, sessions: Sequence[Session], now: datetime) -> list[AttendanceList]:
    """The lists of these sessions of which the user keeps the lists; in a fixed number of queries."""
    written = _written(sessions)
    members = _without_who_left(_members(sessions, marks=written), sessions=sessions)
    everybody = {person for ids in members.values() for person in ids}
    rows = Person.objects.visible_to(user, purpose=Purpose.ATTENDANCE).filter(pk__in=everybody, closed_on__isnull=True)
    seen = {person.pk: person for person in rows}
    marks = {key: holding_marks(row for row in rows if row.person_id in seen) for key, rows in written.items()}
    cancelled = _cancelled(sessions)
    planned = _planned(seen, sessions=sessions)
    closed = set(
        Person.objects.filter(pk__in=everybody - seen.keys(), closed_on__isnull=False)
        .unscoped(why=COUNTED)
        .values_list("pk", flat=True)
    )
    return [
        _list(
            session,
            people=sorted(
                (seen[person] for person in members[session.key] if person in seen),
                key=lambda each: (each.given_name, each.family_name, each.number),
            ),
            marks=marks.get(session.key, {}),
            planned=planned,
            is_cancelled=session.key in cancelled,
            hidden=len(members[session.key] - seen.keys() - closed),
            now=now,
        )
        for session in sessions
    ]


def people_expected(sessions: Sequence[Session]) -> dict[SessionKey, set[UUID]]:
    """Per session who would come, for the application to tell them: without who stopped in the programme, or said
    not to come."""
    members = _without_who_left(_members(sessions), sessions=sessions)
    everybody = {person for ids in members.values() for person in ids}
    planned = PlannedAbsence.objects.filter(person__in=everybody).standing().unscoped(why=TO_TELL)
    away: dict[UUID, list[PlannedAbsence]] = defaultdict(list)
    for row in planned:
        away[row.person_id].append(row)
    return {
        each.key: {
            person
            for person in members[each.key]
            if not any(row.covers(each.day, each.half_day) for row in away[person])
        }
        for each in sessions
    }


def called_off_of(sessions: Sequence[Session]) -> set[SessionKey]:
    """Of these sessions those that were called off."""
    return _cancelled(sessions)


def _list(
    session: Session,
    *,
    people: Sequence[Person],
    marks: Mapping[str, Mark],
    planned: Mapping[UUID, Sequence[PlannedAbsence]],
    is_cancelled: bool,
    hidden: int,
    now: datetime,
) -> AttendanceList:
    away = {
        person.pk: absence
        for person in people
        for absence in planned.get(person.pk, ())
        if absence.covers(session.day, session.half_day)
    }
    return AttendanceList(
        session=session,
        listed=tuple(
            Listed(person=person, mark=marks.get(str(person.pk)), planned=away.get(person.pk)) for person in people
        ),
        standing=standing(
            day=session.day,
            starts=session.hours[0],
            now=timezone.localtime(now),
            members=[str(person.pk) for person in people],
            marks=marks,
            is_cancelled=is_cancelled,
            planned={str(person) for person in away},
        ),
        is_cancelled=is_cancelled,
        hidden=hidden,
    )


def _members(
    sessions: Iterable[Session], *, marks: Mapping[SessionKey, Iterable[AttendanceMark]] | None = None
) -> dict[SessionKey, set[UUID]]:
    """Per session the ids of who is in its group or class: enrolled there, or moved there by the timetable in force.

    Of a class also who was enrolled there on that day and left it since; with the marks of the sessions also who was
    there as far as it was recorded, and not otherwise.
    """
    marked = {key: {row.person_id for row in rows} for key, rows in (marks or {}).items()}
    listed = list(sessions)
    groups = {each.group.pk for each in listed if each.group}
    classes = {each.language_class.pk: each.language_class for each in listed if each.language_class}
    of: dict[UUID, set[UUID]] = defaultdict(set)
    seats = Group.participants.through.objects.filter(group__in=groups)
    for group, person in seats.values_list("group_id", "person_id"):
        of[group].add(person)
    switches: dict[UUID, UUID] = {}
    programmes = {each.programme_id for each in classes.values()}
    in_force = Timetable.objects.filter(programme__in=programmes, status=TimetableStatus.PUBLISHED)
    for moved in in_force.order_by().values_list("switches", flat=True):
        switches |= {UUID(person): UUID(where) for person, where in moved.items()}
    since: dict[tuple[UUID, UUID], date] = {}
    enrolled = Enrolment.objects.filter(language_class__in=list(classes))
    for one, person, first in enrolled.values_list("language_class_id", "person_id", "since"):
        if person not in switches:
            of[one].add(person)
            if first is not None:
                since[one, person] = first
    for person, where in switches.items():
        if where in classes:
            of[where].add(person)
    before = _members_before(listed)
    return {
        each.key: {person for person in of[each.whole.pk] if since.get((each.whole.pk, person), each.day) <= each.day}
        | (marked.get(each.key, set()) | before[each.key] if each.language_class else set())
        for each in listed
    }


def _members_before(sessions: Collection[Session]) -> dict[SessionKey, set[UUID]]:
    """Per session of a class the ids of who was in it on that day, and left it since."""
    taught = [each for each in sessions if each.language_class]
    found: dict[SessionKey, set[UUID]] = {each.key: set() for each in taught}
    if not taught:
        return found
    rows = PastEnrolment.objects.filter(
        language_class__in={each.whole.pk for each in taught}, until__gte=min(each.day for each in taught)
    )
    of: dict[UUID, list[tuple[UUID, date | None, date]]] = defaultdict(list)
    for one, *row in rows.order_by().values_list("language_class_id", "person_id", "since", "until"):
        of[one].append((row[0], row[1], row[2]))
    for each in taught:
        for person, since, until in of[each.whole.pk]:
            if each.day <= until and (since is None or since <= each.day):
                found[each.key].add(person)
    return found


def _without_who_left(
    members: Mapping[SessionKey, set[UUID]], *, sessions: Iterable[Session]
) -> dict[SessionKey, set[UUID]]:
    """The same without who had stopped in the session's programme by that day."""
    everybody = {person for ids in members.values() for person in ids}
    ends: dict[tuple[UUID, UUID], list[date | None]] = defaultdict(list)
    rows = Trajectory.objects.filter(person__in=everybody).order_by()
    for person, programme, ended_on in rows.values_list("person_id", "programme_id", "ended_on"):
        ends[person, programme].append(ended_on)

    def stopped(person: UUID, session: Session) -> bool:
        known = ends.get((person, session.programme.pk), [None])
        return all(ended_on is not None and ended_on < session.day for ended_on in known)

    return {each.key: {person for person in members[each.key] if not stopped(person, each)} for each in sessions}


def _written(sessions: Sequence[Session]) -> dict[SessionKey, list[AttendanceMark]]:
    """All that was marked at these sessions, of whomever."""
    if not sessions:
        return {}
    rows = AttendanceMark.objects.filter(
        Q(group__in=[each.group.pk for each in sessions if each.group])
        | Q(language_class__in=[each.language_class.pk for each in sessions if each.language_class]),
        day__range=(min(each.day for each in sessions), max(each.day for each in sessions)),
    )
    found: dict[SessionKey, list[AttendanceMark]] = defaultdict(list)
    for row in rows.unscoped(why=WRITTEN):
        found[row.group_id or row.language_class_id, row.day, row.half_day].append(row)
    return found


def _cancelled(sessions: Sequence[Session]) -> set[SessionKey]:
    if not sessions:
        return set()
    groups = dict.fromkeys(each.group.pk for each in sessions if each.group)
    classes = dict.fromkeys(each.language_class.pk for each in sessions if each.language_class)
    days = [each.day for each in sessions]
    found = _cancelled_of(tuple(groups), tuple(classes), min(days), max(days))
    return {(group or language_class, day, half_day) for group, language_class, day, half_day in found}


@Prepared
def _cancelled_of(groups: tuple[UUID, ...], classes: tuple[UUID, ...], first: date, last: date) -> QuerySet[Any, Any]:
    rows = CancelledSession.objects.filter(
        Q(group__in=groups) | Q(language_class__in=classes), day__gte=first, day__lte=last
    )
    return rows.order_by().values_list("group_id", "language_class_id", "day", "half_day")


def _planned(people: Collection[UUID], *, sessions: Sequence[Session]) -> dict[UUID, list[PlannedAbsence]]:
    if not sessions:
        return {}
    found: dict[UUID, list[PlannedAbsence]] = defaultdict(list)
    rows = PlannedAbsence.objects.standing().filter(
        person__in=list(people),
        first_day__lte=max(each.day for each in sessions),
        last_day__gte=min(each.day for each in sessions),
    )
    for row in rows.unscoped(why=OF_SEEN_PEOPLE):
        found[row.person_id].append(row)
    return found


@dataclass(frozen=True, kw_only=True)
class Attended:
    """One session that somebody was marked in."""

    day: date
    half_day: str
    title_nl: str
    title_en: str
    mark: Mark


def person_attendance(user: User, *, person: Person, since: date) -> list[Attended]:
    """The marks of a person since a day that the user may see, the newest first; one per session."""
    rows = AttendanceMark.objects.visible_to(user).filter(person=person, day__gte=since)
    by_session: dict[SessionKey, list[AttendanceMark]] = defaultdict(list)
    for row in rows.select_related("group__offer", "language_class__provider"):
        by_session[row.group_id or row.language_class_id, row.day, row.half_day].append(row)
    found = []
    for (_whole, day, half_day), marks in by_session.items():
        held = holding_marks(marks).get(str(person.pk))
        if held is not None:
            nl, en = _titles(marks[0])
            found.append(Attended(day=day, half_day=half_day, title_nl=nl, title_en=en, mark=held))
    return sorted(found, key=lambda each: (each.day, each.half_day), reverse=True)


def _titles(row: AttendanceMark) -> tuple[str, str]:
    if row.group is not None:
        return row.group.offer.name_nl, row.group.offer.name_en
    return row.language_class.name, row.language_class.name


def told_by_participants(user: User, *, now: datetime) -> list[PlannedAbsence]:
    """What participants said themselves of not coming in the next weeks, as far as the user may see it."""
    today = timezone.localdate(now)
    rows = PlannedAbsence.objects.visible_to(user).standing().filter(is_own=True, last_day__gte=today)
    found = rows.filter(first_day__lte=today + TOLD_BEFOREHAND).select_related("person")
    return sorted(found, key=lambda each: (each.first_day, HalfDay.parse(each.half_day)))


def planned_of(user: User, *, person: Person) -> list[PlannedAbsence]:
    """The absence planned of a person that the user may see, the last first."""
    return list(PlannedAbsence.objects.visible_to(user).standing().filter(person=person))
