"""Lists of timetables that were replaced: a group is found again on the days on which its timetable was in force."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from tweespoor.apps.attendance.queries.sessions import Session, session_of, sessions_of
from tweespoor.apps.attendance.rules import LOOKING_ROLES
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.schedule.models import Group, Timetable, TimetableStatus
from tweespoor.core.vocabulary import Role
from tweespoor.core.week import HalfDay

OF_WHO_KEPT_THEM = "the condition is that of the groups in force, on a timetable that was"


def sessions_replaced(user: User, *, day: date) -> list[Session]:
    """The sessions of a day of groups whose timetable was in force then and was replaced since.

    They are for who kept their lists: the municipality, and the trainer who gave them. A timetable holds from the day
    on which it was published; of one that was published again, that is the last time.
    """
    municipal = organisations_where(user, roles=LOOKING_ROLES)
    training = organisations_where(user, roles=[Role.TRAINER])
    mine = Q(timetable__programme__municipality__in=municipal) | Q(
        trainer__user=user, trainer__organisation__in=training
    )
    before = timezone.make_aware(datetime.combine(day + timedelta(days=1), time(0)))
    later = Timetable.objects.filter(
        programme=OuterRef("timetable__programme"),
        published_at__gt=OuterRef("timetable__published_at"),
        published_at__lt=before,
    )
    groups = Group.objects.filter(
        mine, ~Exists(later), timetable__status=TimetableStatus.REPLACED, timetable__published_at__lt=before
    ).select_related("offer", "period__programme", "room__location", "trainer", "timetable__programme")
    return sessions_of(groups=groups.unscoped(why=OF_WHO_KEPT_THEM), first=day, last=day)


def session_then(
    user: User, *, day: date, half_day: HalfDay, group_id: UUID | None = None, class_id: UUID | None = None
) -> Session | None:
    """One session of which the user keeps the list, or kept it while its timetable was in force; else None."""
    found = session_of(user, day=day, half_day=half_day, group_id=group_id, class_id=class_id)
    if found is not None or group_id is None:
        return found
    gone = sessions_replaced(user, day=day)
    return next((each for each in gone if each.whole.pk == group_id and each.half_day == half_day), None)
