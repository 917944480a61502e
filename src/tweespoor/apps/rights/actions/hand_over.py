"""Deeds: handing a person over to another municipality, with the person's knowledge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import DateField, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.actions import end_care, recount_asked, set_search_keys
from tweespoor.apps.people.models import Person, PersonFact
from tweespoor.apps.rights.models import HandOver
from tweespoor.apps.rights.queries import (
    awaited_hand_overs,
    going_along,
    handles_rights,
    receiving_municipalities,
)
from tweespoor.apps.rights.rules import HandOverStatus, InformedHow, Refused
from tweespoor.apps.trajectories.actions import pips
from tweespoor.apps.trajectories.actions.clock import pass_on_case
from tweespoor.apps.trajectories.actions.passing_on import pass_on_progress
from tweespoor.core.vocabulary import VARIABLES, Purpose, ReasonForLeaving


@transaction.atomic
def propose_hand_over(
    *,
    person: Person,
    receiver: Organisation,
    informed_on: date,
    informed_how: InformedHow,
    consented: Sequence[str],
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> HandOver:
    """Propose to another municipality to take a person over; the person was told, on a day and in a way.

    Raises:
        Refused: if the user does not handle this person's rights, the receiver cannot be, or it is under way already.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not handles_rights(by, person=person):
        raise Refused(_("U kunt deze deelnemer niet overdragen."))
    if not receiving_municipalities(person).filter(pk=receiver.pk).exists():
        raise Refused(_("Kies een andere gemeente dan die van de deelnemer."))
    if informed_on > timezone.localdate(now):
        raise Refused(_("Vertel het eerst aan de deelnemer: deze dag is nog niet geweest."))
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    try:
        with transaction.atomic():
            row = HandOver.objects.create(
                sender=person.municipality,
                receiver=receiver,
                person=person.pk,
                informed_on=informed_on,
                informed_how=informed_how.value,
                consented=sorted(consented),
                proposed_at=now,
                proposed_by=by.pk,
            )
    except IntegrityError:
        raise Refused(_("De overdracht van deze deelnemer is al voorgesteld of gedaan.")) from None
    detail = {"consented": row.consented, "receiver": str(receiver.pk)}
    _record(
        "hand-over-proposed", row, person=person.pk, organisation=person.municipality_id, by=by, now=now, detail=detail
    )
    return row


@transaction.atomic
@whole_registry(why="a person goes from one municipality to another")
def withdraw(*, hand_over: HandOver, by: User, now: datetime, key: UUID | None = None) -> None:
    """Take back a proposal that the receiver has not accepted.

    Raises:
        Refused: if it is not the user's to withdraw, or settled already.
        AlreadyDone: if the request of `key` was carried out before.
    """
    row = _locked(HandOver.objects.visible_to(by), hand_over)
    person = Person.objects.filter(pk=row.person).first()
    if person is None or not handles_rights(by, person=person):
        raise Refused(_("U kunt deze overdracht niet intrekken."))
    _settle(row, HandOverStatus.WITHDRAWN, by=by, now=now, key=key)
    _record("hand-over-withdrawn", row, person=row.person, organisation=row.sender_id, by=by, now=now)


@transaction.atomic
def decline(*, hand_over: HandOver, by: User, now: datetime, key: UUID | None = None) -> None:
    """Do not take the person over.

    Raises:
        Refused: if it is not the user's to decline, or settled already.
        AlreadyDone: if the request of `key` was carried out before.
    """
    row = _locked(awaited_hand_overs(by), hand_over)
    _settle(row, HandOverStatus.DECLINED, by=by, now=now, key=key)
    _record("hand-over-declined", row, person=row.person, organisation=row.receiver_id, by=by, now=now)


