"""The page on which a list is checked before it comes in, and what is said there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tweespoor.apps.exchange import tasks
from tweespoor.apps.exchange.actions import caseload as actions
from tweespoor.apps.exchange.actions import caseload_running as running
from tweespoor.apps.exchange.models import Import
from tweespoor.apps.exchange.queries import caseload as queries
from tweespoor.apps.exchange.rules import Overtaken, Refused
from tweespoor.apps.exchange.views.caseload_requests import (
    STEPS,
    back_to,
    by_whom,
    number_in,
    open_import,
    uuid_in,
)
from tweespoor.apps.exchange.wording import caseload as wording
from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.site.components.data import KeyFigure

PAGE_SIZE = 25
SHOWN_ROWS = 8


@dataclass(frozen=True)
class ShownProblem:
    """A group of problems as the page shows it."""

    group: queries.ProblemGroup
    target: str
    why: str
    rows: str
    typed: str = ""
    refused: str = ""

    @property
    def id(self) -> str:
        """What its form's fields are called by."""
        return f"{self.group.column.index}-{self.group.rows[0]}-{self.group.wrong.value}"


@require_GET
def import_check(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Everything that is left to be said before a list can come in, and what will come in."""
    row = open_import(request, import_id)
    if row.status != "check":
        return redirect(STEPS[row.status], import_id=row.pk)
    return _check_page(request, row)


def _check_page(
    request: HttpRequest, row: Import, *, refused: tuple[int, str, str, str] | None = None, status: int = 200
) -> HttpResponse:
    check = queries.check(row, today=timezone.localdate())
    problems = Paginator(check.problems, PAGE_SIZE).get_page(request.GET.get("pagina"))
    who = Paginator(sorted(check.asked, key=lambda each: bool(each.decision)), PAGE_SIZE).get_page(
        request.GET.get("wie")
    )
    context = {
        "row": row,
        "check": check,
        "failed": wording.failed(row.failed),
        "figures": [
            KeyFigure(label=_("Mensen erbij"), value=check.new),
            KeyFigure(label=_("Bekende mensen"), value=check.same),
            KeyFigure(label=_("Rijen weggelaten"), value=len(check.left_out)),
            KeyFigure(label=_("Cellen na te kijken"), value=check.cells_wrong),
            KeyFigure(label=_("Vragen over wie het is"), value=len(check.undecided)),
        ],
        "problem_page": problems,
        "problems": [_shown_problem(group, refused) for group in problems],
        "answers": wording.answers({group.target for group in problems}),
        "proposals": sum(len(group.rows) for group in check.problems if group.proposal),
        "who_page": who,
        "who": [(each, wording.odd(each.draft.odd, row=each.draft.like_row) if each.draft.odd else "") for each in who],
        "sure": len(check.sure_same),
        "left_out": [
            (
                each,
                wording.odd(each.draft.odd, row=each.draft.like_row) if each.draft.odd else _("U liet deze rij weg."),
            )
            for each in check.left_out[:100]
        ],
        "mends": [(each, check_label(check, each.column)) for each in queries.made_mends(row)[:100]],
        "idempotency_key": uuid4(),
    }
    return render(request, "exchange/import_check.html", context, status=status)


def check_label(check: queries.Check, column: int) -> str:
    """The heading of a column of the list."""
    return next((each.label for each in check.columns if each.index == column), "")


def _shown_problem(group: queries.ProblemGroup, refused: tuple[int, str, str, str] | None) -> ShownProblem:
    numbers = ", ".join(str(number) for number in group.rows[:SHOWN_ROWS])
    more = len(group.rows) - SHOWN_ROWS
    rows = ngettext("rij %(rows)s", "rijen %(rows)s", len(group.rows)) % {"rows": numbers}
    if more > 0:
        rows = ngettext("%(rows)s en nog %(more)s", "%(rows)s en nog %(more)s", more) % {"rows": rows, "more": more}
    typed = why = ""
    if refused is not None and refused[:2] == (group.column.index, group.text):
        typed, why = refused[2:]
    return ShownProblem(
        group,
        wording.target(group.target) if group.target else "",
        wording.wrong(group.wrong),
        rows,
        typed,
        why,
    )


def _deed(deed: Callable[[HttpRequest, Import], None]) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """A view that does one thing to an open import and shows how it then stands."""

    @require_POST
    @wraps(deed)
    def view(request: HttpRequest, import_id: UUID) -> HttpResponse:
        row = open_import(request, import_id)
        try:
            deed(request, row)
        except Overtaken as overtaken:
            return _overtaken(request, row, overtaken)
        except actions.NotReadable as problem:
            row.refresh_from_db()
            typed = request.POST.get("anders", "")
            refused = (
                number_in(request, "column"),
                request.POST.get("text", ""),
                typed,
                wording.wrong(problem.problem),
            )
            return _check_page(request, row, refused=refused, status=400)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return back_to(request, row)

    return view


@_deed
def import_mend(request: HttpRequest, row: Import) -> None:
    """Accept a proposal, leave a cell out, type something else, or take a mend back."""
    doing = request.POST.get("doe", "")
    if doing == "alle-voorstellen":
        actions.accept_proposals(row=row, **by_whom(request))
    elif doing == "rest-leeg":
        actions.leave_out_rest(row=row, **by_whom(request))
    else:
        only = request.POST.get("waar", "")
        about = {
            "row": row,
            "column": number_in(request, "column"),
            "text": _text(request),
            "only_row": int(only) if only.isascii() and only.isdigit() else None,
            **by_whom(request),
        }
        if doing == "terug":
            actions.unmend(**about)
        else:
            actions.mend(**about, to=_instead(request, doing))


def _text(request: HttpRequest) -> str:
    """The text of the cell that is meant."""
    return request.POST.get("text", "").replace("\x00", "")


def _instead(request: HttpRequest, doing: str) -> str:
    """What is to be read in a cell's place; nothing where it is left out."""
    if doing == "leeg":
        return ""
    instead = request.POST.get("voorstel" if doing == "voorstel" else "anders", "").replace("\x00", "").strip()
    if not instead:
        raise Refused(_("Vul in wat hier gelezen moet worden, of kies “Laat leeg”."))
    return instead


@_deed
def import_decide(request: HttpRequest, row: Import) -> None:
    """Say who a row is."""
    doing = request.POST.get("doe", "")
    if doing == "zelfde-nummers":
        actions.same_where_sure(row=row, **by_whom(request))
        return
    decision, _colon, person = doing.partition(":")
    actions.decide(
        row=row, number=number_in(request, "row"), decision=decision, person=uuid_in(person), **by_whom(request)
    )


@_deed
def import_start(request: HttpRequest, row: Import) -> None:
    """Bring the list in."""
    try:
        running.start(row=row, key=key_of(request), **by_whom(request))
    except AlreadyDone:
        messages.info(request, _("Deze opdracht was al gegeven."))
    else:
        tasks.bring_in_caseload.enqueue(str(row.pk))


def _overtaken(request: HttpRequest, row: Import, overtaken: Overtaken) -> HttpResponse:
    """Somebody else was first: say so, above the import as it stands now."""
    row.refresh_from_db()
    messages.warning(request, str(overtaken))
    if row.status == "check":
        return _check_page(request, row, status=409)
    return back_to(request, row)
