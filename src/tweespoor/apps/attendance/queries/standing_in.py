"""The lists of who stands in: a trainer who takes over one meeting of somebody else's group keeps the list of that one.

She sees no more of it than who let her stand in does, as with a link, and from the day itself on: of the group's other
meetings, and of the people elsewhere, she sees nothing by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from tweespoor.apps.attendance.queries.lists import AttendanceList, lists_of, may_fill_in
from tweespoor.apps.attendance.queries.replaced import session_then, sessions_then
from tweespoor.apps.attendance.queries.sessions import Session, SessionKey, groups_kept, sessions_of
from tweespoor.apps.attendance.rules import NOT_RECORDED_SINCE
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.organisations.scope import on_behalf_of_somebody
from tweespoor.apps.schedule.models import Group, StandIn, TimetableStatus
from tweespoor.core.vocabulary import Role
from tweespoor.core.week import HalfDay

OF_A_STAND_IN = "of meetings that the user herself takes over"


@dataclass(frozen=True, kw_only=True)
class StoodIn:
    """The list of a meeting that somebody takes over, and on whose behalf it is read."""

    list: AttendanceList
    reader: User


@contextmanager
def list_kept(
    user: User, *, day: date, half_day: HalfDay, group_id: UUID | None = None, class_id: UUID | None = None
) -> Iterator[tuple[Session | None, User]]:
    """One session of which the user keeps the list, or that the user takes over, and on whose behalf it is read."""
    session = session_then(user, day=day, half_day=half_day, group_id=group_id, class_id=class_id)
    if session is not None:
        yield session, user
        return
    now = timezone.now()
    taken_over = sessions_stood_in(user, first=day, last=day, now=now)
    found = next((each for each in taken_over if (each.whole.pk, each.half_day) == (group_id, half_day)), None)
    reader = _who_arranged(found) if found is not None else None
    if found is None or reader is None:
        yield None, user
        return
    with on_behalf_of_somebody(reader.pk):
        yield found, reader


def lists_stood_in(user: User, *, day: date, now: datetime) -> list[AttendanceList]:
    """The lists of a day of meetings that the user takes over."""
    return [each.list for each in _read(sessions_stood_in(user, first=day, last=day, now=now), now=now)]


def stood_in_and_not_recorded(user: User, *, now: datetime) -> list[AttendanceList]:
    """The lists of the last weeks of meetings that the user took over, that are not filled in."""
    today = timezone.localdate(now)
    sessions = sessions_stood_in(user, first=today - NOT_RECORDED_SINCE, last=today, now=now)
    return [each.list for each in _read(sessions, now=now) if each.list.waits]


def stood_in_for(organisation: Organisation, *, user: User, first: date, last: date, now: datetime) -> list[StoodIn]:
    """The lists of the meetings of these days that the user takes over as a trainer of an organisation."""
    sessions = [
        each
        for each in sessions_stood_in(user, first=first, last=last, now=now)
        if each.trainer is not None and each.trainer.organisation_id == organisation.pk
    ]
    return _read(sessions, now=now)


def _read(sessions: list[Session], *, now: datetime) -> list[StoodIn]:
    """The lists of these sessions, as who let somebody stand in sees them; in as few queries as those are people."""
    arranged: dict[User, list[Session]] = {}
    who = {each.key: each.stand_in.recorded_by for each in sessions if each.stand_in}
    readers = {user.pk: user for user in User.objects.filter(pk__in=set(who.values()), is_active=True)}
    for session in sessions:
        if (reader := readers.get(who.get(session.key))) is not None:
            arranged.setdefault(reader, []).append(session)
    found: dict[SessionKey, StoodIn] = {}
    for reader, mine in arranged.items():
        with on_behalf_of_somebody(reader.pk):
            found |= {
                each.session.key: StoodIn(list=each, reader=reader) for each in lists_of(reader, sessions=mine, now=now)
            }
    return [found[session.key] for session in sessions if session.key in found]


def sessions_stood_in(user: User, *, first: date, last: date, now: datetime) -> list[Session]:
    """The sessions of these days that the user takes over, or took over by a timetable that was replaced since, as soon
    and as long as their list can be filled in; but for those of groups whose lists are the user's anyhow."""
    rows = StandIn.objects.filter(
        day__range=(first, last),
        trainer__user=user,
        trainer__organisation__in=organisations_where(user, roles=[Role.TRAINER]),
        group__timetable__status__in=[TimetableStatus.PUBLISHED, TimetableStatus.REPLACED],
    )
    wanted = {(row.group_id, row.day, row.half_day) for row in rows}
    if not wanted:
        return []
    others = ~Q(pk__in=set(groups_kept(user).values_list("pk", flat=True))) & ~Q(trainer__user=user)
    taken_over = Q(pk__in={group for group, _day, _half_day in wanted}) & others
    groups = Group.objects.filter(taken_over, timetable__status=TimetableStatus.PUBLISHED)
    found = groups.select_related("offer", "period__programme", "room__location", "trainer", "timetable__programme")
    sessions = sessions_of(groups=found.unscoped(why=OF_A_STAND_IN), first=first, last=last)
    sessions += sessions_then(taken_over, first=first, last=last)
    return [each for each in sessions if each.key in wanted and may_fill_in(each, now=now)]


def _who_arranged(session: Session) -> User | None:
    """Who let somebody stand in, where that one is still here."""
    arranged_by = session.stand_in.recorded_by if session.stand_in else None
    return User.objects.filter(pk=arranged_by, is_active=True).first()
