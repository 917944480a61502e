"""Reads about organisations and what a user is in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import Membership, Organisation, OrganisationQuerySet, User
from tweespoor.core.vocabulary import Role


@dataclass(frozen=True)
class DemoUser:
    """Somebody to log in as in the demonstration; the password is the same for all."""

    email: str
    name: str
    role: str
    organisation: str

    @property
    def role_label(self) -> str:
        """The role in the language of the page."""
        return Role(self.role).label(language_now())


def visible_organisations(user: User) -> OrganisationQuerySet:
    """The organisations the user is a member of."""
    return Organisation.objects.visible_to(user)


def roles_of(user: User) -> frozenset[Role]:
    """All roles the user has, in whatever organisation."""
    return frozenset(Role(role) for role in user.memberships.values_list("role", flat=True))


def organisations_where(user: User, *, roles: Iterable[Role]) -> set[UUID]:
    """Ids of the organisations in which the user has one of these roles."""
    rows = user.memberships.filter(role__in=[role.value for role in roles])
    return set(rows.values_list("organisation_id", flat=True))


def membership_labels(user: User, *, language: str) -> list[tuple[str, str]]:
    """What the user is and where: the role in that language, and the organisation's name."""
    rows = user.memberships.select_related("organisation")
    return [(Role(row.role).label(language), row.organisation.name) for row in rows]


def names_of(users: Iterable[UUID | None]) -> dict[UUID, str]:
    """Who these users are, for pages that say who registered something; users that are gone are left out."""
    known = {user for user in users if user is not None}
    return dict(User.objects.filter(pk__in=known).values_list("pk", "name")) if known else {}


def demo_users() -> tuple[DemoUser, ...]:
    """The users of the demonstration, one per role; none outside demo mode."""
    if not settings.DEMO:
        return ()
    rows = Membership.objects.filter(user__email__endswith="@" + settings.DEMO_DOMAIN, user__is_active=True)
    order = list(Role)
    found: dict[str, DemoUser] = {}
    for row in rows.select_related("user", "organisation"):
        before = found.get(row.user.email)
        where = _("de hele regio") if before else row.organisation.name
        found[row.user.email] = DemoUser(row.user.email, row.user.name, row.role, where)
    return tuple(sorted(found.values(), key=lambda user: (order.index(Role(user.role)), user.email)))
