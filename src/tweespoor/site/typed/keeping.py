"""Keeps what was typed in the session, and gives it back to the same user."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.site.sessions import WAS
from tweespoor.site.typed.refill import refill

TYPED = "typed"
KEPT_SECONDS = 24 * 60 * 60
MOST_FORMS = 5
MOST_CHARACTERS = 100_000
SECRET = re.compile(r"password|wachtwoord|secret|geheim|code|token|credential|bsn", re.IGNORECASE)
"""Fields of these names are never kept."""

LEFT_OUT = frozenset({"csrfmiddlewaretoken", "idempotency_key", "next"})


class KeepTyped:
    """Keep what was sent in an ended session, and put it back into its form for the same user."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """After the page is made, put back what was typed into it."""
        response = self.get_response(request)
        return _give_back(request, response)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Before the log-in page is shown instead of the one asked for, keep what was sent to it."""
        if request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        is_part = "HX-Request" in request.headers
        page = _page_of(request) if request.method == "POST" or is_part else request.get_full_path()
        if request.method == "POST" and (was := request.session.get(WAS)):
            _keep(request, user=was, page=page)
        if is_part:
            return HttpResponse(status=401, headers={"HX-Redirect": _log_in(page)})
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"login": _log_in(page)}, status=401)
        return redirect(_log_in(page)) if request.method == "POST" else None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form with a token that no longer holds: from before logging in again, or from another site.

    Of a form of our own, sent by somebody logged in (or not long ago), what was typed is kept and shown again; of
    anything else nothing is.
    """
    user = str(request.user.pk) if request.user.is_authenticated else request.session.get(WAS)
    if user is None or not _is_ours(request):
        return render(request, "403_csrf.html", status=403)
    page = _page_of(request)
    _keep(request, user=user, page=page)
    target = page if request.user.is_authenticated else _log_in(page)
    if "HX-Request" in request.headers:
        return HttpResponse(status=403, headers={"HX-Redirect": target})
    return redirect(target)


def _log_in(page: str) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': page})}"


def _is_ours(request: HttpRequest) -> bool:
    """Whether the form stood on a page of this site."""
    sent_from = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(sent_from).netloc == request.get_host()


def _page_of(request: HttpRequest) -> str:
    """The page on which the form stood; the address it was sent to where the browser does not say."""
    said = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    parts = urlsplit(said)
    if parts.netloc != request.get_host() or not parts.path.startswith("/"):
        return request.get_full_path()
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _keep(request: HttpRequest, *, user: str, page: str) -> None:
    fields = {name: values for name, values in request.POST.lists() if name not in LEFT_OUT and not SECRET.search(name)}
    if not fields or sum(len(value) for values in fields.values() for value in values) > MOST_CHARACTERS:
        return
    kept = [each for each in request.session.get(TYPED, []) if each["user"] == user and each["page"] != page]
    kept.append(
        {
            "user": user,
            "page": page,
            "action": request.path,
            "fields": fields,
            "at": timezone.now().timestamp(),
        }
    )
    request.session[TYPED] = kept[-MOST_FORMS:]


def _give_back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Put back what this user typed on this page; whatever is another's or too old is thrown away unseen."""
    if not request.user.is_authenticated or TYPED not in request.session:
        return response
    request.session.pop(WAS, None)
    oldest = timezone.now().timestamp() - KEPT_SECONDS
    kept = [each for each in request.session[TYPED] if each["user"] == str(request.user.pk) and each["at"] > oldest]
    page = request.get_full_path()
    is_page = response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")
    if request.method == "GET" and is_page and not response.streaming:
        here = [each for each in kept if each["page"] == page]
        kept = [each for each in kept if each["page"] != page]
        for each in here:
            _put_back(request, response, each)
    if kept:
        request.session[TYPED] = kept
    else:
        del request.session[TYPED]
    return response


def _put_back(request: HttpRequest, response: HttpResponse, kept: dict[str, Any]) -> None:
    notice = render_to_string("typed/put_back.html")
    page = refill(
        response.content.decode(response.charset),
        action=kept["action"],
        page=request.path,
        fields=kept["fields"],
        notice=notice,
    )
    if page is None:
        messages.warning(request, _("U was uitgelogd. Wat u daarna deed, is niet uitgevoerd. Doe het nog een keer."))
        return
    response.content = page.encode(response.charset)
