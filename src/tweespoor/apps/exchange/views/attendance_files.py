"""Pages to bring an attendance file in: the file, its columns, its words; and what came of it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tweespoor.apps.exchange.actions import attendance_files as actions
from tweespoor.apps.exchange.actions import attendance_running as running
from tweespoor.apps.exchange.forms.attendance_files import AttendanceColumnsForm, AttendanceUploadForm, WordsForm
from tweespoor.apps.exchange.forms.caseload import SheetForm
from tweespoor.apps.exchange.models import AttendanceFile
from tweespoor.apps.exchange.queries import attendance_files as queries
from tweespoor.apps.exchange.queries import lists
from tweespoor.apps.exchange.queries.caseload import name_of
from tweespoor.apps.exchange.rules import Overtaken, Refused
from tweespoor.apps.exchange.uploads import LIMIT, LimitedUpload
from tweespoor.apps.exchange.views.caseload_requests import by_whom
from tweespoor.apps.exchange.wording import attendance_files as wording
from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.site.components.data import Column, KeyFigure

STEPS = {
    "columns": "attendance-file-columns",
    "words": "attendance-file-words",
    "check": "attendance-file-check",
}
"""The page on which an open file goes on, by its status."""


@csrf_exempt
def files(request: HttpRequest) -> HttpResponse:
    """The files there are, and the form to begin one. The limit of the upload is set before anything is read of it."""
    if request.method == "POST":
        request.upload_handlers.insert(0, LimitedUpload(request))
    return _files(request)


@csrf_protect
@require_http_methods(["GET", "POST"])
def _files(request: HttpRequest) -> HttpResponse:
    organisations = queries.organisations_for(request.user)
    if not organisations:
        raise Http404
    actions.forget_old(now=timezone.now())
    kinds = queries.kinds_for(request.user)
    form = AttendanceUploadForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        organisations=organisations,
        kinds=kinds,
    )
    status = 200
    if request.method == "POST":
        begun = _upload(request, form, organisations)
        if isinstance(begun, AttendanceFile):
            return redirect("attendance-file", file_id=begun.pk)
        status = 413 if begun else 400
    rows = queries.visible_files(request.user).select_related("organisation").defer("kept")[:50]
    context = {
        "form": form,
        "rows": [(row, *wording.status(row.status)) for row in rows],
        "columns": [
            Column(label=_("Begonnen op")),
            Column(label=_("Bestand")),
            Column(label=_("Organisatie")),
            Column(label=_("Stand")),
        ],
    }
    return render(request, "exchange/attendance_files.html", context, status=status)


def _upload(
    request: HttpRequest, form: AttendanceUploadForm, organisations: list[queries.Organisation]
) -> AttendanceFile | bool:
    """The file that was begun or was there; otherwise whether it was too large, the form says why."""
    if getattr(request, "upload_too_large", False):
        form.errors.clear()
        form.add_error("file", wording.unreadable(actions.Unreadable(actions.Reason.TOO_LARGE, limit=LIMIT)))
        return True
    if not form.is_valid():
        return False
    chosen = form.cleaned_data.get("organisation") or str(organisations[0].pk)
    file = form.cleaned_data["file"]
    try:
        return actions.upload(
            content=file.read(),
            file_name=file.name,
            organisation=next(each for each in organisations if str(each.pk) == chosen),
            about=form.cleaned_data.get("about") or queries.kinds_for(request.user)[0].value,
            by=request.user,
            now=timezone.now(),
        )
    except actions.AlreadyThere as there:
        messages.info(request, _("Dit bestand is al eerder gekozen. Er is niets dubbel ingelezen."))
        return there.row
    except actions.Unreadable as problem:
        form.add_error("file", wording.unreadable(problem))
    return False


def file_of(request: HttpRequest, file_id: UUID) -> AttendanceFile:
    """The file of the address, where the user may see it."""
    return get_object_or_404(queries.visible_files(request.user).select_related("organisation"), pk=file_id)


def open_file(request: HttpRequest, file_id: UUID) -> AttendanceFile:
    """The file of the address; to be looked at only while somebody works at it."""
    row = file_of(request, file_id)
    if not row.is_open and request.method == "GET":
        raise Http404
    return row


def overtaken_at(request: HttpRequest, row: AttendanceFile, overtaken: Overtaken) -> HttpResponse:
    """Somebody else was first: say so, on the page where the file now stands."""
    messages.warning(request, str(overtaken))
    return redirect("attendance-file", file_id=row.pk)


@require_GET
def file_page(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Where a file stands: on to its next step, or what came of it."""
    row = file_of(request, file_id)
    if row.is_open:
        return redirect(STEPS[row.status], file_id=row.pk)
    label, look = wording.status(row.status)
    context = {
        "row": row,
        "status": label,
        "look": look,
        "figures": _figures(row),
        "who": name_of(row.created_by),
        "idempotency_key": uuid4(),
    }
    return render(request, "exchange/attendance_file.html", context)


