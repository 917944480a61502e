"""Who sees whom, as conditions on people: subqueries rather than joins, so that nobody stands in a list twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.lookups import Exact

from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.people.models import PersonFact
from tweespoor.apps.people.models.access import Consent, EmergencyAccess, Sharing
from tweespoor.apps.people.rules import MUNICIPAL_ROLES, PARTNER_ROLES
from tweespoor.core.access import EMERGENCY_PURPOSES, Recipient, purposes_of, widest_purposes
from tweespoor.core.vocabulary import Act, Purpose, Role

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User


def people_filter(user: User) -> Q:
    """The condition on people whom one of the user's roles needs, or to whom the user has emergency access."""
    own = organisations_where(user, roles=MUNICIPAL_ROLES)
    shared = Sharing.objects.active_for(user).values("person")
    urgent = EmergencyAccess.objects.open_for(user).values("person")
    return Q(municipality__in=own) | Q(pk__in=shared) | Q(pk__in=urgent)


def purpose_filter(user: User, *, purpose: Purpose) -> Q:
    """The condition on people of whom the user may see a set of facts: what `purposes_of` says, for many at once."""
    urgent = EmergencyAccess.objects.open_for(user).values("person")
    condition = Q(pk__in=urgent if purpose in EMERGENCY_PURPOSES else [])
    for role, recipient in (*_each(MUNICIPAL_ROLES, Recipient.MUNICIPALITY), *_each(PARTNER_ROLES, Recipient.PARTNER)):
        if purpose not in widest_purposes(role):
            continue
        organisations = organisations_where(user, roles=[role])
        if not organisations:
            continue
        if recipient is Recipient.MUNICIPALITY:
            people = Q(municipality__in=organisations)
        else:
            people = Q(pk__in=Sharing.objects.active_for(user, roles=[role]).values("person"))
        condition |= people & _ground(role, recipient, purpose, organisations=organisations)
    return condition


def _each(roles: tuple[Role, ...], recipient: Recipient) -> list[tuple[Role, Recipient]]:
    return [(role, recipient) for role in roles]


def _ground(role: Role, recipient: Recipient, purpose: Purpose, *, organisations: object) -> Q:
    """Whether there is a ground for a role to have a set of facts: the person's act, or consent."""
    if purpose in purposes_of(role, recipient=recipient, act=None):
        return Q()
    consents = Consent.objects.filter(
        person=OuterRef("pk"), purpose=purpose.value, organisation__in=organisations, withdrawn_on__isnull=True
    )
    consented = Q(Exists(consents))
    if purpose not in purposes_of(role, recipient=recipient, act=Act.ACT_2021):
        return consented
    act = PersonFact.objects.filter(person=OuterRef("pk"), variable="act").as_known()
    return consented | Q(Exact(Subquery(act.values("value")[:1]), Value(Act.ACT_2021.value)))
