"""Deeds: writing down what was delivered to CBS, and withdrawing what was wrong."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.people.rules import MUNICIPAL_ROLES, Refused
from tweespoor.apps.trajectories.models import Delivery
from tweespoor.apps.trajectories.queries.deliveries import owed_by
from tweespoor.apps.trajectories.rules import check_day


@transaction.atomic
def note_deliveries(
    *,
    municipality: Organisation,
    quarters: Collection[date],
    delivered_on: date,
    by: User,
    now: datetime,
    reference: str = "",
    key: UUID | None = None,
) -> list[Delivery]:
    """Write down on which day the figures of quarters (the last day of each) were delivered to CBS.

    Raises:
        Refused: if the user does not do so for this municipality, a quarter is none that is over and to be delivered,
            or the day cannot be.
        AlreadyDone: if the request of `key` was carried out before.
    """
    _check(by, municipality=municipality.pk)
    today = timezone.localdate(now)
    # Who is second waits for who is first, and then sees what was delivered in between.
    Organisation.objects.select_for_update().get(pk=municipality.pk)
    owed = {quarter for quarter, _deadline in owed_by(municipality, on=today).open}
    if not quarters:
        raise Refused(_("Kies minstens één kwartaal."))
    if unknown := sorted(set(quarters) - owed):
        said = {"day": date_format(unknown[0], "j F Y")}
        raise Refused(_("Het kwartaal tot en met %(day)s is al geleverd, of hoeft nog niet geleverd te worden.") % said)
    last = max(quarters)
    why = _("De dag van levering ligt niet na het einde van het kwartaal, %(day)s.")
    check_day(
        delivered_on, today=today, earliest=last + timedelta(days=1), why=why % {"day": date_format(last, "j F Y")}
    )
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    rows = [
        Delivery.objects.create(
            municipality=municipality,
            quarter=quarter,
            delivered_on=delivered_on,
            reference=reference,
            recorded_at=now,
            recorded_by=by.pk,
        )
        for quarter in sorted(set(quarters))
    ]
    for row in rows:
        _record("cbs-delivery-noted", row, by=by, now=now)
    return rows


@transaction.atomic
def withdraw_delivery(*, delivery: Delivery, by: User, now: datetime, key: UUID | None = None) -> None:
    """Say that a delivery was written down wrongly: its quarter is to be delivered again, and the row is kept.

    Raises:
        Refused: if the user does not do so for this municipality, or it was withdrawn before.
        AlreadyDone: if the request of `key` was carried out before.
    """
    _check(by, municipality=delivery.municipality_id)
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    row = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if row.withdrawn_at is not None:
        raise Refused(_("Dit is intussen al ingetrokken."))
    row.withdrawn_at, row.withdrawn_by = now, by.pk
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record("cbs-delivery-withdrawn", row, by=by, now=now)


def _check(by: User, *, municipality: UUID) -> None:
    if municipality not in organisations_where(by, roles=MUNICIPAL_ROLES):
        raise Refused(_("U kunt voor deze gemeente geen levering vastleggen."))


def _record(deed: str, row: Delivery, *, by: User, now: datetime) -> None:
    log.record(
        deed=deed,
        on=row,
        by=by.pk,
        now=now,
        organisation=row.municipality_id,
        detail={"quarter": row.quarter.isoformat(), "delivered_on": row.delivered_on.isoformat()},
    )
