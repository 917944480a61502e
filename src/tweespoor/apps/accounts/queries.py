"""Reads about users, invitations, second factors and log-in providers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.signing import BadSignature, Signer
from django.db.models import Exists, OuterRef, Q, QuerySet

from tweespoor.apps.accounts.models import IdentityProvider, Invitation
from tweespoor.apps.accounts.rules import SECOND_FACTOR_ROLES, Audience
from tweespoor.apps.organisations.models import Membership, Organisation, User
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.core.vocabulary import Role

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SIGNER = Signer(salt="tweespoor.invitation")


def lacks_second_factor(user: User) -> bool:
    """Whether the user has a role for which a second factor is compulsory, and none yet; one query."""
    factors = Authenticator.objects.filter(user=OuterRef("user"), type__in=FACTORS)
    needing = user.memberships.filter(role__in=[role.value for role in SECOND_FACTOR_ROLES])
    return needing.filter(~Exists(factors)).exists()


def must_have_second_factor(user: User) -> bool:
    """Whether the user has a role for which a second factor is compulsory."""
    return user.memberships.filter(role__in=[role.value for role in SECOND_FACTOR_ROLES]).exists()


def factor_count(user: User) -> int:
    """How many second factors the user has; recovery codes are none by themselves."""
    return Authenticator.objects.filter(user=user, type__in=FACTORS).count()


def factors_of(user: User) -> dict[str, bool]:
    """Which kinds of second factor the user has, as a page asks for them."""
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return {"has_app": Authenticator.Type.TOTP in kinds, "has_passkey": Authenticator.Type.WEBAUTHN in kinds}


def administered(user: User) -> QuerySet[Organisation]:
    """The organisations of which the user is an administrator."""
    return Organisation.objects.filter(pk__in=organisations_where(user, roles=[Role.ADMINISTRATOR]))


def administered_users(user: User) -> QuerySet[User]:
    """Everybody with a role in an organisation that the user administers."""
    return User.objects.filter(
        Exists(Membership.objects.filter(user=OuterRef("pk"), organisation__in=administered(user)))
    )


@dataclass(frozen=True)
class ListedUser:
    """A line of the administrator's list: only the roles in the administrator's own organisations."""

    user: User
    memberships: tuple[Membership, ...]
    has_factor: bool


def listed_users(user: User) -> list[ListedUser]:
    """The administrator's users with their roles, in three queries however many there are."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    users = list(administered_users(user).annotate(has_factor=Exists(factors)).order_by("name", "email"))
    rows: dict[UUID, list[Membership]] = {each.pk: [] for each in users}
    own = Membership.objects.filter(organisation__in=administered(user), user__in=users)
    for membership in own.select_related("organisation"):
        rows[membership.user_id].append(membership)
    return [ListedUser(each, tuple(rows[each.pk]), each.has_factor) for each in users]


def memberships_shown(of: User, *, to: User) -> QuerySet[Membership]:
    """The roles of a user in the organisations that `to` administers."""
    return of.memberships.filter(organisation__in=administered(to)).select_related("organisation")


def works_elsewhere(of: User, *, than: User) -> bool:
    """Whether a user has a role in an organisation that the administrator `than` does not administer."""
    return of.memberships.exclude(organisation__in=administered(than)).exists()


def other_administrators(user: User, *, organisation: Organisation) -> QuerySet[Membership]:
    """The active administrators of an organisation beside this user."""
    administrators = organisation.memberships.filter(role=Role.ADMINISTRATOR.value, user__is_active=True)
    return administrators.exclude(user=user)


def open_invitations(user: User) -> QuerySet[Invitation]:
    """Invitations to the organisations that the user administers, neither accepted nor withdrawn."""
    pending = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return pending.filter(organisation__in=administered(user)).select_related("organisation")


def token_of(invitation: Invitation) -> str:
    """What the link of an invitation ends in."""
    return SIGNER.sign(str(invitation.pk))


def invitation_of(token: str) -> Invitation | None:
    """The invitation whose link ends in this; None where nobody of ours made the link."""
    try:
        key = UUID(SIGNER.unsign(token))
    except (BadSignature, ValueError):
        return None
    return Invitation.objects.select_related("organisation").filter(pk=key).first()


def invitation_for(email: str, *, organisation: Organisation, now: datetime) -> Invitation | None:
    """The invitation to an organisation that an address can still accept."""
    pending = organisation.invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return pending.filter(email=email.lower(), expires_at__gt=now).first()


def user_of(email: str) -> User | None:
    """The user of an address, switched off or not."""
    return User.objects.filter(email=email.strip().lower()).first()


def works_only_at(user: User, *, organisation: Organisation) -> bool:
    """Whether the user has a role in this organisation, and in no other."""
    places = set(user.memberships.values_list("organisation_id", flat=True))
    return places == {organisation.pk}


def providers(*, audience: Audience = Audience.STAFF) -> QuerySet[IdentityProvider]:
    """The organisations with a log-in of their own for these people."""
    return IdentityProvider.objects.filter(audience=audience).select_related("organisation", "app")


def provider_named(slug: str, *, audience: Audience = Audience.STAFF) -> IdentityProvider | None:
    """The provider for these people that stands in an address as `slug`."""
    return providers(audience=audience).filter(app__provider_id=slug).first()


def provider_of(organisation: Organisation, *, audience: Audience = Audience.STAFF) -> IdentityProvider | None:
    """The log-in of an organisation's own for these people; None where it has none."""
    return providers(audience=audience).filter(organisation=organisation).first()


def organisation_named(name: str) -> Organisation | None:
    """The organisation of exactly that name."""
    return Organisation.objects.filter(name=name).first()


def sessions_of(user: User, *, now: datetime) -> Iterable[Session]:
    """The sessions in which the user is logged in, or was not long ago.

    Looks through all sessions that have not run out: they are kept by key, not by user.
    """
    key = str(user.pk)
    for session in Session.objects.filter(Q(expire_date__gt=now)).iterator():
        if session.get_decoded().get("_auth_user_id") == key:
            yield session
