"""Terms of days, weeks, months and years, and on which day each is over.

A term of weeks from a day ends on the same day of the week, so many weeks later; that day is still in time. A term of
months ends on the same day of the month; where that month has no such day, on its last day (31 January and one month
is 28 February). A term "tot" a day excludes that day: `Limit.inclusive` says which it is.

The Algemene termijnenwet moves the end of a short term from a weekend or holiday to the next working day. Whether it
holds for these terms is general knowledge that a lawyer has to confirm (K): a switch, off unless asked for, so that
the day shown is never too late.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from tweespoor.core.holidays import public_holidays
from tweespoor.core.legalclock.words import Words

LONGEST_THAT_ROLLS = {"days": 90, "weeks": 12, "months": 3}
"""Longer terms, those of hours and those counted back do not roll (Algemene termijnenwet, art. 1(2) and 4; K)."""

_SATURDAY = 5

_UNITS = {
    "hours": (("uur", "uur"), ("hour", "hours")),
    "days": (("dag", "dagen"), ("day", "days")),
    "weeks": (("week", "weken"), ("week", "weeks")),
    "months": (("maand", "maanden"), ("month", "months")),
    "years": (("jaar", "jaar"), ("year", "years")),
}


@dataclass(frozen=True)
class Term:
    """So many days, weeks, months or years; hours count as whole days, rounded up."""

    count: int
    unit: str

    def after(self, start: date) -> date:
        """The day on which a term from `start` ends."""
        return self._from(start, self.count)

    def before(self, end: date) -> date:
        """The day that lies this term before `end`."""
        return self._from(end, -self.count)

    def _from(self, start: date, count: int) -> date:
        match self.unit:
            case "hours":
                return start + timedelta(days=-(-count // 24))
            case "days":
                return start + timedelta(days=count)
            case "weeks":
                return start + timedelta(weeks=count)
            case "months":
                return add_months(start, count)
        return add_months(start, 12 * count)

    @property
    def rolls(self) -> bool:
        """Short enough to be moved from a weekend or holiday."""
        return self.count <= LONGEST_THAT_ROLLS.get(self.unit, 0)

    @property
    def words(self) -> Words:
        """10 weken, 10 weeks."""
        nl, en = _UNITS[self.unit]
        several = self.count != 1
        return Words(f"{self.count} {nl[several]}", f"{self.count} {en[several]}")


def hours(count: int) -> Term:
    """So many hours."""
    return Term(count, "hours")


def weeks(count: int) -> Term:
    """So many weeks."""
    return Term(count, "weeks")


def months(count: int) -> Term:
    """So many months."""
    return Term(count, "months")


def years(count: int) -> Term:
    """So many years."""
    return Term(count, "years")


def add_months(start: date, count: int) -> date:
    """The same day so many months later (or earlier), or the last day of that month where it has no such day."""
    month = start.year * 12 + start.month - 1 + count
    year, place = divmod(month, 12)
    return date(year, place + 1, min(start.day, monthrange(year, place + 1)[1]))


@dataclass(frozen=True)
class Limit:
    """The day a term ends; `inclusive` where that day itself is still in time. `rolled` from a weekend or holiday."""

    on: date
    inclusive: bool = True
    rolled: bool = False

    @property
    def last_day(self) -> date:
        """The last day that is in time."""
        return self.on if self.inclusive else self.on - timedelta(days=1)


def limit(start: date, term: Term, *, inclusive: bool = True, roll: bool = False) -> Limit:
    """Where a term from `start` ends; with `roll` on the next working day, where the term is one that rolls."""
    end = term.after(start)
    moved = next_working_day(end) if roll and inclusive and term.rolls else end
    return Limit(moved, inclusive=inclusive, rolled=moved != end)


def next_working_day(on: date) -> date:
    """The day itself, or the first one after it that is no Saturday, Sunday or holiday."""
    while on.weekday() >= _SATURDAY or on in holidays(on.year):
        on += timedelta(days=1)
    return on


def holidays(year: int) -> frozenset[date]:
    """The holidays of the Algemene termijnenwet, art. 3, Good Friday included (K)."""
    return frozenset(each.on for each in public_holidays(year))
