"""The list of people: searched, narrowed down, sorted; and the views of it that somebody keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people import actions
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Person, PersonQuerySet
from tweespoor.apps.people.queries import caseloads, completing, finding, transfers
from tweespoor.apps.people.rules import MUNICIPAL_ROLES, PARTNER_ROLES, REGISTERING_ROLES, Refused
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.schedule import queries as schedule
from tweespoor.apps.trajectories import queries as trajectories
from tweespoor.core.completeness import Counted, Known, count_person
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import Purpose, variable
from tweespoor.site.components.data import Column
from tweespoor.site.pages.filters import SORTS, Choices, Filters, FiltersForm, choices_for, narrowed, read_filters
from tweespoor.site.pages.show import shown_value

PAGE_SIZE = 50
FOUND_AT_ONCE = 25
"""So many of those whom a search finds stand on a page: who fits best stands first."""

TYPED_AT_ONCE = 10
"""So many of them are shown while somebody types, which is with every letter."""

LONGEST_SEARCH = 80
SHOWN_PURPOSE = Purpose.LEVEL
"""Of whom the user may see this set of facts, the list shows level and class, and finds by class."""


@dataclass(frozen=True)
class PersonRow:
    """One line of the list; `sounds_like` says that the name is only like what was searched for."""

    person: Person
    programme: str
    level: str
    language_class: str
    groups: int
    waiting: int
    counted: Counted
    sounds_like: bool


@dataclass(frozen=True)
class TypedRow:
    """One line of what is shown while somebody types."""

    person: Person
    language_class: str
    sounds_like: bool


@require_http_methods(["GET", "POST"])
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody the user may see; a search comes by POST, so that no name stands in an address.

    While somebody types, only the part with who was found is asked for and sent, and of them only who fit best.
    """
    text = request.POST.get("zoek", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    is_part = "HX-Request" in request.headers
    if text and is_part:
        return _while_typing(request, text=text)
    filters, choices = _filters_of(request)
    everybody = _narrowed_to(filters, choices=choices, user=request.user)
    incomplete = _asked_less_than(filters.volledig, user=request.user)
    if text:
        found = _searched(everybody, text=text, user=request.user, incomplete=incomplete)
    else:
        found = _sorted(everybody, by=filters.sorteer, user=request.user)
        found = completing.narrowed_to(found, incomplete(everybody), people=everybody) if incomplete else found
    asked_page = request.POST.get("pagina") if text else request.GET.get("pagina")
    page = Paginator(found, FOUND_AT_ONCE if text else PAGE_SIZE).get_page(asked_page)
    with_programme = len(choices.programmes) > 1 and not filters.programma
    context = {
        "rows": _rows(page, user=request.user, with_programme=with_programme),
        "head": _head(filters, with_programme=with_programme, is_search=bool(text)),
        "page": page,
        "text": text,
        "is_cut_off": bool(text) and page.paginator.object_list.is_cut_off,
        "filters": filters,
    }
    if is_part:
        return render(request, "pages/people_found.html", context)
    context |= {
        "form": FiltersForm(filters=filters, choices=choices),
        "views": [(each, urlencode(each.filters)) for each in caseloads.saved_views(request.user)],
        "registers": not choices.roles.isdisjoint(REGISTERING_ROLES),
        "sees_municipality": not choices.roles.isdisjoint(MUNICIPAL_ROLES),
        "may_open_emergency": not choices.roles.isdisjoint((*MUNICIPAL_ROLES, *PARTNER_ROLES)),
        "received": transfers.received_lately(request.user, now=timezone.now()),
        "narrowed_to": _missing_in_words(filters, language=choices.language),
    }
    return render(request, "pages/people.html", context)


def _while_typing(request: HttpRequest, *, text: str) -> HttpResponse:
    """Who fits best so far, with what one knows somebody by; all else about them comes with the whole list."""
    found, incomplete = people.visible_people(request.user), None
    if request.GET:
        filters, choices = _filters_of(request)
        found = _narrowed_to(filters, choices=choices, user=request.user)
        incomplete = _asked_less_than(filters.volledig, user=request.user)
    found = _searched(found, text=text, user=request.user, incomplete=incomplete)
    page = Paginator(found, TYPED_AT_ONCE).get_page(1)
    context = {
        "rows": _typed_rows(page, user=request.user),
        "page": page,
        "text": text,
        "is_cut_off": found.is_cut_off,
        "head": {"name": Column(label=_("Naam")), "number": Column(label=_("Nummer")), **_class_column()},
    }
    return render(request, "pages/people_typed.html", context)


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filters of the list under a name of one's own."""
    choices = choices_for(request.user, programma=request.POST.get("programma", ""), language=language_now())
    filters = read_filters(request.POST, choices=choices)
    try:
        actions.save_view(
            name=request.POST.get("naam", "").replace("\x00", ""), filters=filters.chosen, by=request.user
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("De weergave is bewaard."))
    return redirect(f"{reverse('people')}?{filters.query()}")


@require_POST
def remove_view(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Remove a view of one's own."""
    if view_id not in {view.pk for view in caseloads.saved_views(request.user)}:
        raise Http404
    actions.remove_view(view=view_id, by=request.user)
    messages.success(request, _("De weergave is weggehaald."))
    return redirect("people")


def _filters_of(request: HttpRequest) -> tuple[Filters, Choices]:
    """What the address narrows the list down to, and among what its reader can choose."""
    choices = choices_for(request.user, programma=request.GET.get("programma", ""), language=language_now())
    return read_filters(request.GET, choices=choices), choices


def _narrowed_to(filters: Filters, *, choices: Choices, user: User) -> PersonQuerySet:
    everybody = people.visible_people(user)
    return narrowed(everybody, to=filters, choices=choices, user=user, today=timezone.localdate())


def _searched(
    found: PersonQuerySet, *, text: str, user: User, incomplete: Callable[[Iterable[Person]], set[UUID]] | None
) -> finding.Found:
    """Who fits the text, by name and number, and by class and school for those of whom the user may see these; of them
    those whom `incomplete` picks out, where there is such a thing."""
    words = finding.words_of(text)
    otherwise = _named_otherwise(words, user=user) if finding.may_name_something_else(words) else ()
    fitting = finding.search(found, text=text, otherwise=otherwise)
    return fitting.only(incomplete) if incomplete else fitting


def _named_otherwise(words: Sequence[str], *, user: User) -> Iterator[Q]:
    """The conditions on whom words find by class and by school, each looked up when it is asked for."""
    may_see = people.condition_on(user, purpose=SHOWN_PURPOSE)
    for classes in schedule.in_classes_named(words):
        yield may_see & classes
    shared = people.shared_with_named(words, user=user)
    if shared is not None:
        yield shared


def _asked_less_than(percent: str, *, user: User) -> Callable[[Iterable[Person]], set[UUID]] | None:
    """What picks out of people those of whom less was asked; None where nothing is picked."""
    if not percent:
        return None
    left = set(trajectories.who_left().values_list("person", flat=True))
    return lambda everybody: completing.asked_less_than(everybody, user=user, left=left, percent=int(percent))


def _sorted(found: PersonQuerySet, *, by: str, user: User) -> PersonQuerySet | completing.InOrder:
    if by == "wacht":
        return schedule.waiting_first(found)
    if by == "gevraagd":
        return completing.least_asked_first(found, for_user=user)
    if by == "programma":
        return trajectories.by_programme(found)
    if by == "nummer":
        return found.order_by("number", "family_name", "given_name")
    return found.order_by(*people.NAMES)


def _head(filters: Filters, *, with_programme: bool, is_search: bool) -> dict[str, Column]:
    """The columns by name; the programme's only where the list holds people of several. What a search finds stands
    in the order in which it fits, and in no other."""

    def sortable(label: str, name: str) -> Column:
        if is_search:
            return Column(label=label)
        query = filters.query(sorteer=name)
        return Column(
            label=label, url=f"?{query or 'sorteer=naam'}", sorted=SORTS[name] if name == filters.sorteer else ""
        )

    return {
        "name": sortable(_("Naam"), "naam"),
        "number": sortable(_("Nummer"), "nummer"),
        **({"programme": sortable(_("Programma"), "programma")} if with_programme else {}),
        "level": Column(label=_("Spreekt")),
        **_class_column(),
        "groups": Column(label=_("Groepen"), numeric=True),
        "waiting": sortable(_("Wacht op"), "wacht"),
        "asked": sortable(_("Gevraagd"), "gevraagd"),
    }


def _class_column() -> dict[str, Column]:
    return {"language_class": Column(label=_("Taalklas"))}


def _missing_in_words(filters: Filters, *, language: str) -> str:
    if not filters.ontbreekt:
        return ""
    label = variable(filters.ontbreekt).label(language)
    if not filters.peildatum:
        return _("U ziet alleen mensen bij wie dit nog niet is gevraagd: %(label)s.") % {"label": label}
    day = date_format(date.fromisoformat(filters.peildatum), "j F Y")
    words = _("U ziet alleen mensen bij wie dit op %(day)s nog niet was gevraagd: %(label)s.")
    return words % {"day": day, "label": label}


def _rows(page: Page[Person], *, user: User, with_programme: bool) -> list[PersonRow]:
    listed = list(page.object_list)
    ids = [person.pk for person in listed]
    known, purposes = completing.known_and_seen_of_all(user, people=listed, left=trajectories.left_of(ids))
    classes = schedule.enrolled(ids)
    programmes = trajectories.programmes_of(ids) if with_programme else {}
    groups = schedule.published_groups_of(ids)
    waiting = schedule.waiting_of(ids)
    levels = {SHOWN_PURPOSE} & frozenset[Purpose]().union(*purposes.values())
    record_list_seen(people=listed, purposes=levels, by=user, now=timezone.now())
    return [
        _row(
            person,
            about=about,
            may_see_level=SHOWN_PURPOSE in purposes[person.pk],
            programme=", ".join(programmes.get(person.pk, ())),
            language_class=classes.get(person.pk, ""),
            groups=groups.get(person.pk, 0),
            waiting=waiting.get(person.pk, 0),
        )
        for person, about in zip(listed, known, strict=True)
    ]


def _typed_rows(page: Page[Person], *, user: User) -> list[TypedRow]:
    listed = list(page.object_list)
    level_seen = people.of_whom_seen(user, purpose=SHOWN_PURPOSE, people=[person.pk for person in listed])
    classes = schedule.enrolled(level_seen) if level_seen else {}
    purposes = {SHOWN_PURPOSE} if level_seen else set()
    record_list_seen(people=listed, purposes=purposes, by=user, now=timezone.now())
    return [
        TypedRow(person=person, language_class=classes.get(person.pk, ""), sounds_like=_sounds_like(person))
        for person in listed
    ]


def _sounds_like(person: Person) -> bool:
    return getattr(person, "found_by", None) == finding.FoundBy.SOUND


def _row(
    person: Person,
    *,
    about: Known,
    may_see_level: bool,
    programme: str,
    language_class: str,
    groups: int,
    waiting: int,
) -> PersonRow:
    return PersonRow(
        person=person,
        programme=programme,
        level=_listed_level(about.facts.get("speaking-level"), may_see=may_see_level),
        language_class=language_class if may_see_level else "",
        groups=groups,
        waiting=waiting,
        counted=count_person(about),
        sounds_like=_sounds_like(person),
    )


def _listed_level(fact: Fact[Value] | None, *, may_see: bool) -> str:
    """The level in words; a dash where the reader may not see it, empty where nobody asked."""
    if not may_see:
        return "–"
    return shown_value(fact, slug="speaking-level", language=language_now()) if fact else ""
