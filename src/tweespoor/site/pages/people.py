"""One person's page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import caseloads
from tweespoor.apps.people.rules import can_assign
from tweespoor.apps.schedule import queries as schedule
from tweespoor.apps.trajectories import queries as trajectories
from tweespoor.core.completeness import Counted, Known, count_person
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import Purpose
from tweespoor.site.components.data import ShownFact
from tweespoor.site.pages.show import (
    shown_fact,
    shown_group,
    shown_plan,
    shown_value,
    shown_waiting,
    week_grid,
)


@dataclass(frozen=True)
class FactPanel:
    """The facts of one purpose, with how many are answered of those that are asked of this person."""

    title: str
    facts: tuple[ShownFact, ...]
    counted: Counted


def person_page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person: the week, the trajectory, and what is known and not asked."""
    person = get_object_or_404(people.visible_people(request.user), pk=person_id)
    today = timezone.localdate()
    language = language_now()
    known = people.facts_about(person, for_user=request.user)
    by_slug = {each.variable.slug: each.fact for each in known}
    trajectory = trajectories.running_trajectory(person)
    timetable = schedule.published_timetable(trajectory.programme) if trajectory else None
    periods = schedule.periods_of(trajectory.programme) if trajectory else []
    chosen = _chosen(request.GET.get("periode", ""), periods=periods, today=today)
    period = periods[chosen] if periods else None
    availability = by_slug.get("unavailable-half-days")
    away = availability.value if availability else ()
    week = schedule.week_of_person(
        person, timetable=timetable, period=period, away=away if isinstance(away, tuple) else ()
    )
    may_register = people.may_register(request.user, person=person)
    purposes = people.purposes_for(request.user, person=person)
    day = schedule.day_shown(periods, today=today)
    own_groups = set(schedule.visible_groups(request.user).filter(timetable=timetable).values_list("pk", flat=True))
    context = {
        "person": person,
        "trajectory": trajectory,
        "timetable": timetable,
        "periods": [(place + 1, each, place == chosen) for place, each in enumerate(periods)],
        "period": period,
        "week": week_grid(
            week,
            caption=_("De week van deze deelnemer"),
            availability=availability,
            may_open=own_groups,
            language=language,
        ),
        "availability": availability,
        "appointments": len([each for each in week if not each.away]),
        "groups": [
            shown_group(group, may_open=group.pk in own_groups, language=language)
            for group in schedule.groups_of_person(person, timetable=timetable)
        ],
        "waiting": [
            shown_waiting(each, with_reasons=Purpose.AVAILABILITY in purposes, language=language)
            for each in schedule.waiting_for(person, timetable=timetable)
        ],
        "plan": shown_plan(
            trajectories.plan_of(trajectory),
            person=person,
            on=day,
            is_today=day == today,
            with_reasons=Purpose.BENEFIT in purposes,
            language=language,
        )
        if trajectory
        else None,
        "panels": _panels(
            known,
            person=person,
            may_register=may_register,
            takes_part=not trajectories.left_of([person.pk]),
            language=language,
        ),
        "is_own": caseloads.is_own(person, user=request.user),
        "carers": caseloads.carers_of(person) if people.sees_municipality(request.user) else (),
        "may_own": can_assign(request.user, municipality=person.municipality_id, as_case_manager=True),
        "level": _level(by_slug, language=language),
        "may_register": may_register,
        "idempotency_key": uuid4(),
    }
    return render(request, "pages/person.html", context)


def _chosen(asked: str, *, periods: Sequence[schedule.Period], today: date) -> int:
    """The place of the period asked for by its number, or of today's."""
    if asked.isascii() and asked.isdigit() and 1 <= int(asked[:4]) <= len(periods):
        return int(asked[:4]) - 1
    return schedule.period_on(periods, on=today)


def _level(facts: Mapping[str, Fact[Value]], *, language: str) -> str:
    """The speaking level in words, empty where it is not known or not for this reader."""
    fact = facts.get("speaking-level")
    return shown_value(fact, slug="speaking-level", language=language) if fact and fact.is_known else ""


def _panels(
    known: Collection[people.KnownFact], *, person: Person, may_register: bool, takes_part: bool, language: str
) -> list[FactPanel]:
    panels = []
    facts = {each.variable.slug: each.fact for each in known}
    for purpose in Purpose:
        inside = [each for each in known if each.variable.purpose is purpose]
        if not inside:
            continue
        about = Known(
            person=str(person.pk),
            facts=facts,
            variables=[each.variable.slug for each in inside],
            takes_part=takes_part,
        )
        shown = tuple(shown_fact(each, person=person, may_register=may_register, language=language) for each in inside)
        panels.append(FactPanel(purpose.label(language), shown, count_person(about)))
    return panels
