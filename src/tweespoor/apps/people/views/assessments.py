"""The assessments of a person, with their reports."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.queries import names_of
from tweespoor.apps.people import queries
from tweespoor.apps.people.actions import assessments as deeds
from tweespoor.apps.people.files import TYPES, StopAtLargest
from tweespoor.apps.people.forms.assessments import AssessmentForm
from tweespoor.apps.people.models import Assessment, Person
from tweespoor.apps.people.queries import assessments as reads
from tweespoor.apps.people.seen import record_person_seen
from tweespoor.core.vocabulary import Assessment as Instrument


@csrf_exempt  # protected below: the limit on what is read must stand before anything reads the request
def assessments(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A person's assessments, and a form to add one."""
    limit = StopAtLargest(request)
    request.upload_handlers.insert(0, limit)
    return _assessments(request, person_id, limit)


@csrf_protect
def _assessments(request: HttpRequest, person_id: UUID, limit: StopAtLargest) -> HttpResponse:
    person = get_object_or_404(queries.visible_people(request.user), pk=person_id)
    purposes = queries.purposes_for(request.user, person=person)
    instruments = reads.instruments_for(purposes)
    if not instruments:
        raise Http404
    may_register = queries.may_register(request.user, person=person)
    if request.method == "POST" and not may_register:
        raise Http404
    is_sent = request.method == "POST"
    form = AssessmentForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        instruments=instruments,
        today=timezone.localdate(),
        was_too_large=is_sent and limit.was_too_large,
    )
    if is_sent and form.is_valid():
        _add(request, person=person, said=form.cleaned_data)
        return redirect("assessments", person_id=person.pk)
    rows = list(reads.assessments_of(person, purposes=purposes))
    names = names_of(row.recorded_by for row in rows)
    language = language_now()
    context = {
        "person": person,
        "rows": [
            (row, Instrument(row.instrument).label(language), names.get(row.recorded_by, "") if row.recorded_by else "")
            for row in rows
        ],
        "form": form,
        "may_register": may_register,
        "idempotency_key": uuid4(),
    }
    seen = reads.purposes_of(row.instrument for row in rows)
    record_person_seen(person=person, purposes=seen, by=request.user, now=timezone.now())
    return render(request, "people/assessments.html", context, status=400 if form.errors else 200)


def _add(request: HttpRequest, *, person: Person, said: dict[str, Any]) -> None:
    file = said["file"]
    try:
        deeds.add_assessment(
            person=person,
            instrument=Instrument(said["instrument"]),
            taken_on=said["taken_on"],
            result=said["result"],
            file=file,
            file_name=file.name if file else "",
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except AlreadyDone:
        messages.info(request, _("Deze toets was al bewaard."))
    else:
        messages.success(request, _("De toets is bewaard."))


@require_safe
def assessment_file(request: HttpRequest, person_id: UUID, assessment_id: UUID) -> FileResponse:
    """The report of an assessment, to be kept as a file and never shown by the browser itself."""
    row = _visible(request, person_id, assessment_id)
    if not row.file or not row.file.storage.exists(row.file.name):
        raise Http404
    deeds.record_download(assessment=row, by=request.user, now=timezone.now())
    response = FileResponse(
        row.file.open("rb"), as_attachment=True, filename=row.file_name, content_type=TYPES[row.file_type]
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def remove_assessment(request: HttpRequest, person_id: UUID, assessment_id: UUID) -> HttpResponse:
    """Ask once, in words, and then take an assessment away with its report."""
    row = _visible(request, person_id, assessment_id)
    instrument = Instrument(row.instrument)
    if not reads.may_register_instrument(request.user, person=row.person, instrument=instrument):
        raise Http404
    if request.method == "POST":
        deeds.remove_assessment(assessment=row, by=request.user, now=timezone.now())
        messages.success(request, _("De toets is weggehaald, met het verslag."))
        return redirect("assessments", person_id=person_id)
    context = {"person": row.person, "row": row, "label": instrument.label(language_now())}
    return render(request, "people/remove_assessment.html", context)


def _visible(request: HttpRequest, person_id: UUID, assessment_id: UUID) -> Assessment:
    person = get_object_or_404(queries.visible_people(request.user), pk=person_id)
    row = reads.visible_assessment(request.user, person=person, assessment=assessment_id)
    if row is None:
        raise Http404
    return row
