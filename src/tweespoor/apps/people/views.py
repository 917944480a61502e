"""Pages to register facts about a person."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people import actions, queries
from tweespoor.apps.people.forms import FactForm
from tweespoor.apps.people.models import Person, PersonFact
from tweespoor.apps.people.seen import record_person_seen
from tweespoor.core.vocabulary import UnknownTerm, variable


def register_fact(request: HttpRequest, person_id: UUID, slug: str) -> HttpResponse:
    """Ask one question about one person; save the answer and go back to the person."""
    person = get_object_or_404(queries.visible_people(request.user), pk=person_id)
    try:
        asked = variable(slug)
    except UnknownTerm:
        raise Http404 from None
    if not queries.may_register(request.user, person=person):
        raise Http404
    known = queries.latest_fact(person, slug=slug)
    form = FactForm(request.POST or None, variable=asked, known=known, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.register_fact(
                person=person,
                slug=slug,
                fact=form.fact(),
                by=request.user,
                now=timezone.now(),
                key=_key(request),
            )
        except AlreadyDone:
            messages.info(request, _("Dit antwoord was al bewaard."))
        else:
            _say_saved(request, saved, person=person)
        return redirect("person", person_id=person.pk)
    record_person_seen(person=person, purposes=[asked.purpose], by=request.user, now=timezone.now())
    language = language_now()
    context = {
        "person": person,
        "label": asked.label(language),
        "question": asked.question(language),
        "form": form,
        "idempotency_key": _key(request) or uuid4(),
    }
    return render(request, "people/register_fact.html", context, status=400 if form.errors else 200)


def _say_saved(request: HttpRequest, saved: PersonFact, *, person: Person) -> None:
    """That the answer is kept, and whether it holds now or an answer about a later day does."""
    holding = queries.holding_row(person, slug=saved.variable)
    if holding is None or holding.pk == saved.pk:
        messages.success(request, _("Het antwoord is bewaard."))
        return
    kept = _(
        "Het antwoord over %(day)s is bewaard als geschiedenis. Het nieuwere antwoord, over %(newer)s, blijft gelden."
    )
    days = {"day": date_format(saved.valid_on, "j F Y"), "newer": date_format(holding.valid_on, "j F Y")}
    messages.info(request, kept % days)


def _key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("idempotency_key", ""))
    except ValueError:
        return None
