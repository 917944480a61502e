"""What every request and response carries."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control

from tweespoor.apps.organisations.queries import memberships_read_once
from tweespoor.apps.organisations.scope import on_behalf_of_somebody


class ChosenLanguage:
    """Dutch, unless the reader switched: an office computer set to English does not decide for its user."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Make the page in the language of the cookie that the switch set."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class OnBehalfOfSomebody:
    """Every query that a page asks says on whose behalf; one that does not fails (`apps/organisations/scope.py`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Make the page with its queries held to their scope."""
        user = getattr(request, "user", None)
        key = user.pk if user is not None and user.is_authenticated else None
        with on_behalf_of_somebody(key), memberships_read_once():
            return self.get_response(request)


class PrivatePages:
    """Pages of somebody logged in are never kept by a browser or proxy; static files are.

    Lists of attendance are kept by a script of ours, which deletes them too (`frontend/attendance-kept.ts`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add `Cache-Control: no-store` for whoever is logged in."""
        response = self.get_response(request)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        return response
