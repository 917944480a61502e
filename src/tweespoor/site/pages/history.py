"""The dossier as of any two days, and per fact everything that was ever said about it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.queries import names_of
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.forms.history import DaysForm
from tweespoor.apps.people.queries import history
from tweespoor.apps.people.queries.registering import intake_steps, may_register_all
from tweespoor.apps.people.seen import record_person_seen
from tweespoor.core.vocabulary import STEPS, UnknownTerm, variable
from tweespoor.site.components.data import Column, ShownFact
from tweespoor.site.pages.show import shown_value


@dataclass(frozen=True, kw_only=True)
class ShownSaid:
    """One answer of a history, in words."""

    said: history.Said
    text: str
    who: str
    what: str
    reason: str


@require_safe
def history_page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What held on one day, as known on another."""
    person = get_object_or_404(people.visible_people(request.user), pk=person_id)
    today = timezone.localdate()
    form = DaysForm(request.GET or None, today=today)
    on, known_on = form.days()
    known = history.facts_as_of(person, for_user=request.user, on=on, known_on=known_on)
    if not known:
        raise Http404
    language = language_now()
    labels = {each.slug: step.label(language) for step in STEPS for each in step.variables}
    panels: dict[str, list[ShownFact]] = {}
    for each in known:
        if not each.fact.is_answered:
            continue
        title = labels.get(each.variable.slug, _("Verloop"))
        panels.setdefault(title, []).append(
            ShownFact(
                label=each.variable.label(language),
                state=each.fact.state,
                text=shown_value(each.fact, slug=each.variable.slug, language=language),
                valid_on=each.fact.valid_on,
                source=each.fact.source,
                url=reverse("fact-history", args=[person.pk, each.variable.slug]),
            )
        )
    context = {
        "person": person,
        "form": form,
        "on": on,
        "known_on": known_on,
        "panels": panels.items(),
        "asked": sum(each.asked for each in intake_steps(known)),
        "total": sum(each.total for each in intake_steps(known)),
    }
    seen = {each.variable.purpose for each in known if each.fact.is_answered}
    record_person_seen(person=person, purposes=seen, by=request.user, now=timezone.now())
    return render(request, "pages/history.html", context, status=400 if form.errors else 200)


@require_safe
def fact_history(request: HttpRequest, person_id: UUID, slug: str) -> HttpResponse:
    """Everything ever said about one variable: who, when, from where, and what took whose place."""
    person = get_object_or_404(people.visible_people(request.user), pk=person_id)
    try:
        asked = variable(slug)
    except UnknownTerm:
        raise Http404 from None
    if not history.may_see_variable(request.user, person=person, variable=asked):
        raise Http404
    language = language_now()
    rows = history.history_of(person, variable=asked)
    names = names_of(row.recorded_by for row in rows)
    context = {
        "person": person,
        "label": asked.label(language),
        "slug": slug,
        "columns": [
            Column(label=text)
            for text in (_("Antwoord"), _("Over"), _("Vastgelegd"), _("Bron"), _("Wat ermee gebeurde"))
        ],
        "rows": [_shown(row, slug=slug, names=names, language=language) for row in rows],
        "may_register": may_register_all(request.user, person=person, slugs=[slug]),
        "is_asked": any(row.holds for row in rows),
    }
    record_person_seen(person=person, purposes=[asked.purpose], by=request.user, now=timezone.now())
    return render(request, "pages/fact_history.html", context)


def _shown(row: history.Said, *, slug: str, names: dict[UUID, str], language: str) -> ShownSaid:
    if row.corrected_on is not None:
        what = _("was fout; gecorrigeerd op")
    elif not row.fact.is_answered:
        what = _("teruggenomen: het had hier niet mogen staan")
    elif row.holds:
        what = _("correctie; dit geldt nu") if row.corrects else _("dit geldt nu")
    else:
        what = _("later veranderd")
    return ShownSaid(
        said=row,
        text=shown_value(row.fact, slug=slug, language=language) if row.fact.is_answered else "–",
        who=names.get(row.recorded_by, "") if row.recorded_by else "",
        what=what,
        reason=row.reason.label(language) if row.reason else "",
    )
