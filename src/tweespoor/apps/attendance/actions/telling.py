"""Deeds: telling the people of a session that it is off, on after all, or tomorrow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tweespoor.apps.attendance.queries.lists import people_expected
from tweespoor.apps.attendance.queries.sessions import Session, all_sessions
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.telling import actions as telling
from tweespoor.apps.telling.rules import MessageKind


def tell_people_of(session: Session, *, kind: MessageKind, about: str, by: User, now: datetime) -> int:
    """Ask for a message to everybody who would come to a session; those of one that began already are told nothing."""
    with whole_registry(why="everybody of a session is told of it, whoever calls it off; nothing is shown"):
        people = people_expected([session])[session.key]
    return _tell(session, people=people, kind=kind, about=about, by=by.pk, now=now)


def tell_people_of_all(
    sessions: Sequence[Session], *, kind: MessageKind, about: str, by: User, now: datetime, place: str = ""
) -> int:
    """Ask for one message to everybody who would come to one of these sessions, from the first day to the last.

    The sessions are of one group or class, in order of time. `place` is what the message names, where that is another
    than where the first one is.
    """
    with whole_registry(why="everybody of a session is told of it, whoever changes it; nothing is shown"):
        people = {person for expected in people_expected(sessions).values() for person in expected}
    first, last = sessions[0], sessions[-1].day
    return _tell(first, people=people, kind=kind, about=about, by=by.pk, now=now, until=last, place=place)


@transaction.atomic
def tell_of_tomorrow(*, now: datetime) -> int:
    """Ask for a message to everybody who is expected tomorrow; asked again on the same day, nobody is told twice."""
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    sessions = all_sessions(first=tomorrow, last=tomorrow)
    expected = people_expected(sessions)
    return sum(
        _tell(
            session,
            people=expected[session.key],
            kind=MessageKind.TOMORROW,
            about=":".join([str(session.whole.pk), session.day.isoformat(), session.half_day.slug]),
            by=None,
            now=now,
        )
        for session in sessions
    )


def _tell(
    session: Session,
    *,
    people: set[UUID],
    kind: MessageKind,
    about: str,
    by: UUID | None,
    now: datetime,
    until: date | None = None,
    place: str = "",
) -> int:
    starts, where = session.hours[0], place or session.place
    meeting = telling.Meeting(key=about, day=session.day, starts=starts, place=where, until=until)
    organisation = session.programme.municipality_id
    return telling.tell_about(people, kind=kind, meeting=meeting, by=by, now=now, organisation=organisation)
