"""Pages about groups and the planner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.schedule import actions, queries, tasks, wording
from tweespoor.apps.schedule.models import Group
from tweespoor.apps.schedule.queries import together
from tweespoor.apps.schedule.queries.choosing import made_for
from tweespoor.apps.schedule.rules import LOST
from tweespoor.apps.schedule.views import pins
from tweespoor.apps.telling.tasks import send_waiting
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import visible_programmes
from tweespoor.core.vocabulary import Purpose
from tweespoor.core.week import HalfDay
from tweespoor.site.components.data import Column, KeyFigure, PlannerProgress, PlannerState, ShownFact

SHOWN_CAUSES = 5


def group_list(request: HttpRequest) -> HttpResponse:
    """The groups the user may see, in the timetables in force."""
    groups = queries.published_groups(request.user)
    return render(request, "schedule/groups.html", {"groups": groups})


def group_page(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """One group: when and where it meets, and who is in it."""
    group = get_object_or_404(queries.visible_groups(request.user), pk=group_id)
    visible = set(people.visible_people(request.user).filter(groups=group).values_list("pk", flat=True))
    language = language_now()
    period = group.period
    members = queries.members_of(group, for_user=request.user, language=language)
    context = {
        "group": group,
        "figures": [
            KeyFigure(
                label=_("Wanneer"),
                value=", ".join(half_day.label(language) for half_day in queries.meetings(group)),
                note=_times(group, language=language),
            ),
            KeyFigure(
                label=_("Waar"),
                value=group.room.location.name,
                note=", ".join(filter(None, [group.room.name, wording.mode_in_words(group)])),
            ),
            KeyFigure(label=_("Trainer"), value=group.trainer.name),
            KeyFigure(
                label=_("Periode"),
                value=period.name,
                note=_("vanaf %(start)s, %(weeks)s weken")
                % {"start": date_format(period.starts_on, "j F Y"), "weeks": min(group.offer.weeks, period.weeks)},
            ),
        ],
        "members": [(each, ShownFact(label=_("Spreekt"), state=each.level, text=each.level_label)) for each in members],
        "columns": [Column(label=_("Naam")), Column(label=_("Nummer")), Column(label=_("Spreekt"))],
        "visible": visible,
        "stand_ins": [
            (date_format(row.day, "l j F Y"), HalfDay.parse(row.half_day).label(language), row)
            for row in queries.stand_ins_of(group, since=timezone.localdate())
        ],
    }
    record_list_seen(
        people=[each.person for each in members], purposes=[Purpose.LEVEL], by=request.user, now=timezone.now()
    )
    return render(request, "schedule/group.html", context)


def _times(group: Group, *, language: str) -> str:
    """From when to when a group meets; with the part of the day where it meets in several."""
    found = {half_day.part: queries.training_hours(group.offer, half_day) for half_day in queries.meetings(group)}
    parts = sorted(found, key=lambda part: part.start)
    times = ["{:%H.%M}–{:%H.%M}".format(*found[part]) for part in parts]
    if len(parts) == 1:
        return times[0]
    names = [part.en if language == "en" else part.nl for part in parts]
    return ", ".join(f"{name} {time}" for name, time in zip(names, times, strict=True))


def planner_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Start the planner, follow it, look at what it made, publish it."""
    programme = programme_planned(request, slug)
    context = _planner_context(programme)
    last = context["rows"][0].timetable if context["rows"] else None
    context["was_lost"] = (
        context["run"] is None and last is not None and last.status == "failed" and last.method == LOST
    )
    context["in_the_way"] = pins.in_the_way(request, last if last is not None and last.status == "failed" else None)
    context["others"] = together.plannable_with(programme, user=request.user)
    waiting = [row.person for row in context["waiting"]]
    record_list_seen(people=waiting, purposes=[Purpose.AVAILABILITY], by=request.user, now=timezone.now())
    return render(request, "schedule/planner.html", context)


def planner_progress(request: HttpRequest, slug: str) -> HttpResponse:
    """The part of the planner's page that refreshes itself while a run is under way."""
    programme = programme_planned(request, slug)
    actions.reap(programme=programme, now=timezone.now())
    running = queries.running_timetable(programme)
    if running is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {"run": planner_run(programme, running), "idempotency_key": uuid4()}
    return render(request, "schedule/planner_progress.html", context)


