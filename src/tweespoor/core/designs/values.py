"""What a design says about a quantity: the value, where it comes from, and how sure we are.

A report leaves numbers out, leaves them open on purpose, or contradicts itself. `Given` keeps these apart, so that a
number nobody stated never turns into zero, and an estimate made for planning never passes for a fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from tweespoor.core.facts import FactState

T_co = TypeVar("T_co", covariant=True)

WEEKS_PER_YEAR = 52
MONTHS_PER_YEAR = 12
DAYS_PER_WEEK = 7
HALF_DAYS_PER_DAY = 2
MINUTES_PER_HOUR = 60
CENTS_PER_EURO = 100


@dataclass(frozen=True)
class Label:
    """A text in Dutch and in English."""

    nl: str
    en: str

    def text(self, language: str = "nl") -> str:
        """The Dutch text (`nl`), or the English one for any other language."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True)
class Span:
    """A range of whole numbers, both ends included; `min` is None where only "at most" is said."""

    min: int | None
    max: int

    @classmethod
    def exactly(cls, number: int) -> Span:
        """The range that holds one number."""
        return cls(number, number)

    @property
    def least(self) -> int:
        """The lower end, 0 where only "at most" is said."""
        return self.min or 0

    @property
    def is_exact(self) -> bool:
        """There is one number in it."""
        return self.min == self.max

    def scaled(self, factor: float) -> Span:
        """Both ends multiplied and rounded to whole numbers."""
        return Span(None if self.min is None else round(self.min * factor), round(self.max * factor))


class TimeUnit(StrEnum):
    """Units a duration is written in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


_WEEKS_IN = {
    TimeUnit.DAYS: 1 / DAYS_PER_WEEK,
    TimeUnit.WEEKS: 1.0,
    TimeUnit.MONTHS: WEEKS_PER_YEAR / MONTHS_PER_YEAR,
    TimeUnit.YEARS: float(WEEKS_PER_YEAR),
}


@dataclass(frozen=True)
class Duration:
    """A length of time as the source writes it: 10 weeks, 3 months, 3 to 4 weeks."""

    unit: TimeUnit
    count: Span

    @property
    def weeks(self) -> int:
        """The longest it takes in whole weeks; a month counts 52/12 weeks, and nothing is shorter than a week."""
        return max(1, round(self.count.max * _WEEKS_IN[self.unit]))


class IntensityUnit(StrEnum):
    """What an intensity counts."""

    HOURS = "hours"
    HALF_DAYS = "half_days"
    DAYS = "days"
    SESSIONS = "sessions"


class Per(StrEnum):
    """Over what an intensity is counted."""

    WEEK = "week"
    MONTH = "month"
    IN_ALL = "in_all"


@dataclass(frozen=True, kw_only=True)
class Intensity:
    """How much of a building block there is: hours, half-days, days or sessions, per week, per month or in all.

    `amount` is in minutes where `unit` is hours. `session` is the length of one session in minutes, None where the
    source does not give it. What is counted in all is held once a week where the
    block does not say over how long.
    """

    unit: IntensityUnit
    per: Per
    amount: Span
    session: Span | None = None

    def minutes_in_all(self, *, half_day_minutes: int) -> Span | None:
        """The minutes of the whole amount, None where the length of a session is not known."""
        match self.unit:
            case IntensityUnit.HOURS:
                return self.amount
            case IntensityUnit.HALF_DAYS:
                return self.amount.scaled(half_day_minutes)
            case IntensityUnit.DAYS:
                return self.amount.scaled(half_day_minutes * HALF_DAYS_PER_DAY)
        if self.session is None:
            return None
        minimum = None if self.amount.min is None else self.amount.min * self.session.least
        return Span(minimum, self.amount.max * self.session.max)

    def minutes_per_week(self, *, half_day_minutes: int, weeks: int | None = None) -> Span | None:
        """The minutes in a week in which the block is held, None where the length of a session is not known.

        What is counted in all is spread over `weeks`, or where that is None, held once a week.
        """
        total = self.minutes_in_all(half_day_minutes=half_day_minutes)
        if total is None or self.per is Per.WEEK:
            return total
        if self.per is Per.MONTH:
            return total.scaled(MONTHS_PER_YEAR / WEEKS_PER_YEAR)
        return total.scaled(1 / (weeks or self.weeks_in_all))

    @property
    def weeks_in_all(self) -> int:
        """Weeks it takes at one session a week, where the amount is counted in all; hours count as one week."""
        return 1 if self.unit is IntensityUnit.HOURS else max(1, self.amount.max)


@dataclass(frozen=True)
class Version(Generic[T_co]):
    """One of the values that a source which contradicts itself gives, and where."""

    value: T_co
    source: str


@dataclass(frozen=True, kw_only=True)
class Given(Generic[T_co]):
    """A value as the source gives it.

    `state` says what the *source* says: known, left open on purpose (none), or nothing at all (not asked). `value` is
    what is used; where `assumed` is set it is an estimate for planning, and `why` gives its reason. `versions` holds
    the values of a source that contradicts itself; `value` is the one used, and `why` says why that one.
    """

    state: FactState
    value: T_co | None = None
    source: str = ""
    assumed: bool = False
    why: str = ""
    versions: tuple[Version[T_co], ...] = ()

    @property
    def stated(self) -> T_co | None:
        """The value the source itself states, None where it is left open, not said or assumed by us."""
        return self.value if self.state is FactState.KNOWN else None

    @property
    def is_contested(self) -> bool:
        """The source contradicts itself here."""
        return bool(self.versions)
