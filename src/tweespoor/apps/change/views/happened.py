"""Pages of a trainer, room or building that cannot, a class that moves and a participant who works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tweespoor.apps.attendance import wording as meeting_words
from tweespoor.apps.change import actions, queries, wording
from tweespoor.apps.change.forms import (
    CHOSEN,
    TIMES,
    WHO,
    HappenedForm,
    TimesForm,
    chosen_in,
    field_of,
    name_of,
)
from tweespoor.apps.change.rules import MOST_MEETINGS
from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.schedule import tasks as planner
from tweespoor.apps.schedule.models import Disruption, DisruptionKind
from tweespoor.apps.schedule.queries import may_plan, published_timetable
from tweespoor.apps.telling.tasks import send_waiting
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import visible_programmes
from tweespoor.core.vocabulary import Purpose
from tweespoor.site.components.data import Column

SHOWN_PEOPLE = 200
FIRST_DAYS = timedelta(days=2)
ASKED = ("wie", "van", "tot", "dagdelen")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A meeting that is hit, with what can be done about it: the word a form sends, its words, and whether chosen."""

    title: str
    when: str
    where: str
    family: str
    people: int
    field: str
    options: tuple[tuple[str, str, bool], ...]


def programme_changed(request: HttpRequest, slug: str) -> Programme:
    """The programme, for who plans it; for all others it is not there."""
    programme = get_object_or_404(visible_programmes(request.user), slug=slug)
    if not may_plan(request.user, programme=programme):
        raise Http404
    return programme


