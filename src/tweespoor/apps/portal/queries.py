"""Reads for a participant of the own person alone, and for staff of the ways in that a participant has."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.utils.crypto import salted_hmac

from tweespoor.apps.accounts.models import IdentityProvider
from tweespoor.apps.accounts.queries import provider_named, provider_of, providers
from tweespoor.apps.accounts.rules import Audience
from tweespoor.apps.attendance.models import PlannedAbsence
from tweespoor.apps.attendance.queries import Session
from tweespoor.apps.people.models import Person
from tweespoor.apps.portal.models import OwnCard, OwnLink, SentCode
from tweespoor.apps.portal.rules import as_typed
from tweespoor.apps.schedule.models import GroupMode, Location
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


def digest_of_account(account: str, *, provider: IdentityProvider) -> str:
    """What is kept of an account at a provider: without the installation's own key nobody finds the account from it."""
    return salted_hmac("tweespoor.portal.account", f"{provider.pk} {account}", algorithm="sha256").hexdigest()


def links_of(person: Person) -> list[OwnLink]:
    """The accounts with which a person comes in, the newest first."""
    rows = OwnLink.objects.filter(person=person, withdrawn_at__isnull=True).select_related("provider__app")
    return [each for each in rows if each.stands]


def standing_link(key: UUID) -> OwnLink | None:
    """A linked account that still opens; None where it was withdrawn, or the provider is another one."""
    row = OwnLink.objects.filter(pk=key, withdrawn_at__isnull=True).select_related("provider__app").first()
    return row if row is not None and row.stands else None


def ways_by_account() -> list[IdentityProvider]:
    """The providers with which participants sign in, by the name of the municipality."""
    return list(providers(audience=Audience.PARTICIPANTS))


def way_by_account(slug: str) -> IdentityProvider | None:
    """The provider for participants that stands in an address as `slug`."""
    return provider_named(slug, audience=Audience.PARTICIPANTS)


def has_way_by_account(person: Person) -> bool:
    """Whether the person's municipality has a provider for participants."""
    return provider_of(person.municipality, audience=Audience.PARTICIPANTS) is not None


def account_to_link(person: Person) -> IdentityProvider | None:
    """The provider of the person's own municipality; None where it has none, or an account is linked already."""
    provider = provider_of(person.municipality, audience=Audience.PARTICIPANTS)
    if provider is None or any(each.provider_id == provider.pk for each in links_of(person)):
        return None
    return provider


def participant(key: UUID) -> Person | None:
    """The participant who signed in; None of who moved away or is no longer there."""
    rows = Person.objects.filter(pk=key, closed_on__isnull=True).select_related("municipality")
    return rows.unscoped(why=THE_OWN_PERSON).first()


def own_meeting(person: Person, *, day: date, half_day: str, whole: UUID) -> Meeting | None:
    """One meeting of the participant's own week; None where there is no such meeting."""
    found = meetings_between(Whose(WeekKind.PERSON, person), first=day, last=day)
    return next((each for each in found if each.session.key == (whole, day, half_day)), None)


def place_of_week(person: Person, *, location: UUID, first: date, last: date) -> Location | None:
    """A building where the participant has to be in these days; None where it is none."""
    found = (each.session for each in meetings_between(Whose(WeekKind.PERSON, person), first=first, last=last))
    return next(
        (each.location for each in found if each.location.pk == location and each.mode != GroupMode.ONLINE), None
    )


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
