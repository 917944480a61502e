"""Pages to bring a caseload list in, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tweespoor.apps.exchange.actions import caseload as actions
from tweespoor.apps.exchange.actions import caseload_running as running
from tweespoor.apps.exchange.forms.caseload import ColumnsForm, SheetForm, UploadForm
from tweespoor.apps.exchange.models import Import
from tweespoor.apps.exchange.queries import caseload as queries
from tweespoor.apps.exchange.queries import lists
from tweespoor.apps.exchange.rules import Overtaken, Refused
from tweespoor.apps.exchange.uploads import LIMIT, LimitedUpload
from tweespoor.apps.exchange.views.caseload_requests import (
    STEPS,
    by_whom,
    import_of,
    open_import,
    overtaken_at,
)
from tweespoor.apps.exchange.wording import caseload as wording
from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.people import queries as people
from tweespoor.site.components.data import Column, KeyFigure


@csrf_exempt
def import_list(request: HttpRequest) -> HttpResponse:
    """The imports there are, and the form to begin one.

    The limit of the upload has to be set before anything is read of it, which checking for forgery does: hence first
    exempt, then protected.
    """
    if request.method == "POST":
        request.upload_handlers.insert(0, LimitedUpload(request))
    return _import_list(request)


@csrf_protect
@require_http_methods(["GET", "POST"])
def _import_list(request: HttpRequest) -> HttpResponse:
    municipalities = queries.municipalities_for(request.user)
    if not municipalities:
        raise Http404
    actions.forget_old(now=timezone.now())
    form = UploadForm(
        request.POST if request.method == "POST" else None, request.FILES or None, municipalities=municipalities
    )
    status = 200
    if request.method == "POST":
        begun = _upload(request, form, municipalities)
        if isinstance(begun, Import):
            return redirect("import", import_id=begun.pk)
        status = 413 if begun else 400
    rows = [
        (row, *wording.status(row.status))
        for row in queries.visible_imports(request.user).select_related("organisation").defer("kept")[:50]
    ]
    context = {
        "form": form,
        "rows": rows,
        "columns": [
            Column(label=_("Begonnen op")),
            Column(label=_("Bestand")),
            Column(label=_("Gemeente")),
            Column(label=_("Stand")),
            Column(label=_("Mensen erbij"), numeric=True),
        ],
    }
    return render(request, "exchange/imports.html", context, status=status)


def _upload(request: HttpRequest, form: UploadForm, municipalities: list[queries.Organisation]) -> Import | bool:
    """The import that was begun or was there; otherwise whether the file was too large, the form says why."""
    if getattr(request, "upload_too_large", False):
        form.errors.clear()
        problem = actions.Unreadable(actions.Reason.TOO_LARGE, limit=LIMIT)
        form.add_error("file", wording.unreadable(problem))
        return True
    if not form.is_valid():
        return False
    chosen = form.cleaned_data.get("organisation") or str(municipalities[0].pk)
    organisation = next(each for each in municipalities if str(each.pk) == chosen)
    file = form.cleaned_data["file"]
    try:
        return actions.upload(
            content=file.read(),
            file_name=file.name,
            organisation=organisation,
            by=request.user,
            now=timezone.now(),
        )
    except actions.AlreadyThere as there:
        messages.info(request, _("Dit bestand is hetzelfde als dat van deze import. Er is niets dubbel ingelezen."))
        return there.row
    except actions.Unreadable as problem:
        form.add_error("file", wording.unreadable(problem))
    return False


@require_GET
def import_page(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Where an import stands: on to its next step, its progress, or what came of it."""
    row = import_of(request, import_id)
    running.reap(organisation=row.organisation, now=timezone.now())
    row.refresh_from_db()
    if row.is_open:
        return redirect(STEPS[row.status], import_id=row.pk)
    label, look = wording.status(row.status)
    context = {
        "row": row,
        "status": label,
        "look": look,
        "figures": _done_figures(row),
        "who": queries.name_of(row.created_by),
        "progress": _progress(row) if row.is_busy else None,
        "idempotency_key": uuid4(),
    }
    return render(request, "exchange/import.html", context)


def _done_figures(row: Import) -> list[KeyFigure]:
    counts = row.counts
    if not counts:
        return []
    return [
        KeyFigure(label=_("Mensen erbij"), value=counts["new"]),
        KeyFigure(label=_("Bekende mensen"), value=counts["same"]),
        KeyFigure(label=_("Antwoorden erbij"), value=counts["facts"]),
        KeyFigure(label=_("Rijen weggelaten"), value=counts["left_out"]),
    ]