@require_GET
def change_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose what happened; below it what was kept before."""
    programme = programme_changed(request, slug)
    context = {
        "programme": programme,
        "in_force": published_timetable(programme),
        "kinds": [
            *((kind.label, reverse("change-happened", args=[slug, kind.value])) for kind in WHO),
            (DisruptionKind.GROUP.label, reverse("change-group", args=[slug])),
            (DisruptionKind.LOCKDOWN.label, reverse("change-lockdown", args=[slug])),
        ],
        "happened": [
            (row, row.get_kind_display(), wording.to_whom(row), wording.from_to(row), _looked_at_again(row))
            for row in queries.happened_in(programme)
        ],
        "today": timezone.localdate(),
        "idempotency_key": uuid4(),
    }
    return render(request, "change/change.html", context)


def _looked_at_again(row: Disruption) -> str:
    """Where stands what it hits in the timetable that is in force now; empty where it is over, or taken back."""
    who = row.trainer_id or row.room_id or row.location_id
    if not who or row.taken_back_at or row.last_day is None or row.last_day < timezone.localdate():
        return ""
    asked = urlencode({"wie": who, "van": row.first_day.isoformat(), "tot": row.last_day.isoformat()})
    return f"{reverse('change-happened', args=[row.programme.slug, row.kind])}?{asked}"


@require_GET
def happened(request: HttpRequest, slug: str, happened: str) -> HttpResponse:
    """Say who or what cannot and when; then what that hits, what can be done and whom to tell."""
    programme = programme_changed(request, slug)
    form = _form(request, programme, happened, data=request.GET if "wie" in request.GET else None)
    context: dict[str, Any] = {
        "programme": programme,
        "kind": form.kind,
        "idempotency_key": uuid4(),
        "title": form.kind.label,
        "form": form,
    }
    asked = form.is_bound and form.is_valid()
    if asked and form.kind in TIMES:
        context |= _struck(request, form)
    elif asked:
        context |= _found(request, form, data=request.GET)
    status = 400 if form.is_bound and not asked else 200
    return render(request, "change/happened.html", context, status=status)


def _form(request: HttpRequest, programme: Programme, happened: str, *, data: QueryDict | None) -> HappenedForm:
    kind = next((each for each in WHO if each.value == happened), None)
    if kind is None:
        raise Http404
    today = timezone.localdate()
    made = TimesForm if kind in TIMES else HappenedForm
    first = queries.first_day(programme, today=today)
    initial = {"van": first} if kind in TIMES else {"van": first, "tot": first + FIRST_DAYS}
    return made(data, programme=programme, kind=kind, today=today, by=request.user, initial=initial)


def _struck(request: HttpRequest, form: HappenedForm) -> dict[str, Any]:
    """Whose group or week breaks, and who would be told when a draft after it is published."""
    now, disruption = timezone.now(), form.disruption
    try:
        people = actions.struck_by(disruption, now=now)
    except actions.Refused as refusal:
        return {"refused": str(refusal)}
    seen = queries.people_seen(request.user, people=people, purpose=Purpose.AVAILABILITY)
    record_list_seen(people=seen, purposes=[Purpose.AVAILABILITY], by=request.user, now=now)
    return {
        "struck": True,
        "registers": queries.registers(request.user, disruption=disruption),
        "to_whom": name_of(form.rows[form.cleaned_data["wie"]]),
        "from_to": wording.from_to(disruption),
        "everybody": len(people),
        "groups": queries.groups_with(disruption.programme, people=people),
        "seen": seen[:SHOWN_PEOPLE],
        "hidden": len(people) - len(seen[:SHOWN_PEOPLE]),
        "languages": wording.languages_of(people),
        "sends": _sent(request.GET),
    }


def _sent(data: QueryDict) -> list[tuple[str, str]]:
    """What the form was asked with, to be sent once more."""
    return [(name, value) for name in ASKED for value in data.getlist(name)]


def _found(request: HttpRequest, form: HappenedForm, *, data: QueryDict) -> dict[str, Any]:
    """What is hit, with the choices of the address or those that least disturb."""
    now = timezone.now()
    hits = queries.hits_of(request.user, disruption=form.disruption, now=now)
    if len(hits) > MOST_MEETINGS:
        return {"too_many": len(hits)}
    chosen = queries.proposed(hits)
    asked = chosen_in(data) or {}
    chosen |= {hit.session.key: asked[hit.session.key] for hit in hits if asked.get(hit.session.key) in hit.choices}
    everybody = {person for hit in hits for person in hit.expected}
    seen = queries.people_seen(request.user, people=everybody)
    record_list_seen(people=seen, purposes=[Purpose.ATTENDANCE], by=request.user, now=now)
    told = queries.to_tell(hits, chosen=chosen)
    return {
        "found": True,
        "to_whom": wording.to_whom(form.disruption),
        "from_to": wording.from_to(form.disruption),
        "rows": [_row(hit, chosen=chosen[hit.session.key]) for hit in hits],
        "columns": [
            Column(label=_("Bijeenkomst")),
            Column(label=_("Wanneer")),
            Column(label=_("Wie komen"), numeric=True),
            Column(label=_("Wat u doet")),
        ],
        "everybody": len(everybody),
        "groups": len({hit.session.whole.pk for hit in hits}),
        "seen": seen[:SHOWN_PEOPLE],
        "hidden": len(everybody) - len(seen[:SHOWN_PEOPLE]),
        "over": any(not hit.is_to_come for hit in hits),
        "told": [(each, wording.texts_of(each)) for each in told],
        "trainers": wording.trainers_asked(hits, chosen=chosen),
        "schools": wording.schools_asked(hits, chosen=chosen),
        "sends": _sent(data),
    }


def _row(hit: queries.Hit, *, chosen: Any) -> Row:
    session = hit.session
    return Row(
        title=meeting_words.title_of(session),
        when=meeting_words.when(session),
        where=meeting_words.where(session),
        family=session.family,
        people=len(hit.expected),
        field=field_of(session.key),
        options=tuple((each.word, wording.choice_in_words(each, hit=hit), each == chosen) for each in hit.choices),
    )


@require_POST
def settle(request: HttpRequest, slug: str, happened: str) -> HttpResponse:
    """Carry out what was chosen for every meeting."""
    programme = programme_changed(request, slug)
    form = _form(request, programme, happened, data=request.POST)
    back = reverse("change-happened", args=[slug, happened])
    chosen = chosen_in(request.POST)
    if not form.is_valid() or chosen is None:
        messages.error(request, _("Dit formulier is niet te lezen. Kies opnieuw wat er veranderd is."))
        return redirect(back)
    try:
        done = actions.settle(
            disruption=form.disruption, chosen=chosen, by=request.user, now=timezone.now(), key=key_of(request)
        )
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{back}?{_asked(request.POST)}")
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    else:
        send_waiting.enqueue()
        messages.success(request, _done(done))
    return redirect("change", slug=slug)


@require_POST
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back as one what was carried out."""
    programme = programme_changed(request, slug)
    try:
        done = actions.take_back(
            disruption=UUID(request.POST.get("wat", "")),
            programme=programme,
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except ValueError:
        messages.error(request, _("Dit formulier is niet te lezen. Kies opnieuw wat u terugneemt."))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    else:
        send_waiting.enqueue()
        said = _("Teruggenomen. Bijeenkomsten zoals ze waren: %(restored)s; gebleven zoals ze nu zijn: %(left)s.")
        messages.success(request, said % {"restored": done.restored, "left": done.left})
    return redirect("change", slug=slug)


@require_POST
def draft(request: HttpRequest, slug: str, happened: str) -> HttpResponse:
    """Let the planner make a draft that keeps to what happened."""
    programme = programme_changed(request, slug)
    form = _form(request, programme, happened, data=request.POST)
    back = reverse("change-happened", args=[slug, happened])
    if not form.is_valid():
        messages.error(request, _("Dit formulier is niet te lezen. Kies opnieuw wat er veranderd is."))
        return redirect(back)
    name = wording.draft_name(form.disruption)
    try:
        made = actions.draft_after(
            disruption=form.disruption, name=name, by=request.user, now=timezone.now(), key=key_of(request)
        )
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{back}?{_asked(request.POST)}")
    except AlreadyDone:
        messages.info(request, _("Deze opdracht was al gegeven."))
    else:
        planner.plan_timetable.enqueue(str(made.pk))
        messages.success(request, _("De planner maakt een concept. Kijk het na op het bord en publiceer het daar."))
    return redirect("planner", slug=slug)


def _asked(data: QueryDict) -> str:
    """The same question, and the same choices, as an address."""
    kept = QueryDict(mutable=True)
    for name in data:
        if name in ASKED or name.startswith(CHOSEN):
            kept.setlist(name, data.getlist(name))
    return kept.urlencode()


def _done(done: actions.Done) -> str:
    return _("Uitgevoerd. Afgezegd: %(off)s; overgenomen: %(over)s; berichten: %(told)s.") % {
        "off": done.called_off,
        "over": done.taken_over,
        "told": done.messages,
    }
