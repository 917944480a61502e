"""The board: a timetable's groups on the week, bent by hand, undone, pinned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.schedule import actions, queries, wording
from tweespoor.apps.schedule.forms.board import AWAY, people_from, wanted_from
from tweespoor.apps.schedule.queries import board as reads
from tweespoor.apps.schedule.queries.choosing import made_for
from tweespoor.apps.schedule.queries.together import made_with
from tweespoor.apps.schedule.views import pins
from tweespoor.apps.schedule.views.board_shown import (
    days_shown,
    figures_shown,
    history_shown,
    parts_shown,
    tried_in_words,
    waiting_shown,
)
from tweespoor.apps.schedule.views.timetables import planner_run, programme_planned
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.vocabulary import Purpose


def board_timetable(request: HttpRequest, slug: str, timetable_id: UUID) -> tuple[Programme, queries.Timetable]:
    """A timetable that holds groups, with its programme, for who plans it; for all others it is not there."""
    programme = programme_planned(request, slug)
    timetable = get_object_or_404(programme.timetables, pk=timetable_id)
    if timetable.status in ("queued", "running", "failed"):
        raise Http404
    return programme, timetable


@require_GET
def board_page(request: HttpRequest, slug: str, timetable_id: UUID) -> HttpResponse:
    """The board of one timetable; with a change in the address, what that change would do."""
    programme, timetable = board_timetable(request, slug, timetable_id)
    if request.headers.get("HX-Request") and "doe" in request.GET:
        context = _asked(request, timetable, reads.empty_cards_of(timetable, group=request.GET.get("groep")))
        return render(request, "schedule/board_consequences.html", context)
    cards = reads.cards_of(timetable)
    context = _panel(request, timetable, cards)
    if request.headers.get("HX-Request"):
        return render(request, "schedule/board_panel.html", context)
    periods = queries.periods_of(programme)
    used = {card.group.period_id: card.group.period for card in cards}
    periods += [period for pk, period in used.items() if pk not in {each.pk for each in periods}]
    chosen = _period(request, periods, context["card"])
    waiting = reads.waiting_on_board(timetable)
    offers = reads.offers_on_board(programme)
    people = [member.id for card in cards for member in card.members] + [row.person_id for row in waiting]
    running = queries.running_timetable(programme)
    context |= {
        "programme": programme,
        "run": planner_run(programme, running) if running else None,
        "status": wording.status_in_words(timetable.status),
        "figures": figures_shown(timetable, cards),
        "periods": periods,
        "period": chosen,
        "days": days_shown(cards, chosen),
        "parts": parts_shown(cards, chosen),
        "waiting": waiting_shown(waiting),
        "waiting_count": len(waiting),
        "offers": offers,
        "more_sessions": range(2, max((offer.sessions for offer in offers), default=0)),
        "copy_key": uuid4(),
        "can_undo": timetable.version > 0,
        "can_redo": reads.was_undone(timetable),
        "changes": history_shown(timetable, cards),
        "beside": reads.timetables_beside(timetable),
        "tried": tried_in_words(timetable),
        "in_the_way": pins.in_the_way(request, reads.failed_for_pins(timetable)),
        "made_with": made_with(timetable),
        "made_for": wording.made_for_in_words(made_for(timetable)),
    }
    _seen(request, people, purposes=[Purpose.LEVEL])
    return render(request, "schedule/board.html", context)


def _seen(request: HttpRequest, people: Iterable[UUID], *, purposes: list[Purpose]) -> None:
    record_list_seen(people=reads.people_named(people), purposes=purposes, by=request.user, now=timezone.now())


def _panel(request: HttpRequest, timetable: queries.Timetable, cards: list[reads.Card]) -> dict[str, Any]:
    """The group that is looked at, and the change that is asked about."""
    context = _asked(request, timetable, cards)
    try:
        wanted = UUID(request.GET.get("groep", ""))
    except ValueError:
        return context
    card = next((each for each in cards if each.group.pk == wanted), None)
    if card is not None:
        context |= {
            "card": card,
            "same": [each for each in cards if each.group.offer_id == card.group.offer_id and each is not card],
            "rooms": reads.rooms_for(card.group.offer),
            "trainers": reads.trainers_for(card.group.offer),
            "all_periods": queries.periods_of(timetable.programme),
            "sessions": _session_choices(card),
            "pins": pins.of_group(card),
        }
    return context


def _asked(request: HttpRequest, timetable: queries.Timetable, cards: list[reads.Card]) -> dict[str, Any]:
    """The change that is asked about, with what it would do."""
    opens = request.GET.get("doe") == "open"
    offers = {offer.pk: offer.length for offer in reads.offers_on_board(timetable.programme)} if opens else {}
    context: dict[str, Any] = {
        "timetable": timetable,
        "slug": timetable.programme.slug,
        "is_draft": timetable.status == "draft",
        "card": None,
        "away": AWAY,
        "seen": _seen_version(request.GET, otherwise=timetable.version),
        "idempotency_key": uuid4(),
    }
    wanted = wanted_from(request.GET, cards={card.group.pk: card for card in cards}, offers=offers)
    if wanted is not None and timetable.status == "draft":
        context["outcome"] = _outcome(request, timetable, wanted)
    elif "doe" in request.GET:
        context["outcome"] = {"refused": _("Kies eerst wie of wat, en waarheen.")}
    return context


def _outcome(request: HttpRequest, timetable: queries.Timetable, wanted: actions.Wanted) -> dict[str, Any]:
    """What a change would do, in words, with the fields that carry it out."""
    try:
        seen = _seen_version(request.GET, otherwise=timetable.version)
        found = actions.consequences(timetable=timetable, wanted=wanted, seen=seen, by=request.user)
    except actions.Refused as refusal:
        return {"refused": str(refusal)}
    except actions.ChangedMeanwhile as refusal:
        where = {"tab": request.GET.get("tab", ""), "groep": str(wanted.group or "")}
        return {
            "refused": str(refusal),
            "meanwhile": True,
            "where": urlencode({name: value for name, value in where.items() if value}),
        }
    if found.bent is None:
        return {
            "refused": _("Dit kan niet: %(why)s.")
            % {"why": wording.on_the_board(found.refused, moves_person=wanted.kind == "person")}
        }
    names = reads.names_of(each.person for each in (*found.bent.left, *found.bent.joined))
    leave = [
        (names.get(each.person, ""), wording.on_the_board(each.reasons))
        for each in found.bent.left
        if each.reasons or wanted.kind == "close"
    ]
    _seen(request, [each.person for each in found.bent.left if each.reasons], purposes=[Purpose.AVAILABILITY])
    short = [
        ngettext(
            "Er is dan %(count)s deelnemer te weinig.", "Er zijn dan %(count)s deelnemers te weinig.", each.lacking
        )
        % {"count": each.lacking}
        for each in found.bent.short
    ]
    return {
        "summary": _summary(found, wanted),
        "leave": leave,
        "come": [names.get(each.person, "") for each in found.bent.joined] if wanted.kind == "open" else [],
        "short": short,
        "score": found.bent.score,
        "better": -found.bent.score,
        "fields": [(name, value) for name, value in request.GET.items() if name not in ("seen", "idempotency_key")],
    }


def _summary(found: actions.Consequences, wanted: actions.Wanted) -> str:
    """Where what is moved comes, in a sentence."""
    bent = found.bent
    assert bent is not None
    if wanted.kind == "close":
        return _("De groep gaat niet door.")
    if wanted.kind == "person" and wanted.away:
        return _("De deelnemer gaat uit de groep en wacht weer.")
    if wanted.kind == "person":
        return _("De deelnemer past in deze groep.")
    group = bent.groups[bent.touched[-1]]
    when = ", ".join(
        half_day.label(language_now()) for half_day in reads.half_days(slug for each in group.slots for slug in each)
    )
    room, trainer = reads.room_and_trainer(UUID(group.room), UUID(group.trainer))
    return _("Op %(when)s in %(room)s met %(trainer)s.") % {"when": when, "room": room, "trainer": trainer}


def _session_choices(card: reads.Card) -> list[dict[str, Any]]:
    language = language_now()
    allowed = {*card.group.offer.half_days}
    slots = [each for each in reads.half_days_shown([card]) if not allowed or each.slug in allowed]
    return [
        {
            "number": number,
            "begins": session[0] if session else "",
            "choices": [(half_day.slug, half_day.label(language)) for half_day in slots],
        }
        for number, session in enumerate(card.group.sessions)
    ]


def _period(request: HttpRequest, periods: list[Any], card: reads.Card | None) -> Any:
    wanted = request.GET.get("tab", "") or (str(card.group.period_id) if card else "")
    named = next((each for each in periods if str(each.pk) == wanted), None)
    if named is not None or not periods:
        return named
    return periods[queries.period_on(periods, on=timezone.localdate())] if len(periods) > 1 else periods[0]


def back_to_board(slug: str, timetable_id: UUID, request: HttpRequest, *, group: str = "") -> HttpResponse:
    """The board again, at the period and the group that were looked at."""
    address = reverse("board", args=[slug, timetable_id])
    query = {"tab": request.POST.get("tab", ""), "groep": group}
    kept = urlencode({name: value for name, value in query.items() if value})
    return redirect(f"{address}?{kept}" if kept else address)


@require_POST
def change(request: HttpRequest, slug: str, timetable_id: UUID) -> HttpResponse:
    """Carry out a change that was looked at."""
    programme, timetable = board_timetable(request, slug, timetable_id)
    cards = {card.group.pk: card for card in reads.empty_cards_of(timetable)}
    offers = {offer.pk: offer.length for offer in reads.offers_on_board(programme)}
    wanted = wanted_from(request.POST, cards=cards, offers=offers)
    if wanted is None:
        messages.error(request, _("Kies eerst wie of wat, en waarheen."))
        return back_to_board(slug, timetable_id, request)
    try:
        actions.change_board(
            timetable=timetable,
            wanted=wanted,
            seen=_seen_version(request.POST),
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except (actions.Refused, actions.ChangedMeanwhile) as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    else:
        messages.success(request, _("Gedaan. U kunt dit ongedaan maken."))
    return back_to_board(
        slug, timetable_id, request, group=request.POST.get("groep", "") if wanted.kind != "close" else ""
    )


def _seen_version(data: QueryDict, *, otherwise: int = 0) -> int:
    """The version of the draft that whoever asks has on the screen."""
    text = data.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise


@require_POST
def undo(request: HttpRequest, slug: str, timetable_id: UUID) -> HttpResponse:
    """Turn the last change back."""
    return _walk(request, slug, timetable_id, deed=actions.undo, done=_("Ongedaan gemaakt."))


@require_POST
def redo(request: HttpRequest, slug: str, timetable_id: UUID) -> HttpResponse:
    """Do the change again that was undone last."""
    return _walk(request, slug, timetable_id, deed=actions.redo, done=_("Opnieuw gedaan."))


def _walk(request: HttpRequest, slug: str, timetable_id: UUID, *, deed: Any, done: str) -> HttpResponse:
    _programme, timetable = board_timetable(request, slug, timetable_id)
    try:
        deed(
            timetable=timetable,
            seen=_seen_version(request.POST),
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except (actions.Refused, actions.ChangedMeanwhile) as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    else:
        messages.success(request, done)
    return back_to_board(slug, timetable_id, request)


@require_POST
def pin(request: HttpRequest, slug: str, timetable_id: UUID, group_id: UUID) -> HttpResponse:
    """Say what of a group stays as it is, and who stays in it."""
    _programme, timetable = board_timetable(request, slug, timetable_id)
    group = get_object_or_404(queries.groups_of(timetable), pk=group_id)
    try:
        actions.pin(
            group=group,
            pins=request.POST.getlist("vast"),
            people=people_from(request.POST),
            by=request.user,
            now=timezone.now(),
        )
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Bewaard wat vaststaat."))
    return back_to_board(slug, timetable_id, request, group=str(group_id))
