"""Deeds: a participant's request comes in and is settled; the overview of everything is made."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Person
from tweespoor.apps.rights.access import Overview, overview
from tweespoor.apps.rights.models import Request
from tweespoor.apps.rights.pdf import accessible_pdf
from tweespoor.apps.rights.queries import administered, handles_rights, visible_requests
from tweespoor.apps.rights.rules import Outcome, Refused, RequestKind, settle_by


@dataclass(frozen=True)
class File:
    """A file to hand over."""

    content: bytes
    content_type: str
    name: str


@transaction.atomic
def register_request(
    *,
    person: Person,
    kind: RequestKind,
    received_on: date,
    note: str,
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> Request:
    """Write down what a participant asked, and until when it can be settled.

    Raises:
        Refused: if the user does not handle this person's requests, or the day is yet to come.
        AlreadyDone: if the request of `key` was carried out before.
    """
    _check(by, person=person)
    if received_on > timezone.localdate(now):
        raise Refused(_("Deze dag is nog niet geweest. Kies vandaag of een dag daarvoor."))
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    row = Request.objects.create(
        municipality=person.municipality,
        person=person.pk,
        kind=kind.value,
        received_on=received_on,
        due_on=settle_by(received_on),
        note=note,
        recorded_by=by.pk,
    )
    _record("request-received", row, by=by, now=now)
    return row


@transaction.atomic
def settle_request(
    *,
    request: Request,
    outcome: Outcome,
    done_on: date,
    answer: str,
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> Request:
    """Write down how a request was settled.

    Raises:
        Refused: if the user does not handle it, it is settled already, or the day cannot be.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    row = visible_requests(by).select_for_update(of=("self",)).filter(pk=request.pk).first()
    if row is None:
        raise Refused(_("U kunt dit verzoek niet afhandelen."))
    if row.done_on is not None:
        raise Refused(_("Dit verzoek is al afgehandeld."))
    if not row.received_on <= done_on <= timezone.localdate(now):
        raise Refused(_("Kies een dag vanaf de ontvangst van het verzoek tot en met vandaag."))
    row.outcome, row.done_on, row.answer = outcome.value, done_on, answer
    row.save(update_fields=["outcome", "done_on", "answer"])
    _record("request-settled", row, by=by, now=now)
    return row


def give_access(*, person: Person, form: str, by: User, now: datetime) -> File:
    """Make the overview of everything kept about a person, as "json" or "pdf"; its entry in the log comes first.

    Raises:
        Refused: if the user does not handle this person's requests.
    """
    _check(by, person=person)
    log.record(
        deed="access-given",
        on=person,
        by=by.pk,
        now=now,
        person=person.pk,
        organisation=person.municipality_id,
        detail={"form": form},
    )
    found = overview(person, now=now)
    if form == "pdf":
        return File(_pdf(found, person=person), "application/pdf", "inzage.pdf")
    text = json.dumps(found.data, ensure_ascii=False, indent=2)
    return File(text.encode("utf-8"), "application/json; charset=utf-8", "inzage.json")


def _pdf(found: Overview, *, person: Person) -> bytes:
    names = {"municipality": person.municipality.name, "number": person.number}
    return accessible_pdf(
        title=_("Alles wat %(municipality)s over u bewaart") % names,
        author=person.municipality.name,
        language=language_now(),
        introduction=[
            _("U vroeg welke gegevens wij over u bewaren. Hieronder staan ze allemaal. Uw nummer is %(number)s.")
            % names,
            _("Klopt er iets niet? Vraag ons dan om het te verbeteren. U kunt ook bezwaar maken."),
            _("Bent u het niet met ons eens? Dan kunt u klagen bij de Autoriteit Persoonsgegevens."),
        ],
        nothing=_("Hierover bewaren wij niets."),
        sections=found.sections,
    )


def record_log_seen(*, person: Person, by: User, now: datetime) -> None:
    """That the user looked at who saw a person's data."""
    log.record(deed="log-seen", on=person, by=by.pk, now=now, person=person.pk, organisation=person.municipality_id)


def record_log_read(*, person: UUID | None, by: User, now: datetime) -> None:
    """That an administrator looked at the log, of one person where a number was asked."""
    organisation = administered(by)[0]
    log.record(deed="log-seen", on=organisation, by=by.pk, now=now, person=person, organisation=organisation.pk)


def _check(by: User, *, person: Person) -> None:
    if not handles_rights(by, person=person):
        raise Refused(_("U kunt voor deze deelnemer geen verzoeken behandelen."))


def _record(deed: str, row: Request, *, by: User, now: datetime) -> None:
    log.record(
        deed=deed,
        on=row,
        by=by.pk,
        now=now,
        person=row.person,
        organisation=row.municipality_id,
        detail={"kind": row.kind, **({"outcome": row.outcome} if row.outcome else {})},
    )
