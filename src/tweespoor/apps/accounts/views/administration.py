"""The administrator's users: who they are, what they may, who is invited."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tweespoor.apps.accounts import actions, queries
from tweespoor.apps.accounts.forms import InviteForm, RoleForm
from tweespoor.apps.accounts.models import Invitation
from tweespoor.apps.accounts.rules import Refused
from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import Membership, Organisation, User
from tweespoor.core.vocabulary import OrganisationKind, Role
from tweespoor.site.components.data import Column


def users(request: HttpRequest) -> HttpResponse:
    """Everybody of the administrator's organisations, and who is invited."""
    organisations = _administered(request)
    several = len(organisations) > 1
    context = {
        "rows": [
            (row, [_role(membership, several=several) for membership in row.memberships])
            for row in queries.listed_users(request.user)
        ],
        "columns": [
            Column(label=_("Naam")),
            Column(label=_("E-mailadres")),
            Column(label=_("Rollen")),
            Column(label=_("Tweede stap")),
            Column(label=_("Account")),
        ],
        "invitations": [
            (each, ", ".join(role.label(language_now()) for role in each.given_roles), each.expires_at < timezone.now())
            for each in queries.open_invitations(request.user)
        ],
        "has_classes": any(each.kind == OrganisationKind.LANGUAGE_PROVIDER.value for each in organisations),
        "invitation_columns": [
            Column(label=_("Naam")),
            Column(label=_("E-mailadres")),
            Column(label=_("Organisatie")),
            Column(label=_("Rollen")),
            Column(label=_("Geldig tot")),
            Column(label=_("Doen")),
        ],
    }
    return render(request, "accounts/users.html", context)


def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by mail."""
    form = InviteForm(request.POST or None, organisations=_administered(request))
    if request.method == "POST" and form.is_valid():
        try:
            invitation = actions.invite(
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                roles=form.roles(),
                organisation=form.organisation(),
                link_to=_link_to(request),
                by=request.user,
                now=timezone.now(),
                key=key_of(request),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except AlreadyDone:
            messages.info(request, _("Deze uitnodiging was al verstuurd."))
            return redirect("users")
        else:
            messages.success(request, _("De uitnodiging is verstuurd naar %s.") % invitation.email)
            return redirect("users")
    context = {"form": form, "idempotency_key": uuid4()}
    return render(request, "accounts/invite.html", context, status=400 if form.errors else 200)


def user_page(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """One user: roles to give and to take, the account to switch off and on."""
    organisations = _administered(request)
    shown = _user(request, user_id)
    form = RoleForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_role(
                user=shown,
                organisation=form.organisation(),
                role=form.role(),
                by=request.user,
                now=timezone.now(),
                key=key_of(request),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except AlreadyDone:
            return redirect("user", user_id=shown.pk)
        else:
            messages.success(request, _("De rol is gegeven."))
            return redirect("user", user_id=shown.pk)
    rows = queries.memberships_shown(shown, to=request.user)
    context = {
        "shown": shown,
        "roles": [(each, _role(each, several=len(organisations) > 1)) for each in rows],
        "form": form,
        "factors": queries.factor_count(shown),
        "is_self": shown.pk == request.user.pk,
        "elsewhere": queries.works_elsewhere(shown, than=request.user),
        "idempotency_key": uuid4(),
    }
    return render(request, "accounts/user.html", context, status=400 if form.errors else 200)


@require_POST
def remove_role(request: HttpRequest, user_id: UUID, membership_id: int) -> HttpResponse:
    """Take a role away; whoever has none left is no user of ours any more."""
    shown = _user(request, user_id)
    membership = get_object_or_404(queries.memberships_shown(shown, to=request.user), pk=membership_id)

    def _remove() -> str:
        actions.remove_role(membership=membership, by=request.user, now=timezone.now())
        return _("De rol is weggenomen.")

    _do(request, _remove)
    if not queries.administered_users(request.user).filter(pk=shown.pk).exists():
        return redirect("users" if _is_administrator(request) else "start")
    return redirect("user", user_id=shown.pk)


@require_POST
def switch_off(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Let somebody in no more, from this moment."""
    shown = _user(request, user_id)

    def _off() -> str:
        actions.deactivate(user=shown, by=request.user, now=timezone.now())
        return _("Het account is uitgezet. Deze persoon is nu overal uitgelogd.")

    return _do(request, _off) or redirect("user", user_id=shown.pk)


@require_POST
def switch_on(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Let somebody in again."""
    shown = _user(request, user_id)

    def _on() -> str:
        actions.reactivate(user=shown, by=request.user, now=timezone.now())
        return _("Het account is aangezet.")

    return _do(request, _on) or redirect("user", user_id=shown.pk)


@require_POST
def reset_second_factor(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """For who lost telephone and recovery codes."""
    shown = _user(request, user_id)

    def _reset() -> str:
        actions.reset_second_factor(user=shown, by=request.user, now=timezone.now())
        return _("De tweede stap is gewist. Bij het inloggen stelt deze persoon een nieuwe in.")

    return _do(request, _reset) or redirect("user", user_id=shown.pk)


@require_POST
def invite_again(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Send the link once more."""
    invitation = _invitation(request, invitation_id)

    def _again() -> str:
        actions.invite_again(invitation=invitation, link_to=_link_to(request), by=request.user, now=timezone.now())
        return _("De uitnodiging is opnieuw verstuurd.")

    return _do(request, _again) or redirect("users")


@require_POST
def withdraw(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    invitation = _invitation(request, invitation_id)

    def _withdraw() -> str:
        actions.withdraw(invitation=invitation, by=request.user, now=timezone.now())
        return _("De uitnodiging is ingetrokken.")

    return _do(request, _withdraw) or redirect("users")


def _do(request: HttpRequest, deed: Callable[[], str]) -> None:
    """Do it and say so, or say why not."""
    try:
        messages.success(request, deed())
    except Refused as refusal:
        messages.error(request, str(refusal))


def _administered(request: HttpRequest) -> list[Organisation]:
    organisations = list(queries.administered(request.user))
    if not organisations:
        raise Http404
    return organisations


def _is_administrator(request: HttpRequest) -> bool:
    return queries.administered(request.user).exists()


def _user(request: HttpRequest, user_id: UUID) -> User:
    return get_object_or_404(queries.administered_users(request.user), pk=user_id)


def _invitation(request: HttpRequest, invitation_id: UUID) -> Invitation:
    return get_object_or_404(queries.open_invitations(request.user), pk=invitation_id)


def _role(membership: Membership, *, several: bool) -> str:
    label = Role(membership.role).label(language_now())
    return f"{label}, {membership.organisation.name}" if several else label


def _link_to(request: HttpRequest) -> actions.LinkTo:
    def _link(invitation: Invitation) -> str:
        return request.build_absolute_uri(reverse("accept-invitation", args=[queries.token_of(invitation)]))

    return _link
