"""On which days groups and classes meet: the half-days of a week laid on the calendar, without holidays.

These are dates alone: the hour at which a half-day begins is the same on the day the clock changes as on any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from tweespoor.apps.organisations.prepared import Prepared
from tweespoor.apps.schedule.models import Group, Holiday, HolidayKind, LanguageClass, Location, Period, StandIn
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.holidays import PublicHoliday, public_holidays
from tweespoor.core.week import HalfDay, dates_of, parse_half_days

OFTEN_WORKED = ("good-friday", "liberation-day")
"""Public holidays on which many organisations work; they are proposed without a tick."""


def holidays_of(programme: Programme) -> list[Holiday]:
    """The holidays and closings of a programme, in order of time."""
    return _holidays(programme.pk)


@Prepared
def _holidays(programme: UUID) -> QuerySet[Holiday]:
    return Holiday.objects.current().filter(programme=programme).select_related("location")


def ends_before(period: Period) -> date:
    """The first day after a period."""
    return period.starts_on + timedelta(weeks=period.weeks)


def proposed_holidays(programme: Programme, *, today: date) -> list[PublicHoliday]:
    """The public holidays from today to the end of next year that a programme does not have yet."""
    there = set(programme.holidays.current().values_list("first_day", flat=True))
    days = [*public_holidays(today.year), *public_holidays(today.year + 1)]
    return [each for each in days if each.on >= today and each.on not in there]


def last_day_of(period: Period) -> date:
    """The last day of a period."""
    return ends_before(period) - timedelta(days=1)


def session_days(group: Group, *, holidays: Sequence[Holiday] | None = None) -> list[date]:
    """The days on which a group meets, in order of time, each once; see `session_half_days`."""
    return sorted({day for day, _half_day in session_half_days(group, holidays=holidays)})


def session_half_days(group: Group, *, holidays: Sequence[Holiday] | None = None) -> list[tuple[date, HalfDay]]:
    """The days and half-days on which a group meets, in order of time.

    At each of its half-days it meets as many weeks as its training takes, from the start of the period. What falls on a
    holiday, or on a day when its building is closed, is made up in the weeks that the period has left; where it has
    none, it falls out. `holidays` are those of the programme (`holidays_of`), for who asks about many groups.
    """
    period = group.period
    known = holidays_of(period.programme) if holidays is None else holidays
    free = _days_off(known, location=group.room.location)
    slugs = [slug for session in group.sessions for slug in session]
    return sorted(
        (day, half_day)
        for half_day in parse_half_days(slugs)
        for day in _without(dates_of(half_day, first=period.starts_on, before=ends_before(period)), free)[
            : group.offer.weeks
        ]
    )


def stand_ins_of(group: Group, *, since: date) -> list[StandIn]:
    """Who or which room takes over a meeting of a group from a day on, in order of time."""
    rows = StandIn.objects.filter(group=group, day__gte=since)
    return list(rows.select_related("trainer", "room__location"))


def lesson_days(
    language_class: LanguageClass, *, first: date, before: date, holidays: Sequence[Holiday] | None = None
) -> list[tuple[date, HalfDay]]:
    """The days and half-days of a class's lessons from `first` up to `before`, in order of time, without holidays."""
    known = holidays_of(language_class.programme) if holidays is None else holidays
    free = _days_off(known, location=language_class.location)
    return sorted(
        (day, half_day)
        for half_day in parse_half_days(language_class.half_days)
        for day in _without(dates_of(half_day, first=first, before=before), free)
    )


def _days_off(holidays: Iterable[Holiday], *, location: Location) -> list[Holiday]:
    """Of these holidays those that hold at a location: all but the closings of others."""
    return [each for each in holidays if each.kind != HolidayKind.CLOSING or each.location_id == location.pk]


def _without(days: Iterable[date], holidays: Sequence[Holiday]) -> list[date]:
    return [day for day in days if not any(each.first_day <= day <= each.last_day for each in holidays)]
