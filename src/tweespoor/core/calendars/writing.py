"""Series of meetings as an iCalendar file.

Times are local times in a named time zone, whose rules come along: a training at nine is at nine before and after the
clock changes. What is off is a changed meeting with the status CANCELLED, so that a calendar that has it already shows
it struck out instead of forgetting it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from tweespoor.core.calendars.data import Meeting
from tweespoor.core.calendars.series import Series, series_of

ZONE = ZoneInfo("Europe/Amsterdam")
PRODUCT = "-//Tweespoor//Weken//NL"
END = b"END:VCALENDAR\r\n"
ASK_AGAIN = timedelta(hours=1)
"""So often a subscribed calendar is asked to look again."""


def icalendar(
    meetings: Iterable[Meeting], *, name: str, language: str, made_at: datetime, cancelled_title: str = "%(title)s"
) -> bytes:
    """The meetings as an iCalendar file in UTF-8, with `name` as the name of the calendar.

    `cancelled_title` is how the title of a meeting that is off is written, with `%(title)s` in it.

    Raises:
        ValueError: if one key has two meetings at the same moment.
    """
    part = calendar_part(meetings, language=language, made_at=made_at, cancelled_title=cancelled_title)
    return calendar_of([part], name=name)


def calendar_part(
    meetings: Iterable[Meeting], *, language: str, made_at: datetime, cancelled_title: str = "%(title)s"
) -> bytes:
    """The meetings as they stand in a calendar: several parts, each of keys of its own, make one (`calendar_of`).

    Raises:
        ValueError: if one key has two meetings at the same moment.
    """
    events: list[Event] = []
    found = series_of(meetings)
    for series, uid in zip(found, _identities(found), strict=True):
        events += _events(series, uid=uid, language=language, made_at=made_at, cancelled_title=cancelled_title)
    return b"".join(each.to_ical() for each in events)


def calendar_of(parts: Iterable[bytes], *, name: str) -> bytes:
    """A calendar of parts (`calendar_part`), as a file in UTF-8."""
    head, foot = _around(name)
    return b"".join([head, *parts, foot])


@lru_cache(maxsize=1024)
def _around(name: str) -> tuple[bytes, bytes]:
    """What stands before and after the meetings of a calendar."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONE.key)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(_zone())
    whole: bytes = calendar.to_ical()
    return whole.removesuffix(END), END


def _identities(found: Iterable[Series]) -> list[str]:
    """A name for each series that stays the same as long as the series begins on the same day."""
    return [
        sha256(f"{each.first.key} {_at(each.first.day, each.first.begins).isoformat()}".encode()).hexdigest()[:32]
        + "@tweespoor"
        for each in found
    ]


def _events(series: Series, *, uid: str, language: str, made_at: datetime, cancelled_title: str) -> Iterator[Event]:
    off = {each.day for each in series.cancelled}
    whole = _event(series.first, uid=uid, language=language, made_at=made_at)
    if series.is_single:
        if off:
            _call_off(whole, series.first, title=cancelled_title)
        yield whole
        return
    until = _at(series.last, series.first.begins).astimezone(ZoneInfo("UTC"))
    whole.add("rrule", vRecur({"FREQ": ["WEEKLY"], "UNTIL": [until]}))
    for day in series.left_out:
        whole.add("exdate", _at(day, series.first.begins))
    yield whole
    for each in series.cancelled:
        one = _event(each, uid=uid, language=language, made_at=made_at)
        one.add("recurrence-id", _at(each.day, each.begins))
        _call_off(one, each, title=cancelled_title)
        yield one


def _event(meeting: Meeting, *, uid: str, language: str, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", made_at)
    event.add("last-modified", made_at)
    event.add("dtstart", _at(meeting.day, meeting.begins))
    event.add("dtend", _at(meeting.day, meeting.ends))
    event.add("summary", meeting.title, parameters={"LANGUAGE": language})
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.note:
        event.add("description", meeting.note)
    event.add("class", "PRIVATE")
    event.add("status", "CONFIRMED")
    return event


def _call_off(event: Event, meeting: Meeting, *, title: str) -> None:
    parameters = event["summary"].params
    del event["summary"]
    del event["status"]
    event.add("summary", title % {"title": meeting.title}, parameters=parameters)
    event.add("status", "CANCELLED")
    event.add("transp", "TRANSPARENT")


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=ZONE)


def _zone() -> Timezone:
    """The rules of the time zone since 1996 (directive 2000/84/EC, art. 2 and 3), as every calendar reads them."""
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    for part, month, name, before, after in ((summer, 3, "CEST", 1, 2), (winter, 10, "CET", 2, 1)):
        part.add("tzname", name)
        part.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, 1 + before))  # noqa: DTZ001 - local time
        part.add("rrule", vRecur({"FREQ": ["YEARLY"], "BYMONTH": [month], "BYDAY": ["-1SU"]}))
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone
