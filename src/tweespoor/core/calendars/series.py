"""Meetings that come back every week, as one series with the weeks that are left out and those that are off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tweespoor.core.calendars.data import Meeting

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, kw_only=True)
class Series:
    """The meetings of one key that look the same, week after week from the first to the last.

    `left_out` are the days between on which there is none; `cancelled` those on which it is off: the calendar still
    shows them, struck out.
    """

    first: Meeting
    last: date
    left_out: tuple[date, ...]
    cancelled: tuple[Meeting, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which there is a meeting, off or not, in order of time."""
        return tuple(day for day in _weekly(self.first.day, self.last) if day not in self.left_out)

    @property
    def is_single(self) -> bool:
        """There is one meeting alone."""
        return self.first.day == self.last


def series_of(meetings: Iterable[Meeting]) -> tuple[Series, ...]:
    """Put meetings together into series, in order of their first day; every meeting is in one of them, once.

    Raises:
        ValueError: if one key has two meetings at the same moment, which no calendar can tell apart.
    """
    alike: dict[tuple[object, ...], dict[date, Meeting]] = defaultdict(dict)
    for each in meetings:
        looks = (each.key, each.day.weekday(), each.begins, each.ends, each.title, each.place, each.note)
        if each.day in alike[looks]:
            raise ValueError(f"two meetings of {each.key} on {each.day}")
        alike[looks][each.day] = each
    found = [_series(days) for days in alike.values()]
    return tuple(sorted(found, key=lambda each: (each.first.day, each.first.begins, each.first.key)))


def _series(days: dict[date, Meeting]) -> Series:
    first, last = min(days), max(days)
    return Series(
        first=days[first],
        last=last,
        left_out=tuple(day for day in _weekly(first, last) if day not in days),
        cancelled=tuple(days[day] for day in sorted(days) if days[day].is_cancelled),
    )


def _weekly(first: date, last: date) -> list[date]:
    return [first + week * WEEK for week in range((last - first) // WEEK + 1)]
