"""What one person was told: which messages, when they went, along which way, and which did not arrive."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tweespoor.apps.people import queries as people
from tweespoor.apps.people.seen import record_person_seen
from tweespoor.apps.telling import queries
from tweespoor.apps.telling.models import Message
from tweespoor.apps.telling.rules import MessageState
from tweespoor.core.vocabulary import Purpose
from tweespoor.site.components.data import Column
from tweespoor.site.pages.person_links import person_links

LOOKS = {
    MessageState.SENT: "ok",
    MessageState.WAITING: "neutral",
    MessageState.SENDING: "neutral",
    MessageState.LAPSED: "neutral",
    MessageState.UNSURE: "warning",
    MessageState.FAILED: "danger",
    MessageState.NO_ADDRESS: "danger",
}
SHOWS = {Purpose.CONTACT, Purpose.ATTENDANCE}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One message: when it was asked for, what it tells, where it stands."""

    asked: str
    kind: str
    told: str
    label: str
    look: str
    how: str


@require_GET
def person_messages(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The messages to a person, for who works for the person's municipality."""
    person = get_object_or_404(people.people_of_municipalities(request.user), pk=person_id)
    purposes = people.purposes_for(request.user, person=person)
    if not purposes >= SHOWS:
        raise Http404
    record_person_seen(person=person, purposes=sorted(SHOWS), by=request.user, now=timezone.now())
    context = {
        "person": person,
        "links": person_links(person, purposes=purposes, here="person-attendance"),
        "rows": [_row(each) for each in queries.messages_to(request.user, person=person)],
        "columns": [Column(label=_("Gevraagd op")), Column(label=_("Bericht")), Column(label=_("Stand"))],
        "is_reached": any(fact.is_known for fact in queries.reach_of(request.user, person=person)),
        "may_register": people.may_register(request.user, person=person),
    }
    return render(request, "pages/told.html", context)


def _row(message: Message) -> Row:
    told = date_format(message.day, "l j F Y")
    if message.starts:
        told = f"{told}, {message.starts:%H.%M}"
    state = MessageState(message.state)
    sent = state in (MessageState.SENT, MessageState.UNSURE) and message.tried_at
    when = date_format(timezone.localtime(message.tried_at), "j F Y H.i") if sent else ""
    return Row(
        asked=date_format(timezone.localtime(message.asked_at), "j F Y H.i"),
        kind=message.get_kind_display(),
        told=" · ".join(each for each in (told, message.place) if each),
        label=str(state.label),
        look=LOOKS[state],
        how=" · ".join(each for each in (message.get_channel_display(), when) if each),
    )
