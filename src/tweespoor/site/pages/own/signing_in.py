"""Signing in as a participant: with a card, or with a code that is sent; with an account, see `by_account`."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tweespoor.apps.portal import actions, queries, tasks
from tweespoor.site.pages.own import own_pages_words as words
from tweespoor.site.pages.own.entering import (
    LANGUAGE,
    PENDING,
    enter,
    guesses_too_often,
    is_in,
    leave,
    without_signing_in,
)
from tweespoor.site.pages.plan.own_copy import LANGUAGES, CopyLanguage, language_of


@without_signing_in
@require_safe
def start(request: HttpRequest, *, language: CopyLanguage) -> HttpResponse:
    """The own week for who is in, else the ways to come in."""
    return redirect("own-week") if is_in(request) else start_page(request, language=language)


@sensitive_post_parameters("kaart")
@without_signing_in
@require_POST
def by_card(request: HttpRequest, *, language: CopyLanguage) -> HttpResponse:
    """Come in with the letters of a card."""
    if guesses_too_often(request):
        return start_page(request, language=language, wrong=words.TOO_OFTEN, status=429)
    now = timezone.now()
    card = actions.enter_by_card(secret=request.POST.get("kaart", ""), now=now)
    if card is None:
        return start_page(request, language=language, wrong=words.CARD_WRONG, status=400)
    enter(request, person=card.person, card=card, now=now)
    return redirect("own-week")


@without_signing_in
@require_safe
def card_page(request: HttpRequest, letters: str, *, language: CopyLanguage) -> HttpResponse:
    """What the picture on a card leads to: one button, so that a program that looks at links does not come in."""
    return start_page(request, language=language, letters=letters)


@without_signing_in
@require_POST
def ask_code(request: HttpRequest, *, language: CopyLanguage) -> HttpResponse:
    """Ask for a code; who asks is told the same whether or not there is somebody with this address."""
    if guesses_too_often(request):
        return start_page(request, language=language, wrong=words.TOO_OFTEN, status=429)
    address = request.POST.get("adres", "").strip()[:200]
    if not address:
        return start_page(request, language=language, wrong=words.ADDRESS_MISSING, status=400)
    key = actions.ask_code(address=address, now=timezone.now())
    request.session[PENDING] = str(key or "")
    if key is not None:
        tasks.send_asked_code.enqueue(str(key))
    return redirect("own-code")


@sensitive_post_parameters("cijfers")
@without_signing_in
@require_http_methods(["GET", "HEAD", "POST"])
def by_code(request: HttpRequest, *, language: CopyLanguage) -> HttpResponse:
    """Come in with the code that was sent."""
    if PENDING not in request.session:
        return redirect("own-start")
    if request.method != "POST":
        return _code(request, language=language)
    if guesses_too_often(request):
        return _code(request, language=language, wrong=words.TOO_OFTEN, status=429)
    now = timezone.now()
    pending = str(request.session[PENDING])
    person = (
        actions.enter_by_code(key=UUID(pending), code=request.POST.get("cijfers", "")[:20], now=now)
        if pending
        else None
    )
    if person is None:
        return _code(request, language=language, wrong=words.CODE_WRONG, status=400)
    enter(request, person=person, now=now)
    return redirect("own-week")


@without_signing_in
@require_POST
def choose_language(request: HttpRequest, *, language: CopyLanguage) -> HttpResponse:
    """Go on in another language, on the same page."""
    chosen = language_of(request.POST.get("taal", ""))
    if chosen is not None:
        request.session[LANGUAGE] = chosen.code
    there = request.POST.get("terug", "")
    return redirect(there if there.startswith("/mijn/") and "//" not in there else "own-start")


@without_signing_in
@require_POST
def sign_out(request: HttpRequest, *, language: CopyLanguage) -> HttpResponse:
    """Leave the own pages on this telephone."""
    leave(request)
    return start_page(request, language=language, said=words.SIGNED_OUT)


def start_page(
    request: HttpRequest,
    *,
    language: CopyLanguage,
    wrong: object = "",
    said: object = "",
    letters: str = "",
    status: int = 200,
) -> HttpResponse:
    """The ways to come in, with what is wrong or said."""
    context = {
        "language": language,
        "languages": LANGUAGES,
        "wrong": wrong,
        "said": said,
        "letters": letters,
        "providers": queries.ways_by_account(),
        "path": request.path if request.method != "POST" else "/mijn/",
    }
    return render(request, "pages/own/own_pages_start.html", context, status=status)


def _code(request: HttpRequest, *, language: CopyLanguage, wrong: object = "", status: int = 200) -> HttpResponse:
    context = {"language": language, "languages": LANGUAGES, "wrong": wrong, "path": request.path}
    return render(request, "pages/own/own_pages_code.html", context, status=status)