@transaction.atomic
@whole_registry(why="a person goes from one municipality to another")
def accept(*, hand_over: HandOver, number: str, by: User, now: datetime, key: UUID | None = None) -> Person:
    """Take the person over: a new dossier with what may go along; the sender's is closed and stays as it is.

    Raises:
        Refused: if it is not the user's to accept, settled already, or the number is taken.
        AlreadyDone: if the request of `key` was carried out before.
    """
    row = _locked(awaited_hand_overs(by), hand_over)
    old = Person.objects.filter(pk=row.person).first()
    if old is None:
        raise Refused(_("Het dossier bij de andere gemeente is er niet meer."))
    if Person.objects.filter(municipality=row.receiver, number=number).exists():
        raise Refused(_("Dit nummer is al van een andere deelnemer. Kies een ander nummer."))
    today = timezone.localtime(now).date()
    new = Person(
        id=uuid4(),
        municipality=row.receiver,
        number=number,
        given_name=old.given_name,
        family_name=old.family_name,
        joined_on=today,
    )
    set_search_keys(new)
    new.save(force_insert=True)
    facts = _pass_on(old, new, row=row, by=by, now=now, today=today)
    plans = pips.pass_on(old=old, new=new, with_words=Purpose.NOTES in going_along(row), by=by, now=now)
    _close(old, on=today, by=by, now=now)
    row.new_person = new.pk
    row.save(update_fields=["new_person"])
    _settle(row, HandOverStatus.ACCEPTED, by=by, now=now, key=key)
    log.record_all(
        log.Deed(
            deed="hand-over-accepted",
            on=row,
            by=by.pk,
            now=now,
            person=person.pk,
            organisation=row.receiver_id,
            detail={"facts": facts, "plans": plans},
        )
        for person in (old, new)
    )
    return new


def record_offered(*, hand_over: HandOver, by: User, now: datetime) -> None:
    """That the receiver looked at who is handed over: a name and number, no more."""
    _record(
        "person-seen",
        hand_over,
        person=hand_over.person,
        organisation=hand_over.receiver_id,
        by=by,
        now=now,
        detail={"purposes": []},
    )


def _pass_on(old: Person, new: Person, *, row: HandOver, by: User, now: datetime, today: date) -> int:
    """Copy the facts that may go along; how many. To the receiver they became known today.

    What was found wrong, or taken back, stays with the sender: at the receiver nothing would say that it is wrong.
    """
    purposes = going_along(row)
    allowed = [variable.slug for variable in VARIABLES if variable.purpose in purposes]
    source = _("overgedragen door %(municipality)s") % {"municipality": row.sender.name}
    copies = [
        PersonFact(
            person=new,
            variable=fact.variable,
            state=fact.state,
            value_type=fact.value_type,
            value=fact.value,
            valid_on=fact.valid_on,
            known_on=max(today, fact.valid_on),
            source=source[:160],
            recorded_at=now,
            recorded_by=by.pk,
        )
        for fact in reversed(old.facts.as_known().filter(variable__in=allowed))
    ]
    PersonFact.objects.bulk_create(copies, batch_size=1000)
    recount_asked([new.pk])
    case = pass_on_case(old=old, new=new, purposes=purposes, now=now)
    progress = pass_on_progress(old=old, new=new, purposes=purposes, now=now)
    return len(copies) + case + progress


def _close(old: Person, *, on: date, by: User, now: datetime) -> None:
    """End what runs at the sender, and the care of its case managers; a trajectory that has yet to start ends on its
    first day."""
    old.closed_on = on
    old.save(update_fields=["closed_on"])
    for trajectory in old.trajectories.filter(ended_on=None):
        trajectory.ended_on = max(on, trajectory.started_on)
        trajectory.reason_for_leaving = ReasonForLeaving.MOVED.value
        trajectory.save(update_fields=["ended_on", "reason_for_leaving"])
    old.sharings.filter(until=None).update(until=Greatest("since", Value(on, output_field=DateField())))
    end_care(person=old, by=by, now=now)


def _locked(rows: QuerySet[HandOver], hand_over: HandOver) -> HandOver:
    row = rows.select_for_update(of=("self",)).filter(pk=hand_over.pk).first()
    if row is None or row.status != HandOverStatus.PROPOSED:
        raise Refused(_("Deze overdracht is al afgehandeld, of is niet aan u."))
    return row


def _settle(row: HandOver, status: HandOverStatus, *, by: User, now: datetime, key: UUID | None) -> None:
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    row.status, row.settled_at, row.settled_by = status.value, now, by.pk
    row.save(update_fields=["status", "settled_at", "settled_by"])


def _record(
    deed: str,
    row: HandOver,
    *,
    person: UUID,
    organisation: UUID,
    by: User,
    now: datetime,
    detail: dict[str, object] | None = None,
) -> None:
    log.record(deed=deed, on=row, by=by.pk, now=now, person=person, organisation=organisation, detail=detail)
