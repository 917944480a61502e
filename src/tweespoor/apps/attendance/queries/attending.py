"""Which groups and classes somebody is in, and until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from tweespoor.apps.attendance.models import PlannedAbsence
from tweespoor.apps.attendance.queries.sessions import Session, SessionKey
from tweespoor.apps.organisations.prepared import Prepared
from tweespoor.apps.schedule.models import Group, LanguageClass, TimetableStatus
from tweespoor.apps.trajectories.models import Trajectory

OF_ONE_PERSON = "of one person, whose week the caller may show"


@dataclass(frozen=True, kw_only=True)
class Attending:
    """The groups of timetables in force and the classes that somebody is in, by their ids, each with the last day
    where that is known: the one on which the person stopped in the programme."""

    groups: dict[UUID, date | None]
    classes: dict[UUID, date | None]

    def is_in(self, session: Session) -> bool:
        """Whether the person is to be at a session."""
        known = self.groups if session.group else self.classes
        if (key := session.whole.pk) not in known:
            return False
        last = known[key]
        return last is None or session.day <= last


def attending(person: UUID) -> Attending:
    """What a person is in: seats in groups, and the class where a timetable in force moved the person to, else that of
    the enrolment."""
    stopped: dict[UUID, list[date | None]] = defaultdict(list)
    moved: set[UUID] = set()
    for programme, ended_on, where in _trajectories(person):
        stopped[programme].append(ended_on)
        if where:
            moved.add(UUID(where))

    def last(programme: UUID) -> date | None:
        ends = [each for each in stopped[programme] if each is not None]
        return max(ends) if ends and len(ends) == len(stopped[programme]) else None

    classes = _classes_with_ids(tuple(moved)) if moved else _classes_of(person)
    return Attending(
        groups={group: last(programme) for group, programme in _seats(person)},
        classes={one: last(programme) for one, programme in classes},
    )


@Prepared
def _seats(person: UUID) -> QuerySet[Any, Any]:
    """Of each group in a timetable in force in which a person has a seat, its id and that of its programme."""
    in_force = Q(group__timetable__status=TimetableStatus.PUBLISHED)
    seats = Group.participants.through.objects.filter(in_force, person=person)
    return seats.values_list("group", "group__timetable__programme")


@Prepared
def _classes_of(person: UUID) -> QuerySet[Any, Any]:
    """Of each class in which a person is enrolled, its id and that of its programme."""
    rows = LanguageClass.objects.current().filter(enrolments__person=person)
    return rows.order_by().values_list("pk", "programme")


@Prepared
def _classes_with_ids(ids: tuple[UUID, ...]) -> QuerySet[Any, Any]:
    """Of each of these classes that is still there, its id and that of its programme."""
    return LanguageClass.objects.current().filter(pk__in=ids).order_by().values_list("pk", "programme")


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
