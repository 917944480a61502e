"""The list of people, and one person's page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Person, PersonQuerySet
from tweespoor.apps.people.queries.registering import municipalities_to_add_to
from tweespoor.apps.schedule import queries as schedule
from tweespoor.apps.trajectories import queries as trajectories
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import Purpose
from tweespoor.site.components.data import Column
from tweespoor.site.pages.show import (
    shown_value,
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
        "may_add": municipalities_to_add_to(request.user).exists(),
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
        allowed = people.counted(v.slug for v in people.visible_variables(purposes[person.pk]))
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
                answered=len(allowed & people.counted(known)),
                asked_of=len(allowed),
            )
        )
    return rows


def _listed_level(fact: Fact[Value] | None, *, may_see: bool) -> str:
    """The level in words; a dash where the reader may not see it, empty where nobody asked."""
    if not may_see:
        return "–"
    return shown_value(fact, slug="speaking-level", language=language_now()) if fact else ""
