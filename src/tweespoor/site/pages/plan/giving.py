"""The participant's own copy on a page of its own and as an accessible PDF, in four languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tweespoor.apps.organisations.typesetting import typeset
from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule import queries as schedule
from tweespoor.apps.schedule.queries import Appointment
from tweespoor.apps.trajectories.actions import pips as deeds
from tweespoor.apps.trajectories.models import PipVersion
from tweespoor.apps.trajectories.queries import pips as plans
from tweespoor.apps.trajectories.queries import running_trajectory
from tweespoor.site.pages.plan.asking import Asked, note_seen, version_asked
from tweespoor.site.pages.plan.documents import pdf_response, tongue
from tweespoor.site.pages.plan.own_copy import (
    LANGUAGES,
    Card,
    CopyLanguage,
    Lesson,
    OwnCopy,
    Said,
    language_of,
    own_copy,
)

TEMPLATE = Path(__file__).with_name("own_copy.typ")
COLOURS = {
    "language": "#1b58a5",
    "self-reliance": "#6a3ca3",
    "preparation": "#9c4a00",
    "participation": "#14603a",
    "guidance": "#a01b58",
    "aftercare": "#46535c",
}
"""The families' colours, as in the style sheet."""


@require_safe
def own_page(request: HttpRequest, person_id: UUID, version: int, language: str) -> HttpResponse:
    """The own copy as a page to show or print: nothing of the application around it but the way back."""
    asked, row, chosen = _asked(request, person_id, version, language)
    copy = _copy(row, language=chosen)
    bar = {
        "back": reverse("plan-version", args=[person_id, version]),
        "back_label": _("Terug naar het plan"),
        "pdf": reverse("plan-own-pdf", args=[person_id, version, chosen.code]),
        "pdf_label": _("PDF"),
        "languages_label": _("Taal van het eigen exemplaar"),
        "bar_label": _("Eigen exemplaar"),
        "lang": translation.get_language(),
        "languages": [
            (each, reverse("plan-own", args=[person_id, version, each.code]), each == chosen) for each in LANGUAGES
        ],
    }
    note_seen(request, asked)
    with translation.override(chosen.code):
        response = render(request, "pages/plan/own_copy.html", {"copy": copy, "bar": bar})
    response["Content-Language"] = chosen.code
    return response


@require_safe
def own_pdf(request: HttpRequest, person_id: UUID, version: int, language: str) -> HttpResponse:
    """The own copy as an accessible PDF, to print or send."""
    asked, row, chosen = _asked(request, person_id, version, language)
    deeds.record_pip_given(version=row, form="own-copy", language=chosen.code, by=request.user, now=timezone.now())
    content = _content(_copy(row, language=chosen), author=asked.person.municipality.name, name=str(asked.person))
    response = pdf_response(typeset(TEMPLATE, content), name=f"mijn-plan-{row.number}-{chosen.code}.pdf")
    response["Content-Language"] = chosen.code
    return response


def _asked(
    request: HttpRequest, person_id: UUID, version: int, language: str
) -> tuple[Asked, PipVersion, CopyLanguage]:
    asked, row = version_asked(request, person_id, version, whole=True)
    chosen = language_of(language)
    if chosen is None:
        raise Http404
    return asked, row, chosen


def _copy(row: PipVersion, *, language: CopyLanguage) -> OwnCopy:
    return own_copy(
        row,
        pip=plans.pip_of(row),
        case=plans.live_case(row),
        signatures=plans.signatures_of(row),
        appointments=() if row.replaced_on else _appointments(row.person),
        language=language,
        today=timezone.localdate(),
    )


def _appointments(person: Person) -> Sequence[Appointment]:
    """The person's week in the timetable in force, as it is now."""
    trajectory = running_trajectory(person)
    timetable = schedule.published_timetable(trajectory.programme) if trajectory else None
    if trajectory is None or timetable is None:
        return ()
    periods = schedule.periods_of(trajectory.programme)
    period = periods[schedule.period_on(periods, on=timezone.localdate())] if periods else None
    groups = schedule.groups_of_person(person, timetable=timetable)
    return schedule.week_of_person(person, timetable=timetable, groups=groups, period=period)


def _content(copy: OwnCopy, *, author: str, name: str) -> dict[str, Any]:
    return {
        "title": f"{copy.title}: {name}",
        "author": author,
        "language": copy.language.code,
        "direction": copy.language.direction,
        "lead": copy.lead,
        "headings": copy.headings,
        "goals": [_said(each) for each in copy.goals],
        "week_note": copy.week_note,
        "week": [_card(each, copy=copy) for each in copy.week],
        "together": copy.together,
        "timetable": [
            {"day": day, "lessons": [_lesson(each, copy=copy) for each in lessons]} for day, lessons in copy.timetable
        ],
        "tracks": [
            {"title": title, "cards": [_card(each, copy=copy) for each in cards]} for title, cards in copy.tracks
        ],
        "agreements": [_said(each) for each in copy.agreements],
        "nothing_agreed": copy.nothing_agreed,
        "further": [_said(each) for each in copy.further],
        "disagree": copy.disagree,
        "signatures": copy.signatures,
        "notes": copy.notes,
    }


def _said(said: Said) -> dict[str, Any]:
    return asdict(said) | {"svg": drawing(said.icon, family=said.family), "tongue": tongue(said.lang)}


def _card(card: Card, *, copy: OwnCopy) -> dict[str, Any]:
    return asdict(card) | {
        "svg": drawing(card.icon, family=card.family),
        "color": COLOURS[card.family],
        "tongue": tongue(_block_language(copy)),
    }


def _lesson(lesson: Lesson, *, copy: OwnCopy) -> dict[str, Any]:
    return asdict(lesson) | {
        "svg": drawing(lesson.icon, family=lesson.family),
        "tongue": tongue(_block_language(copy)),
    }


def _block_language(copy: OwnCopy) -> str:
    """The names of blocks are Dutch, or English in the English copy."""
    return "nl" if copy.foreign else ""


def drawing(icon: str, *, family: str) -> str:
    """A pictogram as a picture of its own, in its family's colour."""
    shapes = render_to_string(f"components/icons/{icon}.html")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        f'stroke="{COLOURS[family]}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{shapes}</svg>'
    )
