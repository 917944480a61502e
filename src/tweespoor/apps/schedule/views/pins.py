"""Pins as the board and the planner's page show them: what of a group stays, and what of it could not."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.schedule import actions, queries, wording
from tweespoor.apps.schedule.queries import board as reads
from tweespoor.apps.schedule.queries.together import failed_with
from tweespoor.core.vocabulary import Purpose


def of_group(card: reads.Card) -> list[tuple[str, str, bool]]:
    """What can be pinned of a group, in words, and whether it is."""
    words = {
        "time": _("het moment"),
        "room": _("het lokaal"),
        "trainer": _("de trainer"),
        "people": _("wie erin zitten"),
    }
    return [(pin, words[pin], pin in card.group.pins) for pin in actions.PINS]


def in_the_way(request: HttpRequest, run: queries.Timetable | None) -> list[str]:
    """What was pinned and could not stay in a run of the planner, in sentences; also in those that ran with it."""
    if run is None:
        return []
    found = _in_the_way_of(request, run)
    for other in failed_with(run):
        found += [f"{other.programme.name}: {each}" for each in _in_the_way_of(request, other)]
    return found


def _in_the_way_of(request: HttpRequest, run: queries.Timetable) -> list[str]:
    offers = {str(offer.pk): offer for offer in reads.offers_of(run)}
    found = []
    for each in run.in_the_way:
        offer = offers.get(each["offer"])
        if offer is not None:
            found.append(_told(f"{_name(offer)} {each['number']}", each["reasons"]))
    rows = reads.waiting_on_board(run)
    for row in rows:
        who = f"{row.person.given_name} {row.person.family_name}"
        found.append(_told(f"{who}, {_name(row.offer)}", row.reasons, otherwise=_("vraagt deze training niet (meer)")))
    record_list_seen(
        people=[row.person for row in rows], purposes=[Purpose.AVAILABILITY], by=request.user, now=timezone.now()
    )
    return found


def _name(offer: queries.Offer) -> str:
    return offer.name_en if language_now() == "en" else offer.name_nl


def _told(what: str, reasons: Iterable[str], *, otherwise: str = "") -> str:
    why = wording.reasons_in_words(list(reasons)) or otherwise
    return f"{what}: {why}" if why else what
