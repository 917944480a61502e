"""Answering what the design asks about a person, from the page of the progress or that of the plan."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tweespoor.apps.log.keys import key_of
from tweespoor.apps.people.models import Person
from tweespoor.apps.trajectories import actions
from tweespoor.apps.trajectories.forms.progress import AnswerForm
from tweespoor.apps.trajectories.queries import pips as plans
from tweespoor.site.pages.doing import do
from tweespoor.site.pages.plan.overview import show_plan
from tweespoor.site.pages.progress import show_progress
from tweespoor.site.pages.progress_reader import Reader, reader_of

PLAN, PROGRESS = "plan", "progress"


@require_POST
def answer_question(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Answer what the design asks about a person, or take an answer back; then go on where it was asked."""
    reader = reader_of(request.user, person_id=person_id)
    if not reader.may_decide or not reader.trajectories:
        raise Http404
    asked_at = PLAN if request.POST.get("terug") == PLAN else PROGRESS

    def page(*, wrong: dict[str, forms.Form] | None, status: int) -> HttpResponse:
        return _page(request, reader, asked_at=asked_at, status=status)

    trajectory = reader.trajectory
    if trajectory is None or request.POST.get("traject", str(trajectory.pk)) != str(trajectory.pk):
        messages.error(request, str(actions.ENDED))
        return page(wrong=None, status=409)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies een vraag en een antwoord uit de lijst."))
        return page(wrong=None, status=400)
    given = form.cleaned_data

    def deed() -> None:
        actions.answer_design(
            trajectory=trajectory,
            question=given["vraag"],
            answer=given["antwoord"],
            on=timezone.localdate(),
            based_on=request.POST.get("gezien"),
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )

    said = _said(reader.person, is_answer=bool(given["antwoord"]))
    return do(request, deed, said=said, page=page, then=reverse(asked_at, args=[person_id]))


def _page(request: HttpRequest, reader: Reader, *, asked_at: str, status: int) -> HttpResponse:
    if asked_at == PLAN:
        return show_plan(request, reader.person.pk, status=status)
    return show_progress(request, reader, status=status)


def _said(person: Person, *, is_answer: bool) -> str:
    """What became of the answer: a plan that is worked on follows it, a signed one does not."""
    if not is_answer:
        return _("Teruggenomen. Hier staat weer wat ervoor gold.")
    in_force, working = plans.standing_pips_of(person)
    if working is not None:
        return _("Het antwoord is bewaard. Het plan waaraan gewerkt wordt, volgt.")
    if in_force is not None:
        return _("Het antwoord is bewaard. Het getekende plan verandert niet; een nieuw plan begint ermee.")
    return _("Het antwoord is bewaard. Het voorstel voor het plan volgt.")
