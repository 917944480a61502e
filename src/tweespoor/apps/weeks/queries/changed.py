"""What is different in a person's week since another timetable came in force.

It is found by comparing timetables, which are kept anyhow: nothing is kept of who looked when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from tweespoor.apps.attendance.queries import Session, sessions_of
from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule.models import Group, LanguageClass, Timetable, TimetableStatus
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.weeks.queries.meetings import LOOKED_AHEAD, SHOWN_BY_CALLER

SHOWN_FOR = timedelta(days=7)
"""So long after publishing it is said what is different: our choice, a participant looks once a week at least."""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What is new and what is gone, each as its first meeting from today on; and on which day it changed."""

    on: date
    new: tuple[Session, ...]
    gone: tuple[Session, ...]


def changed_for(person: Person, *, now: datetime) -> list[Changed]:
    """Per programme what the timetable in force changed for a person in the last days, where it changed something.

    It is compared with the timetable that was in force when those days began, so that two in one week count as one.
    """
    rows = Programme.objects.filter(trajectories__person=person, trajectories__ended_on__isnull=True).distinct()
    found = (_changed(person, programme, now=now) for programme in rows.unscoped(why=SHOWN_BY_CALLER))
    return [each for each in found if each is not None and (each.new or each.gone)]


def _changed(person: Person, programme: Programme, *, now: datetime) -> Changed | None:
    since = now - SHOWN_FOR
    after = Timetable.objects.filter(
        programme=programme, status=TimetableStatus.PUBLISHED, published_at__gt=since
    ).first()
    if after is None or after.published_at is None:
        return None
    replaced = Timetable.objects.filter(
        programme=programme, status=TimetableStatus.REPLACED, published_at__lt=after.published_at
    )
    before = (
        replaced.filter(published_at__lte=since).order_by("-published_at").first()
        or replaced.order_by("published_at").first()
    )
    if before is None:
        return None
    today = timezone.localdate(now)
    then, there = (_weekly(person, each, today=today) for each in (before, after))
    return Changed(
        on=timezone.localdate(after.published_at),
        new=tuple(session for key, session in there.items() if key not in then),
        gone=tuple(session for key, session in then.items() if key not in there),
    )


def _weekly(person: Person, timetable: Timetable, *, today: date) -> dict[tuple[object, ...], Session]:
    """What a timetable has a person do from today on: per group or class, half-day and place the first meeting."""
    groups = (
        Group.objects.filter(timetable=timetable, participants=person)
        .select_related("offer", "period__programme", "room__location", "trainer", "timetable__programme")
        .unscoped(why=SHOWN_BY_CALLER)
    )
    sessions = sessions_of(groups=groups, classes=_classes(person, timetable), first=today, last=today + LOOKED_AHEAD)
    found: dict[tuple[object, ...], Session] = {}
    for each in sessions:
        found.setdefault(_key(each), each)
    return found


def _key(session: Session) -> tuple[object, ...]:
    group = session.group
    if group is None:
        return session.whole.pk, session.half_day
    return group.offer_id, group.period_id, group.room_id, session.half_day


def _classes(person: Person, timetable: Timetable) -> Iterable[LanguageClass]:
    """The class that a timetable moves a person to, else the one of the enrolment."""
    rows = LanguageClass.objects.current().filter(programme=timetable.programme_id)
    rows = rows.select_related("programme", "provider", "location")
    moved = timetable.switches.get(str(person.pk))
    return rows.filter(pk=UUID(moved)) if moved else rows.filter(enrolments__person=person)
