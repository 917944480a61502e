"""Looking ahead: which themes the people of a class meet next, and on which days those of a group come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tweespoor.apps.attendance import queries
from tweespoor.apps.attendance.forms import DayForm
from tweespoor.apps.attendance.wording import day_and_part
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.schedule.models import Offer
from tweespoor.apps.schedule.queries import may_change_themes
from tweespoor.core.preteaching import Laid, Meeting
from tweespoor.core.vocabulary import ActivityKind, Purpose
from tweespoor.core.week import HalfDay, monday_of
from tweespoor.site.components.data import Column

WEEKS = 4
FIRST_DAY = date(2000, 1, 3)
LAST_DAY = date(2099, 1, 1)


@dataclass(frozen=True, kw_only=True)
class ShownMeeting:
    """A meeting on the page of a class: the training's theme, and what the lesson before can do for it."""

    training: str
    family: str
    theme: str
    lines: Sequence[str]
    number: int
    is_off: bool
    when: str
    who: str
    names: str
    lesson: str


@dataclass(frozen=True, kw_only=True)
class ShownWeek:
    """A week with what comes in it."""

    title: str
    meetings: Sequence[ShownMeeting]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The classes to look ahead for, and the groups with their themes."""
    if not queries.keeps_lists(request.user):
        raise Http404
    context = {
        "classes": queries.classes_ahead(request.user),
        "groups": queries.groups_with_themes(request.user),
    }
    return render(request, "pages/lookahead/overview.html", context)


@require_safe
def class_page(request: HttpRequest, class_id: UUID) -> HttpResponse:
    """What the people of a class meet next in their trainings, week by week."""
    language_class = queries.class_ahead_of(request.user, class_id=class_id)
    if language_class is None:
        raise Http404
    today = queries.day_ahead(language_class.programme, today=timezone.localdate())
    form = DayForm(request.GET) if "dag" in request.GET else None
    monday = usual = monday_of(today)
    if form is not None and form.is_valid():
        monday = monday_of(min(max(form.cleaned_data["dag"], FIRST_DAY), LAST_DAY))
    ahead = queries.class_ahead(request.user, language_class=language_class, monday=monday, weeks=WEEKS)
    language = language_now()
    context = {
        "language_class": language_class,
        "is_wrong": form is not None and not form.is_valid(),
        "has_meetings": any(week.meetings for week in ahead.weeks),
        "weeks": [
            ShownWeek(
                title=_("Week van %(day)s") % {"day": date_format(week.monday, "j F Y")},
                meetings=[_shown(each, today=today, language=language) for each in week.meetings],
            )
            for week in ahead.weeks
        ],
        "count": len(ahead.people),
        "hidden": ahead.hidden,
        "is_usual": monday == usual,
        "before": monday - timedelta(weeks=WEEKS),
        "after": monday + timedelta(weeks=WEEKS),
    }
    record_list_seen(people=ahead.shown, purposes=[Purpose.LEVEL], by=request.user, now=timezone.now())
    status = 400 if context["is_wrong"] else 200
    return render(request, "pages/lookahead/class.html", context, status=status)


def _shown(each: Any, *, today: date, language: str) -> ShownMeeting:
    laid = each.laid
    return ShownMeeting(
        training=f"{_name(each.group.offer, language=language)} {each.group.number}",
        family=ActivityKind(each.group.offer.kind).family.value,
        theme=laid.theme.title if laid.theme else "",
        lines=laid.theme.lines if laid.theme else (),
        number=laid.number,
        is_off=laid.meeting.is_off,
        when=_when(laid.meeting),
        who=ngettext("%(count)s deelnemer van deze klas", "%(count)s deelnemers van deze klas", len(each.people))
        % {"count": len(each.people)},
        names=", ".join(f"{person.given_name} {person.family_name}" for person in each.people),
        lesson=_lesson(each.lesson, today=today, meeting=laid.meeting),
    )


def _lesson(lesson: tuple[date, HalfDay] | None, *, today: date, meeting: Meeting) -> str:
    """In which lesson the words come in time, in a sentence."""
    if meeting.day < today:
        return _("Deze bijeenkomst is geweest.")
    if lesson is None or lesson[0] < today:
        return _("Er is geen les meer voor deze bijeenkomst.")
    return _("Oefen dit uiterlijk in de les van %(when)s.") % {"when": day_and_part(*lesson)}


def _when(meeting: Meeting) -> str:
    """A day with the parts at which a meeting is: maandagochtend 7 december 2026."""
    if len(meeting.half_days) == 1:
        return day_and_part(meeting.day, meeting.half_days[0])
    parts = [each.part.label(language_now()) for each in meeting.half_days]
    return f"{date_format(meeting.day, 'l j F Y')}, {', '.join(parts)}"


def _name(offer: Offer, *, language: str) -> str:
    return offer.name_en if language == "en" else offer.name_nl


@dataclass(frozen=True, kw_only=True)
class ShownDate:
    """A meeting on the page of a group."""

    number: int
    when: str
    theme: str
    lines: Sequence[str]
    is_off: bool
    is_next: bool


@require_safe
def group_page(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """The themes of a group with the days on which they come."""
    found = queries.group_course(request.user, group_id=group_id)
    if found is None:
        raise Http404
    group, course = found.group, found.course
    today = queries.day_ahead(group.timetable.programme, today=timezone.localdate())
    upcoming = next((each for each in course.laid if not each.meeting.is_off and each.meeting.day >= today), None)
    context = {
        "group": group,
        "title": f"{_name(group.offer, language=language_now())} {group.number}",
        "rows": [_date(each, upcoming=upcoming) for each in course.laid],
        "left_over": [each.title for each in course.left_over],
        "without": len([each for each in course.laid if each.number and each.theme is None]),
        "may_change": may_change_themes(request.user, offer=group.offer),
        "columns": [
            Column(label=_("Bijeenkomst")),
            Column(label=_("Wanneer")),
            Column(label=_("Thema")),
            Column(label=_("Om te oefenen")),
        ],
    }
    return render(request, "pages/lookahead/group.html", context)


def _date(each: Laid[Any], *, upcoming: Laid[Any] | None) -> ShownDate:
    return ShownDate(
        number=each.number,
        when=_when(each.meeting),
        theme=each.theme.title if each.theme else "",
        lines=each.theme.lines if each.theme else (),
        is_off=each.meeting.is_off,
        is_next=each is upcoming,
    )
