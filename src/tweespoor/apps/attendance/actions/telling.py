"""Deeds: telling the people of a session that it is off, on after all, or tomorrow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise

from tweespoor.apps.attendance.queries.lists import people_expected
from tweespoor.apps.attendance.queries.sessions import Session, all_sessions
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.telling import actions as telling
from tweespoor.apps.telling.notices import tell_of_meeting
from tweespoor.apps.telling.rules import Meeting, MessageKind


def tell_people_of(session: Session, *, kind: MessageKind, about: str, by: User, now: datetime) -> int:
    """Ask for a message to everybody who would come to a session, and to who gives it; those of one that began already
    are told nothing. Returns how many participants are told."""
    _tell_givers([session], kind=kind, about=about, by=by, now=now)
    with whole_registry(why="everybody of a session is told of it, whoever calls it off; nothing is shown"):
        people = people_expected([session])[session.key]
    return _tell(session, people=people, kind=kind, about=about, by=by.pk, now=now)


def tell_people_of_all(
    sessions: Sequence[Session], *, kind: MessageKind, about: str, by: User, now: datetime, place: str = ""
) -> int:
    """Ask for one message to everybody who would come to one of these sessions, from the first day to the last, and to
    who gives them. Returns how many participants are told.

    The sessions are of one group or class, in order of time. `place` is what the message names, where that is another
    than where the first one is.
    """
    _tell_givers(sessions, kind=kind, about=about, by=by, now=now, place=place)
    with whole_registry(why="everybody of a session is told of it, whoever changes it; nothing is shown"):
        people = {person for expected in people_expected(sessions).values() for person in expected}
    first, last = sessions[0], sessions[-1].day
    return _tell(first, people=people, kind=kind, about=about, by=by.pk, now=now, until=last, place=place)


def tell_giver(
    session: Session, *, user: User | None, change: Promise | str, about: str, by: User, now: datetime
) -> None:
    """Ask for a message to one who gives a session, or gives it no more; none where she has no account."""
    if user is not None:
        _ask_givers([user], sessions=[session], change=change, about=about, by=by, now=now)


def _tell_givers(
    sessions: Sequence[Session], *, kind: MessageKind, about: str, by: User, now: datetime, place: str = ""
) -> None:
    """Ask for a message to the trainers of a group's sessions, or the teachers of a class's."""
    users = {each.trainer.user for each in sessions if each.trainer and each.trainer.user}
    if taught := sessions[0].language_class:
        users |= set(taught.teachers.all())
    _ask_givers(
        sorted(users, key=lambda user: str(user.pk)),
        sessions=sessions,
        change=kind.label,
        about=f"{kind}:{about}",
        by=by,
        now=now,
        place=place,
    )


def _ask_givers(
    users: Sequence[User],
    *,
    sessions: Sequence[Session],
    change: Promise | str,
    about: str,
    by: User,
    now: datetime,
    place: str = "",
) -> None:
    first = sessions[0]
    what = f"{first.group.offer.name_nl} {first.group.number}" if first.group else first.whole.name
    tell_of_meeting(
        users,
        programme=first.programme,
        what=what,
        change=change,
        meeting=_meeting(first, about=about, until=sessions[-1].day, place=place),
        about=about,
        by=by.pk,
        now=now,
    )


def _meeting(session: Session, *, about: str, until: date | None, place: str) -> Meeting:
    return Meeting(key=about, day=session.day, starts=session.hours[0], place=place or session.place, until=until)


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
    meeting = _meeting(session, about=about, until=until, place=place)
    organisation = session.programme.municipality_id
    return telling.tell_about(people, kind=kind, meeting=meeting, by=by, now=now, organisation=organisation)
