"""Sessions end by themselves: after half an hour of nothing, and after a working day at the most."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

BEGAN = "began_at"
SEEN = "seen_at"
WAS = "was_user"
REFRESH = 60
"""Seconds between two notes of when somebody was last seen, so that not every page is a write."""


class SessionLimits:
    """Log out who did nothing for `SESSION_IDLE_SECONDS`, or logged in `SESSION_LONGEST_SECONDS` ago.

    Whose session it was is kept: what this user was typing is given back to this user only (`site/typed`).
    A page that refreshes a part of itself does not count as somebody doing something.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End the session where it is over, before anything looks at it."""
        if request.user.is_authenticated:
            now = timezone.now().timestamp()
            began = request.session.setdefault(BEGAN, now)
            seen = request.session.get(SEEN, began)
            if now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_LONGEST_SECONDS:
                was = str(request.user.pk)
                logout(request)
                request.session[WAS] = was
            elif now - seen > REFRESH and not refreshes_itself(request):
                request.session[SEEN] = now
        return self.get_response(request)


def refreshes_itself(request: HttpRequest) -> bool:
    """Whether a script of the page asks this by itself, to show how something goes on."""
    return request.method == "GET" and "HX-Request" in request.headers
