"""Deeds: inviting, giving and taking roles, switching users off and on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from smtplib import SMTPException
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tweespoor.apps.accounts import queries
from tweespoor.apps.accounts.models import Invitation
from tweespoor.apps.accounts.rules import INVITATION_HOLDS, Refused, roles_at
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Membership, Organisation, User
from tweespoor.apps.organisations.queries import forget_memberships
from tweespoor.core.vocabulary import Role

LinkTo = Callable[[Invitation], str]
"""The whole address at which an invitation is accepted; the caller knows the site's name."""


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    roles: Sequence[Role],
    organisation: Organisation,
    link_to: LinkTo,
    by: User | None,
    now: datetime,
    key: UUID | None = None,
) -> Invitation:
    """Invite somebody by mail; `by` is None where the operator does it from the command line.

    Raises:
        Refused: if `by` is no administrator there, the organisation has no such role, somebody is invited already or
            has all these roles, or the mail cannot be sent.
        AlreadyDone: if the request of `key` was carried out before.
    """
    _check_administers(by, organisation=organisation)
    _check_roles(roles, organisation=organisation)
    _claim(key, by=by, now=now)
    email = email.strip().lower()
    user = queries.user_of(email)
    if user is not None and not user.is_active:
        raise Refused(_("Dit account is uitgezet. Zet het weer aan in plaats van iemand uit te nodigen."))
    if user is not None and {role.value for role in roles} <= _roles_in(user, organisation=organisation):
        raise Refused(_("Deze persoon heeft deze rollen al bij deze organisatie."))
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                organisation=organisation,
                email=email,
                name=name.strip(),
                roles=[role.value for role in roles],
                invited_by=by.pk if by else None,
                invited_at=now,
                expires_at=now + INVITATION_HOLDS,
            )
    except IntegrityError:
        raise Refused(
            _("Dit adres is al uitgenodigd voor deze organisatie. Stuur de uitnodiging opnieuw of trek haar in.")
        ) from None
    log.record(
        deed="user-invited",
        on=invitation,
        by=by.pk if by else None,
        now=now,
        detail={"organisation": str(organisation.pk), "roles": invitation.roles},
    )
    _mail(invitation, link=link_to(invitation))
    return invitation


@transaction.atomic
def invite_again(*, invitation: Invitation, link_to: LinkTo, by: User, now: datetime) -> None:
    """Send an invitation once more; it holds from now on.

    Raises:
        Refused: if `by` is no administrator there, it is no longer open, or the mail cannot be sent.
    """
    _check_administers(by, organisation=invitation.organisation)
    invitation = _locked(invitation)
    _check_open(invitation)
    invitation.expires_at = now + INVITATION_HOLDS
    invitation.save(update_fields=["expires_at"])
    log.record(deed="invitation-sent-again", on=invitation, by=by.pk, now=now)
    _mail(invitation, link=link_to(invitation))


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User, now: datetime) -> None:
    """Take an invitation back: its link works no more.

    Raises:
        Refused: if `by` is no administrator there, or it is no longer open.
    """
    _check_administers(by, organisation=invitation.organisation)
    invitation = _locked(invitation)
    _check_open(invitation)
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    log.record(deed="invitation-withdrawn", on=invitation, by=by.pk, now=now)


@transaction.atomic
def accept(*, invitation: Invitation, password: str | None, user: User | None, now: datetime) -> User:
    """Accept an invitation, once: the user, made where there is none of that address, gets its roles.

    `user` is who is logged in as the invited address; a `password` is set for a new user only, who without one logs
    in through the organisation.

    Raises:
        Refused: if it has expired, was accepted or withdrawn, or there is a user of that address who is somebody else
            than `user` or is switched off.
    """
    invitation = _locked(invitation)
    check_can_accept(invitation, now=now)
    known = queries.user_of(invitation.email)
    if known is not None and (user is None or known.pk != user.pk or not known.is_active):
        raise Refused(_("Er is al een account met dit e-mailadres. Log daarmee in en open de link dan opnieuw."))
    if known is None:
        known = User.objects.create_user(invitation.email, password, name=invitation.name)
    for role in invitation.roles:
        Membership.objects.get_or_create(user=known, organisation=invitation.organisation, role=role)
    forget_memberships()
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    log.record(
        deed="invitation-accepted",
        on=invitation,
        by=known.pk,
        now=now,
        detail={"organisation": str(invitation.organisation_id), "roles": invitation.roles},
    )
    return known


def check_can_accept(invitation: Invitation, *, now: datetime) -> None:
    """Refuse an invitation that no longer holds.

    Raises:
        Refused: with a sentence that says why.
    """
    _check_open(invitation)
    if invitation.expires_at <= now:
        raise Refused(_("Deze uitnodiging is verlopen. Vraag uw beheerder om haar opnieuw te sturen."))


@transaction.atomic
def add_role(
    *, user: User, organisation: Organisation, role: Role, by: User, now: datetime, key: UUID | None = None
) -> None:
    """Give a user of one's own organisations a role in one of them.

    Raises:
        Refused: if `by` is no administrator there, or the organisation has no such role.
        AlreadyDone: if the request of `key` was carried out before.
    """
    _check_administers(by, organisation=organisation)
    _check_roles([role], organisation=organisation)
    _claim(key, by=by, now=now)
    _row, added = Membership.objects.get_or_create(user=user, organisation=organisation, role=role.value)
    forget_memberships()
    if added:
        _record_user("role-added", user, by=by, now=now, organisation=organisation, role=role.value)


