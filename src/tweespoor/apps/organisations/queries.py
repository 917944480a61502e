"""Reads about organisations and what a user is in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import Membership, Organisation, OrganisationQuerySet, User
from tweespoor.core.vocabulary import Role

_held: ContextVar[dict[UUID, tuple[tuple[Role, UUID], ...]] | None] = ContextVar("held", default=None)
"""While a page is made: what was read of each user's memberships, which a page asks for many times."""


@contextmanager
def memberships_read_once() -> Iterator[None]:
    """Within this block read each user's memberships once, until `forget_memberships`."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def forget_memberships() -> None:
    """Read them anew from now on; whoever changes one calls this."""
    held = _held.get()
    if held is not None:
        held.clear()


def memberships_of(user: User) -> tuple[tuple[Role, UUID], ...]:
    """Each role the user has and the id of its organisation, in the order of the organisations' names."""
    held = _held.get()
    if held is not None and user.pk in held:
        return held[user.pk]
    rows = user.memberships.values_list("role", "organisation_id")
    found = tuple((Role(role), organisation) for role, organisation in rows)
    if held is not None:
        held[user.pk] = found
    return found


@dataclass(frozen=True)
class DemoUser:
    """Somebody to log in as in the demonstration; the password is the same for all."""

    email: str
    name: str
    role: str
    organisation: str
    role_is_taken: bool = False
    """Whether somebody before this one has the same role, so that only the organisation tells them apart."""

    @property
    def role_label(self) -> str:
        """The role in the language of the page."""
        return Role(self.role).label(language_now())


def visible_organisations(user: User) -> OrganisationQuerySet:
    """The organisations the user is a member of."""
    return Organisation.objects.visible_to(user)


def roles_of(user: User) -> frozenset[Role]:
    """All roles the user has, in whatever organisation."""
    return frozenset(role for role, _organisation in memberships_of(user))


def organisations_where(user: User, *, roles: Iterable[Role]) -> set[UUID]:
    """Ids of the organisations in which the user has one of these roles."""
    wanted = frozenset(roles)
    return {organisation for role, organisation in memberships_of(user) if role in wanted}


def membership_labels(user: User, *, language: str) -> list[tuple[str, str]]:
    """What the user is and where: the role in that language, and the organisation's name."""
    rows = user.memberships.select_related("organisation")
    return [(Role(row.role).label(language), row.organisation.name) for row in rows]


def administrators_of(organisation: Organisation) -> list[User]:
    """The administrators of an organisation who can log in."""
    rows = organisation.memberships.filter(role=Role.ADMINISTRATOR.value, user__is_active=True)
    return [each.user for each in rows.select_related("user").order_by("user__email")]


def names_of(users: Iterable[UUID | None]) -> dict[UUID, str]:
    """Who these users are, for pages that say who registered something; users that are gone are left out."""
    known = {user for user in users if user is not None}
    return dict(User.objects.filter(pk__in=known).values_list("pk", "name")) if known else {}


def demo_users() -> tuple[DemoUser, ...]:
    """The users of the demonstration, by role, whoever is called by it first; none outside demo mode."""
    if not settings.DEMO:
        return ()
    rows = Membership.objects.filter(user__email__endswith="@" + settings.DEMO_DOMAIN, user__is_active=True)
    order = list(Role)
    found: dict[str, DemoUser] = {}
    for row in rows.select_related("user", "organisation"):
        before = found.get(row.user.email)
        where = _("de hele regio") if before else row.organisation.name
        found[row.user.email] = DemoUser(row.user.email, row.user.name, row.role, where)
    users = sorted(
        found.values(),
        key=lambda user: (order.index(Role(user.role)), not user.email.startswith(f"{user.role}@"), user.email),
    )
    return tuple(
        replace(user, role_is_taken=place > 0 and users[place - 1].role == user.role)
        for place, user in enumerate(users)
    )
