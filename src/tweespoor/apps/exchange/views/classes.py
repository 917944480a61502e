"""Pages to bring in a list of language classes: the file, then its columns with every problem, then all or nothing.

Until then the cells stay in the session of who brings them in; a list of classes names no participants.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from tweespoor.apps.exchange.actions import classes as actions
from tweespoor.apps.exchange.forms.classes import ClassColumnsForm, ClassFileForm
from tweespoor.apps.exchange.queries import classes as queries
from tweespoor.apps.exchange.rules import Refused
from tweespoor.apps.exchange.uploads import LIMIT, LimitedUpload
from tweespoor.apps.exchange.wording import classes as wording
from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.schedule import queries as schedule
from tweespoor.apps.schedule.rules import SupplyKind
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import visible_programmes


@csrf_exempt
def class_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the file. The limit of the upload is set before anything is read of it."""
    if request.method == "POST":
        request.upload_handlers.insert(0, LimitedUpload(request))
    return _class_import(request, slug)


@csrf_protect
@require_http_methods(["GET", "POST"])
def _class_import(request: HttpRequest, slug: str) -> HttpResponse:
    programme = _programme(request, slug)
    form = ClassFileForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST":
        too_large = getattr(request, "upload_too_large", False)
        try:
            if too_large:
                raise queries.Unreadable(queries.Reason.TOO_LARGE, limit=LIMIT)
            if form.is_valid():
                request.session[_key(programme)] = queries.kept_of(form.cleaned_data["file"].read())
                return redirect("class-import-check", slug=slug)
        except queries.Unreadable as problem:
            form.errors.clear()
            form.add_error("file", wording.unreadable(problem))
    context = {
        "programme": programme,
        "form": form,
        "has_locations": schedule.in_programme(programme)["locations"].exists(),
    }
    return render(request, "exchange/class_import.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def class_import_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Which column holds what, what each row becomes with every problem, and bringing all of it in."""
    programme = _programme(request, slug)
    kept = request.session.get(_key(programme))
    if not kept:
        messages.info(request, _("Kies eerst een bestand."))
        return redirect("class-import", slug=slug)
    form = _columns_form(request, programme, kept)
    if request.method == "GET" or not form.is_valid():
        drafts = _drafts(programme, kept, queries.guessed(kept)) if request.method == "GET" else ()
        return _check_page(request, programme, form, drafts, status=400 if form.errors else 200)
    drafts = _drafts(programme, kept, form.columns())
    if "inlezen" not in request.POST:
        return _check_page(request, programme, form, drafts)
    provider = next(each for each in _providers(request, programme) if str(each.pk) == form.cleaned_data["provider"])
    try:
        count = actions.bring_classes(
            programme=programme,
            provider=provider,
            location=UUID(form.cleaned_data["location_for_all"]),
            drafts=drafts,
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except AlreadyDone:
        messages.info(request, _("Dit was al ingelezen."))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _check_page(request, programme, form, drafts, status=400)
    else:
        said = ngettext("%(count)s klas ingelezen.", "%(count)s klassen ingelezen.", count)
        messages.success(request, said % {"count": count})
    request.session.pop(_key(programme), None)
    return redirect("supply-list", slug=slug, kind=SupplyKind.CLASSES.value)


def _columns_form(request: HttpRequest, programme: Programme, kept: list[list[Any]]) -> ClassColumnsForm:
    return ClassColumnsForm(
        request.POST if request.method == "POST" else None,
        providers=_providers(request, programme),
        locations=list(schedule.in_programme(programme)["locations"]),
        columns=queries.columns_in(kept),
        initial={f"kolom-{target}": str(column) for target, column in queries.guessed(kept).items()},
    )


def _drafts(programme: Programme, kept: list[list[Any]], columns: dict[str, int]) -> tuple[queries.ClassDraft, ...]:
    return queries.drafts_in(kept, columns=columns, programme=programme, today=timezone.localdate())


def _check_page(
    request: HttpRequest,
    programme: Programme,
    form: ClassColumnsForm,
    drafts: tuple[queries.ClassDraft, ...],
    *,
    status: int = 200,
) -> HttpResponse:
    troubles = [
        (draft.row, cell.letter, cell.text, wording.trouble(cell)) for draft in drafts for cell in draft.problems
    ]
    context = {
        "programme": programme,
        "form": form,
        "count": len(drafts),
        "names": [str(draft.values.get("name", "")) for draft in drafts if not draft.problems],
        "troubles": troubles,
        "idempotency_key": uuid4(),
    }
    return render(request, "exchange/class_import_check.html", context, status=status)


def _providers(request: HttpRequest, programme: Programme) -> list[Any]:
    if schedule.may_change_supply(request.user, programme=programme):
        return schedule.providers_of(programme)
    return schedule.schools_of(request.user, programme=programme)


def _programme(request: HttpRequest, slug: str) -> Programme:
    programme = get_object_or_404(visible_programmes(request.user), slug=slug)
    if SupplyKind.CLASSES not in schedule.kinds_changed(request.user, programme=programme):
        raise Http404
    return programme


def _key(programme: Programme) -> str:
    return f"classes-{programme.pk}"