@transaction.atomic
def remove_role(*, membership: Membership, by: User, now: datetime) -> None:
    """Take a role away.

    Raises:
        Refused: if `by` is no administrator there, or it is the last administrator of the organisation.
    """
    _check_administers(by, organisation=membership.organisation)
    if membership.role == Role.ADMINISTRATOR.value:
        _check_not_last(membership.user, organisation=membership.organisation)
    user, organisation, role = membership.user, membership.organisation, membership.role
    membership.delete()
    forget_memberships()
    _record_user("role-removed", user, by=by, now=now, organisation=organisation, role=role)


@transaction.atomic
def deactivate(*, user: User, by: User, now: datetime) -> None:
    """Switch a user off, ending all of the user's sessions at once.

    Raises:
        Refused: if the user also works for others, is `by`, or is the last administrator of an organisation.
    """
    _check_own_user(user, by=by)
    if user.pk == by.pk:
        raise Refused(_("U kunt uw eigen account niet uitzetten. Vraag een andere beheerder."))
    for membership in user.memberships.filter(role=Role.ADMINISTRATOR.value).select_related("organisation"):
        _check_not_last(user, organisation=membership.organisation)
    user.is_active = False
    user.save(update_fields=["is_active"])
    _end_sessions(user, now=now)
    _record_user("user-deactivated", user, by=by, now=now)


@transaction.atomic
def reactivate(*, user: User, by: User, now: datetime) -> None:
    """Let a user log in again.

    Raises:
        Refused: if the user also works for others.
    """
    _check_own_user(user, by=by)
    user.is_active = True
    user.save(update_fields=["is_active"])
    _record_user("user-reactivated", user, by=by, now=now)


@transaction.atomic
def reset_second_factor(*, user: User, by: User, now: datetime) -> None:
    """Remove the second factors of somebody who lost them, and end the sessions; the next log-in sets up a new one.

    Raises:
        Refused: if the user also works for others, or is `by`.
    """
    _check_own_user(user, by=by)
    if user.pk == by.pk:
        raise Refused(_("Uw eigen tweede stap wijzigt u bij “Mijn account”."))
    Authenticator.objects.filter(user=user).delete()
    _end_sessions(user, now=now)
    _record_user("second-factor-reset", user, by=by, now=now)


@transaction.atomic
def rename(*, user: User, name: str, by: User, now: datetime) -> None:
    """Change a user's own name."""
    user.name = name.strip()
    user.save(update_fields=["name"])
    _record_user("user-renamed", user, by=by, now=now)


def _mail(invitation: Invitation, *, link: str) -> None:
    """Send the invitation; a mail that cannot be sent undoes the deed."""
    subject = _("Uitnodiging voor Tweespoor van %(organisation)s") % {"organisation": invitation.organisation.name}
    text = render_to_string("accounts/mail/invitation.txt", {"invitation": invitation, "link": link})
    try:
        send_mail(" ".join(subject.splitlines()), text, settings.DEFAULT_FROM_EMAIL, [invitation.email])
    except (SMTPException, OSError):
        raise Refused(
            _("De mail kon niet worden verstuurd. Er is niemand uitgenodigd. Probeer het later opnieuw.")
        ) from None


def _locked(invitation: Invitation) -> Invitation:
    """The invitation as it stands now, held until the transaction ends: a link works once, also when raced."""
    return Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)


def _check_open(invitation: Invitation) -> None:
    if invitation.withdrawn_at is not None:
        raise Refused(_("Deze uitnodiging is ingetrokken. Vraag uw beheerder om een nieuwe."))
    if invitation.accepted_at is not None:
        raise Refused(_("Deze uitnodiging is al gebruikt. Log in met uw e-mailadres."))


def _check_administers(by: User | None, *, organisation: Organisation) -> None:
    if by is not None and not queries.administered(by).filter(pk=organisation.pk).exists():
        raise Refused(_("U bent geen beheerder van deze organisatie."))


def _check_roles(roles: Sequence[Role], *, organisation: Organisation) -> None:
    if not roles or not set(roles) <= set(roles_at(organisation.kind)):
        raise Refused(_("Deze rol bestaat niet bij dit soort organisatie. Kies een andere rol."))


def _check_own_user(user: User, *, by: User) -> None:
    if not queries.administered_users(by).filter(pk=user.pk).exists():
        raise Refused(_("U bent geen beheerder van deze organisatie."))
    if queries.works_elsewhere(user, than=by):
        raise Refused(
            _(
                "Deze persoon werkt ook voor een organisatie die u niet beheert. Neem de rollen bij uw eigen"
                " organisatie weg."
            )
        )


def _check_not_last(user: User, *, organisation: Organisation) -> None:
    """Refuse to leave an organisation without administrator, also where two of them go at the same moment."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not queries.other_administrators(user, organisation=organisation).exists():
        raise Refused(
            _("Dit is de laatste beheerder van %(organisation)s. Maak eerst iemand anders beheerder.")
            % {"organisation": organisation.name}
        )


def _roles_in(user: User, *, organisation: Organisation) -> set[str]:
    return set(user.memberships.filter(organisation=organisation).values_list("role", flat=True))


def _claim(key: UUID | None, *, by: User | None, now: datetime) -> None:
    if key is not None and by is not None:
        log.claim(key=key, by=by.pk, now=now)


def _end_sessions(user: User, *, now: datetime) -> None:
    for session in queries.sessions_of(user, now=now):
        session.delete()


def _record_user(
    deed: str, user: User, *, by: User, now: datetime, organisation: Organisation | None = None, role: str = ""
) -> None:
    detail = {"organisation": str(organisation.pk), "role": role} if organisation else {}
    log.record(deed=deed, on=user, by=by.pk, now=now, detail=detail)
