"""Who signed in as a participant: kept in the session of the browser, and looked up again for every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation

from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person
from tweespoor.apps.portal import queries
from tweespoor.apps.portal.models import OwnCard, OwnLink
from tweespoor.apps.portal.queries import THE_OWN_PERSON
from tweespoor.apps.portal.rules import LINKS_WITHIN, STAYS_IN
from tweespoor.apps.telling.queries import language_for
from tweespoor.site.pages.plan.own_copy import LANGUAGES, CopyLanguage, language_of

PERSON, CARD, LINK, SINCE = "own_person", "own_card", "own_link", "own_since"
LANGUAGE, PENDING = "own_language", "own_pending"
GUESSES, PER_SECONDS = 20, 15 * 60

View = Callable[..., HttpResponse]


def enter(
    request: HttpRequest, *, person: Person, now: datetime, card: OwnCard | None = None, link: OwnLink | None = None
) -> None:
    """Let a participant in, in a session of its own; who was in before in this browser is out."""
    chosen = request.session.get(LANGUAGE)
    request.session.flush()
    request.session[PERSON] = str(person.pk)
    request.session[SINCE] = now.timestamp()
    if card is not None:
        request.session[CARD] = str(card.pk)
    if link is not None:
        request.session[LINK] = str(link.pk)
    if chosen:
        request.session[LANGUAGE] = chosen
    request.session.set_expiry(STAYS_IN)


def for_participant(view: View) -> View:
    """A page for whoever signed in as a participant: the view gets the person and the language.

    The session is no proof by itself: a card or account that was withdrawn, a dossier that closed and a stay that ended
    all end it, from the next page on.
    """

    @login_not_required
    @wraps(view)
    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        with whole_registry(why=THE_OWN_PERSON):
            person = signed_in(request)
            if person is None:
                return private(redirect("own-start"))
            language = language_chosen(request, person=person)
            with translation.override(language.code):
                response = view(request, *args, person=person, language=language, **kwargs)
        response["Content-Language"] = language.code
        return private(response)

    return shown


def without_signing_in(view: View) -> View:
    """A page before signing in, in the language that was chosen; the view gets the language."""

    @login_not_required
    @wraps(view)
    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        language = language_chosen(request, person=None)
        with translation.override(language.code):
            response = view(request, *args, language=language, **kwargs)
        response["Content-Language"] = language.code
        return private(response)

    return shown


def is_in(request: HttpRequest) -> bool:
    """Whether a participant is signed in."""
    with whole_registry(why=THE_OWN_PERSON):
        return signed_in(request) is not None


def leave(request: HttpRequest) -> None:
    """End the session."""
    chosen = request.session.get(LANGUAGE)
    request.session.flush()
    if chosen:
        request.session[LANGUAGE] = chosen


def language_chosen(request: HttpRequest, *, person: Person | None) -> CopyLanguage:
    """The language that was chosen, else the one in which the participant is reached."""
    chosen = language_of(str(request.session.get(LANGUAGE, "")))
    if chosen is not None:
        return chosen
    return language_of(language_for(person.pk) if person else "nl") or LANGUAGES[0]


def guesses_too_often(request: HttpRequest) -> bool:
    """Whether somebody at this address tried so often that it has to wait; every try counts."""
    key = f"own-guesses:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, PER_SECONDS)
    try:
        return bool(cache.incr(key) > GUESSES)
    except ValueError:  # it ran out between the two
        return False


def private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody on the way, and found by no search engine."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response


def signed_in(request: HttpRequest) -> Person | None:
    """Who is in; to be asked within the whole registry."""
    now = timezone.now()
    try:
        key = UUID(str(request.session.get(PERSON, "")))
        card = UUID(request.session[CARD]) if CARD in request.session else None
        link = UUID(request.session[LINK]) if LINK in request.session else None
    except ValueError:
        return None
    if now.timestamp() - float(request.session.get(SINCE, 0)) > STAYS_IN.total_seconds():
        return None
    if card is not None and queries.standing_card(card, today=timezone.localdate(now)) is None:
        return None
    if link is not None and queries.standing_link(link) is None:
        return None
    return queries.participant(key)


def came_by_account(request: HttpRequest) -> bool:
    """Whether somebody came in with an account."""
    return LINK in request.session


def card_just_used(request: HttpRequest, *, now: datetime) -> OwnCard | None:
    """The card with which somebody came in minutes ago; None where it was longer ago, or otherwise."""
    if CARD not in request.session:
        return None
    if now.timestamp() - float(request.session.get(SINCE, 0)) > LINKS_WITHIN.total_seconds():
        return None
    return queries.standing_card(UUID(request.session[CARD]), today=timezone.localdate(now))
