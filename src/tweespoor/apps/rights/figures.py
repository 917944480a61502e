"""What stays for figures of the past when a dossier is deleted: pure, values in, values out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tweespoor.core.evaluation import MEASURES
from tweespoor.core.evaluation.measures import AGE_LIMITS

FIGURE_VARIABLES = frozenset(measure.variable for measure in MEASURES if measure.variable)
"""The variables that a figure of the monitor counts."""

BIRTH_DATE = "birth-date"
QUARTER_MONTHS = (1, 4, 7, 10)


def coarse_birth_date(born: date, *, since: date, until: date) -> date:
    """The first of January of the year of birth, or where that would change a figure, of the nearest quarter.

    The age groups stay as they were on every first day of a quarter from `since` to `until`: the days that figures for
    outsiders are of.
    """
    year = born.year
    days = list(_quarter_days(since, until))
    candidates = [date(year, month, 1) for month in QUARTER_MONTHS] + [date(year + 1, 1, 1)]
    return next(
        (each for each in candidates if all(_band(each, on=day) == _band(born, on=day) for day in days)),
        candidates[-1],
    )


def kept_value(variable: str, value: str, *, since: date, until: date) -> str:
    """An answer as it is kept: a date of birth coarse, everything else a code as it was."""
    if variable != BIRTH_DATE or not value:
        return value
    return coarse_birth_date(date.fromisoformat(value), since=since, until=until).isoformat()


def _quarter_days(since: date, until: date) -> Iterable[date]:
    for year in range(since.year, until.year + 1):
        for month in QUARTER_MONTHS:
            day = date(year, month, 1)
            if since <= day <= until:
                yield day


def _band(born: date, *, on: date) -> int:
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return sum(age >= limit for limit in AGE_LIMITS)
