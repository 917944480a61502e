"""Whom the names in an organisation's attendance files were said to be: kept as keyed hashes beside the people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.utils.crypto import salted_hmac

from tweespoor.apps.exchange.models import KnownName
from tweespoor.apps.organisations.models import Organisation


def digest_of(who: str, *, organisation: Organisation) -> str:
    """What is kept of how a file names somebody: it cannot be read back, nor made without the installation's key."""
    return salted_hmac("tweespoor.exchange.known-name", f"{organisation.pk} {who}", algorithm="sha256").hexdigest()


def known_in(who: Iterable[str], *, organisation: Organisation, people: Collection[UUID]) -> Mapping[str, UUID]:
    """Whom each of these was said to be last, as far as it is one of these people."""
    names = {digest_of(each, organisation=organisation): each for each in set(who)}
    rows = KnownName.objects.filter(organisation=organisation, digest__in=list(names), replaced_by=None)
    found = rows.order_by("said_at", "pk").values_list("digest", "person_id") if names else ()
    return {names[digest]: person for digest, person in found if person in people}
