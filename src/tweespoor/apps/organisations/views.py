"""Where everybody's day starts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tweespoor.apps.organisations import queries
from tweespoor.core.vocabulary import Role


def start(request: HttpRequest) -> HttpResponse:
    """Send everybody to the page their day starts with."""
    roles = queries.roles_of(request.user)
    if Role.CASE_MANAGER in roles:
        return redirect("people")
    if Role.TRAINER in roles:
        return redirect("groups")
    if roles & {Role.POLICY_OFFICER, Role.RESEARCHER}:
        return redirect("monitor")
    if roles == {Role.ADMINISTRATOR}:
        return redirect("users")
    return redirect("programmes")
