"""Pages of the themes of trainings: which trainings have them, and those of one training."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.schedule import actions, queries
from tweespoor.apps.schedule.forms.themes import ThemesForm
from tweespoor.apps.schedule.models import Offer
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import visible_programmes
from tweespoor.site.components.data import Column


@require_GET
def theme_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The trainings of a programme, and how many meetings of each have a theme."""
    programme = _programme(request, slug)
    context = {
        "programme": programme,
        "rows": [
            (row, _name(row), min(row.theme_count, row.meeting_count))
            for row in queries.trainings_with_themes(request.user, programme=programme)
        ],
        "columns": [
            Column(label=_("Training")),
            Column(label=_("Bijeenkomsten"), numeric=True),
            Column(label=_("Met thema"), numeric=True),
        ],
    }
    return render(request, "schedule/themes.html", context)


@require_http_methods(["GET", "POST"])
def offer_themes(request: HttpRequest, slug: str, offer_id: UUID) -> HttpResponse:
    """The themes of one training: to read, and for who keeps them to change, move and copy."""
    programme = _programme(request, slug)
    offer = get_object_or_404(queries.trainings_with_themes(request.user, programme=programme), pk=offer_id)
    may_change = queries.may_change_themes(request.user, offer=offer)
    if request.method == "POST":
        if not may_change:
            raise Http404
        return _sent(request, programme, offer)
    source = _source(request, offer) if may_change else None
    themes = queries.themes_of(source or offer)
    started = [actions.NewTheme(title=row.title, words=row.words) for row in themes]
    form = ThemesForm.starting_from(started, meetings=offer.meeting_count)
    if not may_change:
        return render(request, "schedule/themes_read.html", {**_about(programme, offer), "themes": themes})
    return _page(request, programme, offer, form, is_unsaved=source is not None, source=source)


def _sent(request: HttpRequest, programme: Programme, offer: Offer) -> HttpResponse:
    form = ThemesForm.sent(request.POST.dict())
    seen = request.POST.get("gezien", "")
    if form.rearrange(request.POST.dict()):
        return _page(request, programme, offer, form, seen=seen, is_unsaved=True)
    if not form.is_valid():
        return _page(request, programme, offer, form, seen=seen, status=400)
    try:
        actions.keep_themes(
            offer=offer,
            themes=form.themes(),
            based_on=seen or None,
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except AlreadyDone:
        messages.info(request, _("Dit was al bewaard."))
    except actions.ChangedMeanwhile:
        now = queries.themes_of(offer)
        return _page(request, programme, offer, form, status=409, now=now)
    except actions.Refused as refusal:
        return _page(request, programme, offer, form, seen=seen, status=400, refusal=str(refusal))
    else:
        messages.success(request, _("De thema’s zijn bewaard."))
    return redirect("offer-themes", slug=programme.slug, offer_id=offer.pk)


def _page(
    request: HttpRequest,
    programme: Programme,
    offer: Offer,
    form: ThemesForm,
    *,
    seen: str | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The form; `seen` is what the user saw of the themes, what stands there now where it is not given."""
    context = {
        **_about(programme, offer),
        "form": form,
        "seen": queries.themes_seen(offer) if seen is None else seen,
        "sources": [
            (row.pk, f"{_name(row)} – {row.programme.name}")
            for row in queries.trainings_to_copy(request.user, offer=offer)
        ],
        "idempotency_key": uuid4(),
        **more,
    }
    if more.get("source"):
        context["source"] = _name(more["source"])
    return render(request, "schedule/themes_form.html", context, status=status)


def _about(programme: Programme, offer: Offer) -> dict[str, Any]:
    return {"programme": programme, "offer": offer, "title": _name(offer)}


def _source(request: HttpRequest, offer: Offer) -> Offer | None:
    """The training whose themes the form starts from, where one is asked for that the user sees."""
    try:
        asked = UUID(request.GET.get("van", ""))
    except ValueError:
        return None
    return get_object_or_404(queries.trainings_to_copy(request.user, offer=offer), pk=asked)


def _programme(request: HttpRequest, slug: str) -> Programme:
    programme = get_object_or_404(visible_programmes(request.user), slug=slug)
    if not queries.sees_themes(request.user, programme=programme):
        raise Http404
    return programme


def _name(offer: Offer) -> str:
    return offer.name_en if language_now() == "en" else offer.name_nl
