"""The advice of a programme: the decision tree and the six choices, answered from its own data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.monitor.queries import EXACT_ROLES, THRESHOLD, programmes_for
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.people import queries as people
from tweespoor.apps.schedule import queries as schedule
from tweespoor.apps.schedule.wording import reasons_in_words
from tweespoor.apps.trajectories import queries as trajectories
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.advice import DEFAULTS, GROUP_OR_INDIVIDUAL, Evidence, PlannerFound, Scope, Whom, advise, inflow
from tweespoor.core.advice import scopes as scopes_of
from tweespoor.core.advice.words import inflow_text, planner_text
from tweespoor.core.vocabulary import Role
from tweespoor.site.components.data import Column, KeyFigure
from tweespoor.site.pages.advice_shown import ScopeRow, scope_row, shown_advice
from tweespoor.site.pages.advice_thresholds import ThresholdForm, given_in

ADVICE_ROLES = (Role.PROJECT_LEADER, Role.POLICY_OFFICER)
"""Who designs a programme sees what it could be, of the own municipality."""


def may_see_advice(user: User, *, programme: Programme) -> bool:
    """Whether the user sees the numbers of this programme's advice."""
    return programme.municipality_id in organisations_where(user, roles=ADVICE_ROLES)


def advice_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme's advice, with the thresholds that stand in the address."""
    programme = get_object_or_404(trajectories.visible_programmes(request.user), slug=slug)
    if not may_see_advice(request.user, programme=programme):
        raise Http404
    language = language_now()
    given = given_in(request.GET.dict())
    form = ThresholdForm(given or None)
    thresholds = form.chosen()
    evidence = schedule.advice_evidence([programme], as_of=_today())
    may_see_people = people.visible_people(request.user).filter(municipality=programme.municipality).exists()
    names = schedule.provider_names(evidence)
    shown = [
        shown_advice(each, language=language, names=names, people_of=programme.slug if may_see_people else "")
        for each in advise(evidence, thresholds=thresholds)
    ]
    neighbours = _neighbours(request.user, programme)
    scopes = _scopes(programme, evidence, neighbours=neighbours, thresholds=thresholds)
    rows = _rows(request.user, scopes, neighbours=neighbours, language=language)
    planner = schedule.planner_found(programme)
    changed = {each: value for each, value in thresholds.items() if value != DEFAULTS[each]}
    context = {
        "programme": programme,
        "form": form,
        "is_changed": bool(changed) or bool(form.errors),
        "link": request.build_absolute_uri(f"{reverse('advice', args=[programme.slug])}?{urlencode(changed)}"),
        "tree": next(each for each in shown if each.id == GROUP_OR_INDIVIDUAL.id),
        "choices": [each for each in shown if each.id != GROUP_OR_INDIVIDUAL.id],
        "figures": _figures(scopes[0], planner=planner, evidence=evidence, size=thresholds["group-size"]),
        "scope_columns": [
            Column(label=_("Voor wie")),
            Column(label=_("Uitkomst")),
            Column(label=_("Past in groepen"), numeric=True),
            Column(label=_("Groepen"), numeric=True),
        ],
        "scope_rows": rows,
        "neighbours": len(neighbours),
        "too_few_others": len(neighbours) > 0 and len(rows) < len(scopes),
        "inflow": inflow_text(inflow(evidence), language, size=thresholds["group-size"]),
        "inflow_months": _inflow_months(evidence),
        "planner": planner_text(planner, language) if planner else "",
        "waits": [(count, reasons_in_words([reason])) for reason, count in (planner.waits if planner else ())],
        "may_plan": schedule.may_plan(request.user, programme=programme),
    }
    return render(request, "pages/advice.html", context, status=400 if form.errors else 200)


def _today() -> date:
    return settings.DEMO_REFERENCE_DATE if settings.DEMO else timezone.localdate()


def _neighbours(user: User, programme: Programme) -> list[Programme]:
    """The other programmes of the region of which the user sees figures."""
    region = programme.municipality.region_id
    return [
        each
        for each in programmes_for(user)
        if region is not None and each.municipality.region_id == region and each.pk != programme.pk
    ]


def _scopes(
    programme: Programme, evidence: Evidence, *, neighbours: Sequence[Programme], thresholds: dict[str, int]
) -> tuple[Scope, ...]:
    together = schedule.advice_evidence([programme, *neighbours], as_of=evidence.as_of) if neighbours else None
    return scopes_of(evidence, thresholds=thresholds, together=together)


def _rows(user: User, scopes: Sequence[Scope], *, neighbours: Sequence[Programme], language: str) -> list[ScopeRow]:
    """The tree for each of the groups of people; where others than the user's own are counted, in rounded numbers."""
    own = organisations_where(user, roles=EXACT_ROLES)
    hide_below = THRESHOLD if any(each.municipality_id not in own for each in neighbours) else None
    alone = {Whom.TOGETHER: scopes[0], Whom.TOGETHER_NEWCOMERS: scopes[1]}
    rows = [
        scope_row(each, own=alone.get(each.whom, each), hide_below=hide_below, language=language) for each in scopes
    ]
    return [row for row in rows if row is not None]


def _figures(now: Scope, *, planner: PlannerFound | None, evidence: Evidence, size: int) -> list[KeyFigure]:
    figures = [
        KeyFigure(
            label=_("Mensen die zeker in groepen passen"),
            value=now.groups.people,
            note=_("van %(of)s, in %(groups)s groepen") % {"of": now.groups.of, "groups": now.groups.groups},
        )
    ]
    if planner is not None and planner.demanded:
        figures.append(
            KeyFigure(
                label=_("Wensen geplaatst door de planner"),
                value=planner.placed,
                note=_("van %(demanded)s") % {"demanded": planner.demanded},
            )
        )
    weeks = inflow(evidence).weeks_to_fill(size)
    figures.append(
        KeyFigure(
            label=_("Weken tot nieuwe mensen een groep vullen"),
            value=_("niet te zeggen") if weeks is None else weeks,
            note=_("groep van %(size)s") % {"size": size},
        )
    )
    return figures


def _inflow_months(evidence: Evidence) -> list[tuple[date, int]]:
    return [(date(year, month, 1), count) for (year, month), count in inflow(evidence).months]
