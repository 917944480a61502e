"""The calendar behind a secret address: what a telephone reads every hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from tweespoor.apps.attendance.queries import Session
from tweespoor.apps.organisations.remembered import Remembered
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.schedule.models import GroupMode
from tweespoor.apps.weeks import actions, queries
from tweespoor.apps.weeks.models import CalendarFeed
from tweespoor.apps.weeks.queries import Whose
from tweespoor.apps.weeks.queries.feeds import FOR_ITS_HOLDER
from tweespoor.apps.weeks.rules import WeekKind, reach_of_calendar
from tweespoor.core import calendars
from tweespoor.core.week import HalfDay
from tweespoor.site.pages.plan.own_copy_words import KINDS
from tweespoor.site.pages.weeks import own_week_words as words
from tweespoor.site.pages.weeks.own_week import dutch_name, kind_of

KEPT = 1000
"""So many calendars a process keeps as it wrote them: some fifteen megabytes."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A calendar as it is sent, or a part of one, with the tag by which a telephone knows that it has it."""

    content: bytes
    tag: str


written_calendars: Remembered[Written | None] = Remembered(most=KEPT)
written_parts: Remembered[Written] = Remembered(most=KEPT)
"""What several calendars share: a group's meetings are in those of all who come to it."""


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """A week as a calendar, for whoever has its secret address: titles, times and places, and no name of a participant.

    An address that is not there or was withdrawn is not found. One whose maker sees the week no more is an empty
    calendar: what a telephone held of it goes. It is written again when something in it or the day is another.
    """
    now = timezone.now()
    feed = None

    def write() -> Written | None:
        nonlocal feed
        feed = queries.feed_of(secret)
        return _write(feed, now=now) if feed else None

    with whole_registry(why=FOR_ITS_HOLDER):
        written = written_calendars.answer((queries.digest_of(secret), timezone.localdate(now)), write)
    if written is None:
        return _private(HttpResponse("", content_type="text/plain", status=404))
    if feed is not None:
        actions.note_read(feed=feed, now=now)
    if _has_it(request, tag=written.tag):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(written.content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="week.ics"'
    response["ETag"] = written.tag
    return _private(response)


def _write(feed: CalendarFeed, *, now: datetime) -> Written:
    with translation.override(feed.language):
        whose = queries.whose_of(feed)
        name = _name(whose)
        first, _last = reach_of_calendar(timezone.localdate(now))
        found = queries.parts_of(whose, first=first) if whose else []
        parts = [_part(each, whose=whose, language=feed.language, now=now) for each in found]
        content = calendars.calendar_of([each.content for each in parts], name=name)
    return Written(content=content, tag=_tag(name, *sorted(each.tag for each in parts)))


def _part(part: queries.Part, *, whose: Whose, language: str, now: datetime) -> Written:
    """What a calendar has of one group or class: written once for all in which it is the same."""

    def write() -> Written:
        meetings = _meetings(part, whose=whose, language=language, now=now)
        content = calendars.calendar_part(
            meetings, language=language, made_at=now, cancelled_title=str(words.OFF_TITLE)
        )
        return Written(content=content, tag=_tag(meetings))

    return written_parts.answer((part, language, whose.kind is WeekKind.PERSON, timezone.localdate(now)), write)


def _tag(*of: object) -> str:
    return f'"{sha256(repr(of).encode()).hexdigest()[:32]}"'


def _has_it(request: HttpRequest, *, tag: str) -> bool:
    """Whether who asks says to have what has this tag (RFC 9110, 13.1.2)."""
    said = request.headers.get("If-None-Match", "")
    return said.strip() == "*" or tag in {each.strip().removeprefix("W/") for each in said.split(",")}


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _name(whose: Whose | None) -> str:
    """What the calendar is called: of a participant "my week", for an address may be read by others."""
    if whose is None or whose.kind is WeekKind.PERSON:
        return str(words.CALENDAR)
    return whose.name


def _meetings(part: queries.Part, *, whose: Whose, language: str, now: datetime) -> list[calendars.Meeting]:
    first, last = reach_of_calendar(timezone.localdate(now))
    found = queries.meetings_of(part, whose=whose, first=first, last=last)
    alike: dict[tuple[UUID, HalfDay, str], dict[str, Any]] = {}
    shown = []
    for each in found:
        key = (each.session.whole.pk, each.session.half_day, each.session.place)
        if key not in alike:
            alike[key] = _alike(each.session, language=language, is_person=whose.kind is WeekKind.PERSON)
        shown.append(calendars.Meeting(day=each.session.day, is_cancelled=each.is_off, **alike[key]))
    return shown


def _alike(session: Session, *, language: str, is_person: bool) -> dict[str, Any]:
    """What is the same of all meetings of a group or class at one half-day of the week and in one place."""
    begins, ends = session.hours
    dutch = dutch_name(session, english=language == "en")
    number = f" {session.group.number}" if session.group else ""
    address = session.location.address if session.mode != GroupMode.ONLINE else ""
    return {
        "key": f"{session.whole.pk}:{session.half_day.slug}",
        "begins": begins,
        "ends": ends,
        "title": str(KINDS[kind_of(session)]) if is_person else f"{dutch}{number}",
        "place": ", ".join(each for each in (session.place, address) if each),
        "note": dutch if is_person else "",
    }
