"""Choose which periods and people the planner plans: all the rest stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.schedule import actions, queries, tasks
from tweespoor.apps.schedule.queries import choosing as reads
from tweespoor.apps.schedule.queries.together import can_go_on_together, made_with
from tweespoor.apps.schedule.views.timetables import programme_planned
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.vocabulary import LanguageLevel, Purpose
from tweespoor.site.components.data import Column

NOBODY, CHOSEN = "niemand", "gekozen"


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Who and which periods are planned; sent, it asks the planner."""
    programme = programme_planned(request, slug)
    said = request.POST if request.method == "POST" else request.GET
    base = _base(programme, said)
    if base is not None and can_go_on_together(base, user=request.user):
        return _together(request, base)
    if request.method == "POST":
        return _start(request, programme, base=base)
    return _page(request, programme, said=said)


def _together(request: HttpRequest, base: queries.Timetable) -> HttpResponse:
    """On to the page where a part is chosen of all programmes with which the draft was made in one puzzle."""
    others = made_with(base)
    names = ", ".join(each.programme.name for each in others)
    messages.info(
        request, _("Dit concept is in één puzzel gemaakt met dat van: %(names)s. U plant ze samen.") % {"names": names}
    )
    named = urlencode([("van", base.pk), *(("met", each.programme.slug) for each in others)])
    return redirect(f"{reverse('start-together', args=[base.programme.slug])}?{named}")


def _start(request: HttpRequest, programme: Programme, *, base: queries.Timetable | None) -> HttpResponse:
    said = request.POST
    if said.get("van") and base is None:
        messages.error(request, _("Van dat rooster kan de planner niet verdergaan. Kies een ander."))
        return redirect("choose-planned", slug=programme.slug)
    try:
        run = actions.ask_part(
            programme=programme,
            periods=ids(said.getlist("periode")),
            people=ids(said.getlist("wie")),
            base=base,
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, programme, said=said, status=400)
    except AlreadyDone:
        messages.info(request, _("Deze opdracht was al gegeven."))
    else:
        tasks.plan_timetable.enqueue(str(run.pk))
    return redirect("planner", slug=programme.slug)


def ids(texts: Iterable[str]) -> set[UUID]:
    """The ids among these texts."""
    found = {_id(text) for text in texts}
    return {each for each in found if each is not None}


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _base(programme: Programme, said: QueryDict) -> queries.Timetable | None:
    """The timetable that is named; the one in force where none is."""
    named = _id(said.get("van"))
    if said.get("van"):
        return next((each for each in reads.gone_on_from(programme) if each.pk == named), None)
    return queries.published_timetable(programme)


def _page(request: HttpRequest, programme: Programme, *, said: QueryDict, status: int = 200) -> HttpResponse:
    base = _base(programme, said)
    everybody = reads.askers(programme, user=request.user, base=base)
    periods = queries.periods_of(programme)
    chosen_periods, chosen_people = reads.chosen_in([base] if base else [])
    on = ids(said.getlist("periode")) if was_sent(said) else chosen_periods or not_over(periods)
    context = {
        "programme": programme,
        "base": base,
        "bases": reads.gone_on_from(programme),
        "run": queries.running_timetable(programme),
        "periods": [(period, period.pk in on) for period in periods],
        "made_with": made_with(base) if base else (),
        "idempotency_key": uuid4(),
        **the_list(request, everybody, said=said, chosen=chosen_people),
    }
    return render(request, "schedule/choose.html", context, status=status)


def was_sent(said: QueryDict) -> bool:
    """Something was chosen."""
    return "wie" in said or "periode" in said


def the_list(
    request: HttpRequest, everybody: list[reads.Asker], *, said: QueryDict, chosen: set[UUID] | None
) -> dict[str, Any]:
    """Those of the people who ask that the list is narrowed to, who of them is ticked, and what to narrow it by.

    `chosen` are those who were chosen for what is gone on from; they are ticked until somebody asks for others.
    """
    rows, language = [row for row in everybody if _is_meant(row, said)], language_now()
    record_list_seen(
        people=[row.person for row in everybody], purposes=[Purpose.LEVEL], by=request.user, now=timezone.now()
    )
    which = said.get("aan", "" if chosen is None else CHOSEN)
    at_first = {
        row.person.pk
        for row in rows
        if which != NOBODY and (which != CHOSEN or chosen is None or row.person.pk in chosen)
    }
    ticked = ids(said.getlist("wie")) if was_sent(said) else at_first
    managers = reads.names_of_managers(everybody)
    named = dict(managers)
    return {
        "rows": [
            (row, row.person.pk in ticked, row.level.label(language) if row.level else "", named.get(row.manager))
            for row in rows
        ],
        "columns": [
            Column(label=_("Plannen")),
            Column(label=_("Niveau")),
            Column(label=_("Taalklas")),
            Column(label=_("Klantmanager")),
            Column(label=_("Wacht op"), numeric=True),
            *([Column(label=_("Programma"))] if any(row.programmes for row in rows) else []),
        ],
        "count": len(rows),
        "of": len(everybody),
        **_choices(everybody, managers=managers, said=said),
        "which": which,
        "was_chosen": chosen is not None,
    }


def not_over(periods: Iterable[Any]) -> set[UUID]:
    """The periods that are not over; all, where all are."""
    today, periods = timezone.localdate(), list(periods)
    return {each.pk for each in periods if queries.ends_before(each) > today} or {each.pk for each in periods}


def _choices(everybody: list[reads.Asker], *, managers: list[tuple[UUID, str]], said: QueryDict) -> dict[str, Any]:
    """What the list can be narrowed by, with what it is narrowed by now."""
    language = language_now()
    levels = {row.level for row in everybody if row.level is not None}
    return {
        "levels": [(each.value, each.label(language)) for each in LanguageLevel if each in levels],
        "classes": sorted({row.language_class for row in everybody if row.language_class}),
        "managers": [(str(pk), name) for pk, name in managers],
        "said": {name: said.get(name, "") for name in ("wacht", "niveau", "klas", "klantmanager")},
    }


def _is_meant(row: reads.Asker, said: QueryDict) -> bool:
    """The list is not narrowed to others than this person."""
    return (
        (not said.get("wacht") or row.waits > 0)
        and (not said.get("niveau") or (row.level is not None and row.level.value == said["niveau"]))
        and (not said.get("klas") or row.language_class == said["klas"])
        and (not said.get("klantmanager") or str(row.manager) == said["klantmanager"])
    )
