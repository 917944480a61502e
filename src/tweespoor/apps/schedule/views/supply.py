"""Pages of what there is to plan with: everything at a glance, a list per kind, and one thing to add or change."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.schedule import actions, queries
from tweespoor.apps.schedule.forms.seen import SupplyForm
from tweespoor.apps.schedule.forms.supply import form_for
from tweespoor.apps.schedule.rules import ChangedMeanwhile, SupplyKind, Touches
from tweespoor.apps.schedule.views.supply_shown import WORDS, columns_of, name_of, shown_rows
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import visible_programmes
from tweespoor.site.components.data import KeyFigure

CHANGE = require_http_methods(["GET", "POST"])
WITH_HOURS = (SupplyKind.CLASSES, SupplyKind.OFFERS)
"""What may have its own begin and end."""


@require_GET
def supply_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What a programme plans with, at a glance: how much there is of each kind, and what is missing."""
    programme, kinds = programme_with_supply(request, slug)
    counts = queries.counts_of(request.user, programme=programme)
    figures = [
        KeyFigure(
            label=str(WORDS[kind].title),
            value=counts[kind],
            note=_missing(request, programme, kind),
            url=reverse("supply-list", args=[slug, kind.value]),
        )
        for kind in kinds
    ]
    changed = queries.kinds_changed(request.user, programme=programme)
    context = {
        "programme": programme,
        "figures": figures,
        "sees_travel": queries.may_read_supply(request.user, programme=programme),
        "may_change": bool(changed),
        "may_plan": queries.may_plan(request.user, programme=programme),
    }
    return render(request, "schedule/supply.html", context)


def _missing(request: HttpRequest, programme: Programme, kind: SupplyKind) -> str:
    rows = queries.visible_rows(request.user, programme=programme, kind=kind).current()
    lacking = sum(bool(queries.lacks_in_words(row, kind=kind)) for row in rows)
    return _("%(count)s nog niet compleet") % {"count": lacking} if lacking else ""


