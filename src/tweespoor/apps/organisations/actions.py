"""Deeds: adding organisations, users and their roles."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tweespoor.apps.organisations.models import Membership, Organisation, Region, User
from tweespoor.apps.organisations.queries import forget_memberships
from tweespoor.core.vocabulary import OrganisationKind, Role


@transaction.atomic
def add_region(*, name: str) -> Region:
    """A region of that name; the one there is, where there is one."""
    return Region.objects.get_or_create(name=name)[0]


@transaction.atomic
def add_organisation(*, name: str, kind: OrganisationKind, region: Region | None = None) -> Organisation:
    """An organisation of that name; the one there is, where there is one."""
    return Organisation.objects.get_or_create(name=name, defaults={"kind": kind.value, "region": region})[0]


@transaction.atomic
def add_member(
    *, email: str, name: str, password: str | None, organisation: Organisation, role: Role, now: datetime
) -> User:
    """Give somebody a role in an organisation, making the user where there is none of that e-mail address."""
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = User.objects.create_user(email, password, name=name)
    Membership.objects.get_or_create(user=user, organisation=organisation, role=role.value)
    forget_memberships()
    return user
