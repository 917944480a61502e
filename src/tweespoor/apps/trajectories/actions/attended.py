"""Deed: keep the hours that follow from lists of who was there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.trajectories.models import HoursEntry, Trajectory

LISTS = "presentielijst"
"""The source of hours that follow from lists; what somebody typed in has another and stays."""

OF_LISTS = "the caller showed that the lists are those of the user, and nobody is shown"


@dataclass(frozen=True, kw_only=True)
class Attended:
    """The minutes of a block that lists say of the week of a Monday; None where no list says anything any more."""

    trajectory: Trajectory
    block: str
    week: date
    minutes: int | None


@transaction.atomic
def keep_attended(*, attended: Collection[Attended], by: User | None, now: datetime) -> int:
    """Bring the hours of these weeks to what the lists say; returns of how many something changed.

    What somebody typed in for a week stays as it is: it may hold more than the lists do.
    """
    today = timezone.localdate(now)
    ids = {each.trajectory.pk for each in attended}
    list(Trajectory.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    held = {
        (row.trajectory_id, row.block, row.week): row
        for row in HoursEntry.objects.filter(trajectory__in=ids).as_known().unscoped(why=OF_LISTS)
    }
    ended, added, deeds = [], [], []
    for each in attended:
        before = held.get((each.trajectory.pk, each.block, each.week))
        if before is not None and (before.source != LISTS or before.minutes == each.minutes):
            continue
        if before is None and each.minutes is None:
            continue
        if before is not None:
            ended.append(before.pk)
        if each.minutes is not None:
            added.append(_entry(each, today=today, now=now, by=by))
        deeds.append((each, added[-1] if each.minutes is not None else before))
    HoursEntry.objects.filter(pk__in=ended).unscoped(why=OF_LISTS).update(known_until=today)
    HoursEntry.objects.bulk_create(added)
    log.record_all(
        log.Deed(
            deed="hours-registered" if each.minutes is not None else "hours-taken-back",
            on=row,
            by=by.pk if by else None,
            now=now,
            person=each.trajectory.person_id,
            organisation=None if by else each.trajectory.programme.municipality_id,
            detail={"block": each.block, "week": each.week.isoformat()},
        )
        for each, row in deeds
    )
    return len(deeds)


def _entry(each: Attended, *, today: date, now: datetime, by: User | None) -> HoursEntry:
    return HoursEntry(
        trajectory=each.trajectory,
        block=each.block,
        week=each.week,
        minutes=each.minutes,
        known_on=today,
        source=LISTS,
        recorded_at=now,
        recorded_by=by.pk if by else None,
    )
