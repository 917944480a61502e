"""A week as an accessible PDF: A4, large letters, a pictogram for everything."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date
from django.db.models.fields.files import FieldFile
from django.utils import translation

from tweespoor.apps.organisations.typesetting import typeset
from tweespoor.apps.weeks.queries import Whose, days_off, meetings_between
from tweespoor.apps.weeks.rules import WeekKind
from tweespoor.site.pages.plan.documents import tongue
from tweespoor.site.pages.plan.giving import drawing
from tweespoor.site.pages.plan.own_copy import CopyLanguage
from tweespoor.site.pages.plan.own_copy_words import NOT_CHECKED
from tweespoor.site.pages.weeks import own_week_words as words
from tweespoor.site.pages.weeks.own_week import OwnMeeting, OwnWeek, own_week
from tweespoor.site.pages.weeks.reading import last_of

TEMPLATE = Path(__file__).with_name("week.typ")


def week_as_pdf(whose: Whose, *, monday: date, language: CopyLanguage, shows_absence: bool, today: date) -> bytes:
    """The week from a Monday on, in a language."""
    last = last_of(monday)
    week = own_week(
        meetings_between(whose, first=monday, last=last),
        off=days_off(whose, first=monday, last=last),
        monday=monday,
        language=language,
    )
    with translation.override(language.code):
        return typeset(TEMPLATE, _content(week, whose=whose, shows_absence=shows_absence, today=today))


def _content(week: OwnWeek, *, whose: Whose, shows_absence: bool, today: date) -> dict[str, Any]:
    is_person = whose.kind is WeekKind.PERSON
    language = week.language
    made = words.MADE_ON % {"day": format_date(today, "d MMMM y", locale=language.locale)}
    return {
        "title": f"{week.title}: {whose.name}" if is_person else whose.name,
        "author": "Tweespoor",
        "language": language.code,
        "direction": language.direction,
        "stretch": week.stretch,
        "lead": str(words.CALL_IF_NOT) if is_person else "",
        "nothing": str(words.NOTHING) if week.is_empty else "",
        "days": [
            {
                "name": day.name,
                "notes": day.notes,
                "meetings": [
                    _meeting(each, language=language, kind=whose.kind, shows_absence=shows_absence)
                    for each in day.meetings
                ],
            }
            for day in week.days
            if day.meetings or day.notes
        ],
        "ways": _ways(week) if is_person else [],
        "way": str(words.WAY),
        "notes": [made, *([] if language.is_checked else [str(NOT_CHECKED)])],
    }


def _ways(week: OwnWeek) -> list[dict[str, Any]]:
    """The picture of each building of the week, once, as the numbers of its bytes."""
    shown = {each.location: each for day in week.days for each in day.meetings if each.picture and not each.is_off}
    return [
        {"place": each.place.split(",", 1)[0], "words": each.way, "picture": list(_content_of(each.picture))}
        for each in shown.values()
        if each.picture and each.picture.storage.exists(each.picture.name or "")
    ]


def _content_of(picture: FieldFile) -> bytes:
    with picture.open("rb") as file:
        return bytes(file.read())


def _meeting(meeting: OwnMeeting, *, language: CopyLanguage, kind: WeekKind, shows_absence: bool) -> dict[str, Any]:
    """A participant reads in the own language what it is; others which group, and with whom where that is not them."""
    is_person = kind is WeekKind.PERSON
    who = "" if kind is WeekKind.TRAINER else meeting.who
    return {
        "svg": drawing(meeting.icon, family=meeting.family),
        "times": meeting.times,
        "off": str(words.IS_OFF) if meeting.is_off else "",
        "title": meeting.title if is_person else f"{meeting.dutch} {meeting.number}".strip(),
        "dutch": meeting.dutch if is_person else who,
        "tongue": tongue("nl" if language.code not in ("nl", "en") else "") if is_person else "",
        "place": meeting.place,
        "address": meeting.address,
        "route": meeting.route if is_person else "",
        "away": str(words.AWAY) if meeting.is_away and shows_absence else "",
    }
