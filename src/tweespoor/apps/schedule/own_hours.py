"""When lessons and trainings begin and end: at the half-day's own hours, or at those an organisation keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from functools import lru_cache

from tweespoor.apps.schedule.models import LanguageClass, Offer
from tweespoor.core.hours import half_day_hours, taken_up
from tweespoor.core.week import HalfDay, parse_half_days


def lesson_hours(language_class: LanguageClass) -> dict[HalfDay, tuple[time, time]]:
    """Per half-day of a class when its lesson begins and ends: its own hours, or those of the half-day."""
    return _hours_at(language_class.half_days, own=language_class.hours)


def lessons_take_up(language_class: LanguageClass) -> tuple[str, ...]:
    """The half-days that the lessons of a class take up, also those that they run on into."""
    return taken_up_at(language_class.half_days, own=language_class.hours)


def taken_up_at(half_days: Iterable[str], *, own: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The half-days that lessons at these half-days take up; hours of other half-days than these count for nothing."""
    hours = _hours_at(half_days, own=own)
    found = {each for half_day, lasts in hours.items() for each in taken_up(half_day, hours=lasts)}
    return tuple(each.slug for each in sorted(found))


def _hours_at(half_days: Iterable[str], *, own: Mapping[str, Sequence[str]]) -> dict[HalfDay, tuple[time, time]]:
    return dict(_hours(tuple(half_days), tuple((slug, begin, end) for slug, (begin, end) in own.items())))


def training_hours(offer: Offer, half_day: HalfDay) -> tuple[time, time]:
    """When a training begins and ends at a half-day: its own hours in that part of the day, or the half-day's."""
    if (own := offer.hours.get(half_day.part.value)) is None:
        return half_day_hours(half_day)
    begin, end = own
    return time.fromisoformat(begin), time.fromisoformat(end)


@lru_cache(maxsize=4096)
def _hours(
    half_days: tuple[str, ...], own: tuple[tuple[str, str, str], ...]
) -> tuple[tuple[HalfDay, tuple[time, time]], ...]:
    """The same for all classes alike: a calendar asks for every lesson of a year."""
    hours = {slug: (time.fromisoformat(begin), time.fromisoformat(end)) for slug, begin, end in own}
    return tuple((each, hours.get(each.slug, half_day_hours(each))) for each in parse_half_days(half_days))
