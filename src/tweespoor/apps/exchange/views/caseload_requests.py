"""What the pages of an import ask of a request: which import, by whom, in answer to what."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from tweespoor.apps.exchange.models import Import
from tweespoor.apps.exchange.queries import caseload as queries
from tweespoor.apps.exchange.rules import Overtaken

STEPS = {"sheet": "import-sheet", "columns": "import-columns", "check": "import-check"}
"""The page on which an open import goes on, by its status."""


def import_of(request: HttpRequest, import_id: UUID) -> Import:
    """The import of the address, where the user may see it."""
    return get_object_or_404(queries.visible_imports(request.user).select_related("organisation"), pk=import_id)


def open_import(request: HttpRequest, import_id: UUID) -> Import:
    """The import of the address; to be looked at only while somebody works at it."""
    row = import_of(request, import_id)
    if row.status not in STEPS and request.method == "GET":
        raise Http404
    return row


def by_whom(request: HttpRequest) -> dict[str, object]:
    """Who does it, when, and the version of the import that was looked at."""
    return {"version": number_in(request, "version"), "by": request.user, "now": timezone.now()}


def overtaken_at(request: HttpRequest, row: Import, overtaken: Overtaken) -> HttpResponse:
    """Somebody else was first: say so, on the page where the import now stands."""
    messages.warning(request, str(overtaken))
    return back_to(request, row)


def back_to(request: HttpRequest, row: Import) -> HttpResponse:
    """To where the import now stands, on the same pages of its lists."""
    answer = redirect("import", import_id=row.pk)
    row.refresh_from_db()
    if row.status == "check":
        answer = redirect("import-check", import_id=row.pk)
        pages = {name: request.GET[name] for name in ("pagina", "wie") if name in request.GET}
        if pages:
            answer["Location"] += "?" + "&".join(
                f"{name}={value}" for name, value in pages.items() if value.isascii() and value.isdigit()
            )
    return answer


def number_in(request: HttpRequest, name: str) -> int:
    """The number that was sent under a name; -1 where it is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def uuid_in(text: str) -> UUID | None:
    """The id that a text is; None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
