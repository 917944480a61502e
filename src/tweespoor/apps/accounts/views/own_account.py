"""One's own account: name, password, second step, roles."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import IndexView
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.accounts import actions, queries
from tweespoor.apps.accounts.forms import NameForm
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.queries import membership_labels


def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, and how one logs in."""
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        actions.rename(user=request.user, name=form.cleaned_data["name"], by=request.user, now=timezone.now())
        messages.success(request, _("Uw naam is veranderd."))
        return redirect("account")
    context = {
        "form": form,
        "memberships": membership_labels(request.user, language=language_now()),
        "has_password": request.user.has_usable_password(),
        "factors": queries.factor_count(request.user),
        "must": _must(request.user),
    }
    return render(request, "accounts/account.html", context, status=400 if form.errors else 200)


def _must(user: User) -> bool:
    return settings.SECOND_FACTOR_REQUIRED and queries.must_have_second_factor(user)


class SecondFactors(IndexView):
    """The second steps one has, and those one can add."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether one must have one."""
        return {
            **super().get_context_data(**kwargs),
            "must": _must(self.request.user),
            "factors": queries.factor_count(self.request.user),
        }


class RemovePasskey(RemoveWebAuthnView):
    """Remove a passkey, unless it is the last second step of somebody who must have one."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse the last one where the role demands it."""
        if not get_adapter().can_delete_authenticator(self.get_object()):
            messages.error(request, str(get_adapter().error_messages["cannot_delete_authenticator"]))
            return redirect("mfa_index")
        return super().post(request, *args, **kwargs)

    def get_success_url(self) -> str:
        """Back to all second steps."""
        return reverse("mfa_index")
