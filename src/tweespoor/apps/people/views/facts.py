"""Pages to register facts about a person."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.queries import names_of
from tweespoor.apps.people import actions, queries
from tweespoor.apps.people.actions import registering
from tweespoor.apps.people.forms.correction import CorrectionForm
from tweespoor.apps.people.forms.facts import FactForm
from tweespoor.apps.people.models import Person, PersonFact
from tweespoor.apps.people.queries.registering import may_register_all
from tweespoor.apps.people.rules import Refused, can_assign
from tweespoor.apps.people.seen import record_person_seen
from tweespoor.apps.people.wording import shown_value
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import UnknownTerm, variable

ASKED_ELSEWHERE = {"language-course": "language-course"}
"""Questions whose answer is more than a fact, and the page on which it is given."""


def register_fact(request: HttpRequest, person_id: UUID, slug: str) -> HttpResponse:
    """Ask one question about one person; save the answer and go back to the person."""
    person = get_object_or_404(queries.visible_people(request.user), pk=person_id)
    try:
        asked = variable(slug)
    except UnknownTerm:
        raise Http404 from None
    if not may_register_all(request.user, person=person, slugs=[slug]):
        raise Http404
    if slug in ASKED_ELSEWHERE:
        return redirect(ASKED_ELSEWHERE[slug], person_id=person.pk)
    known = queries.latest_fact(person, slug=slug)
    row = queries.row_behind(person, slug=slug)
    form = FactForm(request.POST or None, variable=asked, known=known, today=timezone.localdate())
    came_between = False
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.register_fact(
                person=person,
                slug=slug,
                fact=form.fact(),
                by=request.user,
                now=timezone.now(),
                key=key_of(request),
                based_on=request.POST.get("based_on"),
            )
        except AlreadyDone:
            messages.info(request, _("Dit antwoord was al bewaard."))
            return redirect("person", person_id=person.pk)
        except actions.SomebodyAnswered as answered:
            came_between, row = True, answered.held
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
        "theirs": _in_words(row, slug=slug) if came_between else "",
        "based_on": request.POST.get("based_on", "") if form.errors else str(row.pk) if row else "",
        "idempotency_key": key_of(request) or uuid4(),
    }
    status = 409 if came_between else 400 if form.errors else 200
    return render(request, "people/register_fact.html", context, status=status)


def correct_fact(request: HttpRequest, person_id: UUID, slug: str) -> HttpResponse:
    """Say that what is registered was wrong: not a change, it never was so."""
    person = get_object_or_404(queries.visible_people(request.user), pk=person_id)
    row = queries.row_behind(person, slug=slug)
    if row is None or not may_register_all(request.user, person=person, slugs=[row.variable]):
        raise Http404
    asked = variable(row.variable)
    today = timezone.localdate()
    known = queries.fact_in(row)
    form = CorrectionForm(request.POST or None, variable=asked, known=known, today=today)
    is_other = request.method == "POST" and request.POST.get("key", "") != str(row.pk)
    if request.method == "POST" and not is_other and form.is_valid():
        try:
            saved = registering.correct_fact(
                row=row, fact=form.fact(), reason=form.why, by=request.user, now=timezone.now(), key=key_of(request)
            )
        except AlreadyDone:
            messages.info(request, _("Deze correctie was al bewaard."))
        else:
            messages.success(request, _("De correctie is bewaard. Het oude antwoord blijft in de geschiedenis staan."))
            return redirect("fact-history", person_id=person.pk, slug=saved.variable)
        return redirect("person", person_id=person.pk)
    record_person_seen(person=person, purposes=[asked.purpose], by=request.user, now=timezone.now())
    language = language_now()
    context = {
        "person": person,
        "label": asked.label(language),
        "form": form,
        "row": row,
        "theirs": _in_words(row, slug=row.variable) if is_other else "",
        "idempotency_key": uuid4(),
    }
    status = 409 if is_other else 400 if form.errors else 200
    return render(request, "people/correct_fact.html", context, status=status)


@require_POST
def own_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Put somebody in one's own care, or out of it."""
    person = get_object_or_404(queries.visible_people(request.user), pk=person_id)
    if not can_assign(request.user, municipality=person.municipality_id, as_case_manager=True):
        raise Http404
    now = timezone.now()
    if request.POST.get("mijn") == "ja":
        try:
            actions.assign(people=[person], user=request.user, by=request.user, now=now)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Deze deelnemer staat nu bij uw mensen."))
    else:
        actions.unassign(people=[person], user=request.user, by=request.user, now=now)
        messages.success(request, _("Deze deelnemer staat niet meer bij uw mensen."))
    return redirect("person", person_id=person.pk)


def _in_words(row: PersonFact | None, *, slug: str) -> str:
    """What holds now, in words: the answer, the day it is about, and who registered it as far as that is known."""
    language = language_now()
    if row is None:
        return shown_value(Fact.not_asked(), slug=slug, language=language)
    told = {
        "answer": shown_value(queries.fact_in(row), slug=row.variable, language=language),
        "day": date_format(row.valid_on, "j F Y"),
        "who": (names_of([row.recorded_by]).get(row.recorded_by) if row.recorded_by else None) or _("iemand anders"),
    }
    return _("%(answer)s, over %(day)s, vastgelegd door %(who)s") % told


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
