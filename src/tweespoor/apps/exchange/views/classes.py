"""Pages to bring in a list of language classes: the file, then what it changes with every problem, then all or nothing.

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
from django.views.decorators.http import require_http_methods, require_POST

from tweespoor.apps.exchange.actions import classes as actions
from tweespoor.apps.exchange.forms.classes import ClassColumnsForm, ClassFileForm, ClassSheetForm
from tweespoor.apps.exchange.queries import classes as queries
from tweespoor.apps.exchange.queries.caseload import name_of
from tweespoor.apps.exchange.queries.classes_compared import Compared, best_provider, compared
from tweespoor.apps.exchange.rules import Overtaken, Refused
from tweespoor.apps.exchange.uploads import LIMIT, LimitedUpload
from tweespoor.apps.exchange.wording import classes as wording
from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.schedule import queries as schedule
from tweespoor.apps.schedule.rules import SupplyKind
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import visible_programmes
from tweespoor.site.components.data import Column


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
                request.session[_key(programme)] = queries.stored(queries.kept_of(form.cleaned_data["file"].read()))
                return redirect("class-import-check", slug=slug)
        except queries.Unreadable as problem:
            form.errors.clear()
            form.add_error("file", wording.unreadable(problem))
    context = {
        "programme": programme,
        "form": form,
        "has_locations": schedule.in_programme(programme)["locations"].exists(),
        "imports": [(row, name_of(row.created_by)) for row in _imports(request, programme)[: queries.MOST_SHOWN]],
        "import_columns": [
            Column(label=_("Ingelezen op")),
            Column(label=_("Taalaanbieder")),
            Column(label=_("Door")),
            Column(label=_("Nieuwe klassen"), numeric=True),
            Column(label=_("Veranderde klassen"), numeric=True),
            Column(label=_("Ongedaan maken")),
        ],
        "idempotency_key": uuid4(),
    }
    return render(request, "exchange/class_import.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def class_import_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Which column holds what, what each row changes with every problem, and bringing all of it in."""
    programme = _programme(request, slug)
    kept = queries.kept_in(request.session.get(_key(programme)))
    if kept is None:
        messages.info(request, _("Kies eerst een bestand."))
        return redirect("class-import", slug=slug)
    if "blad" in request.POST:
        sheet = ClassSheetForm(request.POST, names=kept.names)
        if sheet.is_valid():
            request.session[_key(programme)] = queries.stored(queries.with_sheet(kept, sheet.cleaned_data["blad"]))
        return redirect("class-import-check", slug=slug)
    form = _columns_form(request, programme, kept)
    if request.method == "POST" and not form.is_valid():
        return _check_page(request, programme, kept, form, None, status=400)
    if request.method == "GET":
        return _check_page(request, programme, kept, form, _first_compared(request, programme, kept, form))
    return _chosen(request, programme, kept, form)


def _chosen(request: HttpRequest, programme: Programme, kept: queries.Kept, form: ClassColumnsForm) -> HttpResponse:
    """What the list does by the columns that were chosen; or bring it in, where the user says so."""
    provider = next(each for each in _providers(request, programme) if str(each.pk) == form.cleaned_data["provider"])
    location = UUID(form.cleaned_data["location_for_all"])
    drafts = _drafts(programme, kept, form.columns())
    about = {"columns": form.columns(), "programme": programme, "provider": provider, "location": location}
    if "inlezen" not in request.POST:
        return _check_page(request, programme, kept, form, compared(drafts, **about))
    try:
        brought = actions.bring_classes(
            drafts=drafts,
            seen=request.POST.get("gezien", ""),
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
            **about,
        )
    except AlreadyDone:
        messages.info(request, _("Dit was al ingelezen."))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        status = 409 if isinstance(refusal, Overtaken) else 400
        return _check_page(request, programme, kept, form, compared(drafts, **about), status=status)
    else:
        said = {"added": brought.added, "changed": brought.changed}
        told = _(
            "Ingelezen. Nieuwe klassen: %(added)s. Veranderde klassen: %(changed)s. Bij Klassen inlezen kunt u dit "
            "ongedaan maken."
        )
        messages.success(request, told % said)
    request.session.pop(_key(programme), None)
    return redirect("supply-list", slug=programme.slug, kind=SupplyKind.CLASSES.value)