def _figures(row: AttendanceFile) -> list[KeyFigure]:
    counts = row.counts
    if not counts:
        return []
    return [
        KeyFigure(label=_("Op de lijsten erbij"), value=counts["added"]),
        KeyFigure(label=_("Op de lijsten veranderd"), value=counts["changed"]),
        KeyFigure(label=_("Stond er al zo"), value=counts["same"]),
        KeyFigure(label=_("De lijst bleef staan"), value=counts["kept"]),
        KeyFigure(label=_("Weggelaten"), value=counts["left_out"]),
    ]


@require_http_methods(["GET", "POST"])
def file_sheet(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Choose the sheet and the row with the headings, where they were not guessed right."""
    row = open_file(request, file_id)
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
            return redirect("attendance-file-columns", file_id=row.pk)
    context = {
        "row": row,
        "form": form,
        "first_rows": lists.first_rows(row),
    }
    return render(request, "exchange/attendance_sheet.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def file_columns(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Say once what each column holds; guessed from the headings, or remembered."""
    row = open_file(request, file_id)
    columns = queries.columns(row)
    guessed, remembered = queries.guessed_targets(row, today=timezone.localdate())
    given = {int(column): target for column, target in row.targets.items()} or guessed
    form = AttendanceColumnsForm(
        request.POST or None,
        columns=columns,
        initial={f"column-{column}": target for column, target in given.items()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.map_columns(row=row, targets=form.targets(), **by_whom(request))
        except Overtaken as overtaken:
            return overtaken_at(request, row, overtaken)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("attendance-file", file_id=row.pk)
    context = {
        "row": row,
        "form": form,
        "remembered": remembered,
        "column_rows": [(column, form[f"column-{column.index}"]) for column in columns],
        "head": [Column(label=_("Kolom")), Column(label=_("Voorbeelden")), Column(label=_("Wordt ingelezen als"))],
    }
    return render(request, "exchange/attendance_columns.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def file_words(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Say once what each word for presence means; as was said before, or as is likely."""
    row = open_file(request, file_id)
    if row.status == "columns":
        return redirect("attendance-file-columns", file_id=row.pk)
    asked = queries.asked_words(row)
    form = WordsForm(request.POST or None, asked=asked)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_words(row=row, words=form.words(), **by_whom(request))
        except Overtaken as overtaken:
            return overtaken_at(request, row, overtaken)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("attendance-file-check", file_id=row.pk)
    context = {
        "row": row,
        "form": form,
        "remembered": any(each.remembered for each in asked),
        "words": [(each, form[f"word-{place}"]) for place, each in enumerate(asked)],
        "head": [Column(label=_("In het bestand")), Column(label=_("Hoe vaak")), Column(label=_("Betekent"))],
    }
    return render(request, "exchange/attendance_words.html", context, status=400 if form.errors else 200)


@require_POST
def file_undo(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Take what a file brought off the lists again."""
    row = file_of(request, file_id)
    try:
        running.undo(row=row, by=request.user, now=timezone.now(), key=key_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Deze opdracht was al gegeven."))
    else:
        messages.success(request, _("Ongedaan gemaakt. Op de lijsten staat weer wat er zonder dit bestand stond."))
    return redirect("attendance-file", file_id=row.pk)


@require_POST
def file_discard(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Throw a file away that is not in."""
    row = file_of(request, file_id)
    try:
        actions.discard(row=row, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Het bestand is weggegooid. Er is niets ingelezen."))
    return redirect("attendance-files")
