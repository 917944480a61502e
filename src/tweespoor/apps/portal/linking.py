"""Deeds: an account at the municipality's provider for participants, linked once, with which a participant comes in.

A provider knows accounts and not our participants; what it says of somebody's name or number is not asked. So whoever
holds a card that a case manager handed over says once which account is the own one.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.accounts.models import IdentityProvider
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import may_register
from tweespoor.apps.portal.models import OwnCard, OwnLink
from tweespoor.apps.portal.queries import digest_of_account, links_of
from tweespoor.apps.portal.rules import Refused

BY_ACCOUNT = "whoever signed in at the provider of a municipality is let in by it: nothing is shown before"


def link_account(*, person: Person, card: OwnCard, provider: IdentityProvider, account: str, now: datetime) -> OwnLink:
    """Let a person who came in with a card come in with an account too; it takes the place of another one there.

    Raises:
        Refused: if the provider is not of the person's municipality, or the account opens somebody else's pages.
    """
    if provider.organisation_id != person.municipality_id:
        raise Refused(_("Deze inlogdienst is van een andere gemeente."))
    taken = Refused(_("Dit account hoort al bij iemand anders."))
    digest = digest_of_account(account, provider=provider)
    with whole_registry(why=BY_ACCOUNT):
        of_account = OwnLink.objects.filter(digest=digest, withdrawn_at__isnull=True)
        if of_account.exclude(person=person).filter(person__closed_on__isnull=True).exists():
            raise taken
        try:
            with transaction.atomic():
                before = OwnLink.objects.filter(Q(person=person, provider=provider) | Q(digest=digest))
                before.filter(withdrawn_at__isnull=True).update(withdrawn_at=now)
                row = OwnLink.objects.create(
                    person=person,
                    provider=provider,
                    issuer=provider.app.settings["server_url"],
                    digest=digest,
                    card=card,
                    made_at=now,
                )
                log.record(deed="own-link-made", on=row, by=None, now=now, person=person.pk)
        except IntegrityError:  # somebody else linked it at the same moment
            raise taken from None
    return row


@transaction.atomic
def enter_by_account(*, provider: IdentityProvider, account: str, now: datetime) -> OwnLink | None:
    """The link of an account that lets its person in; None where it opens nobody's pages.

    A provider speaks for its own municipality's participants only.
    """
    with whole_registry(why=BY_ACCOUNT):
        rows = OwnLink.objects.filter(
            digest=digest_of_account(account, provider=provider),
            provider=provider,
            withdrawn_at__isnull=True,
            person__closed_on__isnull=True,
            person__municipality=provider.organisation_id,
        )
        row = rows.select_related("person", "provider__app").first()
        if row is None or not row.stands:
            return None
        today = timezone.localdate(now)
        if row.used_on != today:
            OwnLink.objects.filter(pk=row.pk).update(used_on=today)
        log.record(deed="own-pages-opened", on=row, by=None, now=now, person=row.person_id)
        return row


@transaction.atomic
def withdraw_link(*, person: Person, link: UUID, by: User, now: datetime) -> None:
    """Let an account open nothing any more, also where it was used before.

    Raises:
        Refused: if the user does not register about the person, or there is no such account.
    """
    if not may_register(by, person=person):
        raise Refused(_("U trekt van deze deelnemer geen koppeling in."))
    row = next((each for each in links_of(person) if each.pk == link), None)
    if row is None:
        raise Refused(_("Deze koppeling werkt al niet meer."))
    OwnLink.objects.filter(pk=row.pk).update(withdrawn_at=now)
    log.record(deed="own-link-withdrawn", on=row, by=by.pk, now=now, person=person.pk)


@transaction.atomic
def end_own_links(*, person: Person, now: datetime) -> int:
    """Let no account open the own pages any more, as the participant wants; returns how many did."""
    rows = links_of(person)
    for row in rows:
        OwnLink.objects.filter(pk=row.pk).update(withdrawn_at=now)
        log.record(deed="own-link-ended", on=row, by=None, now=now, person=person.pk)
    return len(rows)
