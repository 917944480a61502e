"""Pages of a lockdown: what is done per kind of activity, who cannot follow online, and whom to tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tweespoor.apps.change import actions, queries, wording
from tweespoor.apps.change.forms import TREATED, GroupForm, LockdownForm
from tweespoor.apps.change.lockdown import WORDS, Treatment
from tweespoor.apps.change.online import who_cannot_follow
from tweespoor.apps.change.views.happened import programme_changed
from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.schedule import tasks as planner
from tweespoor.apps.schedule.models import Disruption, DisruptionKind
from tweespoor.apps.telling.tasks import send_waiting
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.vocabulary import ActivityKind, Purpose
from tweespoor.site.components.data import Column

FIRST_WEEKS = timedelta(weeks=4)
ONLINE = (Treatment.ONLINE, Treatment.HYBRID)


@dataclass(frozen=True, kw_only=True)
class KindRow:
    """A kind of activity in a lockdown: what is done with it, and how much it concerns."""

    title: str
    family: str
    treatment: Promise | str
    groups: int
    meetings: int
    people: int


@require_GET
def lockdown(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose what is done per kind of activity; then what that hits, who cannot follow, and whom to tell."""
    return _page(request, slug, kind=DisruptionKind.LOCKDOWN)


@require_GET
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a group that is online, partly online or on site for some days; then the same as for a lockdown."""
    return _page(request, slug, kind=DisruptionKind.GROUP)


def _page(request: HttpRequest, slug: str, *, kind: DisruptionKind) -> HttpResponse:
    programme = programme_changed(request, slug)
    form = _form(request, programme, kind=kind, data=request.GET if "van" in request.GET else None)
    context: dict[str, Any] = {
        "programme": programme,
        "title": kind.label,
        "of_a_group": kind == DisruptionKind.GROUP,
        "form": form,
        "idempotency_key": uuid4(),
    }
    asked = form.is_bound and form.is_valid()
    if asked:
        context |= _found(request, form)
    return render(request, "change/lockdown.html", context, status=400 if form.is_bound and not asked else 200)


def _form(request: HttpRequest, programme: Programme, *, kind: DisruptionKind, data: Any) -> LockdownForm | GroupForm:
    today = timezone.localdate()
    first = queries.first_day(programme, today=today)
    initial = {"van": first, "tot": first + FIRST_WEEKS, "groep": request.GET.get("groep", "")}
    made = GroupForm if kind == DisruptionKind.GROUP else LockdownForm
    return made(data, programme=programme, kind=kind, today=today, by=request.user, initial=initial)


def _found(request: HttpRequest, form: LockdownForm | GroupForm) -> dict[str, Any]:
    now = timezone.now()
    groups = queries.locked_by(request.user, disruption=form.disruption, now=now)
    going_online = {person for each in groups if each.treatment in ONLINE for person in each.expected}
    seen = queries.people_seen(request.user, people=going_online, purpose=Purpose.AVAILABILITY)
    cannot, unknown = who_cannot_follow(request.user, people=seen)
    record_list_seen(people=seen, purposes=[Purpose.AVAILABILITY], by=request.user, now=now)
    return {
        "found": True,
        "from_to": wording.from_to(form.disruption),
        "columns": [
            Column(label=_("Groep") if form.kind == DisruptionKind.GROUP else _("Soort activiteit")),
            Column(label=_("Wat u doet")),
            Column(label=_("Groepen"), numeric=True),
            Column(label=_("Bijeenkomsten"), numeric=True),
            Column(label=_("Deelnemers"), numeric=True),
        ],
        "rows": [
            KindRow(
                title=_title(form.disruption, kind=kind),
                family=kind.family.value,
                treatment=WORDS[queries.treatment_of(form.disruption, kind=kind)],
                groups=len(found),
                meetings=sum(len(each.meetings) for each in found),
                people=len({person for each in found for person in each.expected}),
            )
            for kind, found in queries.by_kind(groups).items()
        ],
        "going_online": len(going_online),
        "cannot": cannot,
        "unknown": unknown,
        "not_shown": len(going_online) - len(seen),
        "half": any(each.treatment is Treatment.HALF for each in groups),
        "over": any(len(each.to_come) < len(each.meetings) for each in groups),
        "told": [(each, wording.texts_of(each)) for each in queries.told_by(groups)],
        "sends": [(name, value) for name in form.fields for value in request.GET.getlist(name)],
    }


@require_POST
def lock_down(request: HttpRequest, slug: str) -> HttpResponse:
    """Carry out what is done per kind of activity."""
    return _carry_out(request, slug, kind=DisruptionKind.LOCKDOWN, back=reverse("change-lockdown", args=[slug]))


@require_POST
def set_group(request: HttpRequest, slug: str) -> HttpResponse:
    """Carry out that a group is online, partly online or on site for some days."""
    return _carry_out(request, slug, kind=DisruptionKind.GROUP, back=reverse("change-group", args=[slug]))


def _carry_out(request: HttpRequest, slug: str, *, kind: DisruptionKind, back: str) -> HttpResponse:
    programme = programme_changed(request, slug)
    form = _form(request, programme, kind=kind, data=request.POST)
    if not form.is_valid():
        messages.error(request, _("Dit formulier is niet te lezen. Kies opnieuw wat er veranderd is."))
        return redirect(back)
    name = wording.draft_name(form.disruption)
    try:
        done = actions.lock_down(
            disruption=form.disruption, name=name, by=request.user, now=timezone.now(), key=key_of(request)
        )
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{back}?{_asked(request)}")
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
        return redirect("change", slug=slug)
    send_waiting.enqueue()
    messages.success(request, _done(done))
    if done.draft is None:
        return redirect("change", slug=slug)
    planner.plan_timetable.enqueue(str(done.draft.pk))
    return redirect("planner", slug=slug)


def _asked(request: HttpRequest) -> str:
    kept = request.POST.copy()
    for name in list(kept):
        if name not in ("van", "tot", "groep", "doe") and not name.startswith(TREATED):
            del kept[name]
    return kept.urlencode()


def _title(disruption: Disruption, *, kind: ActivityKind) -> str:
    """The kind of activity, or of one group its name."""
    return wording.to_whom(disruption) if disruption.group is not None else kind.label(language_now())


def _done(done: actions.LockedDown) -> str:
    said = _("Uitgevoerd. Groepen stil: %(stopped)s; online of weer op locatie: %(moved)s; berichten: %(told)s.") % {
        "stopped": done.stopped,
        "moved": done.elsewhere,
        "told": done.messages,
    }
    if done.draft is not None:
        said += " " + _("De planner maakt een concept met groepen van de halve grootte.")
    return said
