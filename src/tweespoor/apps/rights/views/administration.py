"""Pages of the administrator: the log, what is deleted when its term is over, and taking everything along."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.log.models import Entry
from tweespoor.apps.log.queries import narrowed
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.rights import actions, queries, wording
from tweespoor.apps.rights.forms import LogForm
from tweespoor.apps.rights.models import Proposal, ProposalItem
from tweespoor.apps.rights.rules import Refused
from tweespoor.apps.rights.terms import RETENTION, term
from tweespoor.site.components.data import Column

PAGE_SIZE = 100
SEARCH_SIZE = 500


@dataclass(frozen=True)
class LogRow:
    """One entry as the administrator reads it: numbers of participants, never their names."""

    at: datetime
    who: str
    deed: str
    whom: str
    sets: str


@require_http_methods(["GET", "POST"])
@whole_registry(why="an administrator reads the log about the own people, who are told by number")
def log_page(request: HttpRequest) -> HttpResponse:
    """The log of one's own organisation; a person's number comes by POST, so that it stands in no address."""
    if not queries.administered(request.user):
        raise Http404
    entries = queries.visible_log(request.user)
    form = LogForm(request.GET or None, deeds=wording.deeds())
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        entries = narrowed(entries, deed=asked["handeling"], since=asked["vanaf"], until=asked["tot_en_met"])
    number = request.POST.get("nummer", "").replace("\x00", "").strip()[:20]
    person = queries.person_numbered(request.user, number=number) if number else None
    if number:
        entries = narrowed(entries, person=person) if person else entries.none()
    page = Paginator(entries, SEARCH_SIZE if number else PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "number": number,
        "is_of_municipality": bool(queries.administered_municipalities(request.user)),
        "page": page,
        "rows": _log_rows(list(page.object_list), request=request),
        "columns": [
            Column(label=_("Wanneer")),
            Column(label=_("Wie")),
            Column(label=_("Wat")),
            Column(label=_("Deelnemer")),
            Column(label=_("Welke gegevens")),
        ],
    }
    actions.record_log_read(person=person, by=request.user, now=timezone.now())
    return render(request, "rights/log.html", context, status=400 if form.errors else 200)


def _log_rows(entries: list[Entry], *, request: HttpRequest) -> list[LogRow]:
    names = wording.names_of(entries)
    people = [entry.person for entry in entries if entry.person]
    numbers = queries.numbers_of(people, for_user=request.user)
    rows = []
    for entry in entries:
        listed = len(entry.detail.get("listed", ()))
        whom = wording.people_count(listed) if listed else "–"
        if entry.person:
            whom = numbers.get(entry.person, _("nummer niet beschikbaar"))
        rows.append(LogRow(entry.at, names.who(entry), wording.short(entry), whom, wording.read_sets(entry) or "–"))
    return rows


@dataclass(frozen=True)
class ItemRow:
    """One thing to delete; `who` is a name for who may see it, otherwise a number."""

    item: ProposalItem
    label: str
    who: str


def retention_page(request: HttpRequest) -> HttpResponse:
    """How long everything is kept, and what is proposed to delete."""
    municipalities = queries.retention_municipalities(request.user)
    if not municipalities:
        raise Http404
    proposals = list(queries.open_proposals(request.user))
    keys = [item.person for proposal in proposals for item in proposal.items.all() if item.person]
    people = queries.names_of_people(keys, for_user=request.user)
    numbers = queries.numbers_of(keys, for_user=request.user)
    record_list_seen(people=list(people.values()), purposes=(), by=request.user, now=timezone.now())
    context = {
        "terms": RETENTION,
        "municipalities": municipalities,
        "proposals": [(each, _items(each, people=people, numbers=numbers)) for each in proposals],
        "term_columns": [
            Column(label=_("Soort gegevens")),
            Column(label=_("Bewaartermijn")),
            Column(label=_("Vanaf")),
            Column(label=_("Bron")),
        ],
        "columns": [
            Column(label=_("Verwijderen")),
            Column(label=_("Soort")),
            Column(label=_("Plicht geëindigd op")),
            Column(label=_("Termijn voorbij op")),
        ],
        "is_administrator": bool(queries.administered(request.user)),
        "idempotency_key": uuid4(),
    }
    return render(request, "rights/retention.html", context)


def _items(proposal: Proposal, *, people: dict[UUID, Person], numbers: dict[UUID, str]) -> list[ItemRow]:
    rows = []
    for item in proposal.items.all():
        who = _("%(count)s stuks") % {"count": item.rows}
        if item.person:
            number = numbers.get(item.person, _("niet meer bekend"))
            who = f"{people[item.person]} ({number})" if item.person in people else number
        rows.append(ItemRow(item, str(term(item.kind).label), who))
    return rows


@require_POST
def propose_deletion(request: HttpRequest) -> HttpResponse:
    """Look again what can be deleted."""
    municipalities = queries.retention_municipalities(request.user)
    if not municipalities:
        raise Http404
    made = [actions.propose_deletion(municipality=each, by=request.user, now=timezone.now()) for each in municipalities]
    if not any(made):
        messages.info(request, _("Er is niets waarvan de bewaartermijn voorbij is."))
    return redirect("retention")


@require_POST
def carry_out(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Delete what was proposed and left ticked."""
    proposal = get_object_or_404(queries.visible_proposals(request.user), pk=proposal_id)
    ticked = set(request.POST.getlist("verwijderen"))
    leaving = [item.pk for item in queries.items_of(proposal) if str(item.pk) not in ticked]
    try:
        done = actions.carry_out(
            proposal=proposal, leaving=leaving, by=request.user, now=timezone.now(), key=key_of(request)
        )
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Verwijderd: %(count)s van het voorstel.") % {"count": done})
    return redirect("retention")


@require_http_methods(["GET", "POST"])
def take_along(request: HttpRequest) -> HttpResponse | FileResponse:
    """Take all data of the municipality along, as a zip file of open formats."""
    municipalities = queries.administered_municipalities(request.user)
    if not municipalities:
        raise Http404
    if request.method == "GET":
        return render(request, "rights/take_along.html", {"municipalities": municipalities})
    chosen = next((each for each in municipalities if str(each.pk) == request.POST.get("gemeente")), None)
    if chosen is None:
        raise Http404
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    actions.take_along(municipality=chosen, into=file, by=request.user, now=timezone.now())
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="tweespoor.zip", content_type="application/zip")
