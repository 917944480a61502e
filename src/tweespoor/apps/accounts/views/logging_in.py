"""Logging in, by password or through one's organisation; accepting an invitation."""

from __future__ import annotations

from typing import Any

import allauth.account.views
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from requests import RequestException

from tweespoor.apps.accounts import actions, queries
from tweespoor.apps.accounts.adapters import OpenIDConnectAdapter, too_often
from tweespoor.apps.accounts.forms import AcceptForm
from tweespoor.apps.accounts.models import Invitation
from tweespoor.apps.accounts.rules import Refused
from tweespoor.apps.organisations.queries import demo_users


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Says how long to wait, to who asked too often."""
    return render(request, "429.html", {"minutes": settings.GUESSES_WAIT_MINUTES}, status=429)


def _status_of(form: BaseForm) -> int:
    """429 where somebody guessed too often: not only the page says so, but the answer too."""
    said = [error for errors in form.errors.values() for error in errors]
    return 429 if too_often() in said else 200


class LogIn(allauth.account.views.LoginView):
    """Log in with e-mail address and password; in demo mode, with one click per role."""

    template_name = "account/login.html"

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """The form with what is wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=_status_of(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the organisations' own log-ins, and the demonstration's users, of which there are none outside it."""
        context = super().get_context_data(**kwargs)
        users = demo_users()
        if users:  # on a phone the field would pass over whom one can log in as
            context["form"].fields["login"].widget.attrs.pop("autofocus", None)
        return {
            **context,
            "demo_users": users,
            "demo_password": settings.DEMO_PASSWORD if settings.DEMO else "",
            "providers": queries.providers(),
            "next": self.get_next_url() or "",
        }


class SecondStep(AuthenticateView):
    """The second factor, after the password."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """The form with what is wrong."""
        return self.render_to_response(self.get_context_data(), status=_status_of(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the user has to use."""
        context = super().get_context_data(**kwargs)
        tried = context.get("webauthn_form")
        wait = too_often() if tried is not None and tried.is_bound and _status_of(tried) == 429 else ""
        return {**context, **queries.factors_of(self.stage.login.user), "wait": wait}


class Confirming:
    """A page that asks once more who it is; not of who has only the organisation's log-in to say it with."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead back who has neither a password nor a second factor of ours."""
        if request.user.is_authenticated and not get_adapter().get_reauthentication_methods(request.user):
            return redirect("account")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class ConfirmPasskey(Confirming, ReauthenticateWebAuthnView):
    """A passkey once more, before something that matters."""


class ConfirmCode(Confirming, ReauthenticateView):
    """The second factor once more, before something that matters."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """The form with what is wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=_status_of(form))


class ConfirmPassword(Confirming, allauth.account.views.ReauthenticateView):
    """The password once more, before something that matters."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """The form with what is wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=_status_of(form))


@login_not_required
def by_organisation(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the user to the organisation's own log-in."""
    return _with_provider(OAuth2LoginView, request, provider_id)


@login_not_required
def back_from_organisation(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the user who comes back from the organisation's own log-in."""
    return _with_provider(OAuth2CallbackView, request, provider_id)


def _with_provider(view: type[Any], request: HttpRequest, provider_id: str) -> HttpResponse:
    if queries.provider_named(provider_id) is None:  # that of participants is another door
        raise Http404
    try:
        return view.adapter_view(OpenIDConnectAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (RequestException, KeyError):  # it does not answer, or says something else than the protocol asks
        return render(request, "socialaccount/authentication_error.html", status=502)


def broken_off(request: HttpRequest) -> HttpResponse:
    """Says that the organisation's own log-in was broken off."""
    messages.info(request, _("U bent niet ingelogd, omdat u het inloggen bij uw organisatie afbrak."))
    return redirect("login")


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation's link: a new user chooses a password, a known one says yes."""
    invitation = queries.invitation_of(token)
    if invitation is None:
        raise Http404
    now = timezone.now()
    try:
        actions.check_can_accept(invitation, now=now)
        known = queries.user_of(invitation.email)
        if known is None:
            return _accept_as_new(request, invitation)
        if request.user.pk != known.pk:
            return redirect(f"{reverse('login')}?{urlencode({'next': request.path})}")
        if request.method == "POST":
            actions.accept(invitation=invitation, password=None, user=request.user, now=now)
            messages.success(request, _("U werkt nu ook voor %s.") % invitation.organisation.name)
            return redirect("start")
    except Refused as refusal:
        return render(request, "accounts/invitation_closed.html", {"reason": str(refusal)}, status=410)
    return render(request, "accounts/invitation.html", {"invitation": invitation, "form": None})


def _accept_as_new(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = AcceptForm(request.POST or None, email=invitation.email, name=invitation.name)
    if request.method != "POST" or not form.is_valid():
        context = {"invitation": invitation, "form": form}
        return render(request, "accounts/invitation.html", context, status=400 if form.errors else 200)
    user = actions.accept(invitation=invitation, password=form.cleaned_data["password1"], user=None, now=timezone.now())
    if request.user.is_authenticated:  # somebody else's log-in on the same machine
        request.session.flush()
    record_authentication(request, user, method="password")
    return perform_login(request, Login(user=user))
