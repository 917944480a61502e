"""Weeks on the screen, as a PDF, and the addresses with which a calendar subscribes to one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tweespoor.apps.attendance.queries import Session
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.seen import record_person_seen
from tweespoor.apps.telling.queries import language_for
from tweespoor.apps.trajectories.queries import running_trajectory
from tweespoor.apps.weeks import actions, queries
from tweespoor.apps.weeks.queries import Whose
from tweespoor.apps.weeks.rules import Refused, WeekKind
from tweespoor.core.vocabulary import Purpose
from tweespoor.core.week import add_weeks, monday_of
from tweespoor.site.pages.person_links import person_links
from tweespoor.site.pages.plan.documents import pdf_response
from tweespoor.site.pages.plan.own_copy import LANGUAGES, CopyLanguage, language_of
from tweespoor.site.pages.progress_reader import gives_blocks
from tweespoor.site.pages.weeks.paper import week_as_pdf
from tweespoor.site.pages.weeks.reading import NAMES, asked, last_of, monday_asked
from tweespoor.site.pages.weeks.show import shown_week

TITLES = {
    WeekKind.TRAINER: gettext_lazy("Trainers"),
    WeekKind.ROOM: gettext_lazy("Lokalen"),
    WeekKind.ORGANISATION: gettext_lazy("Organisaties"),
    WeekKind.LANGUAGE_CLASS: gettext_lazy("Taalklassen"),
}
"""What the weeks of each kind are called together."""


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The weeks of trainers, rooms, organisations and classes that the user may see."""
    if not queries.shows_weeks(request.user):
        raise Http404
    shelves = [
        (
            TITLES[shelf.kind],
            [(reverse(f"{NAMES[shelf.kind]}-week", args=[key]), name, beside) for key, name, beside in shelf.weeks],
        )
        for shelf in queries.shelves(request.user)
    ]
    return render(request, "pages/weeks/overview.html", {"shelves": shelves})


@require_safe
def week_page(request: HttpRequest, **which: UUID) -> HttpResponse:
    """Somebody's or something's week on the calendar."""
    whose = asked(request, **which)
    monday, not_read = monday_asked(request, whose=whose)
    if not_read:
        messages.error(request, _("“%(said)s” is geen dag. Schrijf een dag als 2026-11-23.") % {"said": not_read[:20]})
    sees = _purposes(request, whose)
    if isinstance(whose.row, Person):
        record_person_seen(person=whose.row, purposes=_shown(sees), by=request.user, now=timezone.now())
    return render(request, "pages/weeks/week.html", _context(request, whose, monday), status=400 if not_read else 200)


@require_safe
def week_pdf(request: HttpRequest, **which: UUID) -> HttpResponse:
    """The week on paper, for the door of the fridge: large letters, in the language that is asked for."""
    whose = asked(request, **which)
    monday, _not_read = monday_asked(request, whose=whose)
    language = language_of(request.GET.get("taal", language_now()))
    if language not in _languages(whose):
        raise Http404
    assert language is not None
    sees = _purposes(request, whose)
    if isinstance(whose.row, Person):
        record_person_seen(person=whose.row, purposes=_shown(sees), by=request.user, now=timezone.now())
    content = week_as_pdf(
        whose,
        monday=monday,
        language=language,
        shows_absence=Purpose.ATTENDANCE in sees,
        today=timezone.localdate(),
    )
    response = pdf_response(content, name=f"week-{monday.isoformat()}-{language.code}.pdf")
    response["Content-Language"] = language.code
    return response


