"""One person's deadlines: what is due when, the hours of the Z route, the route, and grounds for extension."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.people.seen import record_person_seen
from tweespoor.apps.trajectories.actions import clock as deeds
from tweespoor.apps.trajectories.forms.clock import EventForm, HoursForm
from tweespoor.apps.trajectories.models import CaseEvent, SpentHours
from tweespoor.apps.trajectories.queries import clock as queries
from tweespoor.apps.trajectories.queries.clock import PersonClock
from tweespoor.core.legalclock import Account, Deadline, Forecast, May, Status, hours
from tweespoor.core.vocabulary import CaseEventKind, HoursKind, Purpose, Route
from tweespoor.site.components.data import Column
from tweespoor.site.pages.burn_down import BurnDown, burn_down
from tweespoor.site.pages.deadline_rows import Link, question_link, shown_deadline
from tweespoor.site.pages.person_links import person_links

SETTLED = (Status.MET, Status.MET_LATE)

NEAR = 91
"""What runs out within so many days stands at the top: a quarter."""


@dataclass(frozen=True, kw_only=True)
class ShownAccount:
    """One count of the ledger in words, with its picture."""

    title: str
    counted: int
    norm: int
    left: str
    to_check: str
    refused: str
    capped: bool
    pace: str
    expected: str
    certainty: str
    too_late: bool
    picture: BurnDown | None
    picture_words: str


@require_safe
def deadlines_page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What is due for a person, how each day was found, and what settles it."""
    person, purposes = _person(request, person_id)
    # Of who moved on the clock stands still on the day the dossier was closed: the other municipality goes on.
    today, language = person.closed_on or timezone.localdate(), language_now()
    clock = queries.clock_of(person, purposes=purposes, on=today)
    may_note = queries.may_note(request.user, person=person)
    spent = _hours(person, language=language)
    rows = [
        (each, shown_deadline(each, person=person, may_note=may_note, language=language))
        for each in clock.reading.deadlines
    ]
    context = {
        "person": person,
        "links": person_links(person, purposes=purposes, here="deadlines"),
        "today": today,
        "open": [row for each, row in rows if _is_now(each) and not clock.reading.is_gone(each)],
        "coming": [row for each, row in rows if each.status is Status.RUNNING and not _is_now(each)],
        "asking": [row for each, row in rows if _is_asking(each)],
        "later": [row for each, row in rows if each.status is Status.NOT_STARTED],
        "settled": [row for each, row in rows if each.status in SETTLED or clock.reading.is_gone(each)],
        "others": [row for each, row in rows if each.status is Status.NOT_APPLICABLE],
        "questions": _questions(clock, person=person, language=language) if may_note else (),
        "radar": clock.radar,
        "may_scale": clock.route in (None, Route.B1),
        "radar_words": clock.radar.stage.words.text(language),
        "nt2": clock.radar.nt2 // 60,
        "scaling_from": clock.radar.scaling_from // 60,
        "lessons": _lessons(clock),
        "from_progress": hours(clock.from_progress).text(language) if clock.from_progress else "",
        "grounds": _grounds(clock, language=language),
        "combined": clock.combined,
        "ledger": clock.ledger,
        "accounts": _accounts(clock, today=today, language=language),
        "share_head": [Column(label=each) for each in (_("Gemeente"), _("Les"), _("Participatie"))],
        "shares": [
            (share.municipality or _("niet vastgelegd"), share.course // 60, share.participation // 60)
            for share in (clock.ledger.shares if clock.ledger else ())
        ],
        "facts": _facts(clock, language=language),
        "is_whole": clock.is_whole,
        "may_note": may_note,
        "events": _events(person, purposes=purposes, language=language),
        "hours": spent,
        "to_check": [each for each in spent if _is_unchecked(each[0])],
        "hours_head": [
            Column(label=each) for each in (_("Tot en met"), _("Uren"), _("Gemeente"), _("Grond"), _("Intrekken"))
        ],
        "idempotency_key": uuid4(),
    }
    record_person_seen(person=person, purposes={queries.CLOCK}, by=request.user, now=timezone.now())
    return render(request, "pages/deadlines.html", context)


def _lessons(clock: PersonClock) -> dict[str, Any] | None:
    """Lessons in Dutch up to now: planned, attended, and of how many weeks nobody recorded what was attended."""
    told = clock.lessons
    if told is None or not told.weeks:
        return None
    least, most = number_format(told.least / 60, 0), number_format(told.most / 60, 0)
    return {
        "planned": least if least == most else f"{least}–{most}",
        "attended": number_format(told.attended / 60, 0),
        "recorded": told.recorded,
        "weeks": told.weeks,
    }


def _person(request: HttpRequest, person_id: UUID) -> tuple[Person, frozenset[Purpose]]:
    person = get_object_or_404(people.visible_people(request.user), pk=person_id)
    purposes = people.purposes_for(request.user, person=person)
    if queries.CLOCK not in purposes:
        raise Http404
    return person, purposes


def _noting(request: HttpRequest, person_id: UUID) -> tuple[Person, frozenset[Purpose]]:
    person, purposes = _person(request, person_id)
    if not queries.may_note(request.user, person=person):
        raise Http404
    return person, purposes


def _is_asking(deadline: Deadline) -> bool:
    return deadline.status is Status.UNKNOWN and deadline.limit is None and deadline.earliest is None


def _is_now(deadline: Deadline) -> bool:
    """Somebody has to see to it: it is over, near, or waits without a day of its own."""
    if not deadline.is_open or _is_asking(deadline):
        return False
    return deadline.days_left is None or deadline.days_left <= NEAR


def _questions(clock: PersonClock, *, person: Person, language: str) -> list[Link]:
    links = [question_link(each, person=person, language=language) for each in clock.reading.questions]
    return [each for each in links if each is not None]


def _grounds(clock: PersonClock, *, language: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {"applies": [], "ask": [], "not_noted": []}
    place = {May.APPLIES: "applies", May.ASK: "ask", May.NOT_NOTED: "not_noted"}
    for each in clock.grounds:
        found[place[each.may]].append(
            {
                "label": each.ground.label.text(language),
                "article": each.ground.article,
                "duration": each.ground.duration.text(language),
                "proof": each.ground.proof.text(language),
                "because": each.because.text(language),
                "days": each.days,
                "statement": each.ground.statement,
            }
        )
    return found


def _accounts(clock: PersonClock, *, today: date, language: str) -> list[ShownAccount]:
    if clock.ledger is None:
        return []
    found = [(_("Les"), clock.ledger.course, clock.course)]
    if clock.ledger.participation.norm or clock.ledger.participation.counted:
        found.append((_("Participatie"), clock.ledger.participation, clock.participation))
    return [
        _account(title, account, told, clock=clock, today=today, language=language)
        for title, account, told in found
        if told is not None
    ]


def _account(
    title: str, account: Account, told: Forecast, *, clock: PersonClock, today: date, language: str
) -> ShownAccount:
    return ShownAccount(
        title=title,
        counted=account.counted // 60,
        norm=account.norm // 60,
        left=hours(account.left).text(language),
        to_check=hours(account.to_check).text(language) if account.to_check else "",
        refused=hours(account.refused).text(language) if account.refused else "",
        capped=account.capped,
        pace=hours(round(told.pace / 30) * 30).text(language) if told.pace else "",
        expected=_expected(told),
        certainty=told.certainty.words.text(language) if account.left else "",
        too_late=told.expected is not None and (end := _end_of_term(clock)) is not None and told.expected >= end,
        picture=_picture(account, told, clock=clock, today=today),
        picture_words=_("%(title)s: nog %(left)s te maken. De tabel met uren eronder zegt hetzelfde.")
        % {"title": title, "left": hours(account.left).text(language)},
    )


def _expected(told: Forecast) -> str:
    if told.expected is None:
        return ""
    day = date_format(told.expected, "F Y")
    if told.earliest == told.latest or told.earliest is None or told.latest is None:
        return day
    words = _("%(day)s (tussen %(earliest)s en %(latest)s)")
    earliest, latest = date_format(told.earliest, "F Y"), date_format(told.latest, "F Y")
    return words % {"day": day, "earliest": earliest, "latest": latest}


def _picture(account: Account, told: Forecast, *, clock: PersonClock, today: date) -> BurnDown | None:
    start, end = clock.radar.start, _end_of_term(clock)
    if start is None or end is None:
        return None
    words = (date_format(start, "j F Y"), date_format(end, "j F Y"))
    return burn_down(
        account.balance, norm=account.norm, start=start, end=end, today=today, expected=told.expected, words=words
    )


def _end_of_term(clock: PersonClock) -> date | None:
    """The first day after the term, by which the hours must be made."""
    return next((each.due for each in clock.reading.of("C14") if each.due), None)


def _facts(clock: PersonClock, *, language: str) -> dict[str, Any]:
    """The file of facts in words."""
    told = clock.facts

    def short(each: Any) -> str:
        return f"{each.title.text(language)}: {each.derivation.text(language)}"

    return {
        "lines": [(line.on, line.words.text(language), line.evidence) for line in told.lines],
        "by_others": [(each.who.label(language), short(each)) for each in told.by_others],
        "by_person": [short(each) for each in told.by_person],
        "unknown": len(told.unknown),
        "warning": told.warning.text(language),
        "sources": [source.text(language) for source in told.sources],
    }


def _events(person: Person, *, purposes: frozenset[Purpose], language: str) -> list[tuple[CaseEvent, str, str]]:
    found = []
    for row in queries.events_of(person, purposes=purposes):
        more = []
        if row.until:
            more.append(_("tot en met %(day)s") % {"day": date_format(row.until, "j F Y")})
        if row.months:
            more.append(_("%(n)s maanden") % {"n": row.months})
        if row.route:
            more.append(Route.of(row.route).label(language))
        found.append((row, CaseEventKind.of(row.kind).label(language), ", ".join(more)))
    return found


def _hours(person: Person, *, language: str) -> list[tuple[SpentHours, str, str]]:
    return [
        (row, HoursKind.of(row.kind).label(language), hours(row.minutes).text(language))
        for row in queries.hours_of(person)
    ]


def _is_unchecked(row: SpentHours) -> bool:
    return row.kind == HoursKind.PARTICIPATION and row.dutch_environment is None


def note_event(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write down an event of a case; `soort` in the address chooses its kind."""
    person, purposes = _noting(request, person_id)
    kinds = queries.kinds_to_note(purposes)
    today = timezone.localdate()
    if request.method == "POST":
        form = EventForm(request.POST, kinds=kinds, today=today)
        if form.is_valid():
            _keep_event(request, person=person, said=form.cleaned_data)
            return redirect("deadlines", person_id=person.pk)
    else:
        chosen = request.GET.get("soort", "")
        known = {each.value for each in kinds}
        initial = {
            "kind": chosen if chosen in known else "",
            "on": today,
            "about": request.GET.get("over", "")[:80] if chosen == CaseEventKind.AGREEMENT_KEPT else "",
        }
        form = EventForm(initial=initial, kinds=kinds, today=today)
    context = {"person": person, "form": form, "idempotency_key": uuid4()}
    return render(request, "pages/note_event.html", context, status=400 if form.errors else 200)


def _keep_event(request: HttpRequest, *, person: Person, said: dict[str, Any]) -> None:
    event = deeds.NewEvent(
        kind=CaseEventKind(said["kind"]),
        on=said["on"],
        until=said.get("until"),
        months=said.get("months"),
        route=Route(said["route"]) if said.get("route") else None,
        by_committee=bool(said.get("by_committee")),
        about=said.get("about", ""),
        evidence=said.get("evidence", ""),
    )
    _do(
        request,
        partial(deeds.note_event, person=person, event=event),
        said=_("De gebeurtenis is bewaard. De termijnen zijn opnieuw afgeleid."),
        before=_("Deze gebeurtenis was al bewaard."),
    )


def note_hours(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write down hours."""
    person, _purposes = _noting(request, person_id)
    form = HoursForm(
        request.POST if request.method == "POST" else None,
        municipality=person.municipality.name,
        today=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        _keep_hours(request, person=person, form=form)
        return redirect("deadlines", person_id=person.pk)
    context = {"person": person, "form": form, "idempotency_key": uuid4()}
    return render(request, "pages/note_hours.html", context, status=400 if form.errors else 200)


def _keep_hours(request: HttpRequest, *, person: Person, form: HoursForm) -> None:
    said = form.cleaned_data
    spent = deeds.NewHours(
        kind=HoursKind(said["kind"]),
        on=said["on"],
        minutes=form.minutes,
        municipality=said["municipality"],
        ground=said["ground"],
        dutch_environment=form.environment,
        evidence=said["evidence"],
    )
    deed = partial(deeds.note_hours, person=person, hours=spent)
    _do(request, deed, said=_("De uren zijn bewaard."), before=_("Deze uren waren al bewaard."))


@require_POST
def withdraw_event(request: HttpRequest, person_id: UUID, event_id: UUID) -> HttpResponse:
    """Say that an event was written down wrongly."""
    person, purposes = _noting(request, person_id)
    event = queries.event_of(person, event=event_id, purposes=purposes)
    if event is None:
        raise Http404
    _do(
        request,
        partial(deeds.withdraw, row=event),
        said=_("De gebeurtenis is ingetrokken en telt niet meer mee."),
        before=_("Deze gebeurtenis was al ingetrokken."),
    )
    return redirect("deadlines", person_id=person.pk)


@require_POST
def change_hours(request: HttpRequest, person_id: UUID, hours_id: UUID) -> HttpResponse:
    """Withdraw hours, or say whether participation counts (`telt` is "ja" or "nee")."""
    person, _purposes = _noting(request, person_id)
    row = queries.hours_row(person, hours=hours_id)
    if row is None:
        raise Http404
    counts = {"ja": True, "nee": False}.get(request.POST.get("telt", ""))
    if counts is None:
        deed, said = partial(deeds.withdraw, row=row), _("De uren zijn ingetrokken.")
    else:
        deed, said = partial(deeds.check_hours, hours=row, counts=counts), _("Het antwoord is bewaard.")
    _do(request, deed, said=said, before=_("Dit was al bewaard."))
    return redirect("deadlines", person_id=person.pk)


def _do(request: HttpRequest, deed: Callable[..., object], *, said: str, before: str) -> None:
    """Do a deed in the user's name and say what came of it; `before` where it was done already."""
    try:
        deed(by=request.user, now=timezone.now(), key=key_of(request))
    except AlreadyDone:
        messages.info(request, before)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
