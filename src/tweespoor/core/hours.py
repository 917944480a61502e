"""Own hours beside half-days: which half-days a lesson takes up, and from when to when a half-day is in use.

Who plans goes on in half-days; these let a plan in half-days keep to own hours, but for the pauses between the usual
hours, in which two things of two half-days can still overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import time

from tweespoor.core.week import Daypart, HalfDay

Hours = tuple[time, time]
"""A begin and an end on one day."""


def half_day_hours(half_day: HalfDay) -> Hours:
    """When a half-day begins and ends, where nobody keeps other hours."""
    return half_day.part.start, half_day.part.end


def taken_up(half_day: HalfDay, *, hours: Hours) -> tuple[HalfDay, ...]:
    """The half-days that something at a half-day takes up with its hours, in order of time.

    That is the half-day itself, and each of the same day in whose usual hours it runs.
    """
    begin, end = hours
    day = (HalfDay.of(day=half_day.day, part=part) for part in Daypart)
    return tuple(each for each in day if each == half_day or (begin < each.part.end and end > each.part.start))


def hours_in_use(half_days: Sequence[HalfDay], *, by: Mapping[HalfDay, Iterable[Hours]]) -> dict[HalfDay, Hours]:
    """From when to when each half-day is in use: from the first begin to the last end of what can be in it.

    It never runs into the usual hours of the half-day before or after, nor begins before the half-day before has
    ended. A half-day in which nothing can be has its usual hours.
    """
    found: dict[HalfDay, Hours] = {}
    free_from = time.min
    for place, half_day in enumerate(half_days):
        if place and half_days[place - 1].day != half_day.day:
            free_from = time.min
        hours = list(by.get(half_day, ())) or [half_day_hours(half_day)]
        before = [part.end for part in Daypart if part.end <= half_day.part.start]
        after = [part.start for part in Daypart if part.start >= half_day.part.end]
        begin = max([free_from, *before, min(begin for begin, _end in hours)])
        end = min([*after, max(end for _begin, end in hours)])
        found[half_day] = (begin, end) if begin < end else half_day_hours(half_day)
        free_from = found[half_day][1]
    return found
