"""The list of people as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from tweespoor.apps.exchange.actions import people_list as actions
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.queries import roles_of
from tweespoor.apps.people.rules import MUNICIPAL_ROLES, PARTNER_ROLES


@require_GET
def people_csv(request: HttpRequest) -> HttpResponse:
    """Everybody the user may see, with what the user may see of them."""
    if not roles_of(request.user) & {*MUNICIPAL_ROLES, *PARTNER_ROLES}:
        raise Http404
    text = actions.export_people(
        by=request.user,
        programme=request.GET.get("programma", ""),
        language=language_now(),
        now=timezone.now(),
    )
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mensen.csv"'
    return response
