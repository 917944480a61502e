"""For staff: the cards with which a participant opens the own pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tweespoor.apps.organisations.typesetting import typeset
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Person
from tweespoor.apps.portal import actions, linking, queries
from tweespoor.apps.telling.queries import language_for
from tweespoor.site.pages.own import own_pages_words as words
from tweespoor.site.pages.person_links import person_links
from tweespoor.site.pages.plan.documents import pdf_response
from tweespoor.site.pages.plan.own_copy import LANGUAGES, language_of
from tweespoor.site.pages.plan.own_copy_words import WEEK

TEMPLATE = Path(__file__).with_name("card.typ")


@require_safe
def cards_page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The cards that a participant has."""
    return render(request, "pages/own/cards.html", _context(request, _registered(request, person_id)))


@require_POST
def make_card(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Make a card, as a document to print and hand over; or withdraw one, or an account that was linked."""
    person = _registered(request, person_id)
    if "intrekken" in request.POST or "koppeling" in request.POST:
        return _withdraw(request, person)
    language = language_of(request.POST.get("taal", "")) or LANGUAGES[0]
    try:
        secret = actions.make_card(person=person, by=request.user, now=timezone.now())
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("own-cards", person_id=person.pk)
    url = request.build_absolute_uri(reverse("own-card", args=[secret]))
    with translation.override(language.code):
        content = {
            "title": str(WEEK),
            "author": person.municipality.name,
            "language": language.code,
            "direction": language.direction,
            "name": person.given_name,
            "how": [str(each) for each in (words.CARD_SCAN, words.CARD_TYPE)],
            "site": request.build_absolute_uri(reverse("own-start")),
            "letters": secret,
            "secret": str(words.CARD_SECRET),
            "picture": segno.make(url, error="m").svg_inline(border=2),
            "notes": [] if language.is_checked else [str(words.NOT_CHECKED)],
        }
        response = pdf_response(typeset(TEMPLATE, content), name="kaart.pdf")
    response["Content-Language"] = language.code
    return response


def _withdraw(request: HttpRequest, person: Person) -> HttpResponse:
    if "koppeling" in request.POST:
        return _unlink(request, person)
    try:
        card = UUID(request.POST["intrekken"])
        actions.withdraw_card(person=person, card=card, by=request.user, now=timezone.now())
    except ValueError:
        messages.error(request, _("Deze kaart werkt al niet meer."))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("De kaart werkt niet meer, ook niet op de telefoon waarmee ze al gebruikt is."))
    return redirect("own-cards", person_id=person.pk)


def _unlink(request: HttpRequest, person: Person) -> HttpResponse:
    try:
        link = UUID(request.POST["koppeling"])
        linking.withdraw_link(person=person, link=link, by=request.user, now=timezone.now())
    except ValueError:
        messages.error(request, _("Deze koppeling werkt al niet meer."))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Het account opent de eigen pagina niet meer, ook niet waar het al gebruikt is."))
    return redirect("own-cards", person_id=person.pk)


def _registered(request: HttpRequest, person_id: UUID) -> Person:
    person = get_object_or_404(people.visible_people(request.user).select_related("municipality"), pk=person_id)
    if not people.may_register(request.user, person=person):
        raise Http404
    return person


def _context(request: HttpRequest, person: Person) -> dict[str, Any]:
    return {
        "person": person,
        "links": person_links(person, purposes=people.purposes_for(request.user, person=person), here="person-week"),
        "cards": [
            {
                "key": each.pk,
                "made": date_format(timezone.localtime(each.made_at), "j F Y"),
                "ends": date_format(each.ends_on, "j F Y"),
                "used": date_format(each.used_on, "j F Y") if each.used_on else "",
            }
            for each in queries.cards_of(person, today=timezone.localdate())
        ],
        "accounts": [
            {
                "key": each.pk,
                "name": each.provider.app.name,
                "made": date_format(timezone.localtime(each.made_at), "j F Y"),
                "used": date_format(each.used_on, "j F Y") if each.used_on else "",
            }
            for each in queries.links_of(person)
        ],
        "has_provider": queries.has_way_by_account(person),
        "languages": LANGUAGES,
        "own_language": language_for(person.pk),
        "start": request.build_absolute_uri(reverse("own-start")),
    }
