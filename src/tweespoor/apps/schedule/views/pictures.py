"""The small picture of the way to a building: shown, put in the place of another, taken away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.people.files import StopAtLargest
from tweespoor.apps.schedule import actions, queries
from tweespoor.apps.schedule.rules import SupplyKind
from tweespoor.apps.schedule.views.supply import programme_with_supply
from tweespoor.apps.trajectories.models import Programme


@csrf_exempt  # protected below: the limit on what is read must stand before anything reads the request
def location_picture(request: HttpRequest, slug: str, location_id: UUID) -> HttpResponse:
    """The picture of a building, for who sees the building; who changes it sends another, or takes it away."""
    limit = StopAtLargest(request)
    request.upload_handlers.insert(0, limit)
    return _picture(request, slug, location_id, limit)


@csrf_protect
def _picture(request: HttpRequest, slug: str, location_id: UUID, limit: StopAtLargest) -> HttpResponse:
    programme, _kinds = programme_with_supply(request, slug)
    kind = SupplyKind.LOCATIONS
    if request.method in ("GET", "HEAD"):
        rows = queries.visible_rows(request.user, programme=programme, kind=kind).current()
        return picture_response(get_object_or_404(rows, pk=location_id).picture)
    rows = queries.changeable_rows(request.user, programme=programme, kind=kind).current()
    row = get_object_or_404(rows, pk=location_id)
    _change(request, programme, row.pk, limit)
    return redirect("supply-row", slug=slug, kind=kind.value, row_id=row.pk)


def _change(request: HttpRequest, programme: Programme, location: UUID, limit: StopAtLargest) -> None:
    now = timezone.now()
    file = request.FILES.get("plaatje")
    try:
        if "weghalen" in request.POST:
            actions.remove_picture(programme=programme, location=location, by=request.user, now=now)
            messages.success(request, _("Het plaatje is weggehaald."))
        elif limit.was_too_large:
            messages.error(request, _("Dit plaatje is groter dan 10 MB. Maak het kleiner en kies het opnieuw."))
        elif file is None:
            messages.error(request, _("Kies eerst een plaatje."))
        else:
            actions.set_picture(
                programme=programme, location=location, file=file, by=request.user, now=now, key=key_of(request)
            )
            messages.success(request, _("Het plaatje is bewaard. Deelnemers zien het bij hun week."))
    except AlreadyDone:
        messages.info(request, _("Dit was al bewaard."))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))


def picture_response(picture: FieldFile) -> FileResponse:
    """A picture as the browser shows it, and as nothing else.

    Raises:
        Http404: if there is none.
    """
    if not picture or not picture.storage.exists(picture.name or ""):
        raise Http404
    response = FileResponse(picture.open("rb"), content_type="image/jpeg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-cache"
    return response