@require_POST
def change_feeds(request: HttpRequest, **which: UUID) -> HttpResponse:
    """Make an address of the week, which is shown once; or withdraw one."""
    whose = asked(request, **which)
    if not _may_open_feeds(request, whose):
        raise Http404
    if "intrekken" in request.POST:
        return _withdraw(request, whose)
    language = language_of(request.POST.get("taal", ""))
    if language not in _languages(whose):
        messages.error(request, _("Kies een taal uit de lijst."))
        return redirect(_address(whose))
    assert language is not None
    try:
        secret = actions.open_feed(whose=whose, language=language.code, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_address(whose))
    url = request.build_absolute_uri(reverse("calendar-feed", args=[secret]))
    context = {
        "name": whose.name,
        "is_person": whose.kind is WeekKind.PERSON,
        "url": url,
        "subscribe": f"webcal://{url.split('://', 1)[1]}",
        "back": _address(whose),
    }
    response = render(request, "pages/weeks/address.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _withdraw(request: HttpRequest, whose: Whose) -> HttpResponse:
    try:
        feed = UUID(request.POST["intrekken"])
        actions.withdraw_feed(whose=whose, feed=feed, by=request.user, now=timezone.now())
    except (ValueError, Refused):
        messages.error(request, _("Dit adres werkt al niet meer."))
    else:
        messages.success(
            request, _("Het adres werkt niet meer. Een agenda die het gebruikte, wordt niet meer bijgewerkt.")
        )
    return redirect(_address(whose))


def _context(request: HttpRequest, whose: Whose, monday: date) -> dict[str, Any]:
    last = last_of(monday)
    meetings = queries.meetings_between(whose, first=monday, last=last)
    sees = _purposes(request, whose)
    this = monday_of(timezone.localdate())
    stretch = _("%(first)s tot en met %(last)s") % {
        "first": date_format(monday, "j F"),
        "last": date_format(last, "j F Y"),
    }
    person = whose.row if isinstance(whose.row, Person) else None
    return {
        "whose": whose,
        "person": person,
        "links": _links(request, person, sees) if person else (),
        "stretch": stretch,
        "monday": monday,
        "is_this_week": monday == this,
        "before": _address(whose, monday=add_weeks(monday, weeks=-1)),
        "after": _address(whose, monday=add_weeks(monday, weeks=1)),
        "now": _address(whose, monday=this),
        "back": _back(whose),
        "count": len([each for each in meetings if not each.is_off]),
        "week": shown_week(
            meetings,
            kind=whose.kind,
            off=queries.days_off(whose, first=monday, last=last),
            monday=monday,
            caption=f"{whose.name}, {stretch}",
            shows_absence=Purpose.ATTENDANCE in sees,
            address=_addresses(request, whose),
        ),
        "pdf": reverse(f"{NAMES[whose.kind]}-week-pdf", args=[whose.row.pk]),
        "languages": _languages(whose),
        "own_language": _own_language(whose),
        "feeds_url": reverse(f"{NAMES[whose.kind]}-week-feeds", args=[whose.row.pk])
        if _may_open_feeds(request, whose)
        else "",
        "feeds": _feeds(request, whose) if _may_open_feeds(request, whose) else (),
    }


def _feeds(request: HttpRequest, whose: Whose) -> list[dict[str, Any]]:
    return [
        {
            "key": each.pk,
            "made": date_format(timezone.localtime(each.made_at), "j F Y"),
            "language": language_of(each.language),
            "read": date_format(each.read_on, "j F Y") if each.read_on else "",
        }
        for each in queries.feeds_of(whose, maker=request.user)
    ]


def _address(whose: Whose, *, monday: date | None = None) -> str:
    url = reverse(f"{NAMES[whose.kind]}-week", args=[whose.row.pk])
    return f"{url}?week={monday.isoformat()}" if monday else url


def _back(whose: Whose) -> tuple[str, str]:
    """The page above: of a person the people, of a group the groups, of all others the weeks."""
    if whose.kind is WeekKind.PERSON:
        return _("Mensen"), reverse("people")
    if whose.kind is WeekKind.GROUP:
        return _("Groepen"), reverse("groups")
    return _("Weken"), reverse("weeks")


def _addresses(request: HttpRequest, whose: Whose) -> Callable[[Session], str]:
    """Where a session leads: to its group, for who may open that; on a group's own page nowhere."""
    visible = (
        {each.pk for each in whose.groups} & queries.groups_opened(request.user)
        if whose.kind is not WeekKind.GROUP and whose.groups
        else set()
    )
    return lambda session: (
        reverse("group", args=[session.group.pk]) if session.group and session.group.pk in visible else ""
    )


def _purposes(request: HttpRequest, whose: Whose) -> frozenset[Purpose]:
    return people.purposes_for(request.user, person=whose.row) if isinstance(whose.row, Person) else frozenset()


def _shown(sees: frozenset[Purpose]) -> list[Purpose]:
    return [Purpose.ATTENDANCE if Purpose.ATTENDANCE in sees else Purpose.BASIC]


def _links(request: HttpRequest, person: Person, sees: frozenset[Purpose]) -> list[Any]:
    gives = gives_blocks(request.user, person=person, running=running_trajectory(person), purposes=sees)
    return person_links(person, purposes=sees, here="person-week", gives=gives)


def _may_open_feeds(request: HttpRequest, whose: Whose) -> bool:
    """Of a participant who registers about the participant does; of all else whoever sees the week."""
    return not isinstance(whose.row, Person) or people.may_register(request.user, person=whose.row)


def _languages(whose: Whose) -> list[CopyLanguage]:
    """A participant's week is there in all languages of participants; others in those of the interface."""
    return [each for each in LANGUAGES if whose.kind is WeekKind.PERSON or each.code in ("nl", "en")]


def _own_language(whose: Whose) -> str:
    """The language to start from: the one in which the participant is reached, or the reader's."""
    return language_for(whose.row.pk) if isinstance(whose.row, Person) else language_now()
