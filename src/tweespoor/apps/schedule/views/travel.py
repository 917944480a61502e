"""Pages of travel times: the table of minutes between zones, and reckoning it from the distance."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.schedule.actions import travel as actions
from tweespoor.apps.schedule.forms.travel import ReckonForm, TravelForm
from tweespoor.apps.schedule.queries import travel as queries
from tweespoor.apps.schedule.queries.supply import may_change_supply, may_read_supply, zones_of
from tweespoor.apps.schedule.rules import ChangedMeanwhile, Refused
from tweespoor.apps.schedule.views.supply import programme_with_supply
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.travel import Means


@require_http_methods(["GET", "POST"])
def travel_times(request: HttpRequest, slug: str) -> HttpResponse:
    """How long people travel from zone to zone."""
    programme = _programme(request, slug)
    form = _form(request, programme)
    if request.method == "GET":
        return _page(request, programme, form=form, reckon=ReckonForm(factors=queries.travel_factors(programme)))
    if not may_change_supply(request.user, programme=programme):
        raise Http404
    reckon = ReckonForm(factors=queries.travel_factors(programme))
    if not form.is_valid():
        return _page(request, programme, form=form, reckon=reckon, status=400)
    try:
        actions.set_travel_times(
            programme=programme,
            minutes=form.minutes(),
            based_on=form.cleaned_data["gezien"] or None,
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except AlreadyDone:
        messages.info(request, _("Dit was al bewaard."))
    except ChangedMeanwhile:
        differences = _differences(programme, form)
        form.data = {**form.data.dict(), "gezien": queries.travel_seen(programme)}
        return _page(request, programme, form=form, reckon=reckon, differences=differences, status=409)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("De reistijden zijn bewaard."))
    return redirect("travel-times", slug=slug)


@require_POST
def compute_travel(request: HttpRequest, slug: str) -> HttpResponse:
    """Reckon the times from the distance between zones."""
    programme = _programme(request, slug)
    if not may_change_supply(request.user, programme=programme):
        raise Http404
    form = ReckonForm(request.POST, factors=queries.travel_factors(programme))
    if not form.is_valid():
        return _page(request, programme, form=_form(request, programme, bound=False), reckon=form, status=400)
    try:
        count = actions.reckon_travel_times(
            programme=programme,
            means=Means(form.cleaned_data["means"]),
            tenths=form.tenths(),
            is_all=form.cleaned_data["everything"],
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    else:
        said = ngettext("%(count)s reistijd is uitgerekend.", "%(count)s reistijden zijn uitgerekend.", count)
        messages.success(request, said % {"count": count})
    return redirect("travel-times", slug=slug)


def _programme(request: HttpRequest, slug: str) -> Programme:
    programme, _kinds = programme_with_supply(request, slug)
    if not may_read_supply(request.user, programme=programme):
        raise Http404
    return programme


def _form(request: HttpRequest, programme: Programme, *, bound: bool = True) -> TravelForm:
    data = request.POST if bound and request.method == "POST" else None
    seen = queries.travel_seen(programme)
    return TravelForm(data, zones=zones_of(programme), minutes=queries.travel_minutes(programme), seen=seen)


def _differences(programme: Programme, form: TravelForm) -> list[tuple[str, str, str]]:
    known, typed = queries.travel_minutes(programme), form.minutes()
    names = {zone.slug: zone.name for zone in form.zones}
    return [
        (f"{names[one]} – {names[other]}", str(known.get((one, other), "–")), "–" if said is None else str(said))
        for (one, other), said in typed.items()
        if known.get((one, other)) != said
    ]


def _page(
    request: HttpRequest,
    programme: Programme,
    *,
    form: TravelForm,
    reckon: ReckonForm,
    differences: list[tuple[str, str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "programme": programme,
        "form": form,
        "lines": form.lines(),
        "zones": form.zones,
        "reckon": reckon,
        "can_reckon": any(zone.latitude is not None for zone in form.zones),
        "may_change": may_change_supply(request.user, programme=programme),
        "differences": differences or [],
        "idempotency_key": uuid4(),
    }
    return render(request, "schedule/travel.html", context, status=status)
