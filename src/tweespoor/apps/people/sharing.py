"""Deeds: with whom a person is shared, what the person consents to, and access in an emergency."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Consent, EmergencyAccess, Person, Sharing
from tweespoor.apps.people.queries.access import may_open_emergency, may_register
from tweespoor.apps.people.rules import Refused
from tweespoor.core.access import EMERGENCY_HOURS
from tweespoor.core.vocabulary import Purpose

ATTEMPTS = 5
"""How many numbers that do not exist somebody may try for emergency access in an hour."""


@transaction.atomic
def share(
    *,
    people: Iterable[Person],
    organisation: Organisation,
    since: date,
    now: datetime,
    by: User | None = None,
    for_user: User | None = None,
) -> None:
    """Let an organisation that has a task for these people see what the task needs; `for_user` one trainer alone.

    Who is shared already stays so, from the day on which that began.

    Raises:
        Refused: if the user does not decide about one of these people; nobody is shared then.
    """
    added = []
    for person in people:
        _check_decides(by, person=person)
        row, is_new = Sharing.objects.get_or_create(
            person=person, organisation=organisation, for_user=for_user, until=None, defaults={"since": since}
        )
        if is_new:
            added.append(row)
    actor = by.pk if by else None
    log.record_all(
        log.Deed(
            deed="person-shared",
            on=organisation,
            by=actor,
            now=now,
            person=row.person_id,
            organisation=row.person.municipality_id,
        )
        for row in added
    )


@transaction.atomic
def end_sharing(*, sharing: Sharing, until: date, now: datetime, by: User | None = None) -> None:
    """Let a sharing end on a day; the organisation can finish its work for the time that `core.access` states.

    Raises:
        Refused: if the user does not decide about the person, it has ended, or the day lies before its start.
    """
    _check_decides(by, person=sharing.person)
    if sharing.until is not None:
        raise Refused(_("Dit delen was al gestopt."))
    if until < sharing.since:
        raise Refused(_("Delen kan niet stoppen voor het begon. Kies een latere dag."))
    sharing.until = until
    sharing.save(update_fields=["until"])
    log.record(deed="sharing-ended", on=sharing, by=by.pk if by else None, now=now, person=sharing.person_id)


@transaction.atomic
def share_with_trainer(
    *, people: Iterable[Person], organisation: Organisation, user: User, now: datetime, is_mended: bool = False
) -> None:
    """Let a trainer see just these people, and no longer those of earlier groups.

    With `is_mended`, who was shared only today was so by mistake, and is out of sight at once: there is no work to
    finish.
    """
    wanted = list(people)
    today = timezone.localdate(now)
    mine = Sharing.objects.filter(organisation=organisation, for_user=user, until__isnull=True)
    for row in mine.exclude(person__in=wanted).select_related("person"):
        if is_mended and row.since >= today:
            _undo(row, now=now)
        else:
            end_sharing(sharing=row, until=today, now=now)
    share(people=wanted, organisation=organisation, for_user=user, since=today, now=now)


def _undo(sharing: Sharing, *, now: datetime) -> None:
    log.record(deed="sharing-ended", on=sharing, by=None, now=now, person=sharing.person_id)
    sharing.delete()


@transaction.atomic
def give_consent(
    *,
    person: Person,
    organisation: Organisation,
    purposes: Iterable[Purpose],
    how: str,
    on: date,
    now: datetime,
    by: User | None = None,
) -> None:
    """Record that a person consents to an organisation having these sets of facts.

    Raises:
        Refused: if the user does not decide about the person, or the day has not been.
    """
    _check_decides(by, person=person)
    if on > timezone.localdate(now):
        raise Refused(_("Deze dag is nog niet geweest. Kies vandaag of een dag daarvoor."))
    for purpose in purposes:
        row, added = Consent.objects.get_or_create(
            person=person,
            organisation=organisation,
            purpose=purpose.value,
            withdrawn_on=None,
            defaults={"how": how, "given_on": on, "recorded_by": by.pk if by else None},
        )
        if added:
            _record_consent("consent-given", row, by=by, now=now)


@transaction.atomic
def bring_consents(
    *,
    people: Iterable[Person],
    organisation: Organisation,
    purposes: Iterable[Purpose],
    how: str,
    on: date,
    now: datetime,
) -> None:
    """Record at once what many people consented to before they came into this registry."""
    wanted = [purpose.value for purpose in purposes]
    rows = [
        Consent(person=person, organisation=organisation, purpose=purpose, how=how, given_on=on)
        for person in people
        for purpose in wanted
    ]
    Consent.objects.bulk_create(rows, batch_size=2000)
    log.record(deed="consents-brought", on=organisation, by=None, now=now, detail={"consents": len(rows)})


@transaction.atomic
def withdraw_consent(*, consent: Consent, on: date, now: datetime, by: User | None = None) -> None:
    """Record that a person withdrew consent; the organisation no longer sees those facts from now on.

    Raises:
        Refused: if the user does not decide about the person, it was withdrawn before, or the day lies before it.
    """
    _check_decides(by, person=consent.person)
    if consent.withdrawn_on is not None:
        raise Refused(_("Deze toestemming was al ingetrokken."))
    if not consent.given_on <= on <= timezone.localdate(now):
        raise Refused(_("Kies een dag vanaf de toestemming, en niet later dan vandaag."))
    consent.withdrawn_on = on
    consent.save(update_fields=["withdrawn_on"])
    _record_consent("consent-withdrawn", consent, by=by, now=now)


def open_emergency_access(
    *, municipality: Organisation | None, number: str, reason: str, by: User, now: datetime
) -> EmergencyAccess:
    """Let somebody see a person outside the usual rules, for some hours; the controller is told.

    Raises:
        Refused: if the user may not, tried too often, or there is nobody of that number (the attempt is kept).
    """
    if not may_open_emergency(by):
        raise Refused(_("U kunt geen noodtoegang openen. Vraag het aan uw beheerder."))
    if not reason.strip():
        raise Refused(_("Schrijf waarom u deze gegevens nu nodig heeft. De gemeente leest dit."))
    if log.count_by(by.pk, deed="emergency-access-failed", since=now - timedelta(hours=1)) >= ATTEMPTS:
        raise Refused(_("U probeerde te veel nummers. Wacht een uur, of bel de gemeente."))
    with transaction.atomic():
        with whole_registry(why="it looks up the person of a number, and keeps every attempt"):
            people = Person.objects.filter(municipality=municipality, number=number.strip())
            person = people.first() if municipality else None
        if person is None:
            log.record(deed="emergency-access-failed", on=by, by=by.pk, now=now)
        else:
            row = EmergencyAccess.objects.create(
                person=person,
                user=by,
                reason=reason.strip(),
                begun_at=now,
                ends_at=now + timedelta(hours=EMERGENCY_HOURS),
            )
            log.record(deed="emergency-access-opened", on=row, by=by.pk, now=now, person=person.pk)
            return row
    raise Refused(_("Er is in deze gemeente geen deelnemer met dit nummer. Controleer het nummer."))


@transaction.atomic
def review_emergency_access(*, access: EmergencyAccess, by: User, now: datetime) -> None:
    """Mark that the controller looked at an emergency access.

    Raises:
        Refused: if somebody did before.
    """
    if access.reviewed_at is not None:
        raise Refused(_("Deze noodtoegang was al bekeken."))
    access.reviewed_at = now
    access.reviewed_by = by.pk
    access.save(update_fields=["reviewed_at", "reviewed_by"])
    log.record(deed="emergency-access-reviewed", on=access, by=by.pk, now=now, person=access.person_id)


def _check_decides(by: User | None, *, person: Person) -> None:
    if by is not None and not may_register(by, person=person):
        raise Refused(_("U beslist niet over met wie deze deelnemer gedeeld wordt."))


def _record_consent(deed: str, row: Consent, *, by: User | None, now: datetime) -> None:
    actor: UUID | None = by.pk if by else None
    log.record(deed=deed, on=row, by=actor, now=now, person=row.person_id, detail={"purpose": row.purpose})
