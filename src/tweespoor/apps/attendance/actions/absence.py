"""Deeds: absence that somebody told of beforehand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.attendance.models import PlannedAbsence
from tweespoor.apps.attendance.rules import Refused
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import may_register
from tweespoor.core.vocabulary import AbsenceReason

LONGEST = timedelta(days=366)


@transaction.atomic
def plan_absence(
    *,
    person: Person,
    first_day: date,
    last_day: date,
    reason: AbsenceReason | None,
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> PlannedAbsence:
    """Keep that somebody will not come from a day up to and including another.

    Raises:
        Refused: if the user does not register about the person, or the days are not in order, or more than a year.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_register(by, person=person):
        raise Refused(_("U legt van deze deelnemer niets vast."))
    if last_day < first_day:
        raise Refused(_("De laatste dag ligt voor de eerste. Draai ze om."))
    if last_day - first_day > LONGEST or last_day < timezone.localdate(now) - LONGEST:
        raise Refused(_("Afwezigheid kan voor ten hoogste een jaar vastgelegd worden. Kies andere dagen."))
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    row = PlannedAbsence.objects.create(
        person=person,
        first_day=first_day,
        last_day=last_day,
        reason=reason.value if reason else "",
        recorded_at=now,
        recorded_by=by.pk,
    )
    detail = {"first_day": first_day.isoformat(), "last_day": last_day.isoformat()}
    log.record(deed="absence-planned", on=row, by=by.pk, now=now, person=person.pk, detail=detail)
    return row


@transaction.atomic
def withdraw_absence(*, row: PlannedAbsence, by: User, now: datetime) -> None:
    """Say that somebody comes after all.

    Raises:
        Refused: if the user does not register about the person, or it was withdrawn before.
    """
    if not may_register(by, person=row.person):
        raise Refused(_("U legt van deze deelnemer niets vast."))
    rows = PlannedAbsence.objects.filter(pk=row.pk).standing().unscoped(why="the caller showed that it is visible")
    if not rows.update(withdrawn_at=now):
        raise Refused(_("Dit was al teruggenomen. Ververs de pagina om te zien wat er nu staat."))
    log.record(deed="absence-withdrawn", on=row, by=by.pk, now=now, person=row.person_id)
