"""Lists on the device of who gives the lessons: the page and the script that open them without a connection."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from tweespoor.apps.attendance import queries
from tweespoor.apps.attendance.forms import DayForm
from tweespoor.apps.attendance.views.lists import rows_of


@require_GET
def kept_page(request: HttpRequest) -> HttpResponse:
    """The lists that a device keeps, without a name: where they are opened when there is no connection."""
    if not queries.gives_lists(request.user):
        raise Http404
    now = timezone.now()
    today = timezone.localdate(now)
    form = DayForm(request.GET)
    shown = form.cleaned_data["dag"] if form.is_valid() else today
    sessions = queries.sessions_kept(request.user, shown=shown, today=today)
    rows = rows_of(queries.lists_of(request.user, sessions=sessions, now=now))
    return render(request, "attendance/kept.html", {"rows": rows, "now": now})


@login_not_required
@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The script that shows kept lists; it lies where its pages are, for it is theirs alone."""
    response = HttpResponse(
        (settings.SITE_BUILD / "attendance-worker.js").read_bytes(), content_type="text/javascript; charset=utf-8"
    )
    response["Cache-Control"] = "no-cache"
    return response
