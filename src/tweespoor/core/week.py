"""Half-days, week grids and travel: the vocabulary of time that planning, designs and timetables share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

HALF_DAY_HOURS = 3
"""Hours of teaching in a half-day (dagdeel): Drechtsteden counts 9 hours as 3 half-days (report, annex 2)."""


class Daypart(StrEnum):
    """Morning, afternoon or evening."""

    nl: str
    en: str
    start: time
    end: time

    def __new__(cls, slug: str, nl: str = "", en: str = "", start: time = time(0), end: time = time(0)) -> Daypart:
        part = str.__new__(cls, slug)
        part._value_ = slug
        part.nl, part.en, part.start, part.end = nl, en, start, end
        return part

    def label(self, language: str = "nl") -> str:
        """`ochtend` or `morning`."""
        return self.en if language == "en" else self.nl

    MORNING = ("morning", "ochtend", "morning", time(9), time(12))
    AFTERNOON = ("afternoon", "middag", "afternoon", time(13), time(16))
    EVENING = ("evening", "avond", "evening", time(19), time(21, 30))


_PARTS = tuple(Daypart)

DAY_NAMES = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
DAY_SLUGS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, order=True)
class HalfDay:
    """One half-day of the week; `day` is 1 for Monday to 7 for Sunday. Ordered by time."""

    day: int
    order: int

    @classmethod
    def of(cls, *, day: int, part: Daypart) -> HalfDay:
        """The half-day of that weekday (1 to 7) and part.

        Raises:
            ValueError: if `day` is not 1 to 7.
        """
        if not 1 <= day <= 7:
            raise ValueError(f"day {day} is not 1 (Monday) to 7 (Sunday)")
        return cls(day, tuple(Daypart).index(part))

    @classmethod
    def parse(cls, slug: str) -> HalfDay:
        """Read a slug like `mon-morning`.

        Raises:
            ValueError: if it is not a weekday and a part of the day.
        """
        day, _, part = slug.partition("-")
        if day not in DAY_SLUGS or part not in [p.value for p in Daypart]:
            raise ValueError(f"{slug!r} is not a half-day like 'mon-morning'")
        return cls.of(day=DAY_SLUGS.index(day) + 1, part=Daypart(part))

    @property
    def part(self) -> Daypart:
        """Morning, afternoon or evening."""
        return _PARTS[self.order]

    @property
    def slug(self) -> str:
        """The stored form: `mon-morning`."""
        return f"{DAY_SLUGS[self.day - 1]}-{self.part.value}"

    def label(self, language: str = "nl") -> str:
        """`maandagochtend` or `Monday morning`."""
        name = DAY_NAMES[language][self.day - 1]
        return f"{name} {self.part.en}" if language == "en" else f"{name}{self.part.nl}"


def week_grid(*, days: int = 5) -> tuple[HalfDay, ...]:
    """All half-days of the first `days` weekdays, in order of time."""
    return tuple(HalfDay.of(day=day, part=part) for day in range(1, days + 1) for part in Daypart)


def parse_half_days(slugs: Iterable[str]) -> tuple[HalfDay, ...]:
    """Read slugs into half-days, sorted by time, each once.

    Raises:
        ValueError: at the first slug that is not a half-day.
    """
    return tuple(sorted({HalfDay.parse(slug) for slug in slugs}))


def dates_of(half_day: HalfDay, *, first: date, before: date) -> tuple[date, ...]:
    """The dates on which a half-day falls from `first` on, those of `before` and later left out."""
    start = first + timedelta(days=(half_day.day - first.isoweekday()) % 7)
    return tuple(start + timedelta(weeks=week) for week in range(-(-max(0, (before - start).days) // 7)))


def monday_of(day: date) -> date:
    """The Monday of the week `day` lies in."""
    return day - timedelta(days=day.weekday())


def add_weeks(day: date, *, weeks: int) -> date:
    """The same weekday a number of weeks later (or earlier, where negative)."""
    return day + timedelta(weeks=weeks)
