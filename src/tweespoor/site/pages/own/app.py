"""What makes the own pages an application on a telephone: its name and picture, and reading without a connection."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils import translation
from django.views.decorators.http import require_safe

from tweespoor.site.pages.own.entering import language_chosen
from tweespoor.site.pages.plan.own_copy_words import WEEK


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """The name, colours and picture with which a telephone keeps the own pages."""
    language = language_chosen(request, person=None)
    with translation.override(language.code):
        name = str(WEEK)
    return JsonResponse(
        {
            "name": name,
            "short_name": name,
            "lang": language.code,
            "dir": language.direction,
            "start_url": "/mijn/week/",
            "scope": "/mijn/",
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#154f5c",
            "icons": [{"src": static("build/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )


@login_not_required
@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The script that keeps the last weeks on the telephone; it lies where its pages are, for it is theirs alone."""
    path = settings.SITE_BUILD / "own-worker.js"
    response = HttpResponse(path.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = "/mijn/"
    return response
