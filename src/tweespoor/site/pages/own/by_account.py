"""Signing in as a participant with an account at the municipality's provider; linking that account, and ending it.

A person is not a user (decision 16): the provider says which account it is, and nothing else of it is used.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from requests import RequestException

from tweespoor.apps.accounts.adapters import ParticipantsAdapter
from tweespoor.apps.accounts.models import IdentityProvider
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person
from tweespoor.apps.portal import linking, queries
from tweespoor.apps.portal.queries import THE_OWN_PERSON
from tweespoor.apps.portal.rules import LINKS_WITHIN, Refused
from tweespoor.site.pages.own import own_pages_words as words
from tweespoor.site.pages.own.entering import (
    came_by_account,
    card_just_used,
    enter,
    for_participant,
    guesses_too_often,
    leave,
    signed_in,
    without_signing_in,
)
from tweespoor.site.pages.own.signing_in import start_page
from tweespoor.site.pages.plan.own_copy import LANGUAGES, CopyLanguage

LINKING = "own_linking"
"""In a session: who asked to link an account, and when."""

TO_LINK = "koppelen"


@for_participant
@require_POST
def ask_link(request: HttpRequest, provider_id: str, *, person: Person, language: CopyLanguage) -> HttpResponse:
    """Say what happens, with the link to the provider: a form may not lead to another site, so a link does."""
    provider = _provider(provider_id)
    now = timezone.now()
    if card_just_used(request, now=now) is None or provider.organisation_id != person.municipality_id:
        messages.warning(request, str(words.CARD_AGAIN))
        return redirect("own-week")
    request.session[LINKING] = [str(person.pk), now.timestamp()]
    context = {
        "language": language,
        "languages": LANGUAGES,
        "here": "week",
        "path": reverse("own-week"),
        "name": provider.organisation.name,
        "there": f"{reverse('own-provider', args=[provider_id])}?{TO_LINK}=1",
    }
    return render(request, "pages/own/own_pages_link.html", context)


@without_signing_in
@require_safe
def to_provider(request: HttpRequest, provider_id: str, *, language: CopyLanguage) -> HttpResponse:
    """Send the participant to the provider."""
    _provider(provider_id)
    if guesses_too_often(request):
        return start_page(request, language=language, wrong=words.TOO_OFTEN, status=429)
    if TO_LINK not in request.GET:
        request.session.pop(LINKING, None)
    adapter = ParticipantsAdapter(request, provider_id, back="own-provider-back")
    response = _by_protocol(OAuth2LoginView, adapter, request)
    if response is None or response.status_code != 302:
        return start_page(request, language=language, wrong=words.ACCOUNT_FAILED, status=502)
    return response


@without_signing_in
@require_safe
def from_provider(request: HttpRequest, provider_id: str, *, language: CopyLanguage) -> HttpResponse:
    """Take the participant who comes back from the provider: link the account, or let its person in."""
    provider = _provider(provider_id)
    shown: list[HttpResponse] = []

    def known(account: str) -> HttpResponse:
        now = timezone.now()
        asked = request.session.pop(LINKING, None)
        if asked is None:
            answer = _enter(request, provider, account, language=language, now=now)
        else:
            answer = _link(request, provider, account, asked=asked, language=language, now=now)
        shown.append(answer)
        return answer

    adapter = ParticipantsAdapter(request, provider_id, back="own-provider-back", known=known)
    response = _by_protocol(OAuth2CallbackView, adapter, request)
    if response is None or not shown:
        request.session.pop(LINKING, None)
        return start_page(request, language=language, wrong=words.ACCOUNT_FAILED, status=400)
    return response


@for_participant
@require_http_methods(["GET", "HEAD", "POST"])
def own_account(request: HttpRequest, *, person: Person, language: CopyLanguage) -> HttpResponse:
    """With which account one comes in; and let it open nothing any more, after saying so a second time.

    Who came in with that account is out from then on.
    """
    links = queries.links_of(person)
    if not links:
        messages.warning(request, str(words.NO_ACCOUNT))
        return redirect("own-week")
    if request.method == "POST":
        linking.end_own_links(person=person, now=timezone.now())
        if signed_in(request) is None:
            leave(request)
            return start_page(request, language=language, said=words.ACCOUNT_GONE)
        messages.success(request, str(words.ACCOUNT_GONE))
        return redirect("own-week")
    context = {
        "language": language,
        "languages": LANGUAGES,
        "here": "week",
        "path": request.path,
        "names": [each.provider.organisation.name for each in links],
        "came_with_it": came_by_account(request),
    }
    return render(request, "pages/own/own_pages_account.html", context)


def _provider(provider_id: str) -> IdentityProvider:
    provider = queries.way_by_account(provider_id)
    if provider is None:
        raise Http404
    return provider


def _by_protocol(view: type[Any], adapter: ParticipantsAdapter, request: HttpRequest) -> HttpResponse | None:
    """What the library answers; None where the provider does not answer, or says something else than the protocol."""
    try:
        response: HttpResponse = view.adapter_view(adapter)(request)
    except (RequestException, KeyError):
        return None
    return response


def _enter(
    request: HttpRequest, provider: IdentityProvider, account: str, *, language: CopyLanguage, now: datetime
) -> HttpResponse:
    link = linking.enter_by_account(provider=provider, account=account, now=now)
    if link is None:
        return start_page(request, language=language, wrong=words.ACCOUNT_UNKNOWN, status=403)
    enter(request, person=link.person, link=link, now=now)
    return redirect("own-week")


def _link(
    request: HttpRequest,
    provider: IdentityProvider,
    account: str,
    *,
    asked: list[Any],
    language: CopyLanguage,
    now: datetime,
) -> HttpResponse:
    """Link the account to who is in with a card and asked for it, minutes ago."""
    with whole_registry(why=THE_OWN_PERSON):
        person, card = signed_in(request), card_just_used(request, now=now)
        since = now.timestamp() - float(asked[1])
        if person is None or card is None or UUID(asked[0]) != person.pk or since > LINKS_WITHIN.total_seconds():
            return start_page(request, language=language, wrong=words.CARD_AGAIN, status=403)
        try:
            linking.link_account(person=person, card=card, provider=provider, account=account, now=now)
        except Refused:
            messages.error(request, str(words.ACCOUNT_TAKEN))
        else:
            messages.success(request, words.ACCOUNT_LINKED % {"name": provider.organisation.name})
    return redirect("own-week")
