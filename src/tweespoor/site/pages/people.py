"""The list of people, and one person's page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tweespoor.apps.exchange.queries import caseload as exchange
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Person, PersonQuerySet
from tweespoor.apps.schedule import queries as schedule
from tweespoor.apps.trajectories import queries as trajectories
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import VARIABLES, Purpose
from tweespoor.site.components.data import Column, ShownFact
from tweespoor.site.pages.show import (
    shown_fact,
    shown_group,
    shown_plan,
    shown_value,
    shown_waiting,
    week_grid,
)

PAGE_SIZE = 50
SEARCH_SIZE = 500
LONGEST_SEARCH = 80
SORTS = {
    "naam": "ascending",
    "nummer": "ascending",
    "programma": "ascending",
    "wacht": "descending",
    "gevraagd": "ascending",
}
"""What a list of people can be sorted by, and in which direction it then stands."""


@dataclass(frozen=True)
class PersonRow:
    """One line of the list."""

    person: Person
    programme: str
    level: str
    language_class: str
    groups: int
    waiting: int
    answered: int
    asked_of: int


@dataclass(frozen=True)
class FactPanel:
    """The facts of one purpose, with how many are answered."""

    title: str
    facts: tuple[ShownFact, ...]

    @property
    def answered(self) -> int:
        """How many of them are answered."""
        return len([fact for fact in self.facts if fact.state != "not-asked"])


@require_http_methods(["GET", "POST"])
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody the user may see; a search comes by POST, so that no name stands in an address."""
    text = request.POST.get("zoek", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    asked_sort = request.GET.get("sorteer", "")
    sort = asked_sort if asked_sort in SORTS else "naam"
    programmes = trajectories.visible_programmes(request.user)
    asked = request.GET.get("programma", "")
    programme = asked if asked in {each.slug for each in programmes} else ""
    found = people.search(people.visible_people(request.user), text=text)
    if programme:
        found = found.filter(pk__in=trajectories.people_in([programme]))
    page = Paginator(_sorted(found, by=sort, user=request.user), SEARCH_SIZE if text else PAGE_SIZE).get_page(
        request.GET.get("pagina")
    )
    context = {
        "rows": _rows(page, user=request.user),
        "head": _head(sort=sort, programme=programme, with_programme=len(programmes) > 1 and not programme),
        "page": page,
        "sort": sort,
        "text": text,
        "programme": programme,
        "programmes": programmes,
        "may_import": bool(exchange.municipalities_for(request.user)),
    }
    return render(request, "pages/people.html", context)


def _sorted(found: PersonQuerySet, *, by: str, user: User) -> PersonQuerySet:
    if by == "wacht":
        return schedule.waiting_first(found)
    if by == "gevraagd":
        return people.least_asked_first(found, for_user=user)
    first = {"nummer": ("number",), "programma": ("trajectories__programme__name",)}.get(by, ())
    return found.order_by(*first, *people.NAMES).distinct()


def _head(*, sort: str, programme: str, with_programme: bool) -> dict[str, Column]:
    """The columns by name; the programme's only where the list holds people of several."""

    def link(name: str) -> str:
        query = {"sorteer": name, **({"programma": programme} if programme else {})}
        return f"?{urlencode(query)}"

    def sortable(label: str, name: str) -> Column:
        return Column(label=label, url=link(name), sorted=SORTS[name] if name == sort else "")

    return {
        "name": sortable(_("Naam"), "naam"),
        "number": sortable(_("Nummer"), "nummer"),
        **({"programme": sortable(_("Programma"), "programma")} if with_programme else {}),
        "level": Column(label=_("Spreekt")),
        "language_class": Column(label=_("Taalklas")),
        "groups": Column(label=_("Groepen"), numeric=True),
        "waiting": sortable(_("Wacht op"), "wacht"),
        "asked": sortable(_("Gevraagd"), "gevraagd"),
    }


def _rows(page: Page[Person], *, user: User) -> list[PersonRow]:
    listed = list(page.object_list)
    ids = [person.pk for person in listed]
    purposes = people.purposes_for_all(user, people=listed)
    facts = people.facts_of_all(ids)
    classes = schedule.enrolled(ids)
    programmes = trajectories.programmes_of(ids)
    groups = schedule.published_groups_of(ids)
    waiting = schedule.waiting_of(ids)
    rows = []
    for person in listed:
        allowed = [v for v in VARIABLES if v.purpose in purposes[person.pk]]
        known = facts.get(person.pk, {})
        level = known.get("speaking-level") if Purpose.LEVEL in purposes[person.pk] else None
        rows.append(
            PersonRow(
                person=person,
                programme=", ".join(programmes.get(person.pk, ())),
                level=_listed_level(level, may_see=Purpose.LEVEL in purposes[person.pk]),
                language_class=classes.get(person.pk, ""),
                groups=groups.get(person.pk, 0),
                waiting=waiting.get(person.pk, 0),
                answered=len([v for v in allowed if v.slug in known]),
                asked_of=len(allowed),
            )
        )
    return rows


def _listed_level(fact: Fact[Value] | None, *, may_see: bool) -> str:
    """The level in words; a dash where the reader may not see it, empty where nobody asked."""
    if not may_see:
        return "–"
    return shown_value(fact, slug="speaking-level", language=language_now()) if fact else ""


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
        "panels": _panels(known, person=person, may_register=may_register, language=language),
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


def _panels(known: Iterable[people.KnownFact], *, person: Person, may_register: bool, language: str) -> list[FactPanel]:
    panels = []
    for purpose in Purpose:
        facts = tuple(
            shown_fact(each, person=person, may_register=may_register, language=language)
            for each in known
            if each.variable.purpose is purpose
        )
        if facts:
            panels.append(FactPanel(purpose.label(language), facts))
    return panels
