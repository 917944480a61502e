"""Deeds: giving people to a colleague, and giving them back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.people.models import Caseload, Transfer
from tweespoor.apps.people.queries.transfers import came_with, can_be_given_back, may_end
from tweespoor.apps.people.rules import Refused, check_can_assign

GONE = gettext_lazy("Deze mensen staan niet meer bij deze klantmanager. Ververs de pagina.")


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
    `give_back` turns all of it back.

    Raises:
        Refused: if `by` does not divide the people of the municipality, the receiver is no case manager there or is
            the giver, or none of these people is in the giver's care any more.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if giver.pk == receiver.pk:
        raise Refused(_("Kies een andere collega dan wie deze mensen nu heeft."))
    _check_can_receive(receiver, municipality=municipality, by=by)
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    held = Caseload.objects.select_for_update(of=("self",)).filter(
        user=giver, until__isnull=True, person__in=list(people), person__municipality=municipality
    )
    rows = list(held)
    if not rows:
        raise Refused(GONE)
    transfer = Transfer.objects.create(
        municipality=municipality, giver=giver, receiver=receiver, done_by=by, done_at=now
    )
    people = [row.person_id for row in rows]
    there = _cared_for(receiver, people=people)
    today = timezone.localdate(now)
    added = [
        Caseload(person_id=person, user=receiver, since=today, transfer=transfer)
        for person in people
        if person not in there
    ]
    _carry_out(transfer, people=len(rows), ended=rows, added=added, by=by, now=now)
    return len(rows)


def _check_can_receive(receiver: User, *, municipality: Organisation, by: User) -> None:
    check_can_assign(by, municipality=municipality.pk)
    check_can_assign(receiver, municipality=municipality.pk, as_case_manager=True)
    if not receiver.is_active:
        raise Refused(_("Het account van deze collega staat uit. Kies een andere collega."))


def _cared_for(user: User, *, people: Iterable[UUID]) -> set[UUID]:
    """Those of these people whom the user has in care."""
    rows = Caseload.objects.filter(user=user, until__isnull=True, person__in=list(people))
    return set(rows.values_list("person_id", flat=True))


def _carry_out(
    transfer: Transfer, *, people: int, ended: list[Caseload], added: list[Caseload], by: User, now: datetime
) -> None:
    """End care for a transfer and let other care begin, with their log entries."""
    for row in ended:
        row.until, row.given_away = max(timezone.localdate(now), row.since), transfer
    Caseload.objects.bulk_update(ended, ["until", "given_away"], batch_size=500)
    Caseload.objects.bulk_create(added, batch_size=500)
    deeds = []
    for deed, changed in (("caseload-ended", ended), ("caseload-added", added)):
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
    detail = {"people": people, "giver": str(transfer.giver_id), "receiver": str(transfer.receiver_id)}
    deeds.append(
        log.Deed(
            deed="people-given", on=transfer, by=by.pk, now=now, organisation=transfer.municipality_id, detail=detail
        )
    )
    log.record_all(deeds)


@transaction.atomic
def give_back(*, transfer: Transfer, by: User, now: datetime, key: UUID | None = None) -> int:
    """Give the people of a transfer back, as far as they are still with who received them. Returns how many.

    Everybody is in the care of whom they were in before: who came with the transfer leaves the receiver, whom the
    receiver had already stays there too. It is a transfer itself, that can be turned back in its turn.

    Raises:
        Refused: if `by` was no part of it, the giver is no case manager there any more, or nobody of it is there any
            more.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_end(by, transfer=transfer):
        raise Refused(_("U verdeelt de deelnemers van deze gemeente niet."))
    municipality, giver = transfer.municipality, transfer.giver
    _check_can_receive(giver, municipality=municipality, by=by)
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    there = can_be_given_back(transfer).filter(person__municipality=municipality).values_list("pk", flat=True)
    rows = list(Caseload.objects.select_for_update(of=("self",)).filter(pk__in=list(there), until__isnull=True))
    if not rows:
        raise Refused(GONE)
    back = Transfer.objects.create(
        municipality=municipality, giver=transfer.receiver, receiver=giver, done_by=by, done_at=now
    )
    people = {row.person_id for row in rows}
    came = set(Caseload.objects.filter(came_with(transfer), pk__in=there).values_list("pk", flat=True))
    added = _care_goes_on(people - _cared_for(giver, people=people), transfer=transfer, back=back, now=now)
    _carry_out(back, people=len(rows), ended=[row for row in rows if row.pk in came], added=added, by=by, now=now)
    return len(rows)


def _care_goes_on(people: Iterable[UUID], *, transfer: Transfer, back: Transfer, now: datetime) -> list[Caseload]:
    """The giver's care of these people as it was before they were given, from today on.

    Care that was given and given back more than once goes on from the last time.
    """
    given = Caseload.objects.filter(
        user=transfer.giver,
        person__in=list(people),
        given_away__receiver=transfer.receiver,
        given_back__isnull=True,
    )
    last = {row.person_id: row for row in given.order_by("given_away__done_at")}
    for row in last.values():
        row.given_back = back
    Caseload.objects.bulk_update(last.values(), ["given_back"], batch_size=500)
    return [
        Caseload(
            person_id=person,
            user=transfer.giver,
            since=timezone.localdate(now),
            transfer=last[person].transfer if person in last else None,
        )
        for person in people
    ]
