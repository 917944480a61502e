"""Lists of timetables that were replaced: a group is found again on the days on which its timetable was in force.

A meeting is of the timetable that is in force when it begins. Of one that was published again, the last time counts.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from tweespoor.apps.attendance.models import AttendanceLink
from tweespoor.apps.attendance.queries.sessions import Session, session_of, sessions_of
from tweespoor.apps.attendance.rules import LOOKING_ROLES
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.schedule.models import Group, Timetable, TimetableStatus
from tweespoor.core.vocabulary import Role
from tweespoor.core.week import HalfDay

OF_WHO_KEPT_THEM = "the condition is that of the groups in force, on a timetable that was"


def sessions_replaced(user: User, *, first: date, last: date) -> list[Session]:
    """The sessions of these days of groups whose timetable was in force then and was replaced since.

    They are for who kept their lists: the municipality, and the trainer who gave them.
    """
    return sessions_then(_kept_then(user), first=first, last=last)


def _kept_then(user: User) -> Q:
    municipal = organisations_where(user, roles=LOOKING_ROLES)
    training = organisations_where(user, roles=[Role.TRAINER])
    return Q(timetable__programme__municipality__in=municipal) | Q(
        trainer__user=user, trainer__organisation__in=training
    )


def sessions_then(which: Q, *, first: date, last: date) -> list[Session]:
    """The same of the groups that the caller may show."""
    later = Timetable.objects.filter(
        programme=OuterRef("timetable__programme"), published_at__gt=OuterRef("timetable__published_at")
    ).order_by("published_at")
    groups = (
        Group.objects.filter(which, timetable__status=TimetableStatus.REPLACED)
        .annotate(replaced_at=Subquery(later.values("published_at")[:1]))
        .filter(
            Q(replaced_at__isnull=True) | Q(replaced_at__gte=_midnight(first)),
            timetable__published_at__lt=_midnight(last + timedelta(days=1)),
        )
        .select_related("offer", "period__programme", "room__location", "trainer", "timetable__programme")
    )
    known = list(groups.unscoped(why=OF_WHO_KEPT_THEM))
    replaced = {group.pk: group.replaced_at for group in known}
    return [
        each
        for each in sessions_of(groups=known, first=first, last=last)
        if _was_in_force(each, replaced_at=replaced[each.whole.pk])
    ]


def _was_in_force(session: Session, *, replaced_at: datetime | None) -> bool:
    published = session.group.timetable.published_at if session.group else None
    return (published is None or published <= session.begins_at) and (
        replaced_at is None or session.begins_at < replaced_at
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(0)))


def session_then(
    user: User, *, day: date, half_day: HalfDay, group_id: UUID | None = None, class_id: UUID | None = None
) -> Session | None:
    """One session of which the user keeps the list, or kept it while its timetable was in force; else None."""
    found = session_of(user, day=day, half_day=half_day, group_id=group_id, class_id=class_id)
    if found is not None or group_id is None:
        return found
    gone = sessions_then(_kept_then(user) & Q(pk=group_id), first=day, last=day)
    return next((each for each in gone if each.half_day == half_day), None)


def session_of_link(link: AttendanceLink, *, maker: User | None) -> Session | None:
    """The session of a link, where its maker keeps that list, or kept it while its timetable was in force."""
    if maker is None:
        return None
    return session_then(
        maker,
        day=link.day,
        half_day=HalfDay.parse(link.half_day),
        group_id=link.group_id,
        class_id=link.language_class_id,
    )
