"""Plan several programmes in one puzzle: whole, or for some periods and people of them."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.schedule import actions, queries, tasks
from tweespoor.apps.schedule.queries import choosing as reads
from tweespoor.apps.schedule.queries import together
from tweespoor.apps.schedule.views.choosing import ids, not_over, the_list, was_sent
from tweespoor.apps.schedule.views.timetables import programme_planned
from tweespoor.apps.trajectories.models import Programme

A_PART = "deel"


@require_http_methods(["GET", "POST"])
def plan_together(request: HttpRequest, slug: str) -> HttpResponse:
    """Which programmes, and who and which periods of them are planned; sent, it asks the planner."""
    programme = programme_planned(request, slug)
    if request.method != "POST":
        return _page(request, programme, said=request.GET)
    if A_PART in request.POST:
        return _start_part(request, programme)
    try:
        runs = actions.ask_together(
            programmes=_programmes(request, programme, request.POST),
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Deze opdracht was al gegeven."))
    else:
        tasks.plan_timetable.enqueue(str(runs[0].pk))
    return redirect("planner", slug=slug)


def _start_part(request: HttpRequest, programme: Programme) -> HttpResponse:
    said = request.POST
    programmes = _programmes(request, programme, said)
    base = _base(programmes, said)
    if said.get("van") and base is None:
        messages.error(request, _("Van dat rooster kan de planner niet verdergaan. Kies een ander."))
        return _page(request, programme, said=said, status=400)
    try:
        runs = actions.ask_part_together(
            programmes=programmes,
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
        tasks.plan_timetable.enqueue(str(runs[0].pk))
    return redirect("planner", slug=programme.slug)


def _programmes(request: HttpRequest, programme: Programme, said: QueryDict) -> list[Programme]:
    """The programme, and those that were named and can be planned with it."""
    there = {each.slug: each for each in together.plannable_with(programme, user=request.user)}
    return [programme, *(there[each] for each in dict.fromkeys(said.getlist("met")) if each in there)]


def _base(programmes: list[Programme], said: QueryDict) -> queries.Timetable | None:
    """The draft that is named, where it was made together for these programmes."""
    try:
        named = UUID(said.get("van", ""))
    except ValueError:
        return None
    return next((each for each in together.gone_on_from_together(programmes) if each.pk == named), None)


def _page(request: HttpRequest, programme: Programme, *, said: QueryDict, status: int = 200) -> HttpResponse:
    others = together.plannable_with(programme, user=request.user)
    programmes = _programmes(request, programme, said)
    if len(programmes) == 1 and len(others) == 1 and not said:
        programmes = [programme, *others]
    context = {
        "programme": programme,
        "others": [(each, each in programmes) for each in others],
        "programmes": programmes,
        "runs": [run for each in programmes if (run := queries.running_timetable(each))],
        "is_chosen": len(programmes) > 1,
        "idempotency_key": uuid4(),
        **_what_to_choose(request, programmes, said=said),
    }
    return render(request, "schedule/choose_together.html", context, status=status)


def _what_to_choose(request: HttpRequest, programmes: list[Programme], *, said: QueryDict) -> dict[str, object]:
    """The periods and people of these programmes; why not, where they cannot be planned together."""
    if len(programmes) == 1:
        return {}
    try:
        periods = actions.check_together(programmes, by=request.user)
    except actions.Refused as refusal:
        return {"refused": str(refusal)}
    base = _base(programmes, said)
    chosen_periods, chosen_people = reads.chosen_in(together.drafts_together(base) if base else [])
    on = ids(said.getlist("periode")) if was_sent(said) else chosen_periods or not_over(periods)
    named = {each.pk: each.name for each in programmes}
    return {
        "periods": [
            (rows[0], [(row, named[row.programme_id]) for row in rows], any(row.pk in on for row in rows))
            for rows in together.of_the_same_days(periods)
        ],
        "base": base,
        "bases": together.gone_on_from_together(programmes),
        **the_list(
            request,
            reads.askers_together(programmes, user=request.user, base=base),
            said=said,
            chosen=chosen_people,
        ),
    }