@require_POST
def start_planner(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a timetable; or once more for what an interrupted run was asked for."""
    programme = programme_planned(request, slug)
    now, key = timezone.now(), key_of(request)
    try:
        if "onderbroken" in request.POST:
            lost = _lost_run(programme, request.POST["onderbroken"])
            timetable = actions.begin_again(timetable=lost, by=request.user, now=now, key=key)
        else:
            timetable = actions.ask_timetable(programme=programme, by=request.user, now=now, key=key)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Deze opdracht was al gegeven."))
    else:
        tasks.plan_timetable.enqueue(str(timetable.pk))
    return redirect("planner", slug=slug)


def _lost_run(programme: Programme, wanted: str) -> queries.Timetable:
    """The run of this id in a programme.

    Raises:
        Http404: if there is none.
    """
    try:
        key = UUID(wanted)
    except ValueError:
        raise Http404 from None
    found: queries.Timetable = get_object_or_404(programme.timetables.select_related("based_on"), pk=key)
    return found


@require_POST
def stop_planner(request: HttpRequest, slug: str) -> HttpResponse:
    """Stop the run that is under way and keep the best plan found."""
    programme = programme_planned(request, slug)
    running = queries.running_timetable(programme)
    if running is not None:
        actions.stop(timetable=running, by=request.user, now=timezone.now())
        messages.info(request, _("De planner stopt en bewaart het beste rooster dat hij vond."))
    return redirect("planner", slug=slug)


@require_POST
def publish(request: HttpRequest, slug: str, timetable_id: UUID) -> HttpResponse:
    """Make a draft the timetable in force."""
    programme = programme_planned(request, slug)
    timetable = get_object_or_404(programme.timetables, pk=timetable_id)
    try:
        along = [each.programme.name for each in together.made_with(timetable)]
        changed = actions.publish_what_fits(
            timetable=timetable,
            leave_out="weglaten" in request.POST,
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except actions.DoesNotFit:
        messages.error(request, _("Niet alles van dit rooster past nog. Kijk het eerst na."))
        return redirect("review-timetable", slug=slug, timetable_id=timetable_id)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Dit rooster was al gepubliceerd."))
    else:
        send_waiting.enqueue()
        messages.success(request, _published(timetable, along=along, for_somebody=bool(along or changed.people)))
    return redirect("planner", slug=slug)


def _published(timetable: queries.Timetable, *, along: Sequence[str], for_somebody: bool) -> str:
    """What was published, with what was made with it, and that people are told where something changes."""
    if along:
        names = ", ".join([timetable.programme.name, *along])
        said = _("De roosters van %(programmes)s zijn gepubliceerd.") % {"programmes": names}
    else:
        said = _("Het rooster is gepubliceerd.")
    return f"{said} {_('Wie er iets van merkt en te bereiken is, krijgt een bericht.')}" if for_somebody else said


def programme_planned(request: HttpRequest, slug: str) -> Programme:
    """The programme, for who plans it; for all others it is not there."""
    programme = get_object_or_404(visible_programmes(request.user), slug=slug)
    if not queries.may_plan(request.user, programme=programme):
        raise Http404
    return programme


@dataclass(frozen=True)
class TimetableRow:
    """A timetable in the list of those that were made."""

    timetable: queries.Timetable
    status: str
    look: str
    gap: str
    can_publish: bool
    can_open: bool
    why: str = ""
    made_for: str = ""
    made_with: Sequence[str] = ()


def _planner_context(programme: Programme) -> dict[str, Any]:
    now = timezone.now()
    actions.reap(programme=programme, now=now)
    running = queries.running_timetable(programme)
    made = list(queries.made(programme)[:6])
    newest = next((each for each in made if each.score is not None and each.status != "failed"), None)
    waiting = list(queries.waiting(newest)) if newest else []
    rows = [_row(timetable) for timetable in made]
    readiness = queries.readiness(programme)
    return {
        "programme": programme,
        "run": planner_run(programme, running) if running else None,
        "readiness": readiness,
        "seconds": settings.PLANNER_SECONDS,
        "figures": [
            KeyFigure(label=_("Deelnemers"), value=readiness.people),
            KeyFigure(label=_("Trainingen"), value=readiness.offers),
            KeyFigure(label=_("Perioden"), value=readiness.periods),
        ],
        "columns": [
            Column(label=_("Gemaakt op")),
            Column(label=_("Stand")),
            Column(label=_("Wensen geplaatst")),
            Column(label=_("Score (lager is beter)"), numeric=True),
            Column(label=_("Kan hooguit beter"), numeric=True),
            *([Column(label=_("Doen"))] if any(row.can_publish for row in rows) else []),
        ],
        "rows": rows,
        "in_force": next((each for each in made if each.status == "published"), None),
        "shown": _row(newest) if newest else None,
        "groups": queries.groups_of(newest) if newest else (),
        "waiting": waiting,
        "causes": _causes(waiting),
        "terms": wording.terms_in_words(newest.breakdown) if newest else (),
        "idempotency_key": uuid4(),
    }


def planner_run(programme: Programme, running: queries.Timetable) -> PlannerProgress:
    """How far a run is, as the component of progress shows it."""
    state = PlannerState.WAITING if running.status == "queued" else PlannerState.RUNNING
    return PlannerProgress(
        state=PlannerState.STOPPING if running.stop_asked else state,
        placed=running.placed or 0,
        demands=running.demanded or 0,
        elapsed_seconds=running.elapsed,
        limit_seconds=running.seconds,
        best_score=running.score,
        bound=running.bound,
        url=reverse("planner-progress", args=[programme.slug]),
        stop_url=reverse("stop-planner", args=[programme.slug]),
    )


def _row(timetable: queries.Timetable) -> TimetableRow:
    status, look = wording.status_in_words(timetable.status)
    gap = ""
    if timetable.score is not None and timetable.bound is not None:
        share = (timetable.score - timetable.bound) / timetable.score if timetable.score else 0
        gap = f"{number_format(100 * share, 1)}%"
    return TimetableRow(
        timetable=timetable,
        status=status,
        look=look,
        gap=gap or "–",
        can_publish=timetable.status in ("draft", "replaced"),
        can_open=timetable.status in ("draft", "published", "replaced"),
        why=wording.failure_in_words(timetable.method) if timetable.status == "failed" else "",
        made_for=wording.made_for_in_words(made_for(timetable)),
        made_with=[each.programme.name for each in together.made_with(timetable)],
    )


@dataclass(frozen=True)
class Cause:
    """What stands in the way, and how often."""

    why: str
    count: int


def _causes(waiting: Iterable[queries.Unplaced]) -> list[Cause]:
    """The causes met most, and the others together, so that the counts add up to everybody who waits."""
    counts = Counter(wording.reasons_in_words(row.reasons) for row in waiting)
    causes = [Cause(why, count) for why, count in counts.most_common(SHOWN_CAUSES)]
    others = counts.total() - sum(cause.count for cause in causes)
    return [*causes, Cause(_("een andere reden"), others)] if others else causes
