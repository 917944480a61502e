"""The public holidays of the Netherlands, computed.

Easter is a rule of arithmetic (Meeus, Jones and Butcher, "Astronomical Algorithms", chapter 8); the other days hang on
it or are fixed. School holidays are set by the ministry each year and cannot be computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_SUNDAY = 6


@dataclass(frozen=True, order=True)
class PublicHoliday:
    """A holiday with its names."""

    on: date
    slug: str
    nl: str
    en: str

    def label(self, language: str = "nl") -> str:
        """The name in that language; Dutch for any but English."""
        return self.en if language == "en" else self.nl


def public_holidays(year: int) -> tuple[PublicHoliday, ...]:
    """The holidays of a year in order of time: those of the Algemene termijnenwet, art. 3, with Good Friday.

    Liberation Day is one of them every year; many employers give it off only once in five years.
    """
    easter = easter_sunday(year)
    found = [
        PublicHoliday(date(year, 1, 1), "new-year", "Nieuwjaarsdag", "New Year's Day"),
        PublicHoliday(easter - timedelta(days=2), "good-friday", "Goede Vrijdag", "Good Friday"),
        PublicHoliday(easter + timedelta(days=1), "easter-monday", "Tweede paasdag", "Easter Monday"),
        PublicHoliday(_kings_day(year), "kings-day", "Koningsdag", "King's Day"),
        PublicHoliday(date(year, 5, 5), "liberation-day", "Bevrijdingsdag", "Liberation Day"),
        PublicHoliday(easter + timedelta(days=39), "ascension-day", "Hemelvaartsdag", "Ascension Day"),
        PublicHoliday(easter + timedelta(days=50), "whit-monday", "Tweede pinksterdag", "Whit Monday"),
        PublicHoliday(date(year, 12, 25), "christmas-day", "Eerste kerstdag", "Christmas Day"),
        PublicHoliday(date(year, 12, 26), "boxing-day", "Tweede kerstdag", "Boxing Day"),
    ]
    return tuple(sorted(found))


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, place = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, place + 1)


def _kings_day(year: int) -> date:
    """27 April, or the day before where that is a Sunday."""
    day = date(year, 4, 27)
    return day - timedelta(days=1) if day.weekday() == _SUNDAY else day
