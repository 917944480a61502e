"""Who must have a second factor and has none yet, gets no further than setting one up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tweespoor.apps.accounts.adapters import BY_PROVIDER
from tweespoor.apps.accounts.queries import lacks_second_factor

OPEN = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "login",
        "logout",
        "set_language",
    }
)
"""The pages to set one up, to log out and to choose a language."""


class SecondFactorRequired:
    """Send whoever lacks a compulsory second factor to the page where it is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing before the page is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let through who needs none, has one, or logged in with one at the organisation."""
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        if request.resolver_match is None or request.resolver_match.view_name in OPEN:
            return None
        if request.session.get(BY_PROVIDER) == str(request.user.pk) or not lacks_second_factor(request.user):
            return None
        messages.warning(request, _("Uw rol vraagt om een tweede stap bij het inloggen. Stel die eerst in."))
        if "HX-Request" in request.headers:
            return HttpResponse(status=403, headers={"HX-Refresh": "true"})
        return redirect("mfa_index")