@require_GET
def supply_list(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The things of one kind, and those that were taken away."""
    programme, kinds = programme_with_supply(request, slug)
    of = kind_among(kind, kinds)
    may_change = of in queries.kinds_changed(request.user, programme=programme)
    rows = queries.visible_rows(request.user, programme=programme, kind=of)
    removed = queries.changeable_rows(request.user, programme=programme, kind=of).removed()[:10] if may_change else ()
    columns = columns_of(of)
    context = {
        "programme": programme,
        "kind": of,
        "words": WORDS[of],
        "columns": columns,
        "first": columns[0].label,
        "rows": shown_rows(rows.current(), kind=of, may_change=may_change),
        "removed": [(row, name_of(row)) for row in removed],
        "may_change": may_change,
        "is_own": not queries.may_read_supply(request.user, programme=programme),
        "idempotency_key": uuid4(),
    }
    return render(request, "schedule/supply_list.html", context)


@CHANGE
def supply_add(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Add a thing; of a training first which one, so that the form starts from what is usual for it."""
    programme, of = _changed(request, slug, kind)
    if of is SupplyKind.OFFERS and request.method == "GET" and not {"onderdeel", "soort"} & set(request.GET):
        return render(request, "schedule/supply_which.html", _which(programme))
    initial = _starting_values(request, programme) if of is SupplyKind.OFFERS else {}
    data = request.POST if request.method == "POST" else None
    form = form_for(of, data, programme=programme, user=request.user, initial=initial)
    if data is None or not form.is_valid():
        return _form_page(request, programme, of, form, status=400 if form.errors else 200)
    try:
        actions.add_row(
            programme=programme,
            kind=of,
            values=form.values(),
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except AlreadyDone:
        messages.info(request, _("Dit was al bewaard."))
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, programme, of, form, status=400)
    else:
        messages.success(request, _("Bewaard: %(name)s.") % {"name": form.said_name()})
    return redirect("supply-list", slug=slug, kind=kind)


def _which(programme: Programme) -> dict[str, Any]:
    return {
        "programme": programme,
        "words": WORDS[SupplyKind.OFFERS],
        "kind": SupplyKind.OFFERS,
        "blocks": queries.blocks_without_offer(programme),
        "kinds": queries.offer_kinds(),
    }


def _starting_values(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    block = request.GET.get("onderdeel", "")
    return queries.usual_of_block(programme, block=block) or queries.usual_of_kind(request.GET.get("soort", ""))


@CHANGE
def supply_row(request: HttpRequest, slug: str, kind: str, row_id: UUID) -> HttpResponse:
    """Change a thing; who only reads is shown what it says."""
    programme, kinds = programme_with_supply(request, slug)
    of = kind_among(kind, kinds)
    may_change = of in queries.kinds_changed(request.user, programme=programme)
    visible = queries.visible_rows if not may_change else queries.changeable_rows
    row = get_object_or_404(visible(request.user, programme=programme, kind=of).current(), pk=row_id)
    if not may_change and request.method == "POST":
        raise Http404
    if not may_change:
        return _read_page(request, programme, of, row)
    data = request.POST if request.method == "POST" else None
    is_detailed = "tijden" in request.GET
    form = form_for(of, data, programme=programme, user=request.user, row=row, is_detailed=is_detailed)
    if data is None or not form.is_valid():
        return _form_page(request, programme, of, form, row=row, status=400 if form.errors else 200)
    return _change(request, programme, of, form, row=row)


def _change(request: HttpRequest, programme: Programme, of: SupplyKind, form: SupplyForm, *, row: Any) -> HttpResponse:
    try:
        actions.change_row(
            programme=programme,
            kind=of,
            row_id=row.pk,
            values=form.values(),
            based_on=form.seen,
            by=request.user,
            now=timezone.now(),
            is_meant=form.is_meant(),
            key=key_of(request),
        )
    except AlreadyDone:
        messages.info(request, _("Dit was al bewaard."))
    except ChangedMeanwhile:
        differences = form.differences()
        form.show_again(gezien=queries.seen_of(row, kind=of))
        return _form_page(request, programme, of, form, row=row, differences=differences, status=409)
    except Touches as touched:
        form.show_again(toch="ja")
        return _form_page(request, programme, of, form, row=row, touched=touched.sentences, status=409)
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, programme, of, form, row=row, status=400)
    else:
        messages.success(request, _("Bewaard: %(name)s.") % {"name": form.said_name()})
    return redirect("supply-list", slug=programme.slug, kind=of.value)


def _read_page(request: HttpRequest, programme: Programme, of: SupplyKind, row: Any) -> HttpResponse:
    shown = shown_rows([row], kind=of, may_change=False)[0]
    context = {"programme": programme, "kind": of, "words": WORDS[of], "shown": shown}
    return render(request, "schedule/supply_read.html", context)


def _form_page(
    request: HttpRequest, programme: Programme, of: SupplyKind, form: SupplyForm, *, status: int, **more: Any
) -> HttpResponse:
    row = more.get("row")
    context = {
        "programme": programme,
        "kind": of,
        "words": WORDS[of],
        "form": form,
        "title": name_of(row) if row else WORDS[of].add,
        "use": queries.use_in_words(row, kind=of) if row else "",
        "may_ask_hours": of in WITH_HOURS and row and not (form.is_detailed or row.hours),
        "teachers_here": of is SupplyKind.CLASSES and row and queries.administers(request.user, row),
        "idempotency_key": uuid4(),
        **more,
    }
    return render(request, "schedule/supply_form.html", context, status=status)


@CHANGE
def supply_remove(request: HttpRequest, slug: str, kind: str, row_id: UUID) -> HttpResponse:
    """Take a thing away; first what that touches, in words."""
    programme, of = _changed(request, slug, kind)
    rows = queries.changeable_rows(request.user, programme=programme, kind=of)
    row = get_object_or_404(rows.current(), pk=row_id)
    context = {
        "programme": programme,
        "kind": of,
        "words": WORDS[of],
        "row": row,
        "name": name_of(row),
        "use": queries.use_in_words(row, kind=of),
        "why_not": queries.why_not_removed(row, kind=of),
        "idempotency_key": uuid4(),
    }
    if request.method == "GET":
        return render(request, "schedule/supply_remove.html", context)
    try:
        with transaction.atomic():
            actions.remove_row(
                programme=programme,
                kind=of,
                row_id=row_id,
                by=request.user,
                now=timezone.now(),
                is_meant=request.POST.get("gezien") == "ja",
                key=key_of(request),
            )
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    except Touches as touched:
        return render(request, "schedule/supply_remove.html", {**context, "use": str(touched)}, status=409)
    except actions.Refused as refusal:
        return render(request, "schedule/supply_remove.html", {**context, "why_not": str(refusal)}, status=400)
    else:
        messages.success(request, _("Weggehaald: %(name)s. Onderaan kunt u dit terugzetten.") % {"name": name_of(row)})
    return redirect("supply-list", slug=slug, kind=kind)


@require_POST
def supply_put_back(request: HttpRequest, slug: str, kind: str, row_id: UUID) -> HttpResponse:
    """Put back what was taken away."""
    programme, of = _changed(request, slug, kind)
    row = get_object_or_404(queries.changeable_rows(request.user, programme=programme, kind=of), pk=row_id)
    try:
        actions.put_back_row(
            programme=programme, kind=of, row_id=row_id, by=request.user, now=timezone.now(), key=key_of(request)
        )
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Teruggezet: %(name)s.") % {"name": name_of(row)})
    return redirect("supply-list", slug=slug, kind=kind)


def programme_with_supply(request: HttpRequest, slug: str) -> tuple[Programme, tuple[SupplyKind, ...]]:
    """The programme, and the kinds the user sees there; who sees none finds no page."""
    programme = get_object_or_404(visible_programmes(request.user), slug=slug)
    kinds = queries.kinds_seen(request.user, programme=programme)
    if not kinds:
        raise Http404
    return programme, kinds


def kind_among(kind: str, kinds: tuple[SupplyKind, ...]) -> SupplyKind:
    """The kind of that name, where the user may meet it."""
    found = next((each for each in kinds if each.value == kind), None)
    if found is None:
        raise Http404
    return found


def _changed(request: HttpRequest, slug: str, kind: str) -> tuple[Programme, SupplyKind]:
    programme, _kinds = programme_with_supply(request, slug)
    return programme, kind_among(kind, queries.kinds_changed(request.user, programme=programme))
