"""When a class has its lessons, as schools write it: half-days, or days with a begin and an end.

ma ochtend, wo middag          half-days, at the half-day's own hours
ma 9.30-12.15; wo ochtend      a day with hours: the half-day is the one in which the lesson begins
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from tweespoor.core.tabular.problems import Problem, Wrong
from tweespoor.core.tabular.reading import read_cell
from tweespoor.core.vocabulary import variable
from tweespoor.core.week import Daypart, HalfDay, parse_half_days

_READ_AS = "unavailable-half-days"
_CLOCK = r"([01]?\d|2[0-4])(?:[.:u]\s?([0-5]\d))?(?:\s*u(?:ur)?\b)?"
_SPAN = re.compile(rf"(?<![\d.:]){_CLOCK}\s*(?:-|–|—|\btot\b|\bto\b)\s*{_CLOCK}(?![\d:])")
_LOOKS_LIKE_HOURS = re.compile(r"\d")
_BETWEEN = re.compile(r"\s*(?:[;,/+&\n]|\ben\b|\band\b)\s*")
_LATEST_END = {Daypart.MORNING: time(13, 30), Daypart.AFTERNOON: time(18, 30), Daypart.EVENING: time(23, 59)}
"""A lesson that goes on later than this takes two half-days, and has to be written as two."""


@dataclass(frozen=True)
class LessonTimes:
    """Half-days by their slugs in order of time; `hours` where they differ from the half-day's, None if not said."""

    half_days: tuple[str, ...]
    hours: Mapping[str, tuple[str, str]] | None = None


def read_lesson_times(text: str, *, today: date) -> LessonTimes | Problem:
    """What a cell says of when a class has its lessons."""
    if not _LOOKS_LIKE_HOURS.search(text):
        slugs = _half_days(text, today=today)
        return slugs if isinstance(slugs, Problem) else LessonTimes(_in_order(slugs))
    spans: dict[str, tuple[time, time]] = {}
    for part in (part for part in _BETWEEN.split(text) if part.strip()):
        read = _read_part(part.strip(), today=today)
        if isinstance(read, Problem):
            return read
        slug, (begin, end) = read
        known = spans.get(slug, (begin, end))
        spans[slug] = (min(begin, known[0]), max(end, known[1]))
    return LessonTimes(_in_order(tuple(spans)), _own_hours(spans)) if spans else Problem(Wrong.NOT_IN_LIST)


def _read_part(part: str, *, today: date) -> tuple[str, tuple[time, time]] | Problem:
    """One lesson: its half-day, and when it begins and ends."""
    found = _SPAN.search(part)
    day = (part[: found.start()] + " " + part[found.end() :]).strip(" :().-") if found else part
    slugs = _half_days(day, today=today)
    if isinstance(slugs, Problem):
        return Problem(slugs.wrong, part=part)
    if found is None:
        half_day = HalfDay.parse(slugs[0])
        own = (half_day.part.start, half_day.part.end)
        return (slugs[0], own) if len(slugs) == 1 else Problem(Wrong.WRONG_FORM, part=part)
    begin, end = _clock(found[1], found[2]), _clock(found[3], found[4])
    if begin is None or end is None or begin >= end:
        return Problem(Wrong.WRONG_FORM, part=part)
    wanted = _part_of(begin)
    slug = next((each for each in slugs if len(slugs) == 1 or HalfDay.parse(each).part is wanted), slugs[0])
    fits = end <= _LATEST_END[HalfDay.parse(slug).part]
    return (slug, (begin, end)) if fits else Problem(Wrong.WRONG_FORM, part=part)


def _half_days(text: str, *, today: date) -> tuple[str, ...] | Problem:
    read = read_cell(variable(_READ_AS), text, today=today)
    if isinstance(read, Problem):
        return read
    return read.value if isinstance(read.value, tuple) and read.value else Problem(Wrong.NOT_NONE)


def _clock(hour: str, minute: str | None) -> time | None:
    return time(int(hour), int(minute or 0)) if int(hour) < 24 else None


def _part_of(begin: time) -> Daypart:
    """The part of the day in which a lesson begins: the afternoon from twelve, the evening from half past five."""
    if begin < time(12):
        return Daypart.MORNING
    return Daypart.AFTERNOON if begin < time(17, 30) else Daypart.EVENING


def _in_order(slugs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each.slug for each in parse_half_days(slugs))


def _own_hours(spans: Mapping[str, tuple[time, time]]) -> dict[str, tuple[str, str]]:
    """Only the hours that are not the half-day's own."""
    own = {slug: (HalfDay.parse(slug).part.start, HalfDay.parse(slug).part.end) for slug in spans}
    return {
        slug: (f"{spans[slug][0]:%H:%M}", f"{spans[slug][1]:%H:%M}")
        for slug in _in_order(tuple(spans))
        if spans[slug] != own[slug]
    }
