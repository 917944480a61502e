"""Logging in and choosing a language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tweespoor.apps.organisations import queries
from tweespoor.apps.organisations.forms import LogInForm
from tweespoor.core.vocabulary import Role


class LogIn(views.LoginView):
    """Log in with e-mail address and password; in demo mode, with one click per role."""

    template_name = "organisations/log_in.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def get_form(self, form_class: type[AuthenticationForm] | None = None) -> AuthenticationForm:
        """Start in the first field, except where the demonstration's users stand above it on a phone."""
        form = super().get_form(form_class)
        if queries.demo_users():
            form.fields["username"].widget.attrs.pop("autofocus")
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demonstration's users, of which there are none outside demo mode."""
        return super().get_context_data(
            demo_users=queries.demo_users(),
            demo_password=settings.DEMO_PASSWORD if settings.DEMO else "",
            **kwargs,
        )


def start(request: HttpRequest) -> HttpResponse:
    """Send everybody to the page their day starts with."""
    roles = queries.roles_of(request.user)
    if Role.CASE_MANAGER in roles:
        return redirect("people")
    if Role.TRAINER in roles:
        return redirect("groups")
    if roles & {Role.POLICY_OFFICER, Role.RESEARCHER}:
        return redirect("monitor")
    return redirect("programmes")
