"""One person's attendance: what was marked, session by session, and absence told of beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tweespoor.apps.attendance import actions, queries
from tweespoor.apps.attendance.forms import AbsenceForm
from tweespoor.apps.attendance.wording import day_and_part, source_of
from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.seen import record_person_seen
from tweespoor.apps.trajectories.queries import running_trajectory
from tweespoor.core.vocabulary import Absence, AbsenceReason, Purpose
from tweespoor.core.week import HalfDay
from tweespoor.site.components.data import Column, KeyFigure
from tweespoor.site.pages.person_links import person_links
from tweespoor.site.pages.progress_reader import gives_blocks

SHOWN = timedelta(weeks=13)
"""So far back marks are shown: a quarter."""

LOOKS = {
    Absence.PRESENT: "ok",
    Absence.LATE: "warning",
    Absence.AUTHORISED: "neutral",
    Absence.UNAUTHORISED: "danger",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One session: when, what, and what was marked."""

    when: str
    title: str
    label: str
    look: str
    reason: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Planned:
    """Absence told of beforehand, that can be taken back."""

    key: UUID
    first_day: date
    last_day: date
    part: str
    reason: str
    is_own: bool


@require_GET
def person_attendance(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What was marked about a person in the last quarter."""
    return _page(request, _person(request, person_id))


def _page(request: HttpRequest, person: Person, *, form: forms.Form | None = None, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    purposes = people.purposes_for(request.user, person=person)
    marked = queries.person_attendance(request.user, person=person, since=today - SHOWN)
    may_plan = people.may_register(request.user, person=person)
    record_person_seen(person=person, purposes=[Purpose.ATTENDANCE], by=request.user, now=timezone.now())
    context = {
        "person": person,
        "links": person_links(
            person,
            purposes=purposes,
            here="person-attendance",
            gives=gives_blocks(request.user, person=person, running=running_trajectory(person), purposes=purposes),
        ),
        "told_url": reverse("person-messages", args=[person.pk]) if may_plan and Purpose.CONTACT in purposes else "",
        "figures": _figures(marked),
        "rows": [_row(each) for each in marked],
        "columns": [Column(label=_("Wanneer")), Column(label=_("Les of training")), Column(label=_("Aanwezig"))],
        "weeks": SHOWN.days // 7,
        "planned": [_planned(row) for row in queries.planned_of(request.user, person=person) if row.last_day >= today],
        "form": (form or AbsenceForm(today=today)) if may_plan else None,
        "idempotency_key": uuid4(),
    }
    return render(request, "pages/attendance.html", context, status=status)


@require_POST
def plan_absence(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Keep that a person will not come for some days."""
    person = _registered(request, person_id)
    form = AbsenceForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, person, form=form, status=400)
    try:
        actions.plan_absence(
            person=person,
            first_day=form.cleaned_data["eerste_dag"],
            last_day=form.cleaned_data["laatste_dag"],
            reason=form.reason(),
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, person, form=form, status=400)
    else:
        messages.success(request, _("Bewaard. De lijsten van die dagen laten het zien."))
    return redirect("person-attendance", person_id=person.pk)


@require_POST
def withdraw_absence(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Say that a person comes after all."""
    person = _registered(request, person_id)
    rows = {str(row.pk): row for row in queries.planned_of(request.user, person=person)}
    row = rows.get(request.POST.get("afwezigheid", ""))
    if row is None:
        messages.error(request, _("Dit was al teruggenomen. Hier staat wat er nu geldt."))
        return _page(request, person, status=409)
    try:
        actions.withdraw_absence(row=row, by=request.user, now=timezone.now())
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Teruggenomen."))
    return redirect("person-attendance", person_id=person.pk)


def _person(request: HttpRequest, person_id: UUID) -> Person:
    person = get_object_or_404(people.visible_people(request.user), pk=person_id)
    if Purpose.ATTENDANCE not in people.purposes_for(request.user, person=person):
        raise Http404
    return person


def _registered(request: HttpRequest, person_id: UUID) -> Person:
    person = _person(request, person_id)
    if not people.may_register(request.user, person=person):
        raise Http404
    return person


def _figures(marked: list[queries.Attended]) -> list[KeyFigure]:
    told = [each.mark.absence for each in marked if each.mark.absence is not None]
    if not told:
        return []
    there = sum(1 for each in told if each.is_there)
    without = sum(1 for each in told if each is Absence.UNAUTHORISED)
    note = _("van de %(count)s keer dat het is vastgelegd") % {"count": len(told)}
    return [
        KeyFigure(label=_("Aanwezig"), value=there, note=note),
        KeyFigure(label=_("Te laat"), value=sum(1 for each in told if each is Absence.LATE)),
        KeyFigure(label=_("Zonder bericht afwezig"), value=without),
    ]


def _row(each: queries.Attended) -> Row:
    language = language_now()
    absence = each.mark.absence
    assert absence is not None
    return Row(
        when=day_and_part(each.day, HalfDay.parse(each.half_day)),
        title=each.title_en if language == "en" else each.title_nl,
        label=absence.label(language),
        look=LOOKS[absence],
        reason=each.mark.reason.label(language) if each.mark.reason else "",
        source=source_of(each.mark),
    )


def _planned(row: queries.PlannedAbsence) -> Planned:
    reason = AbsenceReason(row.reason).label(language_now()) if row.reason else ""
    part = HalfDay.parse(row.half_day).part.label(language_now()) if row.half_day else ""
    return Planned(
        key=row.pk,
        first_day=row.first_day,
        last_day=row.last_day,
        part=part,
        reason=reason,
        is_own=row.is_own,
    )
