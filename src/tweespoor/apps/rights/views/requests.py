"""What waits in a municipality: requests to settle, people whom another municipality hands over."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.rights import actions, queries
from tweespoor.apps.rights.forms import AcceptForm
from tweespoor.apps.rights.models import HandOver, Request
from tweespoor.apps.rights.rules import RIGHTS_ROLES, Refused
from tweespoor.core.vocabulary import Purpose
from tweespoor.site.components.data import Column


@dataclass(frozen=True)
class OpenRequest:
    """A request that waits, with the person where there still is one."""

    request: Request
    person: Person | None
    is_late: bool


def request_list(request: HttpRequest) -> HttpResponse:
    """The requests that wait, the most urgent first, and the people who are handed over to the municipality."""
    if not organisations_where(request.user, roles=RIGHTS_ROLES):
        raise Http404
    today = timezone.localdate()
    waiting = list(queries.open_requests(request.user))
    people = queries.names_of_people([each.person for each in waiting], for_user=request.user)
    record_list_seen(people=list(people.values()), purposes=(), by=request.user, now=timezone.now())
    context = {
        "rows": [OpenRequest(each, people.get(each.person), each.due_on < today) for each in waiting],
        "columns": [
            Column(label=_("Deelnemer")),
            Column(label=_("Verzoek")),
            Column(label=_("Ontvangen op")),
            Column(label=_("Afhandelen voor of op")),
            Column(label=_("Doen")),
        ],
        "hand_overs": queries.awaited_hand_overs(request.user),
        "proposals": queries.open_proposals(request.user),
    }
    return render(request, "rights/requests.html", context)


def received_hand_over(request: HttpRequest, hand_over_id: UUID) -> HttpResponse:
    """Look at a proposed hand-over, and take the person over."""
    taken = queries.taken_over(request.user, hand_over=hand_over_id)
    if taken is not None:
        messages.info(request, _("Deze deelnemer was al overgenomen."))
        return redirect("person", person_id=taken)
    row = _awaited(request, hand_over_id)
    person = queries.handed_person(row)
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.accept(
                hand_over=row,
                number=form.cleaned_data["number"],
                by=request.user,
                now=timezone.now(),
                key=key_of(request),
            )
        except AlreadyDone:
            messages.info(request, _("Deze deelnemer was al overgenomen."))
            return redirect("requests")
        except Refused as refusal:
            form.add_error("number", str(refusal))
        else:
            messages.success(request, _("De deelnemer is overgenomen."))
            return redirect("person", person_id=new.pk)
    language = language_now()
    going = queries.going_along(row)
    context = {
        "row": row,
        "person": person,
        "form": form,
        "going": [(purpose.label(language), source) for purpose, source in going.items()],
        "hours_go": Purpose.ATTENDANCE in going,
        "idempotency_key": key_of(request) or uuid4(),
    }
    if person is not None:
        actions.record_offered(hand_over=row, by=request.user, now=timezone.now())
    return render(request, "rights/received_hand_over.html", context, status=400 if form.errors else 200)


@require_POST
def decline_hand_over(request: HttpRequest, hand_over_id: UUID) -> HttpResponse:
    """Do not take the person over."""
    row = _awaited(request, hand_over_id)
    try:
        actions.decline(hand_over=row, by=request.user, now=timezone.now(), key=key_of(request))
    except (AlreadyDone, Refused):
        messages.info(request, _("Deze overdracht is al afgehandeld."))
    else:
        messages.success(request, _("De andere gemeente ziet nu dat u de deelnemer niet overneemt."))
    return redirect("requests")


def _awaited(request: HttpRequest, hand_over_id: UUID) -> HandOver:
    return get_object_or_404(queries.awaited_hand_overs(request.user), pk=hand_over_id)
