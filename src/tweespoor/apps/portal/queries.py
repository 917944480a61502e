"""Reads for a participant of the own person alone, and for staff of the ways in that a participant has."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.utils.crypto import salted_hmac

from tweespoor.apps.attendance.models import PlannedAbsence
from tweespoor.apps.attendance.queries import Session
from tweespoor.apps.people.models import Person
from tweespoor.apps.portal.models import OwnCard, SentCode
from tweespoor.apps.portal.rules import as_typed
from tweespoor.apps.weeks.queries import Meeting, Whose, meetings_between
from tweespoor.apps.weeks.rules import WeekKind

THE_OWN_PERSON = "a participant reads the own pages: every query names the person who signed in"


def digest_of_card(secret: str) -> str:
    """What is kept of a card's letters."""
    return sha256(as_typed(secret).encode()).hexdigest()


def digest_of_code(code: str, *, key: UUID) -> str:
    """What is kept of a code: without the installation's own key nobody finds the code from it."""
    return salted_hmac("tweespoor.portal.code", f"{key}:{code}", algorithm="sha256").hexdigest()


def cards_of(person: Person, *, today: date) -> list[OwnCard]:
    """The cards of a person that still open, the newest first."""
    return list(OwnCard.objects.filter(person=person, withdrawn_at__isnull=True, ends_on__gte=today))


def standing_card(key: UUID, *, today: date) -> OwnCard | None:
    """A card that still opens; None where it ended or was withdrawn."""
    return OwnCard.objects.filter(pk=key, withdrawn_at__isnull=True, ends_on__gte=today).first()


def participant(key: UUID) -> Person | None:
    """The participant who signed in; None of who moved away or is no longer there."""
    rows = Person.objects.filter(pk=key, closed_on__isnull=True).select_related("municipality")
    return rows.unscoped(why=THE_OWN_PERSON).first()


def own_meeting(person: Person, *, day: date, half_day: str, whole: UUID) -> Meeting | None:
    """One meeting of the participant's own week; None where there is no such meeting."""
    found = meetings_between(Whose(WeekKind.PERSON, person), first=day, last=day)
    return next((each for each in found if each.session.key == (whole, day, half_day)), None)


def own_absence(person: Person, *, session: Session) -> PlannedAbsence | None:
    """What the participant told of not coming to one session."""
    rows = PlannedAbsence.objects.filter(
        person=person, first_day=session.day, half_day=session.half_day.slug, is_own=True
    )
    return rows.standing().unscoped(why=THE_OWN_PERSON).first()


def pending_code(key: UUID, *, now: datetime) -> SentCode | None:
    """A code that was sent and still works."""
    return (
        SentCode.objects.filter(pk=key, used_at__isnull=True, ends_at__gt=now)
        .exclude(digest="")
        .select_related("person")
        .first()
    )
