"""Deeds: giving people to a colleague, and giving them back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.people.models import Caseload, Transfer
from tweespoor.apps.people.queries.transfers import may_end
from tweespoor.apps.people.rules import Refused, check_can_assign


@transaction.atomic
def give_people(
    *,
    people: Iterable[UUID],
    municipality: Organisation,
    giver: User,
    receiver: User,
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> int:
    """Give people in the care of one case manager of a municipality to another; who is not in it is left out.

    Who has the receiver already keeps that care, and only loses the giver's. Returns how many the giver has less.

    Raises:
        Refused: if `by` does not divide the people of the municipality, the receiver is no case manager there or is
            the giver, or none of these people is in the giver's care any more.
        AlreadyDone: if the request of `key` was carried out before.
    """
    check_can_assign(by, municipality=municipality.pk)
    check_can_assign(receiver, municipality=municipality.pk, as_case_manager=True)
    if giver.pk == receiver.pk:
        raise Refused(_("Kies een andere collega dan wie deze mensen nu heeft."))
    if not receiver.is_active:
        raise Refused(_("Het account van deze collega staat uit. Kies een andere collega."))
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    held = Caseload.objects.select_for_update(of=("self",)).filter(
        user=giver, until__isnull=True, person__in=list(people), person__municipality=municipality
    )
    rows = list(held)
    if not rows:
        raise Refused(_("Deze mensen staan niet meer bij deze klantmanager. Ververs de pagina."))
    transfer = Transfer.objects.create(
        municipality=municipality, giver=giver, receiver=receiver, done_by=by, done_at=now
    )
    _move(rows, transfer=transfer, by=by, now=now)
    return len(rows)


def _move(rows: list[Caseload], *, transfer: Transfer, by: User, now: datetime) -> None:
    deeds = []
    there = set(
        Caseload.objects.filter(
            user=transfer.receiver, until__isnull=True, person__in=[row.person_id for row in rows]
        ).values_list("person_id", flat=True)
    )
    for row in rows:
        row.until = max(timezone.localdate(now), row.since)
    Caseload.objects.bulk_update(rows, ["until"], batch_size=500)
    added = [
        Caseload(person_id=row.person_id, user=transfer.receiver, since=timezone.localdate(now), transfer=transfer)
        for row in rows
        if row.person_id not in there
    ]
    Caseload.objects.bulk_create(added, batch_size=500)
    for deed, changed in (("caseload-ended", rows), ("caseload-added", added)):
        deeds += [
            log.Deed(
                deed=deed,
                on=row,
                by=by.pk,
                now=now,
                person=row.person_id,
                organisation=transfer.municipality_id,
                detail={"transfer": str(transfer.pk)},
            )
            for row in changed
        ]
    detail = {"people": len(rows), "giver": str(transfer.giver_id), "receiver": str(transfer.receiver_id)}
    deeds.append(
        log.Deed(
            deed="people-given", on=transfer, by=by.pk, now=now, organisation=transfer.municipality_id, detail=detail
        )
    )
    log.record_all(deeds)


@transaction.atomic
def give_back(*, transfer: Transfer, by: User, now: datetime, key: UUID | None = None) -> int:
    """Give the people of a transfer back, as far as they are still with who received them. Returns how many.

    Raises:
        Refused: if `by` was no part of it, or nobody of it is there any more.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_end(by, transfer=transfer):
        raise Refused(_("U verdeelt de deelnemers van deze gemeente niet."))
    people = transfer.caseloads.filter(until__isnull=True).values_list("person_id", flat=True)
    return give_people(
        people=list(people),
        municipality=transfer.municipality,
        giver=transfer.receiver,
        receiver=transfer.giver,
        by=by,
        now=now,
        key=key,
    )