@require_POST
def class_import_undo(request: HttpRequest, slug: str, list_id: UUID) -> HttpResponse:
    """Take a list back that came in."""
    programme = _programme(request, slug)
    if not _imports(request, programme).filter(pk=list_id).exists():
        raise Http404
    try:
        back = actions.take_back(
            programme=programme,
            import_id=list_id,
            providers=_providers(request, programme),
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except AlreadyDone:
        messages.info(request, _("Deze opdracht was al gegeven."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext(
            "Ongedaan gemaakt. %(count)s klas is weer zoals die was.",
            "Ongedaan gemaakt. %(count)s klassen zijn weer zoals die waren.",
            back.classes,
        )
        messages.success(request, said % {"count": back.classes})
        if back.kept:
            names = {"names": ", ".join(back.kept)}
            messages.warning(request, _("Van deze klassen bleef staan wat daarna veranderd is: %(names)s.") % names)
    return redirect("class-import", slug=slug)


def _columns_form(request: HttpRequest, programme: Programme, kept: queries.Kept) -> ClassColumnsForm:
    return ClassColumnsForm(
        request.POST if request.method == "POST" else None,
        providers=_providers(request, programme),
        locations=list(schedule.in_programme(programme)["locations"]),
        columns=queries.columns_in(kept),
        initial={f"kolom-{target}": str(column) for target, column in queries.guessed(kept).items()},
    )


def _drafts(programme: Programme, kept: queries.Kept, columns: dict[str, int]) -> tuple[queries.ClassDraft, ...]:
    return queries.drafts_in(kept, columns=columns, programme=programme, today=timezone.localdate())


def _first_compared(
    request: HttpRequest, programme: Programme, kept: queries.Kept, form: ClassColumnsForm
) -> Compared | None:
    """What the list does by the columns that are likely, for the provider whose classes it names."""
    columns = queries.guessed(kept)
    locations = schedule.in_programme(programme)["locations"]
    if set(queries.NEEDED) - set(columns) or not locations:
        return None
    drafts = _drafts(programme, kept, columns)
    provider = best_provider(drafts, providers=_providers(request, programme), programme=programme)
    if provider is None:
        return None
    form.initial["provider"] = str(provider.pk)
    return compared(drafts, columns=columns, programme=programme, provider=provider, location=locations[0].pk)


def _check_page(
    request: HttpRequest,
    programme: Programme,
    kept: queries.Kept,
    form: ClassColumnsForm,
    found: Compared | None,
    *,
    status: int = 200,
) -> HttpResponse:
    sheets = ClassSheetForm(names=kept.names, initial={"blad": kept.chosen}) if len(kept.sheets) > 1 else None
    context = {"programme": programme, "form": form, "sheets": sheets, "idempotency_key": uuid4()}
    if found is not None:
        context |= _shown(found)
    return render(request, "exchange/class_import_check.html", context, status=status)


def _shown(found: Compared) -> dict[str, Any]:
    """What the list does, in words."""
    return {
        "found": found,
        "count": len(found.outcomes),
        "troubles": [(row, cell.letter, cell.text, wording.trouble(cell)) for row, cell in found.troubles],
        "changes": [
            (each.draft.row, each.row.name if each.row else "", *change)
            for each in found.changed
            for change in wording.changes(each, names=found.names)
        ],
        "touched": [(each.row.name, each.touches) for each in found.changed if each.row and each.touches],
        "added": [
            (each.draft.row, [wording.cell(name, each.values, names=found.names) for name in wording.SHOWN])
            for each in found.new
            if not each.draft.problems
        ],
        "change_columns": [
            Column(label=_("Klas")),
            Column(label=_("Rij"), numeric=True),
            Column(label=_("Gegeven")),
            Column(label=_("Staat er nu")),
            Column(label=_("Wordt")),
        ],
        "added_columns": [Column(label=wording.target(name)) for name in wording.SHOWN],
    }


def _imports(request: HttpRequest, programme: Programme) -> Any:
    return queries.imports_of(programme, providers=_providers(request, programme))


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
