"""Pages about who sees what of a person, and access in an emergency."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tweespoor.apps.log import actions as log
from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people import sharing, tasks
from tweespoor.apps.people.forms.access import ConsentForm, EmergencyForm, ShareForm
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import access as queries
from tweespoor.apps.people.queries import latest_fact
from tweespoor.apps.people.rules import Refused
from tweespoor.core.vocabulary import Purpose
from tweespoor.site.components.data import Column


@dataclass(frozen=True)
class AccessRow:
    """What the people of one organisation see in one role: names of sets, and of those that wait for consent."""

    organisation: str
    role: str
    sees: str
    waits: str


def access_page(
    request: HttpRequest,
    person_id: UUID,
    *,
    share_form: ShareForm | None = None,
    consent_form: ConsentForm | None = None,
) -> HttpResponse:
    """Who sees what of a person, with whom the person is shared, and what the person consents to."""
    person = _person(request, person_id)
    today = timezone.localdate()
    language = language_now()
    partners = queries.partners_to_share_with(person)
    wrong = bool((share_form and share_form.errors) or (consent_form and consent_form.errors))
    context = {
        "person": person,
        "act_asked": latest_fact(person, slug="act").is_known,
        "rows": [
            AccessRow(
                organisation=each.organisation.name,
                role=each.role.label(language),
                sees=_names(each.purposes, language=language),
                waits=_names(each.needs_consent - each.purposes, language=language),
            )
            for each in queries.access_to(person)
        ],
        "columns": [
            Column(label=_("Organisatie")),
            Column(label=_("Rol")),
            Column(label=_("Ziet, naast naam en nummer")),
            Column(label=_("Alleen met toestemming")),
        ],
        "sharings": queries.sharings_of(person),
        "consents": [(each, Purpose(each.purpose).label(language)) for each in queries.consents_of(person)],
        "share_form": share_form or ShareForm(organisations=partners, today=today),
        "consent_form": consent_form or ConsentForm(organisations=queries.consent_recipients(person), today=today),
        "today": today,
        "idempotency_key": uuid4(),
    }
    return render(request, "people/access.html", context, status=400 if wrong else 200)


def _names(purposes: frozenset[Purpose], *, language: str) -> str:
    return ", ".join(purpose.label(language) for purpose in Purpose if purpose in purposes)


@require_POST
def share_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Share a person with an organisation."""
    person = _person(request, person_id)
    today = timezone.localdate()
    form = ShareForm(request.POST, organisations=queries.partners_to_share_with(person), today=today)
    if not form.is_valid():
        return access_page(request, person_id, share_form=form)
    organisation, since = form.cleaned_data["organisation"], form.cleaned_data["since"]

    def deed() -> None:
        sharing.share(people=[person], organisation=organisation, since=since, by=request.user, now=timezone.now())

    return _do(request, deed, person=person, said=_("De organisatie ziet deze deelnemer."))


@require_POST
def end_sharing(request: HttpRequest, person_id: UUID, sharing_id: UUID) -> HttpResponse:
    """Let a sharing end today."""
    person = _person(request, person_id)
    row = get_object_or_404(queries.sharings_of(person), pk=sharing_id)

    def deed() -> None:
        sharing.end_sharing(sharing=row, until=timezone.localdate(), by=request.user, now=timezone.now())

    said = _("Het delen stopt. De organisatie kan nog vier weken haar werk afmaken.")
    return _do(request, deed, person=person, said=said)


@require_POST
def give_consent(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Record consent."""
    person = _person(request, person_id)
    today = timezone.localdate()
    form = ConsentForm(request.POST, organisations=queries.consent_recipients(person), today=today)
    if not form.is_valid():
        return access_page(request, person_id, consent_form=form)
    given = form.cleaned_data

    def deed() -> None:
        sharing.give_consent(
            person=person,
            organisation=given["recipient"],
            purposes=[Purpose(purpose) for purpose in given["purposes"]],
            how=given["how"],
            on=given["given_on"],
            by=request.user,
            now=timezone.now(),
        )

    return _do(request, deed, person=person, said=_("De toestemming is bewaard."))


@require_POST
def withdraw_consent(request: HttpRequest, person_id: UUID, consent_id: UUID) -> HttpResponse:
    """Record that consent was withdrawn today."""
    person = _person(request, person_id)
    row = get_object_or_404(queries.consents_of(person), pk=consent_id)

    def deed() -> None:
        sharing.withdraw_consent(consent=row, on=timezone.localdate(), by=request.user, now=timezone.now())

    said = _("De toestemming is ingetrokken. De organisatie ziet deze gegevens niet meer.")
    return _do(request, deed, person=person, said=said)


def emergency(request: HttpRequest) -> HttpResponse:
    """Ask for access to a person outside the usual rules."""
    if not queries.may_open_emergency(request.user):
        raise Http404
    form = EmergencyForm(request.POST or None, municipalities=queries.municipalities())
    if request.method == "POST" and form.is_valid():
        try:
            opened = sharing.open_emergency_access(**form.cleaned_data, by=request.user, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            tasks.tell_controller.enqueue(str(opened.pk), request.build_absolute_uri("/beheer/noodtoegang/"))
            messages.warning(request, _("U ziet deze deelnemer 24 uur. De gemeente krijgt bericht met uw reden."))
            return redirect("person", person_id=opened.person_id)
    return render(request, "people/emergency.html", {"form": form}, status=400 if form.errors else 200)


def emergencies(request: HttpRequest) -> HttpResponse:
    """The emergency access to people of one's municipality, for its administrator."""
    if not queries.is_administrator(request.user):
        raise Http404
    context = {
        "accesses": queries.emergencies_for(request.user),
        "columns": [
            Column(label=_("Wanneer")),
            Column(label=_("Wie")),
            Column(label=_("Deelnemer")),
            Column(label=_("Reden")),
            Column(label=_("Bekeken")),
        ],
        "idempotency_key": uuid4(),
    }
    return render(request, "people/emergencies.html", context)


@require_POST
def review_emergency(request: HttpRequest, access_id: UUID) -> HttpResponse:
    """Mark that one looked at an emergency access."""
    found = queries.emergencies_for(request.user, access_id=access_id)
    if not found:
        raise Http404
    try:
        sharing.review_emergency_access(access=found[0], by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("emergencies")


def _person(request: HttpRequest, person_id: UUID) -> Person:
    person = get_object_or_404(queries.visible_people(request.user), pk=person_id)
    if not queries.may_register(request.user, person=person):
        raise Http404
    return person


def _do(request: HttpRequest, deed: Callable[[], None], *, person: Person, said: str) -> HttpResponse:
    """Do a deed once, say what came of it, and show who sees what now."""
    try:
        with transaction.atomic():
            key = key_of(request)
            if key is not None:
                log.claim(key=key, by=request.user.pk, now=timezone.now())
            deed()
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("who-sees-what", person_id=person.pk)
