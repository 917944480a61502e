"""How far one person is: stands and hours per block in two tracks, the phase, evaluations, start and end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.trajectories import actions
from tweespoor.apps.trajectories.forms.progress import (
    EndForm,
    EvaluationForm,
    GoalForm,
    HoursForm,
    PhaseForm,
    ReasonForm,
    StandForm,
    StartForm,
    StopForm,
    reason_choices,
    reason_of,
)
from tweespoor.apps.trajectories.queries import progress as queries
from tweespoor.core.progress import BlockState
from tweespoor.site.pages.doing import do
from tweespoor.site.pages.moved_along import moved_along
from tweespoor.site.pages.person_links import person_links
from tweespoor.site.pages.progress_reader import Reader, reader_of
from tweespoor.site.pages.progress_shown import BADGES, Shown, shown

Forms = Mapping[str, forms.Form]


@require_GET
def progress_page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """How far a person is."""
    return show_progress(request, reader_of(request.user, person_id=person_id))


def show_progress(
    request: HttpRequest, reader: Reader, *, wrong: Forms | None = None, status: int = 200
) -> HttpResponse:
    """The page of a person's progress, with the forms that were filled in wrongly as they were filled in."""
    today = timezone.localdate()
    language = language_now()
    found = shown(reader, today=today, language=language, now=timezone.now())
    context = {
        "person": reader.person,
        "reader": reader,
        "links": person_links(reader.person, purposes=reader.purposes, here="progress", gives=not reader.sees_all),
        "shown": found,
        "today": today,
        "reasons": reason_choices()[:-1],
        "elsewhere": moved_along(reader.person, sees_hours=reader.sees_hours, badges=BADGES, language=language)
        if reader.sees_all
        else (),
        "idempotency_key": uuid4(),
        **_forms(reader, found=found, today=today, language=language),
        **(wrong or {}),
    }
    return render(request, "pages/progress.html", context, status=status)


def _forms(reader: Reader, *, found: Shown, today: date, language: str) -> dict[str, forms.Form]:
    """The forms of the page that the reader can fill in."""
    made: dict[str, forms.Form] = {}
    if reader.may_decide:
        programmes = [(each.slug, each.name) for each in queries.programmes_to_start(reader.person)]
        if programmes:
            made["start_form"] = StartForm(programmes=programmes, today=today)
    trajectory = reader.trajectory
    if trajectory is None:
        return made
    choices = [(each.id, each.name) for each in found.blocks if each.may_register]
    if choices:
        made["hours_form"] = HoursForm(blocks=choices, today=today)
    if reader.may_decide:
        phases = list(queries.phase_labels(trajectory, language=language).items())
        seen = found.phase_key
        made["phase_form"] = PhaseForm(phases=phases, today=today, initial={"gezien": seen, "fase": found.next_phase})
        made["end_form"] = EndForm(today=today)
        rhythms = list(queries.rhythm_labels(trajectory, language=language).items())
        if rhythms:
            made["evaluation_form"] = EvaluationForm(rhythms=rhythms, today=today)
    return made