@dataclass(frozen=True)
class Progress:
    """How far an import is, as its page shows it."""

    sentence: str
    done: int
    total: int
    url: str


def _progress(row: Import) -> Progress:
    if row.status == "queued":
        sentence = _("Het inlezen begint zo.")
    elif row.rows_read < row.rows_total:
        sentence = _("De rijen worden nagekeken.")
    else:
        sentence = _("Alle rijen zijn nagekeken en worden nu in één keer vastgelegd.")
    return Progress(sentence, row.rows_read, row.rows_total, reverse("import-progress", args=[row.pk]))


@require_GET
def import_progress(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The part of an import's page that refreshes itself while it is being brought in."""
    row = import_of(request, import_id)
    running.reap(organisation=row.organisation, now=timezone.now())
    row.refresh_from_db()
    if not row.is_busy:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "exchange/import_progress.html", {"progress": _progress(row)})


@require_http_methods(["GET", "POST"])
def import_sheet(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Choose the sheet and the row with the headings; both are guessed."""
    row = open_import(request, import_id)
    sheets = lists.sheets(row)
    form = SheetForm(request.POST or None, sheets=sheets, initial={"sheet": row.sheet, "heading_row": row.heading_row})
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_sheet(row=row, **form.cleaned_data, **by_whom(request))
        except Overtaken as overtaken:
            return overtaken_at(request, row, overtaken)
        except Refused as refusal:
            form.add_error("heading_row", str(refusal))
        else:
            return redirect("import-columns", import_id=row.pk)
    context = {
        "row": row,
        "form": form,
        "first_rows": lists.first_rows(row),
        "sheet_names": [(sheet.name, len(sheet.rows)) for sheet in sheets],
    }
    return render(request, "exchange/import_sheet.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def import_columns(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Say once what each column holds; guessed from the headings, or remembered."""
    row = open_import(request, import_id)
    if row.status == "sheet":
        return redirect("import-sheet", import_id=row.pk)
    columns = queries.columns(row)
    allowed = queries.targets_for(request.user, organisation=row.organisation)
    guessed, remembered = queries.guessed_targets(row, allowed=allowed)
    given = {int(column): target for column, target in row.targets.items()} or guessed
    initial = {"list_day": row.list_day, **{f"column-{column}": target for column, target in given.items()}}
    form = ColumnsForm(request.POST or None, columns=columns, allowed=allowed, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.map_columns(
                row=row, targets=form.targets(), list_day=form.cleaned_data["list_day"], **by_whom(request)
            )
        except Overtaken as overtaken:
            return overtaken_at(request, row, overtaken)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("import-check", import_id=row.pk)
    context = {
        "row": row,
        "form": form,
        "remembered": remembered,
        "column_rows": [
            (column, form[f"column-{column.index}"], wording.never_taken(queries.never_taken(column)))
            for column in columns
        ],
        "head": [Column(label=_("Kolom")), Column(label=_("Voorbeelden")), Column(label=_("Wordt ingelezen als"))],
    }
    return render(request, "exchange/import_columns.html", context, status=400 if form.errors else 200)


@require_POST
def import_undo(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Take out what an import added."""
    row = import_of(request, import_id)
    try:
        running.undo(row=row, by=request.user, now=timezone.now(), key=key_of(request))
    except running.StandsInTheWay as refusal:
        label, look = wording.status(row.status)
        context = {
            "row": row,
            "status": label,
            "look": look,
            "figures": _done_figures(row),
            "who": queries.name_of(row.created_by),
            "in_the_way": str(refusal),
            "people": list(people.visible_people(request.user).filter(pk__in=refusal.people)),
            "idempotency_key": uuid4(),
        }
        return render(request, "exchange/import.html", context, status=409)
    except Refused as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Deze opdracht was al gegeven."))
    else:
        messages.success(request, _("De import is ongedaan gemaakt. Wat erbij kwam, is weer weg."))
    return redirect("import", import_id=row.pk)


@require_POST
def import_discard(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Throw a list away that is not in."""
    row = import_of(request, import_id)
    try:
        actions.discard(row=row, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("De lijst is weggegooid. Er is niets ingelezen."))
    return redirect("imports")
