"""Deeds: cards and codes with which a participant comes in, and what the participant says on the own pages."""

from __future__ import annotations

from datetime import datetime
from secrets import choice, randbelow
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from tweespoor.apps.attendance.models import PlannedAbsence
from tweespoor.apps.attendance.queries import Session
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import may_register
from tweespoor.apps.people.queries.reaching import person_reached_at
from tweespoor.apps.portal.models import OwnCard, OwnLink, SentCode
from tweespoor.apps.portal.queries import (
    THE_OWN_PERSON,
    cards_of,
    digest_of_card,
    digest_of_code,
    own_absence,
    pending_code,
)
from tweespoor.apps.portal.rules import (
    ALPHABET,
    CARD_LASTS,
    CARD_LETTERS,
    CODE_DIGITS,
    CODE_GUESSES,
    CODE_LASTS,
    CODES_IN_A_WHILE,
    CODES_KEPT,
    MOST_CARDS,
    WHILE,
    Refused,
    spelled,
)
from tweespoor.apps.telling.actions import send_code
from tweespoor.core.vocabulary import AbsenceReason

BEFORE_SIGNING_IN = "whoever has a card or a code is let in by it: nothing is shown before"


@transaction.atomic
def make_card(*, person: Person, by: User, now: datetime) -> str:
    """Make a card and return its letters, which are kept nowhere.

    Raises:
        Refused: if the user does not register about the person, or there are cards enough.
    """
    if not may_register(by, person=person):
        raise Refused(_("U maakt voor deze deelnemer geen kaart."))
    today = timezone.localdate(now)
    if len(cards_of(person, today=today)) >= MOST_CARDS:
        raise Refused(_("Er zijn al %(count)s kaarten. Trek er eerst een in.") % {"count": MOST_CARDS})
    secret = spelled("".join(choice(ALPHABET) for _letter in range(CARD_LETTERS)))
    row = OwnCard.objects.create(
        person=person, digest=digest_of_card(secret), made_at=now, made_by=by.pk, ends_on=today + CARD_LASTS
    )
    log.record(deed="own-card-made", on=row, by=by.pk, now=now, person=person.pk)
    return secret


@transaction.atomic
def withdraw_card(*, person: Person, card: UUID, by: User, now: datetime) -> None:
    """Make a card open nothing any more, also where it was used before; nor does an account that was linked with it.

    Raises:
        Refused: if the user does not register about the person, or there is no such card that still opens.
    """
    if not may_register(by, person=person):
        raise Refused(_("U trekt van deze deelnemer geen kaart in."))
    row = next((each for each in cards_of(person, today=timezone.localdate(now)) if each.pk == card), None)
    if row is None:
        raise Refused(_("Deze kaart werkt al niet meer."))
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    for link in OwnLink.objects.filter(card=row, withdrawn_at__isnull=True):
        link.withdrawn_at = now
        link.save(update_fields=["withdrawn_at"])
        log.record(deed="own-link-withdrawn", on=link, by=by.pk, now=now, person=person.pk)
    log.record(deed="own-card-withdrawn", on=row, by=by.pk, now=now, person=person.pk)


@transaction.atomic
def enter_by_card(*, secret: str, now: datetime) -> OwnCard | None:
    """The card with these letters, which lets its person in; None where no card opens with them."""
    today = timezone.localdate(now)
    with whole_registry(why=BEFORE_SIGNING_IN):
        row = (
            OwnCard.objects.filter(
                digest=digest_of_card(secret),
                withdrawn_at__isnull=True,
                ends_on__gte=today,
                person__closed_on__isnull=True,
            )
            .select_related("person")
            .first()
        )
        if row is None:
            return None
        if row.used_on != today:
            OwnCard.objects.filter(pk=row.pk).update(used_on=today)
        _entered(row.person, on=row, now=now)
        return row


@transaction.atomic
def ask_code(*, address: str, now: datetime) -> UUID | None:
    """Note that a code is asked for an e-mail address or telephone number that one person alone has; None where nobody
    or more than one has it, or codes enough were asked: who asks is told the same."""
    with whole_registry(why=BEFORE_SIGNING_IN):
        person = person_reached_at(address)
        if person is None:
            return None
        if SentCode.objects.filter(person=person, asked_at__gt=now - WHILE).count() >= CODES_IN_A_WHILE:
            return None
        return SentCode.objects.create(person=person, asked_at=now, ends_at=now + CODE_LASTS).pk


def send_asked_code(*, key: UUID, now: datetime) -> None:
    """Make the code that was asked for, and send it to the person's own address; asked again, it does nothing."""
    with whole_registry(why=BEFORE_SIGNING_IN):
        row = SentCode.objects.filter(pk=key, digest="", ends_at__gt=now).select_related("person").first()
        if row is None:
            return
        SentCode.objects.filter(person=row.person, asked_at__lt=now - CODES_KEPT).delete()
        code = f"{randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        row.digest = digest_of_code(code, key=row.pk)
        row.save(update_fields=["digest"])
        send_code(person=row.person_id, key=row.pk, code=code, minutes=int(CODE_LASTS.total_seconds() // 60))
        log.record(deed="own-code-sent", on=row, by=None, now=now, person=row.person_id)


@transaction.atomic
def enter_by_code(*, key: UUID, code: str, now: datetime) -> Person | None:
    """The person whom a code lets in, once; None where it is another one, used, ended, or guessed too often."""
    with whole_registry(why=BEFORE_SIGNING_IN):
        row = pending_code(key, now=now)
        if row is None or row.person.closed_on is not None:
            return None
        guessed = SentCode.objects.filter(pk=row.pk, guesses__lt=CODE_GUESSES, used_at__isnull=True)
        if not guessed.update(guesses=F("guesses") + 1):
            return None
        if not constant_time_compare(row.digest, digest_of_code(code.strip(), key=row.pk)):
            return None
        if not SentCode.objects.filter(pk=row.pk, used_at__isnull=True).update(used_at=now):
            return None
        _entered(row.person, on=row, now=now)
        return row.person


@transaction.atomic
def tell_absence(*, person: Person, session: Session, reason: AbsenceReason | None, now: datetime) -> None:
    """Keep that a participant does not come to one session; said twice, it is kept once.

    Raises:
        Refused: if the session has begun.
    """
    local = timezone.localtime(now)
    if (session.day, session.hours[0]) <= (local.date(), local.time()):
        raise Refused(_("Deze les of training is al begonnen."))
    if own_absence(person, session=session) is not None:
        return
    row = PlannedAbsence.objects.create(
        person=person,
        first_day=session.day,
        last_day=session.day,
        half_day=session.half_day.slug,
        reason=reason.value if reason else "",
        is_own=True,
        recorded_at=now,
        recorded_by=None,
    )
    log.record(deed="own-absence-told", on=row, by=None, now=now, person=person.pk, detail=_when(session))


@transaction.atomic
def take_back_absence(*, person: Person, session: Session, now: datetime) -> None:
    """Keep that a participant comes after all."""
    row = own_absence(person, session=session)
    if row is None:
        return
    rows = PlannedAbsence.objects.filter(pk=row.pk).standing().unscoped(why=THE_OWN_PERSON)
    if rows.update(withdrawn_at=now):
        log.record(deed="own-absence-taken-back", on=row, by=None, now=now, person=person.pk, detail=_when(session))


def _when(session: Session) -> dict[str, str]:
    return {"day": session.day.isoformat(), "half_day": session.half_day.slug}


def _entered(person: Person, *, on: OwnCard | SentCode, now: datetime) -> None:
    log.record(deed="own-pages-opened", on=on, by=None, now=now, person=person.pk)