@require_POST
def register_stand(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Say where a person stands in a block."""
    reader = _reader_with_trajectory(request, person_id)
    form = StandForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies een onderdeel en een stand, en een dag die bestaat."))
        return show_progress(request, reader, status=400)
    given = form.cleaned_data
    seen = request.POST.get("gezien")

    def deed() -> None:
        actions.register_stand(
            trajectory=reader.running,
            block=given["onderdeel"],
            state=BlockState(given["stand"]),
            on=given["dag"] or timezone.localdate(),
            reason=reason_of(given["reden"]) if given["reden"] else None,
            given=reader.given,
            based_on=seen,
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )

    said = _("Vastgelegd: %(state)s.") % {"state": BlockState(given["stand"]).label(language_now()).lower()}
    return _do(request, reader, deed, said=said)


@require_GET
def stop_block(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Why a person stopped with a block: one button per reason."""
    reader = _reader_with_trajectory(request, person_id)
    today = timezone.localdate()
    found = shown(reader, today=today, language=language_now(), now=timezone.now())
    block = next((each for each in found.blocks if each.id == request.GET.get("onderdeel") and each.may_register), None)
    if block is None:
        return redirect("progress", person_id=person_id)
    context = {
        "person": reader.person,
        "part": block,
        "form": StopForm(today=today),
        "reasons": reason_choices(),
        "idempotency_key": uuid4(),
    }
    return render(request, "pages/stop_block.html", context)


@require_POST
def take_back_stand(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Take back what was registered about a block."""
    reader = _reader_with_trajectory(request, person_id)
    row = reader.stand_row(request.POST.get("stand", ""))
    if row is None:
        messages.error(request, _("Dit is intussen al veranderd. Hier staat wat er nu geldt."))
        return show_progress(request, reader, status=409)

    def deed() -> None:
        actions.take_back_stand(row=row, given=reader.given, by=request.user, now=timezone.now(), key=key_of(request))

    return _do(request, reader, deed, said=_("Teruggenomen. Hier staat weer wat ervoor gold."))


@require_POST
def register_hours(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Record the hours attended of a block in a week."""
    reader = _reader_with_trajectory(request, person_id)
    today = timezone.localdate()
    blocks = reader.blocks(language=language_now())
    form = HoursForm(request.POST, blocks=blocks, today=today)
    if not form.is_valid():
        return show_progress(request, reader, wrong={"hours_form": form}, status=400)
    given = form.cleaned_data

    def deed() -> None:
        actions.register_hours(
            trajectory=reader.running,
            block=given["onderdeel"],
            day=given["dag"],
            minutes=form.minutes,
            given=reader.given,
            replaces=given["vervang"],
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )

    return _do(request, reader, deed, said=_("De uren zijn vastgelegd."), form=("hours_form", form))


@require_POST
def change_phase(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Put a person in a phase."""
    reader = _deciding(request, person_id)
    phases = list(queries.phase_labels(reader.running, language=language_now()).items())
    form = PhaseForm(request.POST, phases=phases, today=timezone.localdate())
    if not form.is_valid():
        return show_progress(request, reader, wrong={"phase_form": form}, status=400)
    given = form.cleaned_data

    def deed() -> None:
        actions.change_phase(
            trajectory=reader.running,
            phase=given["fase"],
            on=given["dag"],
            why=given["waarom"],
            based_on=str(given["gezien"] or ""),
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )

    said = _("De deelnemer is nu in: %(phase)s.") % {"phase": dict(phases)[given["fase"]]}
    return _do(request, reader, deed, said=said)


@require_POST
def register_goal(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Say whether the goal of a phase is reached."""
    reader = _deciding(request, person_id)
    form = GoalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies of het doel gehaald is: ja of nee."))
        return show_progress(request, reader, status=400)
    given = form.cleaned_data

    def deed() -> None:
        actions.register_goal(
            trajectory=reader.running,
            phase=given["fase"],
            reached=given["gehaald"] == "ja",
            on=timezone.localdate(),
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )

    return _do(request, reader, deed, said=_("Het antwoord is bewaard."))


@require_POST
def hold_evaluation(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Keep an evaluation that was held."""
    reader = _deciding(request, person_id)
    rhythms = list(queries.rhythm_labels(reader.running, language=language_now()).items())
    form = EvaluationForm(request.POST, rhythms=rhythms, today=timezone.localdate())
    if not form.is_valid():
        return show_progress(request, reader, wrong={"evaluation_form": form}, status=400)
    given = form.cleaned_data

    def deed() -> None:
        actions.hold_evaluation(
            trajectory=reader.running,
            rhythm=given["moment"],
            on=given["dag"],
            concluded=given["conclusie"],
            next_step=given["vervolg"],
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )

    return _do(request, reader, deed, said=_("De evaluatie is bewaard."), form=("evaluation_form", form))


@require_POST
def start_trajectory(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Let a person start in a programme."""
    reader = _deciding(request, person_id, needs_trajectory=False)
    programmes = {each.slug: each for each in queries.programmes_to_start(reader.person)}
    choices = [(each.slug, each.name) for each in programmes.values()]
    form = StartForm(request.POST, programmes=choices, today=timezone.localdate())
    if not form.is_valid():
        return show_progress(request, reader, wrong={"start_form": form}, status=400)
    given = form.cleaned_data

    def deed() -> None:
        actions.start_trajectory(
            person=reader.person,
            programme=programmes[given["programma"]],
            on=given["dag"],
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )

    return _do(request, reader, deed, said=_("De deelnemer doet mee."), form=("start_form", form))


@require_POST
def end_trajectory(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """End a person's trajectory."""
    reader = _deciding(request, person_id)
    form = EndForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return show_progress(request, reader, wrong={"end_form": form}, status=400)
    given = form.cleaned_data

    def deed() -> None:
        actions.end_trajectory(
            trajectory=reader.running,
            on=given["dag"],
            reason=reason_of(given["reden"]),
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )

    said = _("Het traject is gestopt. Partners zien de deelnemer nog vier weken na die dag.")
    return _do(request, reader, deed, said=said, form=("end_form", form))


@require_POST
def name_reason(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Name why a trajectory ended."""
    reader = _deciding(request, person_id, needs_trajectory=False)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies een reden uit de lijst."))
        return show_progress(request, reader, status=400)
    row = next((each for each in reader.trajectories if each.pk == form.cleaned_data["traject"]), None)
    if row is None:
        raise Http404

    def deed() -> None:
        reason = reason_of(form.cleaned_data["reden"])
        assert reason is not None
        actions.name_reason(trajectory=row, reason=reason, by=request.user, now=timezone.now(), key=key_of(request))

    return _do(request, reader, deed, said=_("De reden is vastgelegd."))


def _reader_with_trajectory(request: HttpRequest, person_id: UUID) -> Reader:
    reader = reader_of(request.user, person_id=person_id)
    if reader.trajectory is None or not (reader.may_decide or reader.given):
        raise Http404
    return reader


def _deciding(request: HttpRequest, person_id: UUID, *, needs_trajectory: bool = True) -> Reader:
    reader = reader_of(request.user, person_id=person_id)
    if not reader.may_decide or (needs_trajectory and reader.trajectory is None):
        raise Http404
    return reader


def _do(
    request: HttpRequest,
    reader: Reader,
    deed: Callable[[], None],
    *,
    said: str,
    form: tuple[str, forms.Form] | None = None,
) -> HttpResponse:
    """Do a deed once and say what came of it on the page as it stands now."""
    then = reverse("progress", kwargs={"person_id": reader.person.pk})
    return do(request, deed, said=said, form=form, page=partial(show_progress, request, reader), then=then)
