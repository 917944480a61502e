"""Which groups and classes somebody is in, from when and until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import DateField, FilteredRelation, Q, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform

from tweespoor.apps.attendance.models import PlannedAbsence
from tweespoor.apps.attendance.queries.sessions import Session, SessionKey
from tweespoor.apps.organisations.prepared import Prepared
from tweespoor.apps.schedule.models import Group, LanguageClass, TimetableStatus
from tweespoor.apps.trajectories.models import Trajectory

OF_ONE_PERSON = "of one person, whose week the caller may show"


class Span(NamedTuple):
    """From which day up to and including which somebody is in something; without either as far as is known."""

    first: date | None
    last: date | None

    def covers(self, day: date) -> bool:
        """Whether somebody is in it on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Attending:
    """The groups of timetables in force and the classes that somebody is or was in, by their ids, each with when.

    Somebody is in them from the first day of the enrolment, where that is known, until the class was left for another,
    or until the day on which the person stopped in the programme.
    """

    groups: dict[UUID, tuple[Span, ...]]
    classes: dict[UUID, tuple[Span, ...]]

    def is_in(self, session: Session) -> bool:
        """Whether the person is to be at a session."""
        known = self.groups if session.group else self.classes
        return any(each.covers(session.day) for each in known.get(session.whole.pk, ()))


def attending(person: UUID) -> Attending:
    """What a person is in: seats in groups; the class where a timetable in force moved the person to, else that of the
    enrolment; and the classes of before, up to when they were left."""
    stopped: dict[UUID, list[date | None]] = defaultdict(list)
    moved: set[UUID] = set()
    for programme, ended_on, where in _trajectories(person):
        stopped[programme].append(ended_on)
        if where:
            moved.add(UUID(where))

    def last(programme: UUID) -> date | None:
        ends = [each for each in stopped[programme] if each is not None]
        return max(ends) if ends and len(ends) == len(stopped[programme]) else None

    classes: dict[UUID, tuple[Span, ...]] = {
        one: (Span(since, last(programme)),)
        for one, programme, since in (_classes_with_ids(tuple(moved)) if moved else _classes_of(person))
    }
    for one, programme, since, until in _classes_before(person):
        end = last(programme)
        classes[one] = (*classes.get(one, ()), Span(since, until if end is None else min(end, until)))
    return Attending(
        groups={group: (Span(None, last(programme)),) for group, programme in _seats(person)}, classes=classes
    )


@Prepared
def _seats(person: UUID) -> QuerySet[Any, Any]:
    """Of each group in a timetable in force in which a person has a seat, its id and that of its programme."""
    in_force = Q(group__timetable__status=TimetableStatus.PUBLISHED)
    seats = Group.participants.through.objects.filter(in_force, person=person)
    return seats.values_list("group", "group__timetable__programme")


@Prepared
def _classes_of(person: UUID) -> QuerySet[Any, Any]:
    """Of each class in which a person is enrolled, its id, that of its programme, and since when."""
    rows = LanguageClass.objects.current().filter(enrolments__person=person)
    return rows.order_by().values_list("pk", "programme", "enrolments__since")


@Prepared
def _classes_with_ids(ids: tuple[UUID, ...]) -> QuerySet[Any, Any]:
    """Of each of these classes that is still there its id and that of its programme; since when is not known."""
    rows = LanguageClass.objects.current().filter(pk__in=ids).order_by()
    return rows.values_list("pk", "programme", Value(None, output_field=DateField()))


@Prepared
def _classes_before(person: UUID) -> QuerySet[Any, Any]:
    """Of each class that a person was in before, its id, that of its programme, since when and until when."""
    rows = LanguageClass.objects.current().filter(past_enrolments__person=person)
    return rows.order_by().values_list("pk", "programme", "past_enrolments__since", "past_enrolments__until")


@Prepared
def _trajectories(person: UUID) -> QuerySet[Any, Any]:
    """Per trajectory of a person its programme, the day it ended, and to which class the timetable in force moves the
    person."""
    in_force = FilteredRelation(
        "programme__timetables", condition=Q(programme__timetables__status=TimetableStatus.PUBLISHED)
    )
    rows = Trajectory.objects.filter(person=person).order_by().annotate(in_force=in_force)
    moved = rows.annotate(moved=KeyTextTransform(str(person), "in_force__switches"))
    return moved.values_list("programme", "ended_on", "moved")


def planned_absences(person: UUID, *, sessions: Sequence[Session]) -> dict[SessionKey, PlannedAbsence]:
    """Of these sessions those for which a person told beforehand of not coming."""
    if not sessions:
        return {}
    away = list(PlannedAbsence.objects.filter(person=person).standing().unscoped(why=OF_ONE_PERSON))
    found = {each.key: [row for row in away if row.covers(each.day, each.half_day)] for each in sessions}
    return {key: rows[0] for key, rows in found.items() if rows}
